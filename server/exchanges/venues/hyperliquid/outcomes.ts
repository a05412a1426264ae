import { z } from 'zod'
import { amount, nonZero } from '../../ccxt/amounts'
import type { MarketBook } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import type { Ticker } from '../../reading/reading'
import { unlistedMarket } from '../../reading/unlisted'
import { ASK } from './codes'

/**
 * Prices of coins and of sides of outcomes (HIP-4). A side is one coin with two names: `#92260` is its market, `+92260` what
 * a balance calls it (10 × outcome + side). It is quoted from 0 to 1 of its outcome's quote coin, into which it turns by itself.
 * https://hyperliquid.gitbook.io/hyperliquid-docs/hyperliquid-improvement-proposals-hips/hip-4-outcome-markets and
 * https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/asset-ids
 */

const Mids = z.record(z.string(), amount)
const OutcomeMeta = z.object({
  outcomes: z.array(z.object({ outcome: amount, quoteToken: z.string().nullish() })),
})
const SIDE = /^#(\d+)\d$/

/** Outcome → quote coin, null where the exchange names none; kept as long as the markets are, since asking weighs ten times the prices. */
const known = new WeakMap<MarketBook, Map<string, string | null>>()

async function quotesOf(
  outcomes: readonly string[],
  book: MarketBook,
  api: AccountApi,
): Promise<ReadonlyMap<string, string | null>> {
  const quotes = known.get(book) ?? new Map<string, string | null>()
  known.set(book, quotes)
  if (outcomes.every((outcome) => quotes.has(outcome))) return quotes
  const { outcomes: told } = await api.call(ASK, { type: 'outcomeMeta' }, OutcomeMeta)
  for (const { outcome, quoteToken } of told) quotes.set(outcome, quoteToken ?? null)
  for (const outcome of outcomes) if (!quotes.has(outcome)) quotes.set(outcome, null)
  return quotes
}

/** Middle prices of everything in one small call. */
export async function tickers(api: AccountApi): Promise<Ticker[]> {
  const [mids, book] = await Promise.all([api.call(ASK, { type: 'allMids' }, Mids), api.markets()])
  const coins = book.all.flatMap((market) => {
    const price = market.contract ? null : nonZero(mids[market.id] ?? null)
    return price === null ? [] : [{ market, price }]
  })
  const sides = Object.entries(mids).flatMap(([id, mid]) => {
    const [, outcome] = SIDE.exec(id) ?? []
    const price = nonZero(mid)
    return outcome === undefined || price === null ? [] : [{ id, outcome, price }]
  })
  if (sides.length === 0) return coins
  const quotes = await quotesOf([...new Set(sides.map(({ outcome }) => outcome))], book, api)
  return [
    ...coins,
    ...sides.flatMap(({ id, outcome, price }) => {
      const quote = quotes.get(outcome) ?? null
      if (quote === null) return []
      const base = id.replace('#', '+')
      return [
        { market: { ...unlistedMarket(id, { counts: 'coins', type: 'spot' }), base, coin: base, quote: api.code(quote) }, price },
      ]
    }),
  ]
}
