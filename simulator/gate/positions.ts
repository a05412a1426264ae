import { type PositionFigures, walletFigures } from '../accounting'
import { Decimal, text } from '../decimal'
import type { LedgerPosition } from '../ledger'
import type { SimMarket } from '../markets/market'
import { contractNamed, isUnified, type Kind, type SignedCall, walletOf } from './call'
import { badParameter, GateError } from './errors'

const DIGITS = 12
const t = (value: Decimal) => text(value, DIGITS)
type Side = LedgerPosition['side']

/** GET positions: in hedge mode both sides of each market that was ever held, the closed one with size 0; `holding` leaves those out. */
export function positions(call: SignedCall, kind: Kind) {
  const open = openIn(call, kind)
  const rows = open.map((figures) => row(figures, call))
  if (call.ledger.positionMode !== 'hedge' || call.query.get('holding') === 'true') return rows
  const closed = open.flatMap(({ market, position }) => {
    const other: Side = position.side === 'long' ? 'short' : 'long'
    return open.some((p) => p.market === market && p.position.side === other) ? [] : [emptyRow(market, other, call)]
  })
  return [...rows, ...closed]
}

/** GET positions/{contract}; without a position a row of size 0. */
export function onePosition(call: SignedCall, kind: Kind) {
  const market = contractNamed(call, kind)
  const found = openIn(call, kind).find((p) => p.market === market)
  return found ? row(found, call) : emptyRow(market, 'net', call)
}

/** POST positions/{contract}/leverage: `leverage=0` with `cross_leverage_limit` is cross margin. */
export function setLeverage(call: SignedCall, kind: Kind) {
  const { exchange, ledger, query } = call
  const market = contractNamed(call, kind)
  const leverage = query.get('leverage') ?? ''
  const isCross = leverage === '0'
  const asked = isCross ? (query.get('cross_leverage_limit') ?? '') : leverage
  if (!/^\d+(\.\d+)?$/.test(asked) || Number(asked) <= 0) throw badParameter('leverage')
  if (new Decimal(asked).greaterThan(market.maxLeverage ?? '1'))
    throw new GateError('LEVERAGE_TOO_HIGH', `leverage ${asked} exceeds limit ${market.maxLeverage}`)
  const mode = isCross ? 'cross' : 'isolated'
  const open = ledger.positions.filter((p) => p.market === market.id)
  if (open.some((p) => p.marginMode !== mode))
    throw new GateError('POSITION_HOLDING', 'position mode cannot change while holding')
  const settings = exchange.settings(ledger)
  settings.leverage.set(market.id, asked)
  settings.marginMode.set(market.id, mode)
  for (const position of open) position.leverage = asked
  return onePosition(call, kind)
}

/** POST /futures/{settle}/dual_mode: not while positions are open; NO_CHANGE if it is so already. */
export function setDualMode(call: SignedCall) {
  const asked = call.query.get('dual_mode') ?? /"dual_mode":\s*(true|false)/.exec(call.request.body)?.[1]
  if (asked !== 'true' && asked !== 'false') throw badParameter('dual_mode')
  const mode = asked === 'true' ? 'hedge' : 'one_way'
  if (mode === call.ledger.positionMode) throw new GateError('NO_CHANGE', 'No change is made')
  if (call.ledger.positions.length > 0) throw new GateError('POSITION_HOLDING', 'hold positions')
  call.ledger.positionMode = mode
  return { currency: (call.named.settle ?? '').toUpperCase(), in_dual_mode: asked === 'true', user: Number(call.ledger.uid) }
}

function openIn({ ledger, exchange, named }: SignedCall, kind: Kind): PositionFigures[] {
  const settle = (named.settle ?? '').toUpperCase()
  const type = kind === 'futures' ? 'swap' : 'future'
  return walletFigures(ledger, walletOf(kind, settle, ledger), exchange).positions.filter(
    (p) => p.market.settle === settle && p.market.type === type,
  )
}

function row(p: PositionFigures, call: SignedCall) {
  const isIsolated = p.isolatedMargin !== null
  const { market, position } = p
  return {
    ...common(market, position.side, call),
    size: p.contracts.toNumber(),
    leverage: isIsolated ? position.leverage : '0',
    cross_leverage_limit: isIsolated ? '0' : position.leverage,
    value: t(p.valueSettle),
    // In a unified account the whole account backs a position on cross margin.
    margin: t(p.isolatedMargin ?? (isUnified(call.ledger) ? new Decimal(0) : p.initialMargin)),
    initial_margin: t(p.initialMargin),
    maintenance_margin: t(p.maintMargin),
    entry_price: p.entryPrice.toFixed(),
    liq_price: p.liquidationPrice ? t(p.liquidationPrice) : '0',
    mark_price: p.markPrice.toFixed(),
    unrealised_pnl: t(p.unrealizedProfit),
    realised_pnl: t(p.entryValueSettle.times('-0.0005')),
    open_time: seconds(call) - 86_400,
  }
}

function emptyRow(market: SimMarket, side: Side, call: SignedCall) {
  const settings = call.exchange.settings(call.ledger)
  const leverage = settings.leverage.get(market.id) ?? '10'
  const isIsolated = settings.marginMode.get(market.id) === 'isolated'
  return {
    ...common(market, side, call),
    size: 0,
    leverage: isIsolated ? leverage : '0',
    cross_leverage_limit: isIsolated ? '0' : leverage,
    value: '0',
    margin: '0',
    initial_margin: '0',
    maintenance_margin: '0',
    entry_price: '0',
    liq_price: '0',
    mark_price: call.exchange.markPrice(market.key),
    unrealised_pnl: '0',
    realised_pnl: '0',
    open_time: 0,
  }
}

function common(market: SimMarket, side: Side, call: SignedCall) {
  return {
    user: Number(call.ledger.uid),
    contract: market.id,
    leverage_max: market.maxLeverage ?? '1',
    risk_limit: '1000000',
    maintenance_rate: market.maintenanceRate,
    adl_ranking: 5,
    pending_orders: 0,
    close_order: null,
    mode: side === 'net' ? 'single' : `dual_${side}`,
    history_pnl: '0',
    last_close_pnl: '0',
    realised_point: '0',
    history_point: '0',
    trade_max_size: '0',
    update_time: seconds(call) - 3_600,
    update_id: 1,
  }
}

function seconds({ exchange }: SignedCall): number {
  return Math.floor(exchange.now() / 1_000)
}
