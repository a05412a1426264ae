import { Decimal, sum, text, ZERO } from '../decimal'
import { currenciesAsked, DIGITS, type SignedCall, updated } from './call'
import { type CurrencyFigures, tradingFigures } from './figures'
import { accountLevel } from './settings'

/**
 * GET /api/v5/account/balance. Who reckons margin in one currency (levels 1, 2) gets margins by currency, who reckons in
 * several (3, 4) for the account as a whole; the other cells are empty.
 */
export function accountBalance(call: SignedCall) {
  const { currencies, positions } = tradingFigures(call.ledger, call.exchange)
  const asked = currenciesAsked(call.query)
  const rows = currencies.filter((c) => asked === null || asked.includes(c.token.coin))
  const isMulti = Number(accountLevel(call.ledger)) >= 3
  const whole = (value: Decimal) => (isMulti ? text(value, DIGITS) : '')
  const usd = (pick: (c: CurrencyFigures) => Decimal) => sum(currencies.map((c) => pick(c).times(c.price ?? ZERO)))
  const equity = usd((c) => c.equity)
  const adjusted = usd((c) => (c.token.collateral === false ? ZERO : c.equity))
  const initial = usd((c) => c.initialMargin)
  const maintenance = usd((c) => c.maintMargin)
  const notional = (type?: string) =>
    sum(
      positions
        .filter((p) => type === undefined || p.market.type === type)
        .map((p) => p.valueSettle.times(call.exchange.coinPrice(p.market.settle ?? '') ?? '0')),
    )
  const owed = usd((c) => c.liability)
  return [
    {
      adjEq: whole(adjusted),
      availEq: whole(Decimal.max(0, adjusted.minus(initial))),
      borrowFroz: whole(owed.times('0.1')),
      details: rows.map((c) => detail(c, isMulti, call)),
      imr: whole(initial),
      isoEq: text(
        usd((c) => c.isolatedEquity),
        DIGITS,
      ),
      mgnRatio: maintenance.isZero() ? '' : whole(adjusted.div(maintenance)),
      mmr: whole(maintenance),
      notionalUsd: whole(notional().plus(owed)),
      notionalUsdForBorrow: whole(owed),
      notionalUsdForFutures: whole(notional('future')),
      notionalUsdForOption: whole(notional('option')),
      notionalUsdForSwap: whole(notional('swap')),
      ordFroz: whole(usd((c) => c.locked)),
      totalEq: text(equity, DIGITS),
      uTime: String(call.exchange.now()),
      upl: whole(usd((c) => c.unrealizedProfit)),
    },
  ]
}

function detail(c: CurrencyFigures, isMulti: boolean, call: SignedCall) {
  const isCollateral = c.token.collateral !== false && c.price !== null
  const t = (value: Decimal) => text(value, DIGITS)
  const own = (value: Decimal) => (isMulti ? '' : t(value))
  const inUsd = c.price ? c.equity.times(c.price) : ZERO
  return {
    accAvgPx: '',
    availBal: t(Decimal.max(0, Decimal.min(c.cashBalance, c.available))),
    availEq: t(c.available),
    borrowFroz: t(c.price && isMulti ? c.liability.times('0.1') : ZERO),
    cashBal: t(c.cashBalance),
    ccy: c.token.coin,
    clSpotInUseAmt: '',
    colBorrAutoConversion: '0',
    collateralEnabled: isCollateral,
    collateralRestrict: false,
    crossLiab: t(c.liability),
    disEq: t(isCollateral ? inUsd : ZERO),
    eq: t(c.equity),
    eqUsd: t(inUsd),
    fixedBal: '0',
    frozenBal: t(c.locked.plus(c.initialMargin)),
    imr: own(c.initialMargin),
    interest: t(c.interest),
    isoEq: t(c.isolatedEquity),
    isoLiab: '0',
    isoUpl: t(c.isolatedProfit),
    liab: t(c.liability),
    maxLoan: isMulti ? t(Decimal.max(0, c.equity)) : '0',
    maxSpotInUse: '',
    mgnRatio: isMulti || c.maintMargin.isZero() ? '' : t(c.equity.minus(c.isolatedEquity).div(c.maintMargin)),
    mmr: own(c.maintMargin),
    notionalLever: '',
    openAvgPx: '',
    ordFrozen: t(c.locked),
    rewardBal: '',
    smtSyncEq: '0',
    spotBal: '',
    spotCopyTradingEq: '0',
    spotInUseAmt: '',
    spotIsoBal: '0',
    spotUpl: '',
    spotUplRatio: '',
    stgyEq: '0',
    totalPnl: '',
    totalPnlRatio: '',
    twap: '0',
    uTime: updated(call),
    upl: t(c.unrealizedProfit),
    uplLiab: '0',
  }
}
