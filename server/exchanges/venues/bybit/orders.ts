import { z } from 'zod'
import { amount, inside, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi, Params } from '../../reading/api'
import { openOrder, type ReadOrders } from '../../reading/orders'

/**
 * Open and conditional orders of the unified account: without `orderFilter` all kinds come in one list.
 * https://bybit-exchange.github.io/docs/v5/order/open-order
 */
const Order = z.object({
  orderId: z.string(),
  symbol: z.string(),
  side: z.string(),
  orderType: maybeText,
  /** `StopLoss`, `TakeProfit`, `TrailingStop`, `PartialStopLoss` …; empty for a plain order. */
  stopOrderType: maybeText,
  price: maybeAmount,
  triggerPrice: maybeAmount,
  leavesQty: maybeAmount,
  qty: amount,
  reduceOnly: z.boolean().nullish(),
  closeOnTrigger: z.boolean().nullish(),
  /** 0 one-way, 1 the long and 2 the short side of hedge mode. */
  positionIdx: maybeText,
  /** `Full` closes whatever the position is then. */
  tpslMode: maybeText,
  createdTime: maybeText,
})
const OrderList = inside('result', z.object({ nextPageCursor: maybeText, list: z.array(Order) }))

const LISTS = [
  { category: 'linear', settleCoin: 'USDT' },
  { category: 'linear', settleCoin: 'USDC' },
  { category: 'inverse' },
  { category: 'option' },
] as const
const PAGE = 50
const SIDES: Readonly<Record<string, 'long' | 'short'>> = { '1': 'long', '2': 'short' }

async function list(api: AccountApi, of: (typeof LISTS)[number]) {
  const first: Params = { ...of, limit: PAGE }
  const rows = await api.pages('orders', first, {
    read: (params) => api.call('privateGetV5OrderRealtime', params, OrderList),
    rows: (page: z.output<typeof OrderList>) => page.list,
    id: ({ orderId }) => orderId,
    next: (page, params) =>
      page.nextPageCursor && page.list.length === PAGE ? { ...params, cursor: decodeURIComponent(page.nextPageCursor) } : null,
  })
  const settle = 'settleCoin' in of ? of.settleCoin : null
  return Promise.all(
    (rows ?? []).map(async (row) => {
      const fits = (market: { inverse: boolean; type: string }) =>
        of.category === 'option' ? market.type === 'option' : (of.category === 'inverse') === market.inverse
      const unlisted = { counts: 'coins' as const, settle, inverse: of.category === 'inverse' }
      const market = await api.contract(row.symbol, unlisted, fits, of.category === 'option' ? 'options' : 'main')
      const stop = row.stopOrderType || null
      return openOrder(market, {
        id: row.orderId,
        side: row.side === 'Sell' ? 'sell' : 'buy',
        word: stop === null || stop === 'UNKNOWN' ? row.orderType : stop,
        price: row.orderType === 'Market' ? null : row.price,
        trigger: row.triggerPrice,
        remaining: row.leavesQty ?? row.qty,
        wholePosition: row.tpslMode === 'Full' && stop !== null,
        reduceOnly: row.reduceOnly === true || row.closeOnTrigger === true,
        positionSide: SIDES[row.positionIdx ?? ''] ?? null,
        at: row.createdTime === null ? null : Number(row.createdTime),
      })
    }),
  )
}

export const bybitOrders: ReadOrders = async (api) => (await Promise.all(LISTS.map((of) => list(api, of)))).flat()
