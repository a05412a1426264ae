import { z } from 'zod'
import { inside, maybeAmount, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { Ticker, UsdAnchor } from '../../reading/reading'
import { lastOrMid } from '../../reading/tickers'

const Tickers = inside(
  'data',
  z.array(
    z.object({
      instId: z.string(),
      last: maybeAmount,
      bidPx: maybeAmount,
      askPx: maybeAmount,
      /** Base coins of 24 hours. */
      vol24h: maybeAmount,
    }),
  ),
)
const Indices = inside('data', z.array(z.object({ instId: z.string(), idxPx: maybeAmount })))

/** All spot tickers in one call. */
export async function okxTickers(api: AccountApi): Promise<Ticker[]> {
  const [list, book] = await Promise.all([api.call('publicGetMarketTickers', { instType: 'SPOT' }, Tickers), api.markets()])
  return list.flatMap((row) => {
    const market = book.byId(row.instId, (candidate) => !candidate.contract)
    const price = lastOrMid(row.last, row.bidPx, row.askPx)
    const trading = { bid: row.bidPx, ask: row.askPx, baseVolume: row.vol24h }
    return market?.active && price !== null ? [{ market, price, ...trading }] : []
  })
}

/** OKX publishes an index of USDT in USD. */
export async function okxAnchors(api: AccountApi): Promise<UsdAnchor[]> {
  const rows = await api.call('publicGetMarketIndexTickers', { instId: 'USDT-USD' }, Indices)
  const price = nonZero(rows.find((row) => row.instId === 'USDT-USD')?.idxPx ?? null)
  return price === null ? [] : [{ code: 'USDT', usd: price, label: 'USDT-USD (index)' }]
}
