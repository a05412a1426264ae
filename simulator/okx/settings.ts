import { z } from 'zod'
import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerPosition } from '../ledger'
import type { SimMarket } from '../markets/market'
import { instrument, need, type SignedCall } from './call'
import { badParameter, emptyParameter, OkxError } from './errors'
import { tradingFigures } from './figures'

const DEFAULT_LEVERAGE = '3'
type MarginMode = 'cross' | 'isolated'
type Side = LedgerPosition['side']

const number = z.union([z.string(), z.number()]).transform(String)
const leverageSchema = z.object({
  lever: number,
  mgnMode: z.enum(['cross', 'isolated']),
  instId: z.string().optional(),
  posSide: z.enum(['long', 'short', 'net']).optional(),
})
const modeSchema = z.object({ posMode: z.enum(['long_short_mode', 'net_mode']) })

/** 1 spot, 2 futures (one currency's margin), 3 several currencies, 4 portfolio margin. */
export function accountLevel(ledger: Ledger): string {
  return ledger.mode ?? '2'
}

/** GET /api/v5/account/config. */
export function accountConfig({ ledger }: SignedCall) {
  const { permissions, ipList } = ledger.key
  const names = { read: 'read_only', withdraw: 'withdraw', trade: 'trade' } as const
  const perm = (['read', 'withdraw', 'trade'] as const).filter((p) => permissions.includes(p)).map((p) => names[p])
  return [
    {
      acctLv: accountLevel(ledger),
      autoLoan: Number(accountLevel(ledger)) >= 3,
      ctIsoMode: 'automatic',
      greeksType: 'PA',
      ip: (ipList ?? []).join(','),
      kycLv: '2',
      label: ledger.label ?? '',
      level: 'Lv1',
      levelTmp: '',
      liquidationGear: '-1',
      mainUid: ledger.uid,
      mgnIsoMode: 'automatic',
      opAuth: '0',
      perm: perm.join(','),
      posMode: ledger.positionMode === 'hedge' ? 'long_short_mode' : 'net_mode',
      roleType: '0',
      spotOffsetType: '',
      spotRoleType: '0',
      spotTraderInsts: [],
      traderInsts: [],
      uid: ledger.uid,
    },
  ]
}

/** GET /api/v5/account/leverage-info: both sides in hedge mode. */
export function leverageInfo(call: SignedCall) {
  const mode = marginMode(need(call.query, 'mgnMode'))
  const names = need(call.query, 'instId').split(',')
  return names.flatMap((instId) => {
    const market = instrument(call.exchange, instId)
    const sides: Side[] = isHedged(market, call.ledger) ? ['long', 'short'] : ['net']
    return sides.map((posSide) => ({
      ccy: '',
      instId,
      lever: leverageOf(market, mode, posSide, call),
      mgnMode: mode,
      posSide,
    }))
  })
}

/** GET /api/v5/account/adjust-leverage-info: limits and what a leverage would need. */
export function adjustLeverageInfo(call: SignedCall) {
  const market = instrument(call.exchange, need(call.query, 'instId'))
  const lever = need(call.query, 'lever')
  const value = sum(
    tradingFigures(call.ledger, call.exchange)
      .positions.filter((p) => p.market === market)
      .map((p) => p.valueSettle),
  )
  return [
    {
      estAvailQuoteTrans: '',
      estAvailTrans: '',
      estLiqPx: '',
      estMaxAmt: '',
      estMgn: value.isZero() ? '0' : value.div(lever).toDecimalPlaces(16).toFixed(),
      estQuoteMaxAmt: '',
      estQuoteMgn: '',
      existOrd: false,
      maxLever: market.maxLeverage ?? '',
      minLever: '0.01',
    },
  ]
}

/** POST /api/v5/account/set-leverage. https://www.okx.com/docs-v5/en/#trading-account-rest-api-set-leverage */
export function setLeverage(call: SignedCall) {
  const { exchange, ledger, request } = call
  const { lever, mgnMode, instId, posSide } = parsed(leverageSchema, request.body)
  if (!instId) throw emptyParameter('instId')
  const market = instrument(exchange, instId)
  if (accountLevel(ledger) === '1')
    throw new OkxError('51010', "You can't complete this request under your current account mode.")
  if (!/^\d+(\.\d{1,2})?$/.test(lever) || Number(lever) <= 0) throw badParameter('lever')
  if (market.maxLeverage === null || new Decimal(lever).greaterThan(market.maxLeverage))
    throw new OkxError('59102', 'Leverage exceeds the maximum limit. Please lower the leverage.')
  if (accountLevel(ledger) === '4' && mgnMode === 'cross' && market.type !== 'spot')
    throw new OkxError(
      '51039',
      'Leverage cannot be adjusted for the cross positions of Expiry Futures and Perpetual Futures under the PM account.',
    )
  const hedged = isHedged(market, ledger)
  const bySide = mgnMode === 'isolated' && hedged
  if (bySide && posSide !== 'long' && posSide !== 'short') throw badParameter('posSide')
  if (!hedged && posSide !== undefined && posSide !== 'net') throw badParameter('posSide')
  const sides: Side[] = bySide ? [posSide ?? 'net'] : hedged ? ['long', 'short'] : ['net']
  const open = ledger.positions.filter((p) => p.market === instId && p.marginMode === mgnMode && sides.includes(p.side))
  requireMargin(market, open, lever, call)
  for (const side of sides) exchange.settings(ledger).leverage.set(key(market, mgnMode, side), lever)
  for (const position of open) position.leverage = lever
  return [{ instId, lever, mgnMode, posSide: bySide ? posSide : hedged ? '' : 'net' }]
}

/** POST /api/v5/account/set-position-mode; setting what is set already succeeds. */
export function setPositionMode({ ledger, request }: SignedCall) {
  const { posMode } = parsed(modeSchema, request.body)
  const mode = posMode === 'long_short_mode' ? 'hedge' : 'one_way'
  if (mode !== ledger.positionMode && ledger.positions.length > 0)
    throw new OkxError('59000', 'Setting failed. Cancel any open orders, close positions, and stop trading bots first.')
  ledger.positionMode = mode
  return [{ posMode }]
}

function leverageOf(market: SimMarket, mode: MarginMode, side: Side, { exchange, ledger }: SignedCall): string {
  const set = exchange.settings(ledger).leverage.get(key(market, mode, side))
  const open = ledger.positions.find((p) => p.market === market.id && p.marginMode === mode && p.side === side)
  const other = ledger.positions.find((p) => p.market === market.id && p.marginMode === mode)
  return set ?? open?.leverage ?? (mode === 'cross' ? other?.leverage : undefined) ?? DEFAULT_LEVERAGE
}

/** More margin than is free is not lent. Margin put up under an isolated position follows its leverage. */
function requireMargin(market: SimMarket, open: LedgerPosition[], lever: string, call: SignedCall): void {
  const { positions, currencies } = tradingFigures(call.ledger, call.exchange)
  const mine = positions.filter((p) => open.includes(p.position))
  const margin = (entry: Decimal) => entry.div(lever)
  const more = sum(mine.map((p) => margin(p.valueSettle).minus(p.isolatedMargin ?? p.initialMargin)))
  const free = currencies.find((c) => c.token.coin === market.settle)?.available
  if (free && more.greaterThan(free))
    throw new OkxError('59103', 'Insufficient account margin and leverage is too low. Please increase the leverage.')
  for (const p of mine)
    if (p.position.isolatedMargin !== undefined)
      p.position.isolatedMargin = margin(p.entryValueSettle).toDecimalPlaces(16).toFixed()
}

/** Position mode means futures and swaps; options and spot margin are always net. */
function isHedged(market: SimMarket, ledger: Ledger): boolean {
  return ledger.positionMode === 'hedge' && (market.type === 'swap' || market.type === 'future')
}

function key(market: SimMarket, mode: MarginMode, side: Side): string {
  return `${market.id}:${mode}:${side}`
}

function marginMode(value: string): MarginMode {
  if (value !== 'cross' && value !== 'isolated') throw badParameter('mgnMode')
  return value
}

function parsed<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new OkxError('50002', 'JSON syntax error', 400)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw badParameter(String(result.error.issues[0]?.path[0] ?? 'body'))
}
