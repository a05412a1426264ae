import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { binanceMarkets } from '../markets/binance'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import { keyHolder, signer } from './auth'
import { type Call, isPortfolioMargin, paramsOf } from './call'
import { BinanceError, rejectedKey, staleTimestamp } from './errors'
import { countWeight, refusedByLimit } from './limits'
import { ROUTES, type Route } from './routes'

const SPOT_HOSTS = ['api.binance.com', 'api-gcp.binance.com', ...[1, 2, 3, 4].map((n) => `api${n}.binance.com`)]
const TEST_HOSTS = [
  'testnet.binance.vision',
  'testnet.binancefuture.com',
  ...['api', 'fapi', 'dapi'].map((n) => `demo-${n}.binance.com`),
]

/** Binance: spot and wallets, USD-M and COIN-M futures, portfolio margin. */
export const binance: Venue = {
  id: 'binance',
  hosts: [...SPOT_HOSTS, 'fapi.binance.com', 'dapi.binance.com', 'papi.binance.com', 'eapi.binance.com', ...TEST_HOSTS],
  markets: binanceMarkets,
  apiKeyOf: (request) => request.headers['x-mbx-apikey'] ?? null,
  handle(request, exchange) {
    try {
      return handled(request, exchange)
    } catch (error) {
      if (error instanceof BinanceError) return error.response()
      throw error
    }
  },
  refuse,
}

function handled(request: VenueRequest, exchange: Exchange): VenueResponse {
  const route = ROUTES.get(`${request.method} ${request.path}`)
  if (!route)
    return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><body><h2>404 Not found</h2></body></html>' }
  const call: Call = { request, exchange, params: paramsOf(request) }
  const headers = countWeight(request, exchange, weightOf(route, call.params))
  return { status: 200, headers, body: answer(route, call) }
}

function answer(route: Route, call: Call): unknown {
  const { request, exchange, params } = call
  if (route.access === 'public') return route.answer(call)
  if (route.access === 'key') return route.answer({ ...call, ledger: keyHolder(request, exchange) })
  const ledger = signer(request, exchange, params, route.access)
  requireKind(ledger, request)
  return route.answer({ ...call, ledger })
}

/** Futures of a portfolio margin account are closed to the ordinary interfaces, and the other way round. */
function requireKind(ledger: Ledger, request: VenueRequest): void {
  const kind = request.path.split('/')[1]
  const wrong = isPortfolioMargin(ledger) ? kind === 'fapi' || kind === 'dapi' : kind === 'papi'
  if (wrong) throw rejectedKey(request.host, request.ip)
}

function weightOf(route: Route, params: URLSearchParams): number {
  return typeof route.weight === 'number' ? route.weight : route.weight(params)
}

function refuse(refusal: Refusal, request: VenueRequest, exchange: Exchange, retryAfterSeconds: number): VenueResponse {
  switch (refusal) {
    case 'rate-limit':
    case 'account-limit':
    case 'address-limit':
      return refusedByLimit('429', request, exchange.now(), retryAfterSeconds)
    case 'ban':
      return refusedByLimit('418', request, exchange.now(), retryAfterSeconds)
    case 'maintenance':
      return new BinanceError(-1, 'System is under maintenance.', 503).response()
    case 'server-error':
      return new BinanceError(-1001, 'Internal error; unable to process your request. Please try again.', 502).response()
    case 'clock':
      return staleTimestamp().response()
    case 'key-revoked':
    case 'key-expired':
    case 'ip-refused':
    case 'permission-denied':
      return rejectedKey(request.host, request.ip).response()
  }
}
