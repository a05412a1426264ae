import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { DomainError } from '../../../errors'
import { inside, maybeAmount, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { Ticker, UsdAnchor } from '../../reading/reading'
import { lastOrMid } from '../../reading/tickers'

const Rows = inside(
  'result',
  z.array(
    z.object({
      instrument_name: z.string(),
      last: maybeAmount,
      bid_price: maybeAmount,
      ask_price: maybeAmount,
      mid_price: maybeAmount,
      /** In 24 hours: base coins, and their worth in quote currency. */
      volume: maybeAmount,
      volume_notional: maybeAmount,
    }),
  ),
)
const Index = inside('result', z.object({ index_price: maybeAmount }))

/** What `get_book_summary_by_currency` takes. */
const CURRENCIES = ['BTC', 'ETH', 'USDC', 'USDT', 'EURR'] as const

/** Spot markets, asked for by currency: the few that Deribit has may come more than once. */
export async function deribitTickers(api: AccountApi): Promise<Ticker[]> {
  const book = await api.markets()
  const answers = await Promise.all(
    CURRENCIES.map((currency) => api.call('publicGetGetBookSummaryByCurrency', { currency, kind: 'spot' }, Rows).catch(unlisted)),
  )
  const found = new Map<string, Ticker>()
  for (const row of answers.flat()) {
    const market = book.byId(row.instrument_name, (candidate) => !candidate.contract)
    const price = nonZero(row.mid_price) ?? lastOrMid(row.last, row.bid_price, row.ask_price)
    if (!market?.active || price === null) continue
    const { bid_price: bid, ask_price: ask, volume, volume_notional: quoteVolume } = row
    found.set(market.id, { market, price, bid, ask, baseVolume: volume, quoteVolume })
  }
  return [...found.values()]
}

/** A currency that is not listed (any more) has no markets. */
function unlisted(error: unknown): [] {
  if (error instanceof DomainError && error.code === 'exchange_refused') return []
  throw error
}

/** Indices in USD exist of BTC and ETH; stablecoins are worth BTC's index in USD over its index in them. */
export async function deribitAnchors(api: AccountApi): Promise<UsdAnchor[]> {
  const index = async (name: string) =>
    nonZero((await api.call('publicGetGetIndexPrice', { index_name: name }, Index)).index_price)
  const [btc, eth, usdc, usdt] = await Promise.all(['btc_usd', 'eth_usd', 'btc_usdc', 'btc_usdt'].map(index))
  const anchor = (code: string, usd: DecimalString | null | undefined, label: string) => (usd ? [{ code, usd, label }] : [])
  const over = (other: DecimalString | null | undefined) =>
    btc && other ? new Decimal(btc).div(other).toDecimalPlaces(10).toFixed() : null
  return [
    ...anchor('BTC', btc, 'BTC-USD (index)'),
    ...anchor('ETH', eth, 'ETH-USD (index)'),
    ...anchor('USDC', over(usdc), 'USDC-USD (BTC indices)'),
    ...anchor('USDT', over(usdt), 'USDT-USD (BTC indices)'),
  ]
}
