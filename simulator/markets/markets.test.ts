import { describe, expect, it } from 'vitest'
import { binanceMarkets } from './binance'
import { expiries } from './build'
import { bybitMarkets } from './bybit'
import { BASES } from './coins'
import { dayMonthYear, monthLetterYear, yearMonthDay } from './dates'
import { okxMarkets } from './okx'

const NOW = Date.UTC(2026, 0, 15, 12)

describe.each([
  ['binance', binanceMarkets, 2000],
  ['bybit', bybitMarkets, 600],
  ['okx', okxMarkets, 700],
])('%s', (_venue, make, least) => {
  const markets = make(NOW)

  it('has as many markets as the real one, each once', () => {
    expect(markets.length).toBeGreaterThanOrEqual(least)
    expect(new Set(markets.map((m) => m.key)).size).toBe(markets.length)
    const aliases = markets.flatMap((m) => m.alias ?? [])
    expect(new Set(aliases).size).toBe(aliases.length)
  })

  it('has steps written out in full, limits in order, and leverage on every contract but options', () => {
    for (const market of markets) {
      expect(market.tick).toMatch(/^\d+(\.\d+)?$/)
      expect(market.lot).toMatch(/^\d+(\.\d+)?$/)
      expect(Number(market.minAmount)).toBeLessThan(Number(market.maxAmount))
      if (market.type === 'swap' || market.type === 'future') expect(Number(market.maxLeverage)).toBeGreaterThan(1)
      expect(market.settle === null).toBe(market.type === 'spot')
      if (market.inverse) expect(market.settle).toBe(market.base)
    }
  })

  it('is the same list every time, real coins first', () => {
    expect(make(NOW)).toEqual(markets)
    expect(markets[0]?.base).toBe('BTC')
  })
})

it('has a token that trades against BTC alone on every venue', () => {
  const quotes = (markets: ReturnType<typeof bybitMarkets>, base: string) =>
    markets.filter((m) => m.base === base).map((m) => m.quote)
  expect(quotes(bybitMarkets(NOW), 'VIB')).toEqual(['BTC'])
  expect(quotes(okxMarkets(NOW), 'PROM')).toEqual(['BTC'])
  expect(quotes(binanceMarkets(NOW), BASES[705] ?? '')).toEqual(['BTC'])
})

describe('dates', () => {
  it('are the Fridays on which contracts end, with room before the next quarter', () => {
    expect(expiries(NOW).map((e) => [yearMonthDay(e.at), e.alias])).toEqual([
      ['260123', 'WEEK'],
      ['260130', 'MONTH'],
      ['260327', 'QUARTER'],
      ['260626', 'NEXT-QUARTER'],
    ])
  })

  it('never end in the past, on any day of some years', () => {
    for (let day = 0; day < 1500; day++) {
      const now = NOW + day * 86_400_000
      const found = expiries(now)
      expect(found.filter((e) => e.alias.endsWith('QUARTER')).length).toBe(2)
      for (const { at } of found) {
        expect(at).toBeGreaterThan(now)
        expect(new Date(at).getUTCDay()).toBe(5)
      }
    }
  })

  it('are written as each exchange writes them', () => {
    const at = Date.UTC(2026, 2, 27, 8)
    expect([dayMonthYear(at), yearMonthDay(at), monthLetterYear(at)]).toEqual(['27MAR26', '260327', 'H26'])
    expect(dayMonthYear(Date.UTC(2026, 0, 2))).toBe('2JAN26')
  })
})
