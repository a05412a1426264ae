import { fixed } from '../amounts'
import { Decimal, type DecimalString } from '../decimal'
import type { Beta } from './types'

/** A day's price of a coin: the last one that was stored of that day (UTC). */
export interface DayPrice {
  coin: string
  /** Days since 1970. */
  day: number
  usd: DecimalString
}

/** Fewer days than these say nothing: the coin's beta is then not known. */
export const LEAST_BETA_DAYS = 20
/** Days that are looked back. */
export const BETA_DAYS = 90
/** Nobody's price changes by more in a day but where another coin took the name, or the price was wrong. */
const WILDEST = Math.log(5)
/** A beta is an estimate: two digits behind the point are more than it is worth already. */
const BETA_DECIMALS = 2

/** Logarithmic returns by day, of days whose day before has a price too. */
function returnsOf(prices: ReadonlyMap<number, number>): Map<number, number> {
  const returns = new Map<number, number>()
  for (const [day, price] of prices) {
    const before = prices.get(day - 1)
    if (before === undefined || before <= 0 || price <= 0) continue
    const change = Math.log(price / before)
    if (Math.abs(change) <= WILDEST) returns.set(day, change)
  }
  return returns
}

/**
 * Beta of each coin to Bitcoin: covariance ÷ variance of daily logarithmic returns, over days of which both have one
 * (the slope of the least-squares line; W. Sharpe, "Capital Asset Prices", Journal of Finance 19, 1964). A coin with fewer
 * than `LEAST_BETA_DAYS` such days is absent: not known.
 */
export function betasOf(prices: readonly DayPrice[]): Beta[] {
  const byCoin = new Map<string, Map<number, number>>()
  for (const { coin, day, usd } of prices) {
    const days = byCoin.get(coin) ?? new Map<number, number>()
    byCoin.set(coin, days.set(day, Number(usd)))
  }
  const market = returnsOf(byCoin.get('BTC') ?? new Map())
  const betas: Beta[] = []
  for (const [coin, days] of byCoin) {
    if (coin === 'BTC') continue
    const pairs = [...returnsOf(days)].flatMap(([day, own]) => {
      const theirs = market.get(day)
      return theirs === undefined ? [] : [[own, theirs] as const]
    })
    const beta = pairs.length < LEAST_BETA_DAYS ? null : slope(pairs)
    if (beta !== null) betas.push({ coin, beta: fixed(new Decimal(beta), BETA_DECIMALS), days: pairs.length })
  }
  return betas.sort((a, b) => (a.coin < b.coin ? -1 : 1))
}

/** Null where the market stood still. */
function slope(pairs: readonly (readonly [own: number, market: number])[]): number | null {
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length
  const [own, market] = [mean(0), mean(1)]
  let [together, alone] = [0, 0]
  for (const [a, b] of pairs) {
    together += (a - own) * (b - market)
    alone += (b - market) ** 2
  }
  return alone < 1e-12 ? null : together / alone
}
