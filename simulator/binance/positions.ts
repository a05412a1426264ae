import type { SimMarket } from '../markets/market'
import { type Side, type SignedCall, updated } from './call'
import { type FuturesPosition, futuresFigures } from './figures'
import { amount, withEmpty } from './futures-account'
import { d8, orZero } from './numbers'
import { leverageOf, marginModeOf, maxNotional } from './settings'

/** GET /fapi/v3/positionRisk: open positions only, without leverage and margin type. */
export function positionRiskV3(call: SignedCall) {
  const { positions } = futuresFigures(call.ledger, 'um', call.exchange)
  const symbol = call.params.get('symbol')
  return positions
    .filter((p) => symbol === null || p.market.id === symbol)
    .map((p) => ({
      symbol: p.market.id,
      positionSide: p.positionSide,
      positionAmt: amount(p),
      entryPrice: p.entryPrice.toFixed(),
      breakEvenPrice: p.breakEvenPrice.toDecimalPlaces(8).toFixed(),
      markPrice: d8(p.markPrice),
      unRealizedProfit: d8(p.unrealizedProfit),
      liquidationPrice: orZero(p.liquidationPrice),
      isolatedMargin: orZero(p.isolatedMargin),
      notional: d8(p.notional),
      marginAsset: p.market.settle,
      isolatedWallet: orZero(p.isolatedWallet),
      initialMargin: d8(p.initialMargin),
      maintMargin: d8(p.maintMargin),
      positionInitialMargin: d8(p.initialMargin),
      openOrderInitialMargin: '0',
      adl: 2,
      bidNotional: '0',
      askNotional: '0',
      updateTime: updated(call),
    }))
}

/** GET /fapi/v2/positionRisk and /dapi/v1/positionRisk: every symbol, open or not, with its settings. */
export function positionRiskV2(call: SignedCall, side: Side) {
  const { positions } = futuresFigures(call.ledger, side, call.exchange)
  return withEmpty(positions, side, call).map(({ market, positionSide, open }) => ({
    symbol: market.id,
    positionAmt: open ? amount(open) : '0',
    entryPrice: side === 'cm' ? d8(open?.entryPrice ?? '0') : (open?.entryPrice.toFixed() ?? '0.0'),
    breakEvenPrice: side === 'cm' ? d8(open?.breakEvenPrice ?? '0') : (open?.breakEvenPrice.toFixed() ?? '0.0'),
    markPrice: d8(open?.markPrice ?? '0'),
    unRealizedProfit: d8(open?.unrealizedProfit ?? '0'),
    liquidationPrice: open ? orZero(open.liquidationPrice) : '0',
    ...settingsOf(market, side, call),
    isolatedMargin: d8(open?.isolatedMargin ?? '0'),
    isAutoAddMargin: 'false',
    positionSide,
    ...(side === 'cm' ? { notionalValue: notional(open) } : { notional: notional(open) }),
    isolatedWallet: open ? orZero(open.isolatedWallet) : '0',
    updateTime: open ? updated(call) : 0,
  }))
}

function notional(open: FuturesPosition | undefined): string {
  return open ? d8(open.notional) : '0'
}

function settingsOf(market: SimMarket, side: Side, call: SignedCall) {
  const leverage = leverageOf(market, call)
  const limit = maxNotional(market, leverage)
  return {
    leverage,
    ...(side === 'cm' ? { maxQty: limit } : { maxNotionalValue: limit }),
    marginType: marginModeOf(market, call),
  }
}
