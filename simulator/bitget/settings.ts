import { z } from 'zod'
import { Decimal } from '../decimal'
import type { LedgerPosition } from '../ledger'
import type { SimMarket } from '../markets/market'
import { contractNamed, productAsked, type SignedCall, WALLET } from './call'
import { BitgetError, badParameter } from './errors'

const DEFAULT_LEVERAGE = '10'
type Side = 'long' | 'short'
type Context = Pick<SignedCall, 'ledger' | 'exchange'>

const symbolSchema = z.object({ symbol: z.string(), productType: z.string(), marginCoin: z.string() })
const leverageSchema = symbolSchema.extend({ leverage: z.string(), holdSide: z.enum(['long', 'short']).optional() })
const marginSchema = symbolSchema.extend({ marginMode: z.enum(['isolated', 'crossed']) })
const modeSchema = z.object({ productType: z.string(), posMode: z.enum(['one_way_mode', 'hedge_mode']) })
const unifiedLeverageSchema = z.object({ symbol: z.string(), category: z.string(), leverage: z.string() })
const holdModeSchema = z.object({ holdMode: z.enum(['one_way_mode', 'hedge_mode']) })

export function leverageOf(market: SimMarket, side: Side, { ledger, exchange }: Context): string {
  const open = openIn(market, { ledger }).find((p) => p.side === 'net' || p.side === side)
  const set = exchange.settings(ledger).leverage
  return set.get(`${market.id}:${side}`) ?? open?.leverage ?? openIn(market, { ledger })[0]?.leverage ?? DEFAULT_LEVERAGE
}

export function marginModeOf(market: SimMarket, { ledger, exchange }: Context): 'cross' | 'isolated' {
  return exchange.settings(ledger).marginMode.get(market.id) ?? openIn(market, { ledger })[0]?.marginMode ?? 'cross'
}

/** POST /api/v2/mix/account/set-leverage; `holdSide` only where margin is isolated in hedge mode. */
export function setLeverage(call: SignedCall) {
  const input = parsed(leverageSchema, call.request.body)
  const market = contractNamed(call.exchange, productAsked(input.productType), input.symbol)
  const isBySide =
    marginModeOf(market, call) === 'isolated' && call.ledger.positionMode === 'hedge' && input.holdSide !== undefined
  change(market, input.leverage, isBySide && input.holdSide ? [input.holdSide] : ['long', 'short'], call)
  return {
    symbol: market.id,
    marginCoin: market.settle,
    longLeverage: leverageOf(market, 'long', call),
    shortLeverage: leverageOf(market, 'short', call),
    crossMarginLeverage: leverageOf(market, 'long', call),
    marginMode: marginModeOf(market, call) === 'isolated' ? 'isolated' : 'crossed',
  }
}

/** POST /api/v3/account/set-leverage. */
export function setUnifiedLeverage(call: SignedCall) {
  const input = parsed(unifiedLeverageSchema, call.request.body)
  const market = contractNamed(call.exchange, productAsked(input.category), input.symbol)
  change(market, input.leverage, ['long', 'short'], call)
  return 'success'
}

/** POST /api/v2/mix/account/set-margin-mode: not while a position is open. */
export function setMarginMode(call: SignedCall) {
  const input = parsed(marginSchema, call.request.body)
  const market = contractNamed(call.exchange, productAsked(input.productType), input.symbol)
  const mode = input.marginMode === 'isolated' ? 'isolated' : 'cross'
  if (mode !== marginModeOf(market, call) && openIn(market, call).length > 0)
    throw new BitgetError('45117', 'Currently holding positions or orders, the margin mode cannot be adjusted')
  call.exchange.settings(call.ledger).marginMode.set(market.id, mode)
  return {
    symbol: market.id,
    marginCoin: market.settle,
    longLeverage: leverageOf(market, 'long', call),
    shortLeverage: leverageOf(market, 'short', call),
    marginMode: input.marginMode,
  }
}

/** POST /api/v2/mix/account/set-position-mode: not while any position of the product is open. */
export function setPositionMode({ ledger, request }: SignedCall) {
  const input = parsed(modeSchema, request.body)
  const product = productAsked(input.productType)
  changeMode(ledger, input.posMode, (p) => product !== null && p.wallet === WALLET[product])
  return { posMode: input.posMode }
}

/** POST /api/v3/account/set-hold-mode. */
export function setHoldMode({ ledger, request }: SignedCall) {
  changeMode(ledger, parsed(holdModeSchema, request.body).holdMode, () => true)
  return 'success'
}

/** GET /api/v3/account/settings. */
export function accountSettings({ ledger, exchange }: SignedCall) {
  const markets = new Set(ledger.positions.flatMap((p) => exchange.market(p.market) ?? []))
  return {
    uid: ledger.uid,
    accountMode: 'unified',
    assetMode: 'multi_assets',
    holdMode: ledger.positionMode === 'hedge' ? 'hedge_mode' : 'one_way_mode',
    stpMode: 'none',
    symbolConfigList: [...markets].map((market) => ({
      category: market.settle === market.base ? 'COIN-FUTURES' : `${market.settle}-FUTURES`,
      symbol: market.id,
      marginMode: marginModeOf(market, { ledger, exchange }) === 'isolated' ? 'isolated' : 'crossed',
      leverage: leverageOf(market, 'long', { ledger, exchange }),
    })),
    coinConfigList: [],
  }
}

function change(market: SimMarket, leverage: string, sides: Side[], { exchange, ledger }: Context): void {
  if (!/^\d+$/.test(leverage) || Number(leverage) < 1) throw badParameter('leverage')
  if (new Decimal(leverage).greaterThan(market.maxLeverage ?? '1'))
    throw new BitgetError('40797', 'Exceeded the maximum settable leverage')
  for (const side of sides) exchange.settings(ledger).leverage.set(`${market.id}:${side}`, leverage)
  for (const position of openIn(market, { ledger }))
    if (position.side === 'net' || sides.includes(position.side)) position.leverage = leverage
}

function changeMode(ledger: SignedCall['ledger'], asked: string, counts: (position: LedgerPosition) => boolean): void {
  const mode = asked === 'hedge_mode' ? 'hedge' : 'one_way'
  if (mode !== ledger.positionMode && ledger.positions.some(counts))
    throw new BitgetError('40920', 'Position or order exists, the position mode cannot be switched')
  ledger.positionMode = mode
}

function openIn(market: SimMarket, { ledger }: Pick<Context, 'ledger'>): LedgerPosition[] {
  return ledger.positions.filter((p) => p.market === market.id)
}

function parsed<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw badParameter('body')
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw badParameter(String(result.error.issues[0]?.path[0] ?? 'body'))
}
