import { z } from 'zod'
import { maybeAmount, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { Ticker, UsdAnchor } from '../../reading/reading'
import { lastOrMid } from '../../reading/tickers'

/** https://docs.bitmex.com/api-explorer/get-instrument-active (2026-11) */
const Instruments = z.array(
  z.object({
    symbol: z.string(),
    lastPrice: maybeAmount,
    bidPrice: maybeAmount,
    askPrice: maybeAmount,
    /** Of 24 hours, in coins and in the quote. */
    homeNotional24h: maybeAmount,
    foreignNotional24h: maybeAmount,
    /** The index that it is settled at. */
    indicativeSettlePrice: maybeAmount,
  }),
)

/** All instruments in one call; spot markets among them. */
export async function bitmexTickers(api: AccountApi): Promise<Ticker[]> {
  const [list, book] = await Promise.all([api.call('publicGetInstrumentActive', {}, Instruments), api.markets()])
  return list.flatMap((row) => {
    const market = book.byId(row.symbol, (candidate) => !candidate.contract)
    const price = lastOrMid(row.lastPrice, row.bidPrice, row.askPrice)
    const trading = { bid: row.bidPrice, ask: row.askPrice, baseVolume: row.homeNotional24h, quoteVolume: row.foreignNotional24h }
    return market?.active && price !== null ? [{ market, price, ...trading }] : []
  })
}

/** No spot market is in USD: its index of bitcoin is. */
export async function bitmexAnchors(api: AccountApi): Promise<UsdAnchor[]> {
  const list = await api.call('publicGetInstrumentActive', {}, Instruments)
  const price = nonZero(list.find(({ symbol }) => symbol === 'XBTUSD')?.indicativeSettlePrice ?? null)
  return price === null ? [] : [{ code: 'BTC', usd: price, label: '.BXBT (index)' }]
}
