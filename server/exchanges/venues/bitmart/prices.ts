import { z } from 'zod'
import { inside, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { Ticker } from '../../reading/reading'
import { lastOrMid } from '../../reading/tickers'

/** Rows whose places are their names: https://developer-pro.bitmart.com/en/spot/#get-ticker-of-all-pairs-v3 (2026-02). */
const Tickers = inside(
  'data',
  z.array(
    z
      .tuple([z.string(), maybeAmount, maybeAmount, maybeAmount, z.unknown(), z.unknown(), z.unknown(), z.unknown(), maybeAmount])
      .rest(z.unknown()),
  ),
)

export async function bitmartTickers(api: AccountApi): Promise<Ticker[]> {
  const [list, book] = await Promise.all([api.call('publicGetSpotQuotationV3Tickers', {}, Tickers), api.markets()])
  return list.flatMap(([symbol, last, baseVolume, quoteVolume, , , , , bid, ...[, sentAsk]]) => {
    const ask = maybeAmount.catch(null).parse(sentAsk)
    const market = book.byId(symbol, ({ contract }) => !contract)
    const price = lastOrMid(last, bid, ask)
    return market?.active && price !== null ? [{ market, price, bid, ask, baseVolume, quoteVolume }] : []
  })
}
