import { distance } from 'fastest-levenshtein'
import type { DerivativeType } from './types'
import { usualSettle } from './usual-settle'

/** What of a market decides its pair: ccxt's market structure, reduced. */
export interface PairMarket {
  symbol: string
  type: string
  base: string
  quote: string
  /** Null for spot. */
  settle: string | null
  /** Milliseconds; null where the contract never expires. */
  expiry: number | null
  strike: string | null
  optionType: 'call' | 'put' | null
}

/** `yymmdd` of a moment, in UTC. */
function expiryDay(expiry: number): string {
  return new Date(expiry).toISOString().slice(2, 10).replaceAll('-', '')
}

function variant(market: PairMarket): string {
  const day = market.expiry === null ? '' : expiryDay(market.expiry)
  if (market.type === 'swap') return 'PERP'
  if (market.type === 'option') return [day, market.strike ?? '', market.optionType === 'put' ? 'P' : 'C'].join('-')
  if (market.type === 'future' && day !== '') return day
  return [market.type.toUpperCase(), day].filter(Boolean).join('-')
}

/** What a derivative market's rows are called in `market_type`; null for spot. */
export function derivativeType(market: PairMarket): DerivativeType | null {
  if (market.type === 'swap') return 'perp'
  if (market.type === 'future') return 'future'
  if (market.type === 'option') return 'option'
  return market.settle === null ? null : 'future'
}

/**
 * The pair of a market: `BASE-QUOTE` for spot, `BASE:VARIANT-QUOTE` for derivatives (`ETH:PERP-USDT`, `BTC:260327-USDT`,
 * `BTC:260327-100000-C-USDC`). A contract that is settled neither in its quote nor, quoted in USD, in its base names its
 * settlement behind another colon: `BTC:PERP-USD` is inverse, `BTC:PERP-USD:USD` the linear one beside it.
 */
export function pairOf(market: PairMarket): string {
  if (market.settle === null) return `${market.base}-${market.quote}`
  const pair = `${market.base}:${variant(market)}-${market.quote}`
  return market.settle === usualSettle(market) ? pair : `${pair}:${market.settle}`
}

/** More letters than these may not differ, of those that are given. */
const FARTHEST = 0.34
const letters = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

/** The ways in which people and exchanges write a pair: `ETHUSDT`, `ETH-PERP`, `ETH/USDT:USDT`, `ETHUSDTPERP`. */
function spellings(pair: string): string[] {
  const [, base = pair, variant = '', quote = '', settle = ''] = /^([^:]+?)(?::(.+))?-([^-:]+)(?::([^:]+))?$/.exec(pair) ?? []
  const settled = settle || (quote === 'USD' ? base : quote)
  return [pair, base + quote, base + variant, base + quote + variant, base + quote + settled].map(letters)
}

function farness(known: string, given: string): number {
  if (known === given) return 0
  // `1000PEPE…` by `PEPE…`.
  return known.endsWith(given) ? 0.05 : distance(given, known) / given.length
}

/** Pairs that may have been meant by one that there is none of, the likeliest first, at most three: perpetuals before all others. */
export function nearestPairs(pairs: Iterable<string>, wanted: string): string[] {
  const given = letters(wanted).slice(0, 60)
  if (given === '') return []
  const scored: { pair: string; score: number }[] = []
  for (const pair of pairs) {
    const score = Math.min(...spellings(pair).map((known) => farness(known, given)))
    if (score <= FARTHEST) scored.push({ pair, score: score + (pair.includes(':PERP-') ? 0 : 0.01) })
  }
  const best = scored.reduce((least, { score }) => Math.min(least, score), Infinity)
  return (
    scored
      // One that is written otherwise is meant; others are not offered beside it.
      .filter(({ score }) => best >= 0.02 || score < 0.02)
      .sort((a, b) => a.score - b.score || (a.pair < b.pair ? -1 : 1))
      .slice(0, 3)
      .map(({ pair }) => pair)
  )
}

/** The other direction of `pairOf`: each market of an exchange by its pair. */
export function byPair<M extends PairMarket>(markets: Iterable<M>): ReadonlyMap<string, M> {
  const found = new Map<string, M>()
  for (const market of markets) {
    const pair = pairOf(market)
    if (!found.has(pair)) found.set(pair, market)
  }
  return found
}
