import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok, page } from './answers'
import { categoryIn, categoryOf, findMarket } from './instruments'

const CREATED = '1790000000000'
const STOPS = { stop: 'StopLoss', take_profit: 'TakeProfit' } as const

/** GET /v5/order/realtime: open and conditional orders of a category. https://bybit-exchange.github.io/docs/v5/order/open-order */
export function openOrders({ query }: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const category = categoryIn(query.get('category'))
  if (category === null) return badParameter('Illegal category', exchange)
  const settle = query.get('settleCoin')
  if (category === 'linear' && settle === null && query.get('symbol') === null && query.get('baseCoin') === null)
    return badParameter('params error: symbol or settleCoin is required', exchange)
  const rows = (ledger.orders ?? []).flatMap((order) => {
    if (category === 'spot') return []
    const market = findMarket(order.market, category, exchange)
    if (!market || categoryOf(market) !== category || (settle !== null && market.settle !== settle)) return []
    return [
      {
        orderId: order.id,
        symbol: market.id,
        side: order.side === 'sell' ? 'Sell' : 'Buy',
        orderType: order.price === undefined ? 'Market' : 'Limit',
        orderStatus: order.trigger === undefined ? 'New' : 'Untriggered',
        stopOrderType: order.trigger === undefined ? '' : order.kind ? STOPS[order.kind] : 'Stop',
        price: order.price ?? '0',
        triggerPrice: order.trigger ?? '',
        qty: order.contracts,
        leavesQty: order.contracts,
        reduceOnly: order.reduceOnly,
        closeOnTrigger: order.trigger !== undefined && order.reduceOnly,
        positionIdx: 0,
        tpslMode: order.trigger === undefined ? '' : order.contracts === '0' ? 'Full' : 'Partial',
        createdTime: CREATED,
        updatedTime: CREATED,
      },
    ]
  })
  const { list, nextPageCursor } = page(rows, query, 20, 50)
  return ok({ nextPageCursor, category, list }, exchange)
}
