import { describe, expect, it } from 'vitest'
import { accountView } from '@/server/domain/account-view.testing'
import { account as holdings, perp, prices, token } from '@/server/domain/holdings.testing'
import { overviewOf } from '@/server/domain/overview'
import type { AccountHoldings } from '@/server/domain/types'
import { valueAccount } from '@/server/domain/valuation'

const usd = prices({ USDT: '1', BTC: '100' })

function one(name: string, held: AccountHoldings['holdings'] | null, more: Partial<AccountHoldings> = {}) {
  const account = accountView(name)
  if (held === null) return { account, balance: null }
  const { exchange, exchangeName } = account
  const valued = valueAccount(holdings(held, more), usd)
  return { account, balance: { ...valued, accountId: name, accountName: name, exchange, exchangeName, stale: false } }
}

const whole = one('whole', [token('USDT', '100'), perp('BTC', '-1', '-100')])
const earn = { notIncluded: [{ wallet: 'earn', reason: 'No permission.' }] }

describe('totals over accounts', () => {
  it('are exact where every account is', () => {
    const { bounds, leftOut } = overviewOf([whole])
    expect(bounds).toEqual({ equity: 'exact', gross: 'exact', net: 'exact', leverage: 'exact', profit: 'exact' })
    expect(leftOut).toEqual([])
  })

  it('are at least that where one account leaves a wallet or a coin out, and name it', () => {
    const overview = overviewOf([
      whole,
      one('part', [token('USDT', '5')], earn),
      one('abc', [token('ABC', '5'), token('USDT', '1')]),
    ])
    expect(overview.totalEquity).toBe('106')
    // More exposure over more equity: leverage may be either.
    expect(overview.bounds).toEqual({
      equity: 'at_least',
      gross: 'at_least',
      net: 'uncertain',
      leverage: 'uncertain',
      profit: 'exact',
    })
    expect(overview.leftOut).toEqual([
      { accountId: 'part', accountName: 'part', reasons: ['not read: earn'] },
      { accountId: 'abc', accountName: 'abc', reasons: ['no price for ABC'] },
    ])
  })

  it('are at least that beside an account that was never read, or of which nothing is known', () => {
    const unread = overviewOf([whole, one('new', null)])
    expect([unread.bounds.equity, unread.leftOut[0]?.reasons]).toEqual(['at_least', ['never read']])
    const unknown = overviewOf([whole, one('scam', [token('ABC', '5')])])
    expect([unknown.totalEquity, unknown.bounds.equity]).toEqual(['100', 'at_least'])
  })

  it('are uncertain beside one whose exchange nobody proved, and at most that beside a debt without a price', () => {
    const doubts = ['How X is read was not held to answers of its own: compare equity and positions with what X shows.']
    const unproven = overviewOf([whole, one('x', [token('USDT', '5')], { doubts })])
    expect(unproven.bounds).toEqual({
      equity: 'uncertain',
      gross: 'uncertain',
      net: 'uncertain',
      leverage: 'uncertain',
      profit: 'uncertain',
    })
    expect(unproven.leftOut[0]?.reasons).toEqual(['not proven for this exchange'])
    expect(overviewOf([whole, one('owes', [token('USDT', '5'), token('ABC', '-1')])]).bounds.equity).toBe('at_most')
  })

  it('know no open profit of a wallet that margins and was not read', () => {
    const futures = { notIncluded: [{ wallet: 'perp', reason: 'No permission.' }] }
    expect(overviewOf([one('part', [token('USDT', '5')], futures)]).bounds.profit).toBe('uncertain')
  })

  it('tell of which coins something has no value', () => {
    const { exposure } = overviewOf([whole, one('b', [token('USDT', '1'), perp('BTC', '1', '100', { notional: null })])])
    expect(exposure).toMatchObject([{ base: 'BTC', gross: '100', partial: true }])
  })
})
