import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import { lighterMarkets } from '../markets/lighter'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import type { Refusal, Venue, VenueRequest, VenueResponse } from '../venue'
import { accounts, byIndex, owned } from './accounts'

/** Whoever signs nothing: https://apidocs.lighter.xyz/docs/rate-limits */
const LIMIT = 60
const MINUTE = 60_000
const NOT_FOUND = 21100
const BAD_PARAM = 20001
const TOO_MANY = 23000

/** Lighter, read by wallet address. It takes no transaction: nothing can be sent to it. */
export const lighter: Venue = {
  id: 'lighter',
  hosts: ['mainnet.zklighter.elliot.ai', 'testnet.zklighter.elliot.ai'],
  markets: lighterMarkets,
  apiKeyOf: ({ query }) => query.get('l1_address') ?? (query.get('by') === 'l1_address' ? query.get('value') : null),
  handle(request, exchange) {
    if (request.method !== 'GET') return refusal(405, BAD_PARAM, 'method not allowed')
    if (!exchange.limiter.take(`lighter:${request.ip}`, 1, LIMIT, MINUTE, exchange.now()).allowed) return tooMany(5)
    return answer(request, exchange)
  },
  refuse: (asked, _request, _exchange, retryAfterSeconds) => REFUSALS[asked](retryAfterSeconds),
}

function answer({ path, query }: VenueRequest, exchange: Exchange): VenueResponse {
  switch (path) {
    case '/api/v1/orderBookDetails':
      return ok(orderBookDetails(exchange))
    case '/api/v1/assetDetails':
      return ok({ asset_details: [] })
    case '/api/v1/funding-rates':
      return ok({ funding_rates: [] })
    case '/api/v1/accountsByL1Address':
      return found(query.get('l1_address'), exchange, (ledger) => ({ sub_accounts: owned(ledger) }))
    case '/api/v1/account':
      return account(query, exchange)
    default:
      return refusal(404, BAD_PARAM, 'not found')
  }
}

function account(query: URLSearchParams, exchange: Exchange): VenueResponse {
  const [by, value] = [query.get('by'), query.get('value') ?? '']
  if (by === 'l1_address') return found(value, exchange, (ledger) => listed(accounts(ledger, exchange)))
  if (by !== 'index' || !/^\d+$/.test(value)) return refusal(400, BAD_PARAM, 'invalid param')
  const one = byIndex(value, exchange)
  return one.length === 0 ? refusal(400, NOT_FOUND, 'account not found') : ok(listed(one))
}

const listed = (rows: object[]) => ({ total: rows.length, accounts: rows })

function found(
  address: string | null,
  exchange: Exchange,
  tell: (ledger: NonNullable<ReturnType<Exchange['ledgerByKey']>>) => object,
): VenueResponse {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address ?? '')) return refusal(400, BAD_PARAM, 'invalid param : l1_address')
  const ledger = exchange.ledgerByKey(address ?? '')
  return ledger ? ok(tell(ledger)) : refusal(400, NOT_FOUND, 'account not found')
}

/** `GET orderBookDetails`: markets and their last prices; amounts of these are bare numbers. */
function orderBookDetails(exchange: Exchange) {
  const of = (type: SimMarket['type']) => exchange.markets().filter((market) => market.type === type)
  return {
    order_book_details: of('swap').map((m) => book(m, exchange)),
    spot_order_book_details: of('spot').map((m) => book(m, exchange)),
  }
}

function book(market: SimMarket, exchange: Exchange) {
  const last = exchange.lastPrice(market.key)
  const volume = exchange.volume24h(market.key)
  const perp = market.type === 'swap'
  return {
    symbol: perp ? market.base : `${market.base}/${market.quote}`,
    market_id: Number(market.id),
    market_type: perp ? 'perp' : 'spot',
    base_asset_id: 0,
    quote_asset_id: perp ? 0 : 3,
    status: 'active',
    taker_fee: '0.0000',
    maker_fee: '0.0000',
    liquidation_fee: '1.0000',
    min_base_amount: market.minAmount,
    min_quote_amount: market.minNotional,
    supported_size_decimals: decimalsOf(market.lot),
    supported_price_decimals: decimalsOf(market.tick),
    supported_quote_decimals: 6,
    size_decimals: decimalsOf(market.lot),
    price_decimals: decimalsOf(market.tick),
    quote_multiplier: 10_000,
    last_trade_price: Number(last),
    daily_trades_count: 1_000,
    daily_base_token_volume: Number(volume),
    daily_quote_token_volume: new Decimal(volume).times(last).toNumber(),
    daily_price_low: Number(last),
    daily_price_high: Number(last),
    daily_price_change: Number(exchange.change24h(market.key)) * 100,
  }
}

const ok = (body: object): VenueResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { code: 200, ...body },
})

const refusal = (status: number, code: number, message: string): VenueResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: { code, message },
})

function tooMany(retryAfterSeconds: number): VenueResponse {
  const { headers, ...rest } = refusal(429, TOO_MANY, 'Too Many Requests!')
  return { ...rest, headers: { ...headers, 'retry-after': String(retryAfterSeconds) } }
}

const forbidden = () => refusal(403, 20558, 'restricted jurisdiction')

const REFUSALS: Record<Refusal, (retryAfterSeconds: number) => VenueResponse> = {
  'rate-limit': tooMany,
  // What is asked without a signature is counted by address only.
  'account-limit': tooMany,
  'address-limit': tooMany,
  ban: tooMany,
  maintenance: () => ({
    status: 503,
    headers: { 'content-type': 'text/html' },
    body: '<html><title>503</title>Under maintenance</html>',
  }),
  'server-error': () => refusal(500, 29500, 'internal server error'),
  // An address needs no key: nothing of it can be revoked.
  'key-revoked': forbidden,
  'key-expired': forbidden,
  'ip-refused': forbidden,
  'permission-denied': forbidden,
  clock: () => refusal(400, BAD_PARAM, 'invalid param'),
}
