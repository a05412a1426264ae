import type { Exchange } from '../exchange'
import { gateMarkets } from '../markets/gate'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import {
  accountDetail,
  earnLends,
  futuresAccount,
  lendingAccounts,
  marginAccounts,
  optionsAccount,
  spotAccounts,
  unifiedAccounts,
  unifiedMode,
} from './accounts'
import { type Right, signer } from './auth'
import type { Call, Kind, SignedCall } from './call'
import { candlesticks } from './candles'
import { addressRefused, expired, GateError, noPermission, tooMany, unknownKey } from './errors'
import { contractBook, interest, listed, marginBook, spotBook } from './flows'
import { onePosition, positions, setDualMode, setLeverage } from './positions'
import { contracts, contractTickers, currencies, currencyPairs, marginPairs, riskLimitTiers, spotTickers } from './public'

/** `{settle}` and `{contract}` in a path stand for any one segment. */
type Route = { method: string; path: RegExp } & (
  | { access: 'public'; answer: (call: Call) => unknown }
  | { access: Right; answer: (call: SignedCall) => unknown }
)

const LIMIT_WINDOW_MS = 10_000
/** In ten seconds: by address and endpoint for public data, by user and endpoint for the rest. */
const LIMIT = 200

const ROUTES: readonly Route[] = [
  open('spot/time', ({ exchange }) => ({ server_time: exchange.now() })),
  open('spot/candlesticks', candlesticks),
  open('spot/currencies', currencies),
  open('spot/currency_pairs', currencyPairs),
  open('spot/tickers', spotTickers),
  open('margin/currency_pairs', marginPairs),
  open('options/underlyings', () => []),
  read('account/detail', accountDetail),
  read('spot/accounts', spotAccounts),
  read('margin/accounts', marginAccounts),
  read('margin/funding_accounts', lendingAccounts),
  read('earn/uni/lends', earnLends),
  read('options/accounts', optionsAccount),
  read('options/positions', () => []),
  read('unified/accounts', unifiedAccounts),
  read('unified/unified_mode', unifiedMode),
  read('wallet/deposits', listed('deposit')),
  read('wallet/withdrawals', listed('withdrawal')),
  read('spot/account_book', spotBook),
  read('margin/account_book', marginBook),
  read(
    'unified/interest_records',
    interest((wallet) => wallet === 'unified', 'interest'),
  ),
  read(
    'margin/uni/interest_records',
    interest((wallet) => wallet.startsWith('isolated:'), 'interest'),
  ),
  read(
    'earn/uni/interest_records',
    interest((wallet) => wallet === 'earn', 'reward'),
  ),
  ...contractRoutes('futures'),
  ...contractRoutes('delivery'),
  { method: 'POST', path: pattern('futures/{settle}/dual_mode'), access: 'trade', answer: setDualMode },
]

/** Gate v4: classic accounts (spot, margin, futures) and unified ones. */
export const gate: Venue = {
  id: 'gate',
  hosts: ['api.gateio.ws', 'api.gate.io', 'fx-api.gateio.ws', 'api-testnet.gateapi.io'],
  markets: gateMarkets,
  apiKeyOf: (request) => request.headers.key ?? null,
  handle(request, exchange) {
    try {
      return { status: 200, ...answer(request, exchange) }
    } catch (error) {
      if (error instanceof GateError) return refused(error)
      throw error
    }
  },
  refuse: (refusal, _request, exchange, retryAfterSeconds) =>
    refusal === 'address-limit' ? turnedAway(retryAfterSeconds) : refused(errorFor(refusal, exchange, retryAfterSeconds)),
}

function open(path: string, reply: (call: Call) => unknown): Route {
  return { method: 'GET', path: pattern(path), access: 'public', answer: reply }
}

function read(path: string, reply: (call: SignedCall) => unknown): Route {
  return { method: 'GET', path: pattern(path), access: 'read', answer: reply }
}

function contractRoutes(kind: Kind): Route[] {
  const leverage = (path: string): Route => ({
    method: 'POST',
    path: pattern(path),
    access: 'trade',
    answer: (call) => setLeverage(call, kind),
  })
  return [
    open(`${kind}/{settle}/contracts`, (call) => contracts(call, kind)),
    open(`${kind}/{settle}/risk_limit_tiers`, (call) => riskLimitTiers(call, kind)),
    open(`${kind}/{settle}/tickers`, (call) => contractTickers(call, kind)),
    read(`${kind}/{settle}/accounts`, (call) => futuresAccount(call, kind)),
    read(`${kind}/{settle}/account_book`, contractBook(kind)),
    // No ledger has orders here.
    read(`${kind}/{settle}/orders`, () => []),
    read(`${kind}/{settle}/price_orders`, () => []),
    read(`${kind}/{settle}/positions`, (call) => positions(call, kind)),
    read(`${kind}/{settle}/positions/{contract}`, (call) => onePosition(call, kind)),
    leverage(`${kind}/{settle}/positions/{contract}/leverage`),
    leverage(`${kind}/{settle}/dual_comp/positions/{contract}/leverage`),
  ]
}

function pattern(path: string): RegExp {
  return new RegExp(`^/api/v4/${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
}

function answer(request: VenueRequest, exchange: Exchange): Pick<VenueResponse, 'headers' | 'body'> {
  for (const route of ROUTES) {
    const match = route.method === request.method ? route.path.exec(request.path) : null
    if (!match) continue
    const call: Call = { request, exchange, query: request.query, named: { ...match.groups } }
    if (route.access === 'public') {
      const headers = count(exchange, `${request.ip}:${route.path.source}`)
      return { headers, body: route.answer(call) }
    }
    const ledger = signer(request, exchange, route.access)
    const headers = count(exchange, `${ledger.uid}:${route.path.source}`)
    return { headers, body: route.answer({ ...call, ledger }) }
  }
  throw new GateError('NOT_FOUND', 'Not found', 404)
}

/** Every answer tells what is left. https://www.gate.com/docs/developers/apiv4/#frequency-limit-rule */
function count(exchange: Exchange, bucket: string): Record<string, string> {
  const taken = exchange.limiter.take(`gate:${bucket}`, 1, LIMIT, LIMIT_WINDOW_MS, exchange.now())
  const resetAt = Math.ceil(taken.resetAt / 1_000)
  if (!taken.allowed) throw tooMany(taken.limit, resetAt)
  return {
    'X-Gate-RateLimit-Requests-Remain': String(taken.remaining),
    'X-Gate-RateLimit-Limit': String(taken.limit),
    'X-Gate-RateLimit-Reset-Timestamp': String(resetAt),
  }
}

function refused(error: GateError) {
  return { status: error.status, headers: error.headers, body: { label: error.label, message: error.message } }
}

/** The front door's own answer, which knows no key. */
function turnedAway(retryAfterSeconds: number): VenueResponse {
  return {
    status: 429,
    headers: { 'content-type': 'text/plain', 'Retry-After': String(retryAfterSeconds) },
    body: 'Too Many Requests',
  }
}

function errorFor(refusal: Exclude<Refusal, 'address-limit'>, exchange: Exchange, retryAfterSeconds: number): GateError {
  switch (refusal) {
    case 'rate-limit':
    case 'account-limit':
    case 'ban':
      return tooMany(LIMIT, Math.ceil(exchange.now() / 1_000) + retryAfterSeconds)
    case 'maintenance':
      return new GateError('TOO_BUSY', 'System is under maintenance, please try later', 503)
    case 'server-error':
      return new GateError('SERVER_ERROR', 'Internal server error', 500)
    case 'clock':
      return expired()
    case 'key-revoked':
    case 'key-expired':
      return unknownKey()
    case 'ip-refused':
      return addressRefused()
    case 'permission-denied':
      return noPermission()
  }
}
