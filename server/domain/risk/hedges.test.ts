import { describe, expect, it } from 'vitest'
import { account, perp, prices, token } from '../holdings.testing'
import type { Holding } from '../types'
import { valueAccount } from '../valuation'
import { greeksOf } from './black-scholes'
import { greeksByCoin, optionGreeks } from './greeks'
import { hedgesNow } from './hedges'
import { FACTS, margin, PRICES, riskOf } from './risk.testing'

const held = (id: string, holdings: Holding[], allRead = true) => ({
  ...{ accountId: id, accountName: id, exchange: id, allRead },
  assets: valueAccount(account(holdings), prices(PRICES)).assets,
})
const funding = (rates: Record<string, string>) => (exchange: string, pair: string) => {
  const rate = rates[`${exchange} ${pair}`]
  return rate === undefined ? null : { rate, nextAt: null, intervalHours: 8 }
}

describe('hedges as they stand', () => {
  it('pair spot with a short of twice as much, half of whose funding is the hedge’s', () => {
    const [hedge, ...others] = hedgesNow(
      [held('a', [token('BTC', '1'), token('USDT', '9')]), held('b', [perp('BTC', '-2', '-100000')])],
      funding({ 'b BTC:PERP-USDT': '0.0001' }),
    )
    expect(others).toEqual([])
    // 0.01 % three times a day is 10.95 % a year, of the 50,000 that are hedged.
    expect(hedge).toMatchObject({
      coin: 'BTC',
      long: '50000',
      short: '100000',
      hedged: '50000',
      drift: '0.333333',
      carry: '5475',
      rate: '0.1095',
    })
    expect(hedge?.legs).toMatchObject([
      { symbol: 'BTC', side: 'long', yearly: '0' },
      { symbol: 'BTC:PERP-USDT', side: 'short', value: '100000', yearly: '10950' },
    ])
  })

  it('pair long and short on two venues; the long pays what the short is paid', () => {
    const [hedge] = hedgesNow(
      [held('a', [perp('ETH', '4', '10000')]), held('b', [perp('ETH', '-4', '-10000')])],
      funding({ 'a ETH:PERP-USDT': '0.0001', 'b ETH:PERP-USDT': '0.0003' }),
    )
    expect(hedge).toMatchObject({ coin: 'ETH', hedged: '10000', drift: '0', carry: '2190' })
  })

  it('tell no carry where funding of a leg is not known, and no drift where a wallet was not read', () => {
    const [hedge] = hedgesNow([held('a', [token('BTC', '1')], false), held('b', [perp('BTC', '-1', '-50000')])], funding({}))
    expect(hedge).toMatchObject({ hedged: '50000', drift: null, carry: null, rate: null })
    expect(hedgesNow([held('a', [token('BTC', '1')]), held('b', [perp('BTC', '-0.01', '-500')])], funding({}))).toEqual([])
    expect(hedgesNow([held('a', [token('BTC', '1')])], funding({}))).toEqual([])
  })
})

describe('Greeks', () => {
  const option = (symbol: string, delta: string | null, more = {}) => ({
    ...{ symbol, delta, gamma: '0.00001', vega: '10', theta: '-5' },
    ...more,
  })
  it('are summed up per coin; one that is not sent leaves the sum unknown', () => {
    expect(
      greeksByCoin([
        option('ETH:260327-3000-C-USDC', '1.5'),
        option('BTC:260327-60000-P-USD', '-0.4'),
        option('BTC:260327-90000-C-USD', '0.1', { vega: null }),
      ]),
    ).toEqual([
      { coin: 'BTC', positions: 2, delta: '-0.3', gamma: '0.00002', vega: null, theta: '-10' },
      { coin: 'ETH', positions: 1, delta: '1.5', gamma: '0.00001', vega: '10', theta: '-5' },
    ])
  })

  it('are those of the model for the whole position, a short against a long', () => {
    const symbol = 'BTC:260402-60000-C-USDT'
    const facts = { ...FACTS, optionMarkOf: () => ({ volatility: '0.6', greeks: null }) }
    const option = (size: string) => perp('BTC', size, '3000', { symbol, marketType: 'option', unrealizedProfit: '0' })
    const account = riskOf('A', [margin('10000', { maintMargin: '100' }), option('-2')], { facts })
    const years = account.pools[0]?.positions[0]?.option?.years ?? 0
    const each = greeksOf({ type: 'call', underlying: 50_000, strike: 60_000, years, volatility: 0.6 })
    const [told] = greeksByCoin(optionGreeks([account]))
    expect(told).toMatchObject({ coin: 'BTC', positions: 1 })
    expect(Number(told?.delta)).toBeCloseTo(-2 * each.delta, 9)
    expect(Number(told?.vega)).toBeCloseTo(-2 * each.vega, 6)
    expect(Number(told?.theta)).toBeGreaterThan(0)
    const both = riskOf('B', [margin('10000', { maintMargin: '100' }), option('2')], { facts })
    expect(greeksByCoin(optionGreeks([account, both]))).toMatchObject([{ positions: 2, delta: '0', theta: '0' }])
    // Of an account that is not known its options are not either: a sum without them would be one of fewer.
    const blind = riskOf('B', [margin('10000'), option('2'), perp('NEW', '5', '0', { notional: null })], { facts })
    expect(blind.pools).toEqual([])
    expect(greeksByCoin(optionGreeks([account, blind]))).toMatchObject([{ coin: 'BTC', positions: 2, delta: null, theta: null }])
    expect(optionGreeks([riskOf('C', [margin('1')])])).toEqual([])
  })

  it('are the exchange’s own where it tells them, for the whole position, beside those of the model', () => {
    const greeks = { delta: '0.43', gamma: '0.00002', vega: '51.2', theta: '-33.1' }
    const facts = { ...FACTS, optionMarkOf: () => ({ volatility: '0.6', greeks }) }
    const option = (size: string) =>
      perp('BTC', size, '3000', { symbol: 'BTC:260402-60000-C-USDT', marketType: 'option', unrealizedProfit: '0' })
    const told = riskOf('A', [margin('10000', { maintMargin: '100' }), option('-2.5')], { facts })
    expect(greeksByCoin(optionGreeks([told]))).toEqual([
      { coin: 'BTC', positions: 1, delta: '-1.075', gamma: '-0.00005', vega: '-128', theta: '82.75' },
    ])
    const reckoned = { ...FACTS, optionMarkOf: () => ({ volatility: '0.6', greeks: null }) }
    const other = riskOf('B', [margin('10000', { maintMargin: '100' }), option('1')], { facts: reckoned })
    const [own] = greeksByCoin(optionGreeks([other]))
    const [both] = greeksByCoin(optionGreeks([told, other]))
    expect(Number(both?.delta)).toBeCloseTo(Number(own?.delta) - 1.075, 10)
  })
})
