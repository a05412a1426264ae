import { Decimal, sum } from '../decimal'
import type { SimMarket } from '../markets/market'
import { type Side, type SignedCall, updated } from './call'
import { type FuturesAsset, type FuturesPosition, futuresFigures } from './figures'
import { amount, withEmpty } from './futures-account'
import { marginAmounts } from './margin-account'
import { d8 } from './numbers'
import { leverageOf, maxNotional } from './settings'

interface Row {
  asset: string
  margin: ReturnType<typeof marginAmounts>
  um: FuturesAsset | undefined
  cm: FuturesAsset | undefined
}

/** GET /papi/v1/balance; one object for `asset`. */
export function papiBalance(call: SignedCall) {
  const rows = balanceRows(call).map(({ asset, margin, um, cm }) => ({
    asset,
    // What is borrowed is not taken off.
    totalWalletBalance: loose(total(margin.free.plus(margin.locked), um?.walletBalance, cm?.walletBalance)),
    crossMarginAsset: loose(margin.free.plus(margin.locked)),
    crossMarginBorrowed: loose(margin.borrowed),
    crossMarginFree: loose(margin.free),
    crossMarginInterest: loose(margin.interest),
    crossMarginLocked: loose(margin.locked),
    umWalletBalance: loose(um?.walletBalance),
    umUnrealizedPNL: loose(um?.unrealizedProfit),
    cmWalletBalance: loose(cm?.walletBalance),
    cmUnrealizedPNL: loose(cm?.unrealizedProfit),
    updateTime: updated(call),
    negativeBalance: '0.0',
  }))
  const asset = call.params.get('asset')
  return asset === null ? rows : rows.find((row) => row.asset === asset)
}

/** GET /papi/v1/account: USD; every coin counts in full, no collateral rate. */
export function papiAccount(call: SignedCall) {
  const rows = balanceRows(call)
  const usd = (asset: string, value: Decimal) => value.times(call.exchange.coinPrice(asset) ?? '0')
  const futures = rows.flatMap((row) => [row.um, row.cm]).filter((a): a is FuturesAsset => a !== undefined)
  const equity = sum(rows.map((row) => usd(row.asset, total(row.margin.net, row.um?.marginBalance, row.cm?.marginBalance))))
  const initial = sum(futures.map((a) => a.initialMargin.times(a.price)))
  const owed = sum(rows.map((row) => usd(row.asset, row.margin.borrowed.plus(row.margin.interest))))
  const maintenance = sum(futures.map((a) => a.maintMargin.times(a.price))).plus(owed.times('0.05'))
  return {
    uniMMR: maintenance.isZero() ? '999' : equity.div(maintenance).toFixed(8),
    accountEquity: d8(equity),
    actualEquity: d8(equity),
    accountInitialMargin: d8(initial.plus(owed.times('0.1'))),
    accountMaintMargin: d8(maintenance),
    accountStatus: 'NORMAL',
    virtualMaxWithdrawAmount: d8(Decimal.max(0, equity.minus(initial))),
    totalAvailableBalance: d8(Decimal.max(0, equity.minus(initial))),
    totalMarginOpenLoss: '0.00000000',
    updateTime: updated(call),
  }
}

/** GET /papi/v1/um/account, /papi/v1/cm/account: assets and every symbol. */
export function papiAccountOf(call: SignedCall, side: Side) {
  const { positions, assets } = futuresFigures(call.ledger, side, call.exchange)
  return {
    ...(side === 'um' ? { tradeGroupId: -1 } : {}),
    assets: assets.map((a) => assetRow(a, call)),
    positions: withEmpty(positions, side, call).map(({ market, positionSide, open }) => ({
      symbol: market.id,
      initialMargin: open ? d8(open.initialMargin) : '0',
      maintMargin: open ? d8(open.maintMargin) : '0',
      unrealizedProfit: d8(open?.unrealizedProfit ?? '0'),
      positionInitialMargin: open ? d8(open.initialMargin) : '0',
      openOrderInitialMargin: '0',
      leverage: leverageOf(market, call),
      entryPrice: open ? open.entryPrice.toFixed() : '0.0',
      ...limits(market, side, call),
      positionSide,
      positionAmt: open ? amount(open) : '0',
      updateTime: open ? updated(call) : 0,
      [side === 'um' ? 'notional' : 'notionalValue']: open ? d8(open.notional) : '0',
      breakEvenPrice: open ? open.breakEvenPrice.toFixed() : '0.0',
    })),
  }
}

/** GET /papi/v2/um/account: open positions only. */
export function papiUmAccountV2(call: SignedCall) {
  const { positions, assets } = futuresFigures(call.ledger, 'um', call.exchange)
  return {
    assets: assets.filter((a) => a.touched).map((a) => assetRow(a, call)),
    positions: positions.map((p) => ({
      symbol: p.market.id,
      initialMargin: d8(p.initialMargin),
      maintMargin: d8(p.maintMargin),
      unrealizedProfit: d8(p.unrealizedProfit),
      positionSide: p.positionSide,
      positionAmt: amount(p),
      updateTime: updated(call),
      notional: d8(p.notional),
    })),
  }
}

/** GET /papi/v1/um/positionRisk, /papi/v1/cm/positionRisk: open positions. */
export function papiPositionRisk(call: SignedCall, side: Side) {
  const { positions } = futuresFigures(call.ledger, side, call.exchange)
  const symbol = call.params.get('symbol')
  return positions
    .filter((p) => symbol === null || p.market.id === symbol)
    .map((p: FuturesPosition) => ({
      entryPrice: p.entryPrice.toFixed(),
      leverage: p.leverage,
      markPrice: d8(p.markPrice),
      [side === 'um' ? 'maxNotionalValue' : 'maxQty']: maxNotional(p.market, p.leverage),
      positionAmt: amount(p),
      [side === 'um' ? 'notional' : 'notionalValue']: d8(p.notional),
      symbol: p.market.id,
      unRealizedProfit: d8(p.unrealizedProfit),
      liquidationPrice: p.liquidationPrice.isZero() ? '0' : d8(p.liquidationPrice),
      positionSide: p.positionSide,
      breakEvenPrice: p.breakEvenPrice.toFixed(),
      updateTime: updated(call),
    }))
}

function balanceRows(call: SignedCall): Row[] {
  const held = call.ledger.tokens.filter((t) => t.wallet === 'margin')
  const um = futuresFigures(call.ledger, 'um', call.exchange).assets.filter((a) => a.touched)
  const cm = futuresFigures(call.ledger, 'cm', call.exchange).assets.filter((a) => a.touched)
  const coins = [...new Set([...held.map((t) => t.coin), ...um.map((a) => a.asset), ...cm.map((a) => a.asset)])]
  return coins.map((asset) => ({
    asset,
    margin: marginAmounts(held.find((t) => t.coin === asset) ?? { balance: '0' }),
    um: um.find((a) => a.asset === asset),
    cm: cm.find((a) => a.asset === asset),
  }))
}

function assetRow(a: FuturesAsset, call: SignedCall) {
  return {
    asset: a.asset,
    crossWalletBalance: d8(a.crossWalletBalance),
    crossUnPnl: d8(a.crossUnrealizedProfit),
    maintMargin: d8(a.maintMargin),
    initialMargin: d8(a.initialMargin),
    positionInitialMargin: d8(a.initialMargin),
    openOrderInitialMargin: '0.00000000',
    updateTime: a.touched ? updated(call) : 0,
  }
}

function limits(market: SimMarket, side: Side, call: SignedCall) {
  const limit = maxNotional(market, leverageOf(market, call))
  return side === 'um' ? { maxNotional: limit, bidNotional: '0', askNotional: '0' } : { maxQty: limit }
}

/** As the portfolio margin interface writes amounts: no trailing zeros, but always a decimal point. */
function loose(value: Decimal | undefined): string {
  const text = (value ?? new Decimal(0)).toDecimalPlaces(8, Decimal.ROUND_DOWN).toFixed()
  return text.includes('.') ? text : `${text}.0`
}

function total(margin: Decimal, um: Decimal | undefined, cm: Decimal | undefined): Decimal {
  return margin.plus(um ?? 0).plus(cm ?? 0)
}
