import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { bitfinexMarkets } from '../markets/bitfinex'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import { permissions, positions, wallets } from './accounts'
import { signer } from './auth'
import { BitfinexError, noPermission, smallNonce, tooMany, unknownKey } from './errors'
import { log, movements } from './flows'
import { candles, conf, tickers } from './public'

const MINUTE = 60_000
/** In a minute, by address and endpoint. */
const LIMIT = 90

const READ: Readonly<Record<string, (ledger: Ledger, request: VenueRequest, exchange: Exchange) => unknown>> = {
  '/v2/auth/r/wallets': (ledger, _request, exchange) => wallets(ledger, exchange),
  '/v2/auth/r/positions': (ledger, _request, exchange) => positions(ledger, exchange),
  '/v2/auth/r/permissions': permissions,
  '/v2/auth/r/movements/hist': (ledger, { body }, exchange) => movements(ledger, body, exchange),
  '/v2/auth/r/ledgers/hist': (ledger, { body }, exchange) => log(ledger, body, exchange),
}

/** Bitfinex: spot, margin and funding wallets, positions on margin and derivatives. It takes no orders. */
export const bitfinex: Venue = {
  id: 'bitfinex',
  hosts: ['api-pub.bitfinex.com', 'api.bitfinex.com'],
  markets: bitfinexMarkets,
  apiKeyOf: ({ headers }) => headers['bfx-apikey'] ?? null,
  handle(request, exchange) {
    try {
      return { status: 200, body: answer(request, exchange) }
    } catch (error) {
      if (error instanceof BitfinexError) return refused(error)
      throw error
    }
  },
  refuse: (refusal) => REFUSALS[refusal](),
}

function answer(request: VenueRequest, exchange: Exchange): unknown {
  const { path, method, query, ip } = request
  const count = (line: string) => {
    if (!exchange.limiter.take(`bitfinex:${ip}:${line}`, 1, LIMIT, MINUTE, exchange.now()).allowed) throw tooMany()
  }
  const [, config] = /^\/v2\/conf\/(.+)$/.exec(path) ?? []
  const [, symbol] = /^\/v2\/candles\/trade:1h:([^/]+)\/hist$/.exec(path) ?? []
  if (method === 'GET') {
    count(path.split('/')[2] ?? '')
    if (config !== undefined) return conf(decodeURIComponent(config), exchange)
    if (symbol !== undefined) return candles(decodeURIComponent(symbol), query, exchange)
    if (path === '/v2/tickers') return tickers(exchange)
  }
  const read = method === 'POST' ? READ[path] : undefined
  if (!read) throw new BitfinexError(10020, 'endpoint: invalid', 404)
  count(path)
  return read(signer(request, exchange), request, exchange)
}

const refused = ({ status, code, message }: BitfinexError): VenueResponse => ({ status, body: ['error', code, message] })

const limited = (): VenueResponse => ({ status: 429, body: { error: 'ERR_RATE_LIMIT' } })

const REFUSALS: Record<Refusal, () => VenueResponse> = {
  'rate-limit': () => refused(tooMany()),
  'account-limit': () => refused(tooMany()),
  'address-limit': limited,
  ban: limited,
  maintenance: () => refused(new BitfinexError(20060, 'maintenance', 503)),
  'server-error': () => refused(new BitfinexError(10000, 'unknown error')),
  'key-revoked': () => refused(unknownKey()),
  'key-expired': () => refused(unknownKey()),
  'ip-refused': () => refused(unknownKey()),
  'permission-denied': () => refused(noPermission()),
  clock: () => refused(smallNonce()),
}
