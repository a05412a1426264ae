import type { LedgerOrder } from '../ledger'
import type { SimMarket } from '../markets/market'
import { type SignedCall, typeOf } from './call'

const CREATED = '1790000000000'

function ordersOf({ ledger, exchange }: SignedCall): { order: LedgerOrder; market: SimMarket }[] {
  return (ledger.orders ?? []).flatMap((order) => {
    const market = exchange.market(order.market)
    return market ? [{ order, market }] : []
  })
}

const alike = (order: LedgerOrder, market: SimMarket) => ({
  instId: market.id,
  instType: typeOf(market),
  side: order.side,
  posSide: 'net',
  tdMode: 'cross',
  reduceOnly: String(order.reduceOnly),
  lever: '',
  ccy: '',
  cTime: CREATED,
  uTime: CREATED,
})

/** GET /api/v5/trade/orders-pending: those that wait for no price. */
export function ordersPending(call: SignedCall) {
  return ordersOf(call)
    .filter(({ order }) => order.trigger === undefined)
    .map(({ order, market }) => ({
      ...alike(order, market),
      ordId: order.id,
      ordType: 'limit',
      px: order.price ?? '',
      sz: order.contracts,
      accFillSz: '0',
      avgPx: '',
      state: 'live',
    }))
}

/** GET /api/v5/trade/orders-algo-pending: stops and profits to be taken are `conditional`, one price each. */
export function algoOrdersPending(call: SignedCall) {
  const types = call.query.get('ordType')?.split(',') ?? []
  if (!types.includes('conditional')) return []
  return ordersOf(call)
    .filter(({ order }) => order.trigger !== undefined)
    .map(({ order, market }) => {
      const stop = order.kind !== 'take_profit'
      const whole = order.contracts === '0'
      return {
        ...alike(order, market),
        algoId: order.id,
        ordType: 'conditional',
        sz: whole ? '' : order.contracts,
        closeFraction: whole ? '1' : '',
        slTriggerPx: stop ? order.trigger : '',
        slOrdPx: stop ? (order.price ?? '-1') : '',
        tpTriggerPx: stop ? '' : order.trigger,
        tpOrdPx: stop ? '' : (order.price ?? '-1'),
        state: 'live',
      }
    })
}
