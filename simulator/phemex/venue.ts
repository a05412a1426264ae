import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { phemexMarkets } from '../markets/phemex'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import { coinAccount, linearAccount, riskUnits, spotWallets } from './accounts'
import { signer } from './auth'
import { addressRefused, expired, noPermission, PhemexError, tooMany, unknownKey } from './errors'
import { moved } from './flows'
import { products, productsV1, spotTickers } from './public'

const MINUTE = 60_000

interface Signed {
  ledger: Ledger
  request: VenueRequest
  exchange: Exchange
}

const OPEN: Readonly<Record<string, (exchange: Exchange) => unknown>> = {
  '/public/products': products,
  '/v1/exchange/public/products': productsV1,
}

/** What is asked of an account, and the group that it is counted in. */
const SIGNED: Readonly<Record<string, { contract: boolean; answer: (call: Signed) => unknown }>> = {
  '/spot/wallets': { contract: false, answer: ({ ledger, exchange }) => spotWallets(ledger, exchange) },
  '/g-accounts/accountPositions': {
    contract: true,
    answer: ({ ledger, request, exchange }) => linearAccount(ledger, request.query.get('currency'), exchange),
  },
  '/accounts/accountPositions': {
    contract: true,
    answer: ({ ledger, request, exchange }) => coinAccount(ledger, request.query.get('currency'), exchange),
  },
  '/uta-api/risk/risk-units': { contract: false, answer: ({ ledger, exchange }) => riskUnits(ledger, exchange) },
  '/exchange/wallets/depositList': {
    contract: false,
    answer: ({ ledger, request, exchange }) => moved(ledger, 'deposit', request.query, exchange),
  },
  '/exchange/wallets/withdrawList': {
    contract: false,
    answer: ({ ledger, request, exchange }) => moved(ledger, 'withdrawal', request.query, exchange),
  },
}

/** Phemex: spot wallets, contracts settled in USDT and in coins, multi-asset accounts with what they owe. It takes no orders. */
export const phemex: Venue = {
  id: 'phemex',
  hosts: ['api.phemex.com', 'testnet-api.phemex.com'],
  markets: phemexMarkets,
  apiKeyOf: ({ headers }) => headers['x-phemex-access-token'] ?? null,
  handle(request, exchange) {
    try {
      return answer(request, exchange)
    } catch (error) {
      if (error instanceof PhemexError) return refused(error)
      throw error
    }
  },
  refuse: (refusal, request, _exchange, retryAfterSeconds) => refused(errorFor(refusal, request, retryAfterSeconds)),
}

function answer(request: VenueRequest, exchange: Exchange): VenueResponse {
  const { path, method } = request
  if (method !== 'GET') throw new PhemexError(405, 'Method not allowed', 405)
  if (!exchange.limiter.take(`phemex:${request.ip}`, 1, 5_000, 5 * MINUTE, exchange.now()).allowed) throw tooMany('', 300)
  // Market data has an envelope of its own.
  if (path === '/v1/md/spot/ticker/24hr/all') return { status: 200, body: { error: null, id: 0, result: spotTickers(exchange) } }
  const open = OPEN[path]
  if (open) return ok(open(exchange))
  const signed = SIGNED[path]
  if (!signed) throw new PhemexError(404, 'Not found', 404)
  const ledger = signer(request, exchange)
  const group = signed.contract ? '-contract' : ''
  const limit = signed.contract ? 500 : 100
  const taken = exchange.limiter.take(`phemex:${ledger.uid}${group}`, 1, limit, MINUTE, exchange.now())
  if (!taken.allowed) throw tooMany(group, Math.ceil((taken.resetAt - exchange.now()) / 1_000))
  return ok(signed.answer({ ledger, request, exchange }), {
    [`x-ratelimit-remaining${group}`]: String(taken.remaining),
    [`x-ratelimit-capacity${group}`]: String(taken.limit),
  })
}

const ok = (data: unknown, headers: Record<string, string> = {}): VenueResponse => ({
  status: 200,
  headers,
  body: { code: 0, msg: 'OK', data },
})

const refused = ({ status, headers, code, message }: PhemexError): VenueResponse => ({
  status,
  headers,
  body: { code, msg: message, data: null },
})

function errorFor(refusal: Refusal, request: VenueRequest, retryAfterSeconds: number): PhemexError {
  switch (refusal) {
    case 'rate-limit':
    case 'account-limit':
      return tooMany(SIGNED[request.path]?.contract ? '-contract' : '', retryAfterSeconds)
    case 'address-limit':
    case 'ban':
      return tooMany('', 300)
    case 'maintenance':
      return new PhemexError(503, 'Under maintenance', 503)
    case 'server-error':
      return new PhemexError(500, 'Internal error', 500)
    case 'clock':
      return expired()
    case 'key-revoked':
    case 'key-expired':
      return unknownKey(request.headers['x-phemex-access-token'] ?? '')
    case 'ip-refused':
      return addressRefused()
    case 'permission-denied':
      return noPermission()
  }
}
