import { describe, expect, it } from 'vitest'
import { asideOf, asideTotal } from './aside'
import { Decimal } from './decimal'
import { account, perp, prices, token } from './holdings.testing'
import type { AccountHoldings, ValuedAccount } from './types'
import { valueAccount } from './valuation'

const T = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))

/** One reading after the other, each with what it sets aside. */
function readings(
  ...all: { at: number; holdings: AccountHoldings['holdings']; usd: Record<string, string>; more?: Partial<AccountHoldings> }[]
) {
  let before: ValuedAccount | null = null
  return all.map(({ at, holdings, usd, more }) => {
    const now: ValuedAccount = valueAccount(account(holdings, { asOf: T(at), ...more }), prices(usd))
    before = { ...now, aside: asideOf(before, now) }
    return before
  })
}
/** Equity as it is compared: with what is set aside. */
const compared = (all: readonly ValuedAccount[]) =>
  all.map(({ equity, aside }) => new Decimal(equity ?? 0).plus(asideTotal(aside) ?? 0).toFixed())

const usdt = token('USDT', '200')
const abc = token('ABC', '98')

describe('what is set aside', () => {
  it('is a coin that lost its price, at its last known one, until it has one again', () => {
    const all = readings(
      { at: 0, holdings: [usdt, abc], usd: { USDT: '1', ABC: '90' } },
      { at: 1, holdings: [usdt, abc], usd: { USDT: '1', ABC: '100' } },
      { at: 2, holdings: [usdt, abc], usd: { USDT: '1' } },
      { at: 3, holdings: [usdt, abc], usd: { USDT: '1' } },
      { at: 4, holdings: [usdt, abc], usd: { USDT: '1', ABC: '101' } },
    )
    expect(all.map(({ equity }) => equity)).toEqual(['9020', '10000', '200', '200', '10098'])
    expect(compared(all)).toEqual(['9020', '10000', '10000', '10000', '10098'])
    expect(all[3]?.aside).toEqual({
      items: [{ wallet: 'spot', symbol: 'ABC', price: '100', usd: '9800', asOf: T(1) }],
      came: '0',
    })
    expect(all[4]?.aside).toBeNull()
  })

  it('is a wallet that cannot be read any more, with how many positions it had when it could', () => {
    const held = [
      usdt,
      token('USDT', '300', { wallet: 'perp', marginBalance: '300' }),
      perp('BTC', '1', '50000', { wallet: 'perp' }),
      perp('ETH', '-1', '-2500', { wallet: 'perp' }),
    ]
    const refused = {
      notIncluded: [{ wallet: 'perp', reason: 'No permission.' }],
      wallets: [{ wallet: 'spot', equityUsd: null }],
    }
    const all = readings(
      { at: 0, holdings: held, usd: { USDT: '1', BTC: '50000', ETH: '2500' } },
      { at: 1, holdings: [usdt], usd: { USDT: '1' }, more: refused },
      { at: 2, holdings: [usdt], usd: { USDT: '1' }, more: refused },
      { at: 3, holdings: held, usd: { USDT: '1', BTC: '50000', ETH: '2500' } },
    )
    expect(
      all.map(({ aside }) => aside?.items.map(({ wallet, usd, positions, asOf }) => [wallet, usd, positions, asOf])),
    ).toEqual([undefined, [['perp', '300', 2, T(0)]], [['perp', '300', 2, T(0)]], undefined])
    expect(all.map(({ bound }) => bound)).toEqual(['exact', 'at_least', 'at_least', 'exact'])
  })

  it('counts what is bought or sold meanwhile at that price', () => {
    const all = readings(
      { at: 0, holdings: [usdt, abc], usd: { USDT: '1', ABC: '100' } },
      { at: 1, holdings: [token('USDT', '100'), token('ABC', '99')], usd: { USDT: '1' } },
    )
    expect(compared(all)).toEqual(['10000', '10000'])
  })

  it('is no gain where a coin is priced for the first time', () => {
    const all = readings(
      { at: 0, holdings: [usdt, abc], usd: { USDT: '1' } },
      { at: 1, holdings: [usdt, abc], usd: { USDT: '1', ABC: '100' } },
      { at: 2, holdings: [usdt, abc], usd: { USDT: '1', ABC: '110' } },
    )
    expect(all.map(({ equity }) => equity)).toEqual(['200', '10000', '10980'])
    expect(compared(all)).toEqual(['200', '200', '1180'])
    expect(all[2]?.aside).toEqual({ items: [], came: '9800' })
  })

  it('does not take a coin that came in with a price, or a debt of it, for one of these', () => {
    const bought = readings(
      { at: 0, holdings: [usdt], usd: { USDT: '1' } },
      { at: 1, holdings: [usdt, abc], usd: { USDT: '1', ABC: '100' } },
    )
    expect(bought[1]?.aside).toBeNull()
    const owed = readings(
      { at: 0, holdings: [usdt, token('ABC', '-1')], usd: { USDT: '1', ABC: '100' } },
      { at: 1, holdings: [usdt, token('ABC', '-1')], usd: { USDT: '1' } },
    )
    expect(owed.map(({ equity, bound }) => [equity, bound])).toEqual([
      ['100', 'exact'],
      ['200', 'at_most'],
    ])
    expect(compared(owed)).toEqual(['100', '100'])
  })

  it('is a wallet that cannot be read any more, and no gain where one is read for the first time', () => {
    const earn = token('USDT', '5000', { wallet: 'earn' })
    const wallets = [
      { wallet: 'spot', equityUsd: null },
      { wallet: 'earn', equityUsd: null },
    ]
    const refused = {
      wallets: [{ wallet: 'spot', equityUsd: null }],
      notIncluded: [{ wallet: 'earn', reason: 'No permission.' }],
    }
    const usd = { USDT: '1' }
    const all = readings(
      { at: 0, holdings: [usdt, earn], usd, more: { wallets } },
      { at: 1, holdings: [usdt], usd, more: refused },
      { at: 2, holdings: [usdt], usd, more: refused },
      { at: 3, holdings: [usdt, earn], usd, more: { wallets } },
    )
    expect(all.map(({ equity, bound }) => [equity, bound])).toEqual([
      ['5200', 'exact'],
      ['200', 'at_least'],
      ['200', 'at_least'],
      ['5200', 'exact'],
    ])
    expect(compared(all)).toEqual(['5200', '5200', '5200', '5200'])
    const first = readings(
      { at: 0, holdings: [usdt], usd, more: refused },
      { at: 1, holdings: [usdt, earn], usd, more: { wallets } },
    )
    expect(compared(first)).toEqual(['200', '200'])
  })

  it('is nothing for a wallet that was emptied, or never opened', () => {
    const usd = { USDT: '1' }
    const all = readings(
      { at: 0, holdings: [usdt, token('USDT', '5', { wallet: 'earn' })], usd },
      { at: 1, holdings: [usdt], usd, more: { notIncluded: [{ wallet: 'earn', reason: 'Not opened.', unopened: true }] } },
    )
    expect(all[1]?.aside).toBeNull()
    expect(all[1]?.bound).toBe('exact')
  })
})
