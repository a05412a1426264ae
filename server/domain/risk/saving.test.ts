import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../decimal'
import { perp, token } from '../holdings.testing'
import { ShockedBookOf } from './book'
import { margin, riskOf } from './risk.testing'
import { savingTransfer } from './saving'
import type { RiskAccount, Scope } from './types'

const ALL: Scope = { kind: 'all' }

/** A long of one Bitcoin on so much money, of which so much is free. */
const long = (id: string, usdt: string, available: string | null = null, btc = '1') => {
  const notional = new Decimal(btc).times(50_000)
  const maint = notional.times('0.005').toFixed()
  return riskOf(id, [
    margin(usdt, { maintMargin: maint, available }),
    perp('BTC', btc, notional.toFixed(), { markPrice: '50000', unrealizedProfit: '0', maintMargin: maint }),
  ])
}
const spot = (id: string, usdt: string, free: string | null = usdt) => riskOf(id, [token('USDT', usdt, { available: free })])
const saving = (...accounts: RiskAccount[]) => savingTransfer(accounts, ALL, [], 'down')

describe('what would save it', () => {
  it('moves what is free to the account that dies first', () => {
    const transfer = saving(long('A', '5000'), spot('B', '3000'))
    expect(transfer).toMatchObject({
      from: { accountId: 'B', wallet: 'spot' },
      to: { accountId: 'A', wallet: 'perp', kind: 'cross' },
      usd: '3000.00',
      giverAfter: null,
    })
    // (50000 − 8000) ÷ 0.995 = 42,211: 15.58 % away instead of 9.55 %.
    expect([transfer?.before, transfer?.after]).toEqual([-0.0955, -0.1558])
  })

  it('takes no more from a giver than leaves it as far from its own end', () => {
    const transfer = saving(long('A', '5000'), long('B', '25000', '20000'))
    // Both of one Bitcoin: the same distance where they hold the same.
    expect(Math.abs(Number(transfer?.usd) - 10_000)).toBeLessThan(10)
    expect(Math.abs((transfer?.after ?? 0) - (transfer?.giverAfter ?? 0))).toBeLessThanOrEqual(0.0002)
    expect(saving(long('A', '5000'), long('B', '25000', '2000'))).toMatchObject({ usd: '2000.00' })
    expect(saving(long('A', '5000'), long('B', '25000', '0'))).toBeNull()
    expect(saving(long('A', '5000'), long('B', '5001', '5001'))).toBeNull()
  })

  it('chooses the giver that brings it farthest, and the smallest amount that does', () => {
    expect(saving(long('A', '5000'), spot('B', '1000'), spot('C', '4000'))).toMatchObject({ from: { accountId: 'C' } })
    const enough = saving(long('A', '5000'), spot('B', '900000'))
    expect(enough).toMatchObject({ after: null })
    expect(Number(enough?.usd)).toBeLessThan(26_000)
  })

  it('moves within an account too, and to an isolated position', () => {
    const own = riskOf('A', [
      token('USDT', '2000', { available: '2000' }),
      perp('BTC', '1', '50000', {
        markPrice: '50000',
        unrealizedProfit: '0',
        marginMode: 'isolated',
        marginBalance: '5000',
        equityOutsideTokens: '5000',
        maintMargin: '250',
        liquidationPrice: '45250',
      }),
    ])
    expect(saving(own)).toMatchObject({
      from: { accountId: 'A', wallet: 'spot' },
      to: { accountId: 'A', kind: 'isolated', symbol: 'BTC:PERP-USDT' },
      before: -0.095,
      after: -0.135,
    })
  })

  it('is nothing where nothing dies, or nobody tells what is free', () => {
    expect(saving(spot('A', '1000'), spot('B', '2000'))).toBeNull()
    const silent = riskOf('B', [
      margin('90000', { maintMargin: '1' }),
      perp('SOL', '1', '100', { unrealizedProfit: '0', maintMargin: '1' }),
    ])
    expect(saving(long('A', '5000'), silent)).toBeNull()
  })

  it('never takes more than is free, never leaves the giver nearer than the receiver was, and does what it says', () => {
    const amount = fc.integer({ min: 1000, max: 60_000 }).map(String)
    fc.assert(
      fc.property(amount, amount, amount, (a, b, free) => {
        const accounts = [long('A', a), long('B', b, free), spot('C', free)]
        const transfer = saving(...accounts)
        if (transfer === null) return
        expect(Number(transfer.usd)).toBeLessThanOrEqual(Number(free))
        expect(Math.abs(transfer.after ?? -1)).toBeGreaterThan(Math.abs(transfer.before))
        expect(Math.abs(transfer.giverAfter ?? -1)).toBeGreaterThanOrEqual(Math.abs(transfer.before))
        const moved = {
          A: a,
          B: b,
          [transfer.to.accountId]: new Decimal(transfer.to.accountId === 'A' ? a : b).plus(transfer.usd).toFixed(),
        }
        const after = new ShockedBookOf([long(transfer.to.accountId, moved[transfer.to.accountId] ?? '')], ALL, [])
        const reached = after.deaths(transfer.to.accountId).down?.shock ?? -0.6001
        expect(Math.abs(reached - (transfer.after ?? -0.6001))).toBeLessThanOrEqual(0.00011)
      }),
      { numRuns: 30 },
    )
  })
})
