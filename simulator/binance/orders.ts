import type { LedgerOrder } from '../ledger'
import type { SimMarket } from '../markets/market'
import type { Side, SignedCall } from './call'

const CREATED = 1_790_000_000_000
const KINDS = { stop: 'STOP', take_profit: 'TAKE_PROFIT' } as const

/** Orders of USD-M or COIN-M, with their markets. */
function ordersOf({ ledger, exchange, params }: SignedCall, side: Side): { order: LedgerOrder; market: SimMarket }[] {
  const symbol = params.get('symbol')
  return (ledger.orders ?? []).flatMap((order) => {
    const market = exchange.market(order.market)
    if (!market || market.settle === null || market.inverse !== (side === 'cm')) return []
    return symbol === null || market.id === symbol ? [{ order, market }] : []
  })
}

const alike = (order: LedgerOrder, market: SimMarket) => ({
  symbol: market.id,
  side: order.side === 'sell' ? 'SELL' : 'BUY',
  positionSide: 'BOTH',
  timeInForce: 'GTC',
  price: order.price ?? '0',
  reduceOnly: order.reduceOnly,
  closePosition: order.contracts === '0',
  workingType: 'CONTRACT_PRICE',
  priceProtect: false,
})

/** GET /fapi/v1/openOrders: those that wait for no price. */
export function openOrders(call: SignedCall, side: Side) {
  return ordersOf(call, side)
    .filter(({ order }) => order.trigger === undefined)
    .map(({ order, market }) => ({
      ...alike(order, market),
      orderId: Number(order.id),
      clientOrderId: `c${order.id}`,
      status: 'NEW',
      type: 'LIMIT',
      origType: 'LIMIT',
      origQty: order.contracts,
      executedQty: '0',
      avgPrice: '0',
      cumQuote: '0',
      stopPrice: '0',
      time: CREATED,
      updateTime: CREATED,
    }))
}

/** GET /fapi/v1/openAlgoOrders: those that do, in a service of their own since December 2025. */
export function openAlgoOrders(call: SignedCall, side: Side) {
  return ordersOf(call, side)
    .filter(({ order }) => order.trigger !== undefined)
    .map(({ order, market }) => ({
      ...alike(order, market),
      algoId: Number(order.id),
      clientAlgoId: `a${order.id}`,
      algoType: 'CONDITIONAL',
      orderType: `${KINDS[order.kind ?? 'stop']}${order.price === undefined ? '_MARKET' : ''}`,
      quantity: order.contracts,
      algoStatus: 'NEW',
      triggerPrice: order.trigger,
      createTime: CREATED,
      updateTime: CREATED,
      triggerTime: 0,
    }))
}
