import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byPair, derivativeType, type PairMarket, pairOf } from './pairs'

const spot = (base: string, quote: string): PairMarket => ({
  symbol: `${base}/${quote}`,
  type: 'spot',
  base,
  quote,
  settle: null,
  expiry: null,
  strike: null,
  optionType: null,
})
const swap = (base: string, quote: string, settle: string): PairMarket => ({
  ...spot(base, quote),
  symbol: `${base}/${quote}:${settle}`,
  type: 'swap',
  settle,
})
const QUARTER = Date.UTC(2026, 2, 27, 8)

describe('pairOf', () => {
  it.each([
    [spot('ETH', 'USDT'), 'ETH-USDT'],
    [swap('ETH', 'USDT', 'USDT'), 'ETH:PERP-USDT'],
    [swap('BTC', 'USD', 'BTC'), 'BTC:PERP-USD'],
    [{ ...swap('BTC', 'USDT', 'USDT'), type: 'future', expiry: QUARTER }, 'BTC:260327-USDT'],
    [{ ...swap('BTC', 'USD', 'BTC'), type: 'future', expiry: QUARTER }, 'BTC:260327-USD'],
    [
      { ...swap('BTC', 'USDC', 'USDC'), type: 'option', expiry: QUARTER, strike: '100000', optionType: 'call' as const },
      'BTC:260327-100000-C-USDC',
    ],
    [
      { ...swap('XRP', 'USDC', 'USDC'), type: 'option', expiry: QUARTER, strike: '2.5', optionType: 'put' as const },
      'XRP:260327-2.5-P-USDC',
    ],
    [swap('FLX-CRCL', 'USDH', 'USDH'), 'FLX-CRCL:PERP-USDH'],
    [swap('kPEPE', 'USDC', 'USDC'), 'kPEPE:PERP-USDC'],
  ])('writes %j as %s', (market, pair) => {
    expect(pairOf(market)).toBe(pair)
  })

  it('names the settlement where it is not the usual one', () => {
    expect(pairOf(swap('BTC', 'USD', 'USD'))).toBe('BTC:PERP-USD:USD')
    expect(pairOf(swap('ETH', 'USD', 'BTC'))).toBe('ETH:PERP-USD:BTC')
    expect(pairOf(swap('BTC', 'USDT', 'BTC'))).toBe('BTC:PERP-USDT:BTC')
    expect(pairOf(swap('BTC', 'USD', 'USDC'))).toBe('BTC:PERP-USD:USDC')
  })
})

describe('derivativeType', () => {
  it('is null for spot', () => {
    expect([spot('A', 'B'), swap('A', 'B', 'B')].map(derivativeType)).toEqual([null, 'perp'])
  })
})

/** Markets as an exchange could list them: any codes, kinds, settlements, days and strikes. */
const code = fc.oneof(
  fc.constantFrom('BTC', 'ETH', 'USD', 'USDT', 'USDC', 'EUR', 'kPEPE', 'FLX-CRCL', '1000SHIB'),
  fc.stringMatching(/^[A-Z0-9]{1,8}$/),
)
const day = fc.integer({ min: 0, max: 4000 }).map((days) => Date.UTC(2024, 0, 1, 8) + days * 86_400_000)
const contract = fc.record({ base: code, quote: code, settle: code })
const markets = fc.uniqueArray(
  fc.oneof(
    fc.record({ base: code, quote: code }).map(({ base, quote }) => spot(base, quote)),
    contract.map(({ base, quote, settle }) => swap(base, quote, settle)),
    fc.tuple(contract, day).map(([{ base, quote, settle }, expiry]): PairMarket => {
      const market = swap(base, quote, settle)
      return { ...market, symbol: `${market.symbol}-${expiry}`, type: 'future', expiry }
    }),
    fc
      .tuple(contract, day, fc.integer({ min: 1, max: 900_000 }), fc.constantFrom('call' as const, 'put' as const))
      .map(([{ base, quote, settle }, expiry, cents, optionType]): PairMarket => {
        const market = swap(base, quote, settle)
        const strike = String(cents / 100)
        return {
          ...market,
          symbol: `${market.symbol}-${expiry}-${strike}-${optionType}`,
          type: 'option',
          expiry,
          strike,
          optionType,
        }
      }),
  ),
  { selector: ({ symbol }) => symbol, maxLength: 60 },
)

describe('pairs both ways', () => {
  it('market → pair → market is the identity, and no two markets share a pair', () => {
    fc.assert(
      fc.property(markets, (list) => {
        const found = byPair(list)
        for (const market of list) expect(found.get(pairOf(market))).toBe(market)
        expect(found.size).toBe(list.length)
      }),
      { numRuns: 500, seed: 4711 },
    )
  })
})
