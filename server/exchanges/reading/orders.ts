import { z } from 'zod'
import { Decimal, type DecimalString } from '../../domain/decimal'
import type { OpenOrder } from '../../domain/orders'
import { pairOf } from '../../domain/pairs'
import { isZero, maybeAmount, maybeText, nonZero, text } from '../ccxt/amounts'
import type { Market } from '../ccxt/markets'
import type { AccountApi, Params } from './api'

/** Reads all orders that wait at an exchange, of every market that has positions. */
export type ReadOrders = (api: AccountApi) => Promise<OpenOrder[]>

/** What an order is made of, as an exchange counts it. */
export interface OrderFigures {
  id: string
  side: 'buy' | 'sell'
  word: string | null
  price: DecimalString | null
  trigger: DecimalString | null
  /** What is left of it, as the market counts: contracts, or coins. */
  remaining: DecimalString | null
  wholePosition?: boolean
  reduceOnly: boolean | null
  positionSide?: 'long' | 'short' | null
  at: number | null
}

const COIN_DECIMALS = 12

/** An order as it is shown. Inverse contracts are of so many dollars: in coins they are what they come to at the order's price. */
export function openOrder(market: Market, { remaining, at, ...figures }: OrderFigures): OpenOrder {
  const price = nonZero(figures.price)
  const trigger = nonZero(figures.trigger)
  const whole = figures.wholePosition === true
  return {
    ...figures,
    price,
    trigger,
    pair: market.unlisted ? market.id : pairOf(market),
    size: whole ? null : coinsOf(market, remaining, trigger ?? price),
    wholePosition: whole,
    positionSide: figures.positionSide ?? null,
    at: at === null ? null : new Date(at),
  }
}

function coinsOf(market: Market, remaining: DecimalString | null, price: DecimalString | null): DecimalString | null {
  if (remaining === null || isZero(remaining)) return null
  const scaled = new Decimal(remaining).abs().times(market.contract ? market.contractSize : 1)
  if (!market.inverse || market.type === 'option') return scaled.toFixed()
  return price === null ? null : scaled.div(price).toDecimalPlaces(COIN_DECIMALS).toFixed()
}

/** ccxt's structure of an order, as far as it is the same on all exchanges. */
const Order = z.object({
  id: text,
  symbol: maybeText,
  type: maybeText,
  side: maybeText,
  price: maybeAmount,
  triggerPrice: maybeAmount,
  stopLossPrice: maybeAmount,
  takeProfitPrice: maybeAmount,
  amount: maybeAmount,
  remaining: maybeAmount,
  reduceOnly: z.boolean().nullish(),
  timestamp: z.number().nullish(),
  info: z.record(z.string(), z.unknown()).nullish(),
})

const LONG_OR_SHORT = /^(long|short)$/i

/** Hedge mode's side, where the exchange's own answer names it so. */
function sideIn(info: Record<string, unknown> | null | undefined): 'long' | 'short' | null {
  for (const name of ['positionSide', 'posSide']) {
    const told = info?.[name]
    if (typeof told === 'string' && LONG_OR_SHORT.test(told)) return told.toLowerCase() === 'long' ? 'long' : 'short'
  }
  return null
}

type Info = z.output<typeof Order>['info']

const isTrue = (value: unknown) => value === true || value === 'true'

/** Binance and KuCoin, Hyperliquid, OKX and Gate name it each in their own way. */
function isWhole(info: Info): boolean {
  const gate = info?.order_type
  return (
    isTrue(info?.closePosition) ||
    isTrue(info?.closeOrder) ||
    isTrue(info?.isPositionTpsl) ||
    info?.closeFraction === '1' ||
    (typeof gate === 'string' && /^(plan-)?close-(long|short)-position$/.test(gate))
  )
}

/** Gate closes a whole position by an order of no size, which has no side of its own. */
function sideOf({ side, info }: z.output<typeof Order>): 'buy' | 'sell' | null {
  if (side === 'buy' || side === 'sell') return side
  const closes = /close-(long|short)-/.exec(String(info?.order_type ?? ''))?.[1]
  return closes === undefined ? null : closes === 'long' ? 'sell' : 'buy'
}

/** Parameters of calls for orders that wait for a price. */
const WAITING = ['trigger', 'trailing', 'planType'] as const

type Row = z.output<typeof Order>

/** How a list goes on that tells so many orders at a time. */
export interface OrderPages {
  /** Orders of a full page. */
  size: number
  /** Parameters of the page behind one that was full. */
  next(rows: readonly Row[], params: Params): Params
}

/** Lists of the newest first that go on with what is older than an id: ids are numbers that grow, and ccxt sorts the rows. */
export function olderThan(name: string, size: number): OrderPages {
  return {
    size,
    next: (rows, params) => {
      const ids = rows.flatMap(({ id }) => (/^\d+$/.test(id) ? [id] : []))
      return { ...params, [name]: Decimal.min(...ids).toFixed() }
    },
  }
}

/** Lists whose pages are counted: `offset` by orders from 0, `page` by pages from 1. */
export function countedBy(name: string, by: 'offset' | 'page', size: number): OrderPages {
  const [first, step] = by === 'page' ? [1, 1] : [0, size]
  return { size, next: (_rows, params) => ({ ...params, [name]: Number(params[name] ?? first) + step }) }
}

/**
 * Where an exchange's own answer holds its orders: nothing, a path of names, or several. ccxt makes an empty list of any answer
 * that has none there, and no orders is no stop.
 */
export type OrderLists = '' | readonly [string, ...string[]]

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce((found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined), value)

/** Some exchanges send null in place of an empty list; what is not there at all is none. */
const holdsOrders = (lists: OrderLists) => (answer: unknown) =>
  lists === ''
    ? Array.isArray(answer)
    : lists.map((path) => at(answer, path)).some((rows) => rows === null || Array.isArray(rows))

/** All orders of one call, page by page where it has pages. */
async function ordersOf(
  api: AccountApi,
  first: Params,
  lists: OrderLists,
  pages: OrderPages | undefined,
): Promise<readonly Row[]> {
  const whole = holdsOrders(lists)
  const read = (params: Params) =>
    api.call('fetchOpenOrders', [undefined, undefined, undefined, params], z.array(Order), { whole })
  if (!pages) return read(first)
  const found = await api.pages<Row[], Row>('orders', first, {
    read,
    rows: (page) => page,
    id: ({ id }) => id,
    next: (page, params) => (page.length >= pages.size ? pages.next(page, params) : null),
  })
  return found ?? []
}

/**
 * By ccxt's unified call, once for each of these parameters; what comes twice counts once. An order that carries a stop and a
 * profit to be taken of its own, before it has opened anything, is one order.
 * @param lists where its answers hold them
 * @param pages where a call tells a part of them at a time: half of them would look like all
 */
export function unifiedOrders(calls: readonly Readonly<Params>[], lists: OrderLists, pages?: OrderPages): ReadOrders {
  return async (api) => {
    // ccxt's own calls would load markets by themselves, with all that it asks besides.
    const book = await api.markets()
    const answers = await Promise.all(calls.map((params) => ordersOf(api, params, lists, pages)))
    const bySymbol = new Map(book.all.map((market) => [market.symbol, market]))
    const found = new Map<string, OpenOrder>()
    for (const [at, rows] of answers.entries()) {
      const waits = WAITING.some((name) => calls[at]?.[name] !== undefined)
      for (const row of rows) {
        const market = row.symbol === null ? undefined : bySymbol.get(row.symbol)
        const side = sideOf(row)
        if (!market?.contract || side === null) continue
        // What a plain order brings along for the position that it will open waits for nothing yet.
        const both = waits ? [row.stopLossPrice, row.takeProfitPrice].filter((price) => price !== null) : []
        const triggers = row.triggerPrice === null && both.length > 0 ? both : [row.triggerPrice]
        for (const trigger of triggers) {
          const whole = isWhole(row.info)
          found.set(
            `${row.symbol} ${row.id} ${trigger}`,
            openOrder(market, {
              id: row.id,
              side,
              word: row.type,
              price: row.type === 'market' ? null : row.price,
              trigger,
              remaining: row.remaining ?? row.amount,
              wholePosition: whole,
              reduceOnly: whole ? true : (row.reduceOnly ?? null),
              positionSide: sideIn(row.info),
              at: row.timestamp ?? null,
            }),
          )
        }
      }
    }
    return [...found.values()]
  }
}
