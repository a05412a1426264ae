import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { bybitMarkets } from '../markets/bybit'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import { ok, refused } from './answers'
import { authenticate, clockOff, ipRefused, isResponse, keyInvalid, type Need, permissionDenied } from './auth'
import { klines } from './candles'
import { setLeverage, setMarginMode, switchIsolated, switchMode } from './changes'
import { depositRecords, earnYields, internalTransfers, none, transactionLog, withdrawalRecords } from './flows'
import { coinInfo, instrumentsInfo, riskLimit } from './instruments'
import { openOrders } from './orders'
import { positionList } from './positions'
import { privateStream } from './stream'
import { tickers } from './tickers'
import { accountInfo, assetOverview, coinsBalance, earnPosition, keyInfo, walletBalance } from './wallets'

type Public = (request: VenueRequest, exchange: Exchange) => VenueResponse
type Private = (request: VenueRequest, ledger: Ledger, exchange: Exchange) => VenueResponse

const PUBLIC: Record<string, Public> = {
  'GET /v5/market/time': (_request, exchange) => {
    const now = exchange.now()
    return ok({ timeSecond: String(Math.floor(now / 1000)), timeNano: `${now}000000` }, exchange)
  },
  'GET /v5/system/status': (_request, exchange) => ok({ list: [] }, exchange),
  'GET /v5/market/instruments-info': instrumentsInfo,
  'GET /v5/market/tickers': tickers,
  'GET /v5/market/risk-limit': riskLimit,
  'GET /v5/market/kline': klines(false),
  'GET /v5/market/index-price-kline': klines(true),
}

/** Endpoint → the right that it wants, requests a second and UID (https://bybit-exchange.github.io/docs/v5/rate-limit), handler. */
const PRIVATE: Record<string, { need: Need | null; perSecond: number; handle: Private }> = {
  'GET /v5/user/query-api': { need: null, perSecond: 10, handle: (_r, ledger, exchange) => keyInfo(ledger, exchange) },
  'GET /v5/account/info': { need: 'read', perSecond: 50, handle: (_r, ledger, exchange) => accountInfo(ledger, exchange) },
  'GET /v5/account/wallet-balance': { need: 'read', perSecond: 50, handle: walletBalance },
  'GET /v5/asset/transfer/query-account-coins-balance': { need: 'read', perSecond: 5, handle: coinsBalance },
  'GET /v5/asset/asset-overview': { need: 'read', perSecond: 5, handle: assetOverview },
  'GET /v5/asset/coin/query-info': { need: 'read', perSecond: 5, handle: (request, _l, exchange) => coinInfo(request, exchange) },
  'GET /v5/earn/position': { need: 'read', perSecond: 10, handle: earnPosition },
  'GET /v5/account/transaction-log': { need: 'read', perSecond: 30, handle: transactionLog },
  'GET /v5/asset/deposit/query-record': { need: 'read', perSecond: 5, handle: depositRecords },
  'GET /v5/asset/deposit/query-internal-record': { need: 'read', perSecond: 5, handle: none('rows', 30) },
  'GET /v5/asset/withdraw/query-record': { need: 'read', perSecond: 5, handle: withdrawalRecords },
  'GET /v5/asset/transfer/query-inter-transfer-list': { need: 'read', perSecond: 5, handle: internalTransfers },
  'GET /v5/asset/transfer/query-universal-transfer-list': { need: 'read', perSecond: 5, handle: none('list', 7) },
  'GET /v5/earn/yield': { need: 'read', perSecond: 10, handle: earnYields },
  'GET /v5/position/list': { need: 'read', perSecond: 50, handle: positionList },
  'GET /v5/order/realtime': { need: 'read', perSecond: 50, handle: openOrders },
  'POST /v5/position/set-leverage': { need: 'trade', perSecond: 10, handle: setLeverage },
  'POST /v5/position/switch-isolated': { need: 'trade', perSecond: 10, handle: switchIsolated },
  'POST /v5/position/switch-mode': { need: 'trade', perSecond: 10, handle: switchMode },
  'POST /v5/account/set-margin-mode': { need: 'trade', perSecond: 5, handle: setMarginMode },
}

const MAINTENANCE =
  '<html><head><title>503 Service Temporarily Unavailable</title></head><body>System maintenance in progress</body></html>'
const IP_LIMIT = 600
const IP_WINDOW = 5_000
const IP_BAN = 600_000

/** Bybit v5, unified account. */
export const bybit: Venue = {
  id: 'bybit',
  hosts: [
    'api.bybit.com',
    'api.bytick.com',
    'api-testnet.bybit.com',
    'api-demo.bybit.com',
    'stream.bybit.com',
    'stream-testnet.bybit.com',
    'stream-demo.bybit.com',
  ],
  markets: bybitMarkets,
  apiKeyOf: (request) => request.headers['x-bapi-api-key'] ?? null,
  handle(request, exchange) {
    const now = exchange.now()
    const { limiter } = exchange
    if (limiter.bannedUntil(`bybit:${request.ip}`, now) !== null) return ipBanned()
    if (!limiter.take(`bybit:${request.ip}`, 1, IP_LIMIT, IP_WINDOW, now).allowed) {
      limiter.ban(`bybit:${request.ip}`, now + IP_BAN)
      return ipBanned()
    }
    const name = `${request.method} ${request.path}`
    const open = PUBLIC[name]
    if (open) return open(request, exchange)
    const closed = PRIVATE[name]
    if (!closed) return refused(10017, 'Route not found.', exchange, 404)
    const ledger = authenticate(request, exchange, closed.need)
    if (isResponse(ledger)) return ledger
    const taken = limiter.take(`bybit:${ledger.uid}:${request.path}`, 1, closed.perSecond, 1_000, now)
    const headers = limitHeaders(taken.limit, taken.remaining, taken.allowed ? now : taken.resetAt)
    if (!taken.allowed) return { ...tooMany(exchange), headers }
    return { ...closed.handle(request, ledger, exchange), headers }
  },
  stream: privateStream,
  refuse(refusal, request, exchange, retryAfterSeconds) {
    return REFUSALS[refusal](request, exchange, retryAfterSeconds)
  },
}

const REFUSALS: Record<Refusal, (request: VenueRequest, exchange: Exchange, retryAfterSeconds: number) => VenueResponse> = {
  'rate-limit': (_request, exchange, seconds) => ({
    ...tooMany(exchange),
    headers: { ...limitHeaders(10, 0, exchange.now() + seconds * 1000), 'retry-after': String(seconds) },
  }),
  'account-limit': (_request, exchange, seconds) => ({
    ...tooMany(exchange),
    headers: limitHeaders(10, 0, exchange.now() + seconds * 1000),
  }),
  'address-limit': () => ipBanned(),
  ban: () => ipBanned(),
  maintenance: () => ({ status: 503, headers: { 'content-type': 'text/html' }, body: MAINTENANCE }),
  'server-error': (_request, exchange) => refused(10016, 'Internal System Error.', exchange, 500),
  'key-revoked': (_request, exchange) => keyInvalid(exchange),
  'key-expired': (_request, exchange) => refused(33004, 'Your api key has expired.', exchange),
  'ip-refused': (_request, exchange) => ipRefused(exchange),
  'permission-denied': (_request, exchange) => permissionDenied(exchange),
  clock: (request, exchange) =>
    clockOff(request.headers['x-bapi-timestamp'] ?? '', request.headers['x-bapi-recv-window'] ?? '5000', exchange),
}

function tooMany(exchange: Exchange): VenueResponse {
  return refused(10006, 'Too many visits. Exceeded the API Rate Limit.', exchange)
}

/** The load balancer's answer, no JSON. */
function ipBanned(): VenueResponse {
  return { status: 403, headers: { 'content-type': 'text/html' }, body: '403, access too frequent. please try again later' }
}

function limitHeaders(limit: number, remaining: number, resetAt: number): Record<string, string> {
  return {
    'X-Bapi-Limit': String(limit),
    'X-Bapi-Limit-Status': String(remaining),
    'X-Bapi-Limit-Reset-Timestamp': String(resetAt),
  }
}
