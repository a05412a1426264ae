import { z } from 'zod'
import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { SimMarket } from '../markets/market'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok, refused } from './answers'
import { type Category, findMarket } from './instruments'
import { changeLeverage, leverageOf, modeOf } from './positions'
import { accountMarginMode } from './wallets'

const category = z.enum(['linear', 'inverse'])
const leverage = z.string().regex(/^\d+(\.\d+)?$/)
const leverageSchema = z.object({ category, symbol: z.string(), buyLeverage: leverage, sellLeverage: leverage })
const isolateSchema = leverageSchema.extend({ tradeMode: z.union([z.literal(0), z.literal(1)]) })
const modeSchema = z.object({
  category,
  symbol: z.string().optional(),
  coin: z.string().optional(),
  mode: z.union([z.literal(0), z.literal(3)]),
})
const marginModeSchema = z.object({ setMarginMode: z.enum(['ISOLATED_MARGIN', 'REGULAR_MARGIN', 'PORTFOLIO_MARGIN']) })

/** POST /v5/position/set-leverage */
export function setLeverage(request: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const input = parse(leverageSchema, request.body)
  if (!input) return badParameter('params error: leverage invalid', exchange)
  const market = contract(input.symbol, input.category, exchange)
  if (!market) return badParameter('symbol invalid', exchange)
  if (accountMarginMode(ledger, exchange) === 'PORTFOLIO_MARGIN')
    return refused(110038, 'Portfolio margin mode is not allowed to change leverage', exchange)
  const refusal = leverageRefusal(input.buyLeverage, input.sellLeverage, market, ledger, exchange)
  if (refusal) return refusal
  const current = new Decimal(leverageOf(market, ledger, exchange))
  if (current.equals(input.buyLeverage) && current.equals(input.sellLeverage))
    return refused(110043, 'leverage not modified', exchange)
  changeLeverage(market, ledger, exchange, input.buyLeverage, input.sellLeverage)
  return ok({}, exchange)
}

function leverageRefusal(buy: string, sell: string, market: SimMarket, ledger: Ledger, exchange: Exchange): VenueResponse | null {
  const differs = !new Decimal(buy).equals(sell)
  if (differs && modeOf(market, ledger, exchange) === 'one_way')
    return badParameter('Buy and sell leverage must be equal in one-way mode', exchange)
  const highest = Decimal.max(buy, sell)
  if (Decimal.min(buy, sell).lessThan(1)) return badParameter('leverage invalid', exchange)
  const limit = market.maxLeverage ?? '1'
  if (highest.greaterThan(limit)) {
    // Bybit writes both in hundredths.
    const hundredths = (value: Decimal | string) => new Decimal(value).times(100).toFixed(0)
    return refused(
      110013,
      `cannot set leverage [${hundredths(highest)}] gt maxLeverage [${hundredths(limit)}] by risk limit`,
      exchange,
    )
  }
  return null
}

/** POST /v5/position/switch-isolated: cross or isolated margin of one market. */
export function switchIsolated(request: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const input = parse(isolateSchema, request.body)
  if (!input) return badParameter('params error', exchange)
  const market = contract(input.symbol, input.category, exchange)
  if (!market) return badParameter('symbol invalid', exchange)
  const refusal = leverageRefusal(input.buyLeverage, input.sellLeverage, market, ledger, exchange)
  if (refusal) return refusal
  const wanted = input.tradeMode === 1 ? 'isolated' : 'cross'
  const { marginMode } = exchange.settings(ledger)
  const positions = ledger.positions.filter((p) => p.market === market.id)
  const current = marginMode.get(market.id) ?? positions[0]?.marginMode ?? 'cross'
  if (current === wanted) return refused(110026, 'Cross/isolated margin mode is not modified', exchange)
  marginMode.set(market.id, wanted)
  for (const position of positions) position.marginMode = wanted
  changeLeverage(market, ledger, exchange, input.buyLeverage, input.sellLeverage)
  return ok({}, exchange)
}

/** POST /v5/position/switch-mode: one-way (0) or hedge (3), of one market or of all that settle in a coin. */
export function switchMode(request: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const input = parse(modeSchema, request.body)
  if (!input || (input.symbol === undefined) === (input.coin === undefined)) return badParameter('params error', exchange)
  const wanted = input.mode === 3 ? 'hedge' : 'one_way'
  if (input.symbol !== undefined) {
    const market = contract(input.symbol, input.category, exchange)
    if (!market) return badParameter('symbol invalid', exchange)
    if (modeOf(market, ledger, exchange) === wanted) return refused(110025, 'Position mode is not modified', exchange)
    if (ledger.positions.some((p) => p.market === market.id)) return positionOpen(exchange)
    exchange.settings(ledger).positionMode.set(market.id, wanted)
    return ok({}, exchange)
  }
  if (ledger.positionMode === wanted) return refused(110025, 'Position mode is not modified', exchange)
  if (ledger.positions.some((p) => exchange.market(p.market)?.settle === input.coin)) return positionOpen(exchange)
  ledger.positionMode = wanted
  return ok({}, exchange)
}

/** POST /v5/account/set-margin-mode: of the whole unified account. */
export function setMarginMode(request: VenueRequest, ledger: Ledger, exchange: Exchange): VenueResponse {
  const input = parse(marginModeSchema, request.body)
  if (!input) return badParameter('setMarginMode is invalid', exchange)
  if (accountMarginMode(ledger, exchange) === input.setMarginMode)
    return refused(110026, 'Cross/isolated margin mode is not modified', exchange)
  exchange.settings(ledger).account.set('marginMode', input.setMarginMode)
  for (const position of ledger.positions) position.marginMode = input.setMarginMode === 'ISOLATED_MARGIN' ? 'isolated' : 'cross'
  return ok({ reasons: [] }, exchange, 'Request accepted')
}

function positionOpen(exchange: Exchange): VenueResponse {
  return refused(110024, 'You have an existing position, so position mode cannot be switched', exchange)
}

function contract(symbol: string, kind: Category, exchange: Exchange): SimMarket | undefined {
  return findMarket(symbol, kind, exchange)
}

function parse<T>(schema: z.ZodType<T>, body: string): T | null {
  try {
    return schema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}
