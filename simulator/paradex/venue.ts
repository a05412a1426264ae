import { type PositionFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, sum, text } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { paradexMarkets } from '../markets/dexes'
import type { SimMarket } from '../markets/market'
import type { Venue, VenueRequest, VenueResponse } from '../venue'
import { answered, refused, refusing, type Words } from '../wire'
import { fundingPayments, transfers } from './flows'

/**
 * Paradex, read by a token (`Authorization: Bearer`). Wallets of a ledger: `unified`, `vaults` (USDC), `staking` (DIME).
 * https://docs.paradex.trade/api/prod (2026-11)
 */

const LIMIT = 600
const MINUTE = 60_000
const WALLET = 'unified'
const SETTLE = 'USDC'
const SHARE_PRICE = new Decimal('1.25')
/** Of the value, which is owed and not paid yet. */
const FUNDING = new Decimal('-0.0001')

const WORDS: Words = {
  tooMany: { error: 'RATE_LIMIT_EXCEEDED', message: 'rate limit exceeded' },
  credentials: { status: 401, body: { error: 40111, message: 'invalid bearer jwt' } },
  forbidden: { status: 403, body: { error: 'IP_NOT_ALLOWED', message: 'ip not allowed' } },
  clock: { status: 400, body: { error: 'INVALID_TIMESTAMP', message: 'invalid timestamp' } },
  broken: { error: 'INTERNAL_ERROR', message: 'internal error' },
}

const tokenOf = ({ headers }: VenueRequest) => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? null

export const paradex: Venue = {
  id: 'paradex',
  hosts: ['api.prod.paradex.trade', 'api.testnet.paradex.trade'],
  markets: paradexMarkets,
  apiKeyOf: () => null,
  handle(request, exchange) {
    if (request.method !== 'GET') return refused(405, { error: 'INVALID_REQUEST_PARAMETER', message: 'method not allowed' })
    const open = PUBLIC[request.path]
    if (open) return answered(open(request, exchange))
    const ask = PRIVATE[request.path]
    if (!ask) return refused(404, { error: 'NOT_FOUND', message: 'not found' })
    const ledger = holder(request, exchange)
    if (!ledger) return refused(WORDS.credentials.status, WORDS.credentials.body)
    if (!exchange.limiter.take(`paradex:${ledger.uid}`, 1, LIMIT, MINUTE, exchange.now()).allowed) return refuse(5)
    return answered(ask(ledger, exchange, request.query))
  },
  refuse: (refusal, _request, _exchange, retryAfterSeconds) => refusing(refusal, WORDS, retryAfterSeconds),
}

const refuse = (retryAfterSeconds: number): VenueResponse => refusing('rate-limit', WORDS, retryAfterSeconds)

/** The token is the account's secret: there is no name beside it. */
function holder(request: VenueRequest, exchange: Exchange): Ledger | undefined {
  const token = tokenOf(request)
  return exchange.ledgers().find(({ key }) => token !== null && key.apiSecret === token && key.revoked !== true)
}

const PUBLIC: Readonly<Record<string, (request: VenueRequest, exchange: Exchange) => unknown>> = {
  '/v1/markets': (_request, exchange) => ({ results: exchange.markets().map(marketRow) }),
  '/v1/markets/summary': (_request, exchange) => ({ results: exchange.markets().map((market) => summary(market, exchange)) }),
  '/v1/system/time': (_request, exchange) => ({ server_time: exchange.now() }),
  '/v1/vaults/summary': ({ query }) => ({
    results: [{ address: query.get('address'), vtoken_price: SHARE_PRICE.toFixed(), tvl: '5000000', num_depositors: 100 }],
  }),
}

const PRIVATE: Readonly<Record<string, (ledger: Ledger, exchange: Exchange, query: URLSearchParams) => unknown>> = {
  '/v1/account': account,
  '/v1/account/subaccounts': (ledger, exchange) => ({
    results: exchange
      .ledgers()
      .filter(({ master }) => master === ledger.key.apiKey)
      .map(({ key, label }) => ({
        account: key.apiKey,
        username: label ?? '',
        kind: 'subaccount',
        parent_account: ledger.key.apiKey,
      })),
  }),
  '/v1/balance': (ledger, exchange) => ({
    results: walletFigures(ledger, WALLET, exchange).tokens.map(({ token, balance }) => ({
      token: token.coin,
      size: text(balance, 12),
      last_updated_at: exchange.now(),
    })),
  }),
  '/v1/positions': (ledger, exchange) => ({ results: walletFigures(ledger, WALLET, exchange).positions.map(position) }),
  '/v1/transfers': transfers,
  '/v1/funding/payments': fundingPayments,
  '/v1/staking/summary': (ledger) => ({
    account: ledger.key.apiKey,
    active_stakes: held(ledger, 'staking').isZero() ? 0 : 1,
    total_staked: text(held(ledger, 'staking')),
  }),
  '/v1/vaults/account-summary': (ledger) => ({
    results: held(ledger, 'vaults').isZero()
      ? []
      : [
          {
            address: VAULT,
            deposited_amount: '100',
            vtoken_amount: text(held(ledger, 'vaults').div(SHARE_PRICE)),
            total_pnl: '1',
            total_roi: '0.01',
          },
        ],
  }),
}
const VAULT = '0x5f43c92dbe4e995115f351254e7e84abf17cbc7cbfdcd1ba9b0d3e3a0d9f9ab'

const held = (ledger: Ledger, wallet: string) =>
  sum(ledger.tokens.filter((token) => token.wallet === wallet).map(({ balance }) => balance))

const fundingOf = ({ value }: PositionFigures) => value.times(FUNDING).toDecimalPlaces(8)

function account(ledger: Ledger, exchange: Exchange) {
  const { tokens, positions } = walletFigures(ledger, WALLET, exchange)
  const cash = sum(tokens.filter(({ token }) => token.coin === SETTLE).map(({ balance }) => balance))
  const value = cash.plus(sum(positions.map((each) => each.unrealizedProfit.toDecimalPlaces(8).plus(fundingOf(each)))))
  const initial = sum(positions.map((each) => each.initialMargin))
  return {
    account: ledger.key.apiKey,
    account_value: text(value),
    total_collateral: text(value),
    free_collateral: text(Decimal.max(0, value.minus(initial))),
    initial_margin_requirement: text(initial),
    maintenance_margin_requirement: text(sum(positions.map((each) => each.maintMargin))),
    margin_cushion: text(value),
    seq_no: exchange.now(),
    settlement_asset: SETTLE,
    status: 'ACTIVE',
    updated_at: exchange.now(),
  }
}

function position(figures: PositionFigures) {
  const { position: held, market, contracts, entryPrice, unrealizedProfit, isLong, liquidationPrice } = figures
  const funding = fundingOf(figures)
  return withFixed(
    {
      id: `0x1-${market.id}`,
      market: market.id,
      status: 'OPEN',
      side: isLong ? 'LONG' : 'SHORT',
      size: text(contracts),
      average_entry_price: text(entryPrice),
      average_entry_price_usd: text(entryPrice),
      realized_pnl: '0',
      unrealized_pnl: text(unrealizedProfit.toDecimalPlaces(8).plus(funding)),
      unrealized_funding_pnl: text(funding),
      cost: text(contracts.times(entryPrice)),
      leverage: held.leverage,
      liquidation_price: liquidationPrice ? text(liquidationPrice) : '',
    },
    held.fixed,
  )
}

function marketRow(market: SimMarket) {
  return {
    symbol: market.id,
    base_currency: market.base,
    quote_currency: 'USD',
    settlement_currency: SETTLE,
    order_size_increment: market.lot,
    price_tick_size: market.tick,
    min_notional: market.minNotional,
    open_at: market.listedAt,
    expiry_at: 0,
    asset_kind: 'PERP',
    position_limit: '1000000',
    price_bands_width: '0.05',
    max_open_orders: 100,
    max_order_size: market.maxAmount,
    max_funding_rate: '0.02',
    delta1_cross_margin_params: { imf_base: '0.02', imf_shift: '0', imf_factor: '0.00022', mmf_factor: '0.5' },
    funding_period_hours: 8,
    tags: [],
  }
}

function summary(market: SimMarket, exchange: Exchange) {
  return {
    symbol: market.id,
    mark_price: exchange.markPrice(market.key),
    last_traded_price: exchange.lastPrice(market.key),
    underlying_price: exchange.indexPrice(market.key),
    bid: exchange.lastPrice(market.key),
    ask: exchange.lastPrice(market.key),
    volume_24h: exchange.volume24h(market.key),
    price_change_rate_24h: exchange.change24h(market.key),
    funding_rate: '0.0001',
    created_at: exchange.now(),
  }
}
