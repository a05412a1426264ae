import type { Exchange } from '../exchange'
import { okxMarkets } from '../markets/okx'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import { type Right, signer } from './auth'
import { accountBalance } from './balance'
import type { Call, SignedCall } from './call'
import { candles, indexCandles } from './candles'
import { addressRefused, deletedKey, expiredTimestamp, frozenKey, noPermission, OkxError, tooMany } from './errors'
import { depositHistory, fundingBills, lendingHistory, tradingBills, withdrawalHistory } from './flows'
import { assetValuation, currencies, fundingBalances, savings, stakingOrders } from './funding'
import { algoOrdersPending, ordersPending } from './orders'
import { accountPositions } from './positions'
import { fundingRates, indexTickers, instruments, markPrices, oneTicker, positionTiers, tickers } from './public'
import { accountConfig, adjustLeverageInfo, leverageInfo, setLeverage, setPositionMode } from './settings'
import { subAccountBalance, subAccountFunding, subAccountList } from './sub-accounts'

/** `limit` requests in two seconds: by address for public data, by user for the rest. Rows of the answer's `data`. */
type Route = { limit: number } & (
  | { access: 'public'; answer: (call: Call) => unknown }
  | { access: Right; answer: (call: SignedCall) => unknown }
)

const LIMIT_WINDOW_MS = 2_000

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/v5/public/time': { access: 'public', limit: 10, answer: ({ exchange }) => [{ ts: String(exchange.now()) }] },
  'GET /api/v5/public/instruments': { access: 'public', limit: 20, answer: instruments },
  'GET /api/v5/public/mark-price': { access: 'public', limit: 10, answer: markPrices },
  'GET /api/v5/public/funding-rate': { access: 'public', limit: 10, answer: fundingRates },
  'GET /api/v5/public/position-tiers': { access: 'public', limit: 10, answer: positionTiers },
  'GET /api/v5/market/tickers': { access: 'public', limit: 20, answer: tickers },
  'GET /api/v5/market/candles': { access: 'public', limit: 40, answer: candles },
  'GET /api/v5/market/history-candles': { access: 'public', limit: 20, answer: candles },
  'GET /api/v5/market/index-candles': { access: 'public', limit: 20, answer: indexCandles },
  'GET /api/v5/market/history-index-candles': { access: 'public', limit: 10, answer: indexCandles },
  'GET /api/v5/market/ticker': { access: 'public', limit: 20, answer: oneTicker },
  'GET /api/v5/market/index-tickers': { access: 'public', limit: 20, answer: indexTickers },
  'GET /api/v5/system/status': { access: 'public', limit: 1, answer: () => [] },
  'GET /api/v5/account/balance': { access: 'read', limit: 10, answer: accountBalance },
  'GET /api/v5/account/positions': { access: 'read', limit: 10, answer: accountPositions },
  'GET /api/v5/account/config': { access: 'read', limit: 5, answer: accountConfig },
  'GET /api/v5/account/leverage-info': { access: 'read', limit: 20, answer: leverageInfo },
  'GET /api/v5/account/adjust-leverage-info': { access: 'read', limit: 5, answer: adjustLeverageInfo },
  'POST /api/v5/account/set-leverage': { access: 'trade', limit: 40, answer: setLeverage },
  'POST /api/v5/account/set-position-mode': { access: 'trade', limit: 5, answer: setPositionMode },
  'GET /api/v5/asset/balances': { access: 'read', limit: 12, answer: fundingBalances },
  'GET /api/v5/asset/currencies': { access: 'read', limit: 12, answer: currencies },
  'GET /api/v5/asset/asset-valuation': { access: 'read', limit: 2, answer: assetValuation },
  'GET /api/v5/finance/savings/balance': { access: 'read', limit: 12, answer: savings },
  'GET /api/v5/finance/staking-defi/orders-active': { access: 'read', limit: 6, answer: stakingOrders },
  'GET /api/v5/account/bills-archive': { access: 'read', limit: 5, answer: tradingBills },
  'GET /api/v5/asset/bills-history': { access: 'read', limit: 2, answer: fundingBills },
  'GET /api/v5/asset/deposit-history': { access: 'read', limit: 12, answer: depositHistory },
  'GET /api/v5/asset/withdrawal-history': { access: 'read', limit: 12, answer: withdrawalHistory },
  'GET /api/v5/finance/savings/lending-history': { access: 'read', limit: 12, answer: lendingHistory },
  'GET /api/v5/trade/orders-pending': { access: 'read', limit: 60, answer: ordersPending },
  'GET /api/v5/trade/orders-algo-pending': { access: 'read', limit: 20, answer: algoOrdersPending },
  'GET /api/v5/users/subaccount/list': { access: 'read', limit: 2, answer: subAccountList },
  'GET /api/v5/account/subaccount/balances': { access: 'read', limit: 6, answer: subAccountBalance },
  'GET /api/v5/asset/subaccount/balances': { access: 'read', limit: 6, answer: subAccountFunding },
}

/** OKX v5: trading, funding and earn accounts. */
export const okx: Venue = {
  id: 'okx',
  hosts: ['www.okx.com', 'aws.okx.com', 'my.okx.com', 'eea.okx.com', 'us.okx.com', 'app.okx.com'],
  markets: okxMarkets,
  apiKeyOf: (request) => request.headers['ok-access-key'] ?? null,
  handle(request, exchange) {
    try {
      return { status: 200, body: { code: '0', data: answer(request, exchange), msg: '' } }
    } catch (error) {
      if (error instanceof OkxError) return error.response()
      throw error
    }
  },
  refuse: (refusal, request, _exchange, retryAfterSeconds) => refuse(refusal, request, retryAfterSeconds),
}

function answer(request: VenueRequest, exchange: Exchange): unknown {
  const name = `${request.method} ${request.path}`
  const route = ROUTES[name]
  if (!route) throw new OkxError('404', 'Not Found', 404)
  const call: Call = { request, exchange, query: request.query }
  if (route.access === 'public') {
    // Instruments and tickers count by type.
    count(exchange, `${request.ip}:${name}:${request.query.get('instType') ?? ''}`, route.limit)
    return route.answer(call)
  }
  const ledger = signer(request, exchange, route.access)
  count(exchange, `${ledger.uid}:${name}`, route.limit)
  return route.answer({ ...call, ledger })
}

function count(exchange: Exchange, bucket: string, limit: number): void {
  if (!exchange.limiter.take(`okx:${bucket}`, 1, limit, LIMIT_WINDOW_MS, exchange.now()).allowed) throw tooMany()
}

function refuse(refusal: Refusal, request: VenueRequest, retryAfterSeconds: number): VenueResponse {
  switch (refusal) {
    case 'rate-limit':
    case 'account-limit':
      return tooMany().response()
    case 'address-limit':
    case 'ban':
      // The front door's own answer, not the exchange's.
      return {
        status: 429,
        headers: { 'content-type': 'text/plain', 'Retry-After': String(retryAfterSeconds) },
        body: 'error code: 1015',
      }
    case 'maintenance':
      return new OkxError('50001', 'Service temporarily unavailable. Try again later.', 503).response()
    case 'server-error':
      return new OkxError('50026', 'System error. Try again later.', 500).response()
    case 'clock':
      return expiredTimestamp().response()
    case 'key-revoked':
      return deletedKey().response()
    case 'key-expired':
      return frozenKey().response()
    case 'ip-refused':
      return addressRefused(request.ip).response()
    case 'permission-denied':
      return noPermission().response()
  }
}
