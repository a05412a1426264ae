import { describe, expect, it } from 'vitest'
import { account as holdings, prices, token } from '@/server/domain/holdings.testing'
import { overviewOf } from '@/server/domain/overview'
import { valueAccount } from '@/server/domain/valuation'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { withFresh } from './apply-fresh'
import { accountView } from './views.testing'

function balance(account: AccountView, usdt: string, asOf: string): BalanceView {
  const valued = valueAccount(holdings([token('USDT', usdt)], { asOf: new Date(asOf) }), prices({ USDT: '1' }))
  const { id, name, exchange, exchangeName } = account
  return { ...valued, accountId: id, accountName: name, exchange, exchangeName, stale: false }
}

describe('withFresh', () => {
  const a = accountView('a')
  const b = accountView('b')
  const before = overviewOf([
    { account: a, balance: balance(a, '100', '2026-01-01T00:00:00Z') },
    { account: b, balance: balance(b, '50', '2026-01-01T00:00:00Z') },
  ])

  it('takes the new snapshot of one account, keeps the other, and sums anew', () => {
    const after = withFresh(before, [a, b], { balances: [balance(a, '120', '2026-01-01T00:01:00Z')], errors: [] })
    expect(after.totalEquity).toBe('170')
    expect(after.accounts[1]?.balance?.equity).toBe('50')
    expect(after.oldestAsOf).toEqual(new Date('2026-01-01T00:00:00Z'))
  })

  it('does not go back to an older snapshot', () => {
    const after = withFresh(before, [a, b], { balances: [balance(a, '1', '2025-12-31T23:59:00Z')], errors: [] })
    expect(after.totalEquity).toBe('150')
  })

  it('drops accounts that are gone and takes in new ones', () => {
    const c = accountView('c')
    const after = withFresh(before, [b, c], { balances: [], errors: [] })
    expect(after.accounts.map(({ account }) => account.id)).toEqual(['b', 'c'])
    expect(after.totalEquity).toBe('50')
    expect(after.accountsWithoutEquity).toBe(1)
  })
})
