import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import { inside, maybeAmount, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { Ticker, UsdAnchor } from '../../reading/reading'
import { lastOrMid } from '../../reading/tickers'

const Row = z.object({
  symbol: z.string(),
  lastPrice: maybeAmount,
  bid1Price: maybeAmount,
  ask1Price: maybeAmount,
  indexPrice: maybeAmount,
  /** Of 24 hours, in quote currency. */
  turnover24h: maybeAmount,
})
const Tickers = inside('result', inside('list', z.array(Row)))

/** All spot tickers in one call. */
export async function bybitTickers(api: AccountApi): Promise<Ticker[]> {
  const [list, book] = await Promise.all([api.call('publicGetV5MarketTickers', { category: 'spot' }, Tickers), api.markets()])
  return list.flatMap((row) => {
    const market = book.byId(row.symbol, (candidate) => !candidate.contract)
    const price = lastOrMid(row.lastPrice, row.bid1Price, row.ask1Price)
    const trading = { bid: row.bid1Price, ask: row.ask1Price, quoteVolume: row.turnover24h }
    return market?.active && price !== null ? [{ market, price, ...trading }] : []
  })
}

/**
 * Bybit has no market in USD. Its indices tell what USDT and USDC are worth: BTC's index in USD (inverse contract) over
 * BTC's index in the stablecoin (linear contract), both of the same moment.
 */
export async function bybitAnchors(api: AccountApi): Promise<UsdAnchor[]> {
  const index = async (category: string, symbol: string) => {
    const rows = await api.call('publicGetV5MarketTickers', { category, symbol }, Tickers)
    return nonZero(rows[0]?.indexPrice ?? null)
  }
  const [usd, usdt] = await Promise.all([index('inverse', 'BTCUSD'), index('linear', 'BTCUSDT')])
  if (usd === null || usdt === null) return []
  return [{ code: 'USDT', usd: new Decimal(usd).div(usdt).toDecimalPlaces(10).toFixed(), label: 'USDT-USD (BTC indices)' }]
}
