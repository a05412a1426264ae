import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import { amount, maybeAmount, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { Ticker, UsdAnchor } from '../../reading/reading'

const Prices = z.array(z.object({ symbol: z.string(), price: amount }))
const Books = z.array(z.object({ symbol: z.string(), bidPrice: maybeAmount, askPrice: maybeAmount }))
const Index = z.object({ symbol: z.string(), indexPrice: maybeAmount })
const Indices = z.union([z.array(Index), Index.transform((row) => [row])])

/**
 * All last prices, and what is bid and asked, in two small calls (a weight of 4 each; the one with volumes has 80). Delisted
 * symbols stay in them with their last trade; they are not active. A book that cannot be had leaves prices as they are.
 * https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints
 */
export async function binanceTickers(api: AccountApi): Promise<Ticker[]> {
  const [list, books, book] = await Promise.all([
    api.call('publicGetTickerPrice', {}, Prices),
    api.call('publicGetTickerBookTicker', {}, Books).catch(() => []),
    api.markets(),
  ])
  const sides = new Map(books.map((row) => [row.symbol, row]))
  return list.flatMap(({ symbol, price }) => {
    const market = book.byId(symbol, (candidate) => !candidate.contract)
    if (!market?.active || nonZero(price) === null) return []
    const { bidPrice: bid = null, askPrice: ask = null } = sides.get(symbol) ?? {}
    return [{ market, price, bid, ask }]
  })
}

/**
 * Binance has no market in USD. Its indices tell what USDT is worth: BTC's index in USD (COIN-M) over BTC's index in
 * USDT (USD-M), both of the same moment.
 */
export async function binanceAnchors(api: AccountApi): Promise<UsdAnchor[]> {
  const index = async (method: string, symbol: string) =>
    nonZero((await api.call(method, { symbol }, Indices)).find((row) => row.symbol === symbol)?.indexPrice ?? null)
  const [usd, usdt] = await Promise.all([
    index('dapiPublicGetPremiumIndex', 'BTCUSD_PERP'),
    index('fapiPublicGetPremiumIndex', 'BTCUSDT'),
  ])
  if (usd === null || usdt === null) return []
  return [{ code: 'USDT', usd: new Decimal(usd).div(usdt).toDecimalPlaces(10).toFixed(), label: 'USDT-USD (BTC indices)' }]
}
