import type { Right } from './auth'
import type { Call, Side, SignedCall } from './call'
import { indexKlines, spotKlines } from './candles'
import { futuresExchangeInfo, spotExchangeInfo } from './exchange-info'
import { depositHistory, earnRewards, income, marginInterest, universalTransfers, withdrawHistory } from './flows'
import { accountV2, accountV3, coinAccount, futuresBalance } from './futures-account'
import { accountInfo, apiRestrictions, walletBalances } from './key-info'
import { crossMarginAccount, isolatedMarginAccount, marginPairs } from './margin-account'
import { openAlgoOrders, openOrders } from './orders'
import { papiAccount, papiAccountOf, papiBalance, papiPositionRisk, papiUmAccountV2 } from './portfolio'
import { positionRiskV2, positionRiskV3 } from './positions'
import {
  accountConfig,
  leverageBracket,
  leverageBracketByPair,
  positionMode,
  setLeverage,
  setMarginType,
  setPositionMode,
  symbolConfig,
} from './settings'
import { earnAccount, flexiblePositions, lockedPositions, onChainPositions } from './simple-earn'
import { capitalConfig, fundingAssets, spotAccount, userAssets } from './spot-account'
import { bookTicker, premiumIndex, ticker24hr, tickerPrice } from './tickers'

/** `weight` is what the endpoint costs of the minute's allowance; for tickers and brackets it depends on `symbol`. */
export type Route = { weight: number | ((params: URLSearchParams) => number) } & (
  | { access: 'public'; answer: (call: Call) => unknown }
  | { access: Right | 'key'; answer: (call: SignedCall) => unknown }
)

export const ROUTES: ReadonlyMap<string, Route> = new Map(
  Object.entries({
    ...spot(),
    ...wallets(),
    ...futures('fapi', 'um'),
    ...futures('dapi', 'cm'),
    ...dollarFutures(),
    ...coinFutures(),
    ...portfolio(),
    ...optionsAccount(),
  }),
)

function shared(weight: Route['weight'], answer: (call: Call) => unknown): Route {
  return { access: 'public', weight, answer }
}

function read(weight: Route['weight'], answer: (call: SignedCall) => unknown): Route {
  return { access: 'read', weight, answer }
}

function trade(weight: Route['weight'], answer: (call: SignedCall) => unknown): Route {
  return { access: 'trade', weight, answer }
}

/** One market costs less than all. */
function bySymbol(one: number, all: number) {
  return (params: URLSearchParams) => (params.has('symbol') ? one : all)
}

function spot(): Record<string, Route> {
  return {
    'GET /api/v3/ping': shared(1, () => ({})),
    'GET /api/v3/time': shared(1, ({ exchange }) => ({ serverTime: exchange.now() })),
    'GET /api/v3/exchangeInfo': shared(20, spotExchangeInfo),
    'GET /api/v3/ticker/24hr': shared(bySymbol(2, 80), (call) => ticker24hr(call, 'spot')),
    'GET /api/v3/ticker/price': shared(bySymbol(2, 4), (call) => tickerPrice(call, 'spot')),
    'GET /api/v3/ticker/bookTicker': shared(bySymbol(2, 4), (call) => bookTicker(call, 'spot')),
    'GET /api/v3/klines': shared(2, spotKlines),
    'GET /api/v3/account': read(20, spotAccount),
  }
}

function wallets(): Record<string, Route> {
  return {
    'GET /sapi/v1/system/status': shared(1, () => ({ status: 0, msg: 'normal' })),
    'GET /sapi/v1/capital/config/getall': read(10, capitalConfig),
    'POST /sapi/v1/asset/get-funding-asset': read(1, fundingAssets),
    'POST /sapi/v3/asset/getUserAsset': read(5, userAssets),
    'GET /sapi/v1/asset/wallet/balance': read(60, walletBalances),
    'GET /sapi/v1/margin/account': read(10, crossMarginAccount),
    'GET /sapi/v1/margin/isolated/account': read(10, isolatedMarginAccount),
    'GET /sapi/v1/margin/allPairs': { access: 'key', weight: 1, answer: (call) => marginPairs(call, 'cross') },
    'GET /sapi/v1/margin/isolated/allPairs': { access: 'key', weight: 10, answer: (call) => marginPairs(call, 'isolated') },
    'GET /sapi/v1/account/apiRestrictions': read(1, apiRestrictions),
    'GET /sapi/v1/account/info': read(1, accountInfo),
    'GET /sapi/v1/account/status': read(1, () => ({ data: 'Normal' })),
    'GET /sapi/v1/capital/deposit/hisrec': read(1, depositHistory),
    'GET /sapi/v1/capital/withdraw/history': read(1, withdrawHistory),
    'GET /sapi/v1/asset/transfer': read(1, universalTransfers),
    'GET /sapi/v1/margin/interestHistory': read(1, marginInterest),
    'GET /sapi/v1/simple-earn/flexible/history/rewardsRecord': read(150, earnRewards('flexible')),
    'GET /sapi/v1/simple-earn/locked/history/rewardsRecord': read(150, earnRewards('locked')),
    // Nothing of the kind happens here.
    'GET /sapi/v1/sub-account/transfer/subUserHistory': read(1, () => []),
    'GET /sapi/v1/sub-account/universalTransfer': read(1, () => ({ result: [], totalCount: 0 })),
    'GET /sapi/v1/asset/assetDividend': read(10, () => ({ rows: [], total: 0 })),
    'GET /sapi/v1/asset/dribblet': read(1, () => ({ total: 0, userAssetDribblets: [] })),
    'GET /sapi/v1/convert/tradeFlow': read(15, () => ({ list: [], moreData: false })),
    'GET /sapi/v1/fiat/orders': read(1, () => ({ code: '000000', message: 'success', data: [], total: 0, success: true })),
    'GET /sapi/v1/fiat/payments': read(1, () => ({ code: '000000', message: 'success', data: [], total: 0, success: true })),
    'GET /sapi/v1/onchain-yields/locked/position': read(50, onChainPositions),
    'GET /sapi/v1/simple-earn/account': read(150, earnAccount),
    'GET /sapi/v1/simple-earn/flexible/position': read(150, flexiblePositions),
    'GET /sapi/v1/simple-earn/locked/position': read(150, lockedPositions),
  }
}

/** What USD-M and COIN-M have alike. */
function futures(prefix: 'fapi' | 'dapi', side: Side): Record<string, Route> {
  return {
    [`GET /${prefix}/v1/ping`]: shared(1, () => ({})),
    [`GET /${prefix}/v1/time`]: shared(1, ({ exchange }) => ({ serverTime: exchange.now() })),
    [`GET /${prefix}/v1/exchangeInfo`]: shared(1, (call) => futuresExchangeInfo(call, side)),
    [`GET /${prefix}/v1/ticker/24hr`]: shared(bySymbol(1, 40), (call) => ticker24hr(call, side)),
    [`GET /${prefix}/v1/ticker/price`]: shared(bySymbol(1, 2), (call) => tickerPrice(call, side)),
    [`GET /${prefix}/v1/ticker/bookTicker`]: shared(bySymbol(2, 5), (call) => bookTicker(call, side)),
    [`GET /${prefix}/v1/indexPriceKlines`]: shared(1, (call) => indexKlines(call, side)),
    [`GET /${prefix}/v1/premiumIndex`]: shared(bySymbol(1, 10), (call) => premiumIndex(call, side)),
    // Without a market they weigh forty times as much.
    [`GET /${prefix}/v1/openOrders`]: read(40, (call) => openOrders(call, side)),
    [`GET /${prefix}/v1/openAlgoOrders`]: read(40, (call) => openAlgoOrders(call, side)),
    [`POST /${prefix}/v1/leverage`]: trade(1, (call) => setLeverage(call, side)),
    [`POST /${prefix}/v1/marginType`]: trade(1, (call) => setMarginType(call, side)),
    [`GET /${prefix}/v1/positionSide/dual`]: read(30, (call) => positionMode(call, side)),
    [`POST /${prefix}/v1/positionSide/dual`]: trade(1, (call) => setPositionMode(call, side)),
  }
}

function dollarFutures(): Record<string, Route> {
  return {
    'GET /fapi/v2/ticker/price': shared(bySymbol(1, 2), (call) => tickerPrice(call, 'um')),
    'GET /fapi/v2/account': read(5, accountV2),
    'GET /fapi/v3/account': read(5, accountV3),
    'GET /fapi/v2/balance': read(5, (call) => futuresBalance(call, 'um')),
    'GET /fapi/v3/balance': read(5, (call) => futuresBalance(call, 'um')),
    'GET /fapi/v2/positionRisk': read(5, (call) => positionRiskV2(call, 'um')),
    'GET /fapi/v3/positionRisk': read(5, positionRiskV3),
    'GET /fapi/v1/leverageBracket': read(1, (call) => leverageBracket(call, 'um')),
    'GET /fapi/v1/income': read(30, income('usdm')),
    'GET /fapi/v1/symbolConfig': read(5, symbolConfig),
    'GET /fapi/v1/accountConfig': read(5, accountConfig),
    'GET /fapi/v1/multiAssetsMargin': read(30, () => ({ multiAssetsMargin: false })),
  }
}

function coinFutures(): Record<string, Route> {
  return {
    'GET /dapi/v1/account': read(5, coinAccount),
    'GET /dapi/v1/income': read(20, income('coinm')),
    'GET /dapi/v1/balance': read(1, (call) => futuresBalance(call, 'cm')),
    'GET /dapi/v1/positionRisk': read(1, (call) => positionRiskV2(call, 'cm')),
    'GET /dapi/v1/leverageBracket': read(1, leverageBracketByPair),
    'GET /dapi/v2/leverageBracket': read(1, (call) => leverageBracket(call, 'cm')),
  }
}

/** Nobody opened options here; keys are looked at as everywhere. */
function optionsAccount(): Record<string, Route> {
  return {
    'GET /eapi/v1/marginAccount': read(3, ({ exchange }) => ({ asset: [], greek: [], time: exchange.now() })),
    'GET /eapi/v1/position': read(5, () => []),
  }
}

function portfolio(): Record<string, Route> {
  const routes: Record<string, Route> = {
    'GET /papi/v1/ping': shared(1, () => ({})),
    'GET /papi/v1/balance': read(20, papiBalance),
    'GET /papi/v1/account': read(20, papiAccount),
    'GET /papi/v1/margin/marginInterestHistory': read(1, marginInterest),
    'GET /papi/v2/um/account': read(5, papiUmAccountV2),
    'GET /papi/v1/um/symbolConfig': read(5, symbolConfig),
    'GET /papi/v1/um/accountConfig': read(5, accountConfig),
  }
  for (const side of ['um', 'cm'] as const) {
    routes[`GET /papi/v1/${side}/income`] = read(30, income(side === 'um' ? 'usdm' : 'coinm'))
    routes[`GET /papi/v1/${side}/account`] = read(5, (call) => papiAccountOf(call, side))
    routes[`GET /papi/v1/${side}/positionRisk`] = read(5, (call) => papiPositionRisk(call, side))
    routes[`GET /papi/v1/${side}/leverageBracket`] = read(1, (call) => leverageBracket(call, side))
    routes[`POST /papi/v1/${side}/leverage`] = trade(1, (call) => setLeverage(call, side))
    routes[`GET /papi/v1/${side}/positionSide/dual`] = read(30, (call) => positionMode(call, side))
    routes[`POST /papi/v1/${side}/positionSide/dual`] = trade(1, (call) => setPositionMode(call, side))
  }
  return routes
}
