import { describe, expect, it } from 'vitest'
import { marginBound } from '@/server/domain/account-figures'
import { account as holdings, perp, prices, token } from '@/server/domain/holdings.testing'
import type { AccountHoldings } from '@/server/domain/types'
import { valueAccount } from '@/server/domain/valuation'

const usd = prices({ USDT: '1' })
const collateral = token('USDT', '100', { wallet: 'unified', marginBalance: '100', initialMargin: '50', maintMargin: '10' })
const position = perp('BTC', '1', '100', { wallet: 'unified' })

function bound(held: AccountHoldings['holdings'], notIncluded: AccountHoldings['notIncluded'] = []) {
  const valued = valueAccount(holdings(held, { notIncluded }), usd)
  const names = { accountId: 'a', accountName: 'a', exchange: 'okx', exchangeName: 'OKX', stale: false }
  return marginBound({ ...valued, ...names })
}

describe('margin use beside a margin balance that is not all', () => {
  it('is exact where another wallet is left out, which margins nothing here', () => {
    expect(bound([collateral, position])).toBe('exact')
    expect(bound([collateral, position], [{ wallet: 'funding', reason: 'No permission.' }])).toBe('exact')
  })

  it('is at most that where collateral has no price, and not certain where a position of it could not be placed', () => {
    expect(bound([collateral, position, token('ABC', '5', { wallet: 'unified', marginBalance: '5' })])).toBe('at_most')
    expect(bound([collateral, position], [{ wallet: 'unified', reason: 'A position in X.' }])).toBe('uncertain')
  })
})
