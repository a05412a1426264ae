import { type Decimal, sum } from '../decimal'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { marketsAsked, type Side, type SignedCall, updated } from './call'
import { type FuturesAsset, type FuturesPosition, futuresFigures } from './figures'
import { d8, orZero } from './numbers'
import { isHedge, leverageOf, marginModeOf, maxNotional } from './settings'

const ABILITIES = { feeTier: 0, canTrade: true, canDeposit: true, canWithdraw: true }

/** GET /fapi/v3/account: open positions and assets, without settings. Totals in USD. */
export function accountV3(call: SignedCall) {
  const { positions, assets } = futuresFigures(call.ledger, 'um', call.exchange)
  return {
    ...totals(assets),
    assets: assets.map((a) => assetRow(a, call)),
    positions: positions.map((p) => ({
      symbol: p.market.id,
      positionSide: p.positionSide,
      positionAmt: amount(p),
      unrealizedProfit: d8(p.unrealizedProfit),
      isolatedMargin: orZero(p.isolatedMargin),
      notional: d8(p.notional),
      isolatedWallet: orZero(p.isolatedWallet),
      initialMargin: d8(p.initialMargin),
      maintMargin: d8(p.maintMargin),
      updateTime: updated(call),
    })),
  }
}

/** GET /fapi/v2/account: every symbol, open or not, with its settings. */
export function accountV2(call: SignedCall) {
  const { positions, assets } = futuresFigures(call.ledger, 'um', call.exchange)
  return {
    ...ABILITIES,
    tradeGroupId: -1,
    updateTime: 0,
    multiAssetsMargin: false,
    ...totals(assets),
    assets: assets.map((a) => ({ ...assetRow(a, call), marginAvailable: true })),
    positions: withEmpty(positions, 'um', call).map(({ market, positionSide, open }) => ({
      symbol: market.id,
      initialMargin: open ? d8(open.initialMargin) : '0',
      maintMargin: open ? d8(open.maintMargin) : '0',
      unrealizedProfit: open ? d8(open.unrealizedProfit) : '0.00000000',
      positionInitialMargin: open ? d8(open.initialMargin) : '0',
      openOrderInitialMargin: '0',
      leverage: leverageOf(market, call),
      isolated: marginModeOf(market, call) === 'isolated',
      entryPrice: open ? open.entryPrice.toFixed() : '0.0',
      breakEvenPrice: open ? open.breakEvenPrice.toFixed() : '0.0',
      maxNotional: maxNotional(market, leverageOf(market, call)),
      positionSide,
      positionAmt: open ? amount(open) : '0',
      notional: open ? d8(open.notional) : '0',
      isolatedWallet: open ? orZero(open.isolatedWallet) : '0',
      updateTime: open ? updated(call) : 0,
      bidNotional: '0',
      askNotional: '0',
    })),
  }
}

/** GET /dapi/v1/account: all margin coins and all symbols, open or not. */
export function coinAccount(call: SignedCall) {
  const { positions, assets } = futuresFigures(call.ledger, 'cm', call.exchange)
  return {
    ...ABILITIES,
    updateTime: 0,
    assets: assets.map((a) => assetRow(a, call)),
    positions: withEmpty(positions, 'cm', call).map(({ market, positionSide, open }) => ({
      symbol: market.id,
      initialMargin: open ? d8(open.initialMargin) : '0',
      maintMargin: open ? d8(open.maintMargin) : '0',
      unrealizedProfit: d8(open?.unrealizedProfit ?? '0'),
      positionInitialMargin: open ? d8(open.initialMargin) : '0',
      openOrderInitialMargin: '0',
      leverage: leverageOf(market, call),
      isolated: marginModeOf(market, call) === 'isolated',
      positionSide,
      entryPrice: d8(open?.entryPrice ?? '0'),
      maxQty: maxNotional(market, leverageOf(market, call)),
      notionalValue: open ? d8(open.notional) : '0',
      isolatedWallet: open ? orZero(open.isolatedWallet) : '0',
      updateTime: open ? updated(call) : 0,
      positionAmt: open ? amount(open) : '0',
      breakEvenPrice: d8(open?.breakEvenPrice ?? '0'),
    })),
  }
}

/** GET /fapi/v2|v3/balance and /dapi/v1/balance. */
export function futuresBalance(call: SignedCall, side: Side) {
  const { assets } = futuresFigures(call.ledger, side, call.exchange)
  return assets.map((a) => ({
    accountAlias: `sim${call.ledger.uid}`,
    asset: a.asset,
    balance: d8(a.walletBalance),
    ...(side === 'cm' ? { withdrawAvailable: d8(a.maxWithdrawAmount) } : {}),
    crossWalletBalance: d8(a.crossWalletBalance),
    crossUnPnl: d8(a.crossUnrealizedProfit),
    availableBalance: d8(a.availableBalance),
    ...(side === 'um' ? { maxWithdrawAmount: d8(a.maxWithdrawAmount), marginAvailable: true } : {}),
    updateTime: a.touched ? updated(call) : 0,
  }))
}

/** Each asked market's rows: one in one-way mode, both sides in hedge mode; `open` where there is a position. */
export function withEmpty(positions: FuturesPosition[], side: Side, call: SignedCall) {
  const sides = isHedge(call, side) ? (['LONG', 'SHORT'] as const) : (['BOTH'] as const)
  return marketsAsked(call, side).flatMap((market: SimMarket) =>
    sides.map((positionSide) => ({
      market,
      positionSide,
      open: positions.find((p) => p.market === market && p.positionSide === positionSide),
    })),
  )
}

/** Contracts, at least with the market's own decimals. */
export function amount(position: FuturesPosition): string {
  return position.amount.toFixed(Math.max(decimalsOf(position.market.lot), position.amount.decimalPlaces()))
}

function assetRow(a: FuturesAsset, call: SignedCall) {
  return {
    asset: a.asset,
    walletBalance: d8(a.walletBalance),
    unrealizedProfit: d8(a.unrealizedProfit),
    marginBalance: d8(a.marginBalance),
    maintMargin: d8(a.maintMargin),
    initialMargin: d8(a.initialMargin),
    positionInitialMargin: d8(a.initialMargin),
    openOrderInitialMargin: '0.00000000',
    maxWithdrawAmount: d8(a.maxWithdrawAmount),
    crossWalletBalance: d8(a.crossWalletBalance),
    crossUnPnl: d8(a.crossUnrealizedProfit),
    availableBalance: d8(a.availableBalance),
    updateTime: a.touched ? updated(call) : 0,
  }
}

function totals(assets: FuturesAsset[]) {
  const usd = (pick: (a: FuturesAsset) => Decimal) => d8(sum(assets.map((a) => pick(a).times(a.price))))
  return {
    totalInitialMargin: usd((a) => a.initialMargin),
    totalMaintMargin: usd((a) => a.maintMargin),
    totalWalletBalance: usd((a) => a.walletBalance),
    totalUnrealizedProfit: usd((a) => a.unrealizedProfit),
    totalMarginBalance: usd((a) => a.marginBalance),
    totalPositionInitialMargin: usd((a) => a.initialMargin),
    totalOpenOrderInitialMargin: '0.00000000',
    totalCrossWalletBalance: usd((a) => a.crossWalletBalance),
    totalCrossUnPnl: usd((a) => a.crossUnrealizedProfit),
    availableBalance: usd((a) => a.availableBalance),
    maxWithdrawAmount: usd((a) => a.maxWithdrawAmount),
  }
}
