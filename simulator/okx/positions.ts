import { type PositionFigures, withFixed } from '../accounting'
import { Decimal, text, ZERO } from '../decimal'
import { hash } from '../random'
import { DIGITS, type SignedCall, typeOf, updated } from './call'
import { optionValue, tradingFigures } from './figures'

/** GET /api/v5/account/positions: open ones, narrowed by `instType`, `instId` (several by comma), `posId`. */
export function accountPositions(call: SignedCall) {
  const { query } = call
  const ids = query.get('instId')?.split(',')
  const type = query.get('instType')
  const posIds = query.get('posId')?.split(',')
  return tradingFigures(call.ledger, call.exchange)
    .positions.filter((p) => ids === undefined || ids.includes(p.market.id))
    .filter((p) => type === null || typeOf(p.market) === type)
    .map((p) => row(p, call))
    .filter((r) => posIds === undefined || posIds.includes(r.posId))
}

function row(p: PositionFigures, call: SignedCall) {
  const { exchange, ledger } = call
  const { market, position } = p
  const t = (value: Decimal) => text(value, DIGITS)
  const isIsolated = p.isolatedMargin !== null
  const isOption = market.type === 'option'
  const settlePrice = new Decimal(exchange.coinPrice(market.settle ?? '') ?? '0')
  const last = new Decimal(exchange.lastPrice(market.key))
  const uplLast = profitAt(p, last)
  const atEntry = p.isolatedMargin ?? p.entryValueSettle.div(position.leverage)
  const fee = p.entryValueSettle.times('-0.0005')
  const id = String(hash(`${ledger.uid} ${market.id} ${position.side}`)).padStart(10, '1')
  const wire = {
    adl: '1',
    availPos: ledger.positionMode === 'hedge' || isIsolated ? p.contracts.abs().toFixed() : p.contracts.toFixed(),
    avgPx: p.entryPrice.toFixed(),
    baseBal: '',
    baseBorrowed: '',
    baseInterest: '',
    bePx: t(p.entryPrice.times(new Decimal(1).plus(p.isLong ? '0.0010005' : '-0.0009995'))),
    bizRefId: '',
    bizRefType: '',
    cTime: String(Number(updated(call)) - 86_400_000),
    ccy: market.settle ?? '',
    clSpotInUseAmt: '',
    closeOrderAlgo: [],
    deltaBS: isOption ? '0.5' : '',
    deltaPA: isOption ? '0.5' : '',
    fee: t(fee),
    fundingFee: '0',
    gammaBS: isOption ? '0' : '',
    gammaPA: isOption ? '0' : '',
    hedgedPos: '',
    idxPx: exchange.indexPrice(market.key),
    imr: isIsolated ? '' : t(p.initialMargin),
    instId: market.id,
    instType: typeOf(market),
    interest: '',
    last: exchange.lastPrice(market.key),
    lever: isOption ? '' : position.leverage,
    liab: '',
    liabCcy: '',
    liqPenalty: '0',
    liqPx: p.liquidationPrice ? t(p.liquidationPrice) : '',
    margin: isIsolated ? t(p.isolatedMargin ?? ZERO) : '',
    markPx: p.markPrice.toFixed(),
    maxSpotInUseAmt: '',
    mgnMode: position.marginMode,
    mgnRatio: marginRatio(p, call),
    mmr: t(p.maintMargin),
    nonSettleAvgPx: '',
    notionalUsd: t(
      market.inverse ? p.value : isOption ? p.size.abs().times(exchange.indexPrice(market.key)) : p.value.times(settlePrice),
    ),
    optVal: isOption ? t(optionValue(p)) : '',
    pendingCloseOrdLiabVal: '',
    pnl: '0',
    // Short sides count up in hedge mode.
    pos: position.side === 'net' ? p.contracts.toFixed() : p.contracts.abs().toFixed(),
    posCcy: '',
    posId: `32345${id}0`,
    posSide: position.side,
    quoteBal: '',
    quoteBorrowed: '',
    quoteInterest: '',
    realizedPnl: t(fee),
    settledPnl: '',
    spotInUseAmt: '',
    spotInUseCcy: '',
    thetaBS: isOption ? '0' : '',
    thetaPA: isOption ? '0' : '',
    tradeId: id.slice(0, 9),
    uTime: updated(call),
    upl: t(p.unrealizedProfit),
    uplLastPx: t(uplLast),
    uplRatio: t(p.unrealizedProfit.div(atEntry)),
    uplRatioLastPx: t(uplLast.div(atEntry)),
    usdPx: t(settlePrice),
    vegaBS: isOption ? '0' : '',
    vegaPA: isOption ? '0' : '',
  }
  return withFixed(wire, position.fixed)
}

function profitAt(p: PositionFigures, price: Decimal): Decimal {
  const units = p.contracts.times(p.market.contractSize)
  return p.market.inverse
    ? units.times(new Decimal(1).div(p.entryPrice).minus(new Decimal(1).div(price)))
    : units.times(price.minus(p.entryPrice))
}

/** Isolated: the position's own; cross: its currency's. */
function marginRatio(p: PositionFigures, call: SignedCall): string {
  if (p.maintMargin.isZero()) return ''
  if (p.isolatedMargin !== null) return text(p.isolatedMargin.plus(p.unrealizedProfit).div(p.maintMargin), DIGITS)
  const mine = tradingFigures(call.ledger, call.exchange).currencies.find((c) => c.token.coin === p.market.settle)
  return mine ? text(mine.equity.minus(mine.isolatedEquity).div(mine.maintMargin), DIGITS) : ''
}
