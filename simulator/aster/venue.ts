import { type PositionFigures, type TokenFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, sum, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { asterMarkets } from '../markets/dexes'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import type { Venue, VenueRequest, VenueResponse } from '../venue'
import { answered, refused, refusing, type Words } from '../wire'
import { income, transactions } from './flows'
import { recovered, signerOf } from './signature'

/**
 * Aster: futures and stakes of an address for everybody (`/info`), and for its API wallet what is signed. A ledger's key is the address,
 * its secret the API wallet's private key; wallets `perp`, `spot`, `staking` (ASTER). An account whose `mode` is `private` shows nothing
 * to everybody. https://github.com/asterdex/api-docs (2026-06-30)
 */

const LIMIT = 2_400
const MINUTE = 60_000
/** A nonce is a time in microseconds, and may be off by this much. */
const NONCE_MS = 10_000

const error = (code: number, msg: string) => ({ code, msg })
const WORDS: Words = {
  tooMany: error(-1003, 'Too many requests queued.'),
  credentials: { status: 400, body: error(-1022, 'Signature for this request is not valid.') },
  forbidden: { status: 400, body: error(-1002, 'You are not authorized to execute this request.') },
  clock: { status: 400, body: error(-4225, 'Nonce Expired') },
  broken: error(-1001, 'Internal error; unable to process your request. Please try again.'),
}

export const aster: Venue = {
  id: 'aster',
  hosts: ['fapi.asterdex.com', 'sapi.asterdex.com', 'tapi.asterdex.com'],
  markets: asterMarkets,
  apiKeyOf: ({ query, body }) => query.get('user') ?? /0x[\da-fA-F]{40}/.exec(body)?.[0] ?? null,
  handle(request, exchange) {
    const weight = request.path.endsWith('/income') || request.path.endsWith('/transactionHistory') ? 30 : 5
    const { allowed, used } = exchange.limiter.take(`aster:${request.host}:${request.ip}`, weight, LIMIT, MINUTE, exchange.now())
    if (!allowed) return refusing('rate-limit', WORDS, 5)
    const answer = answerOf(request, exchange)
    return { ...answer, headers: { ...answer.headers, 'x-mbx-used-weight-1m': String(used) } }
  },
  refuse: (refusal, _request, _exchange, retryAfterSeconds) => refusing(refusal, WORDS, retryAfterSeconds),
}

function answerOf(request: VenueRequest, exchange: Exchange): VenueResponse {
  if (request.host === 'tapi.asterdex.com')
    return request.method === 'POST' ? everybody(request, exchange) : refused(405, error(-1020, 'Not supported.'))
  if (request.method !== 'GET') return refused(405, error(-1020, 'This operation is not supported.'))
  const open = PUBLIC[`${request.host.slice(0, 4)} ${request.path}`]
  if (open) return answered(open(exchange))
  const ask = PRIVATE[request.path]
  if (!ask) return refused(404, error(-1020, 'This operation is not supported.'))
  const ledger = owner(request, exchange)
  if (!ledger) return refused(WORDS.credentials.status, WORDS.credentials.body)
  if (Math.abs(exchange.now() - Number(request.query.get('nonce')) / 1000) > NONCE_MS)
    return refused(WORDS.clock.status, WORDS.clock.body)
  const told = ask(ledger, exchange, request.query)
  return told === null ? refused(400, error(-1127, 'More than 7 days between startTime and endTime.')) : answered(told)
}

/** The account that is asked for, where its own API wallet signed the question as it was sent. */
function owner({ query, rawQuery }: VenueRequest, exchange: Exchange): Ledger | undefined {
  const ledger = exchange.ledgerByKey(query.get('user') ?? '')
  if (!ledger || ledger.key.revoked) return undefined
  const [text = '', signature = ''] = rawQuery.split('&signature=')
  const own = signerOf(ledger.key.apiSecret)
  return query.get('signer')?.toLowerCase() === own && recovered(decodeURIComponent(text), signature) === own ? ledger : undefined
}

function everybody({ body }: VenueRequest, exchange: Exchange): VenueResponse {
  const address = /"params":\["([^"]+)"/.exec(body)?.[1] ?? ''
  const ledger = exchange.ledgerByKey(address)
  const result = !ledger
    ? { address, accountPrivacy: 'disabled', perpAssets: [], positions: [], staking: null }
    : ledger.mode === 'private'
      ? { address, accountPrivacy: 'enabled', perpAssets: [], positions: [], staking: null }
      : publicly(ledger, exchange)
  return answered({ jsonrpc: '2.0', id: 1, result })
}

function publicly(ledger: Ledger, exchange: Exchange) {
  const { tokens, positions } = walletFigures(ledger, 'perp', exchange)
  const staked = sum(ledger.tokens.filter(({ wallet }) => wallet === 'staking').map(({ balance }) => balance))
  return {
    address: ledger.key.apiKey,
    accountPrivacy: 'disabled',
    // A bare number.
    perpAssets: tokens.map(({ token, balance }) => ({ asset: token.coin, walletBalance: Number(balance.toFixed(8)) })),
    positions: [
      {
        tradingProduct: 'perps',
        positions: positions.map((each) => ({
          id: `${ledger.uid}_${each.market.id}_${sideOf(each)}`,
          symbol: each.market.id,
          collateral: each.market.settle,
          positionAmount: text(each.contracts),
          entryPrice: text(each.entryPrice),
          unrealizedProfit: text(each.unrealizedProfit),
          askNotional: '0',
          bidNotional: '0',
          notionalValue: text(each.value),
          markPrice: text(each.markPrice),
          leverage: Number(each.position.leverage),
          isolated: each.position.marginMode === 'isolated',
          isolatedWallet: text(each.isolatedMargin ?? ZERO),
          adl: 1,
          positionSide: sideOf(each),
          marginValue: text(each.initialMargin),
        })),
      },
    ],
    staking: {
      totalStakedAmount: staked.isZero() ? null : text(staked),
      totalUnclaimedRewards: null,
      totalPendingStakeAmount: null,
      totalPendingUnstakeAmount: null,
    },
  }
}

const sideOf = ({ position: { side } }: PositionFigures) => (side === 'net' ? 'BOTH' : side.toUpperCase())

/** Null: a wider stretch than it takes. */
const PRIVATE: Readonly<Record<string, (ledger: Ledger, exchange: Exchange, query: URLSearchParams) => unknown>> = {
  '/fapi/v3/accountWithJoinMargin': account,
  '/fapi/v3/positionRisk': (ledger, exchange) => walletFigures(ledger, 'perp', exchange).positions.map(risk),
  '/fapi/v3/getSubAccountList': (ledger, exchange) => [
    { accountId: Number(ledger.uid), subAccountName: '', parentAccount: true },
    ...exchange
      .ledgers()
      .filter(({ master }) => master === ledger.key.apiKey)
      .map(({ uid, label }) => ({ accountId: Number(uid), subAccountName: label ?? '', parentAccount: false })),
  ],
  '/fapi/v3/income': income,
  '/api/v3/account': (ledger, exchange) => ({
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    updateTime: 0,
    balances: walletFigures(ledger, 'spot', exchange).tokens.map(({ token, balance, locked }) => ({
      asset: token.coin,
      free: text(balance.minus(locked)),
      locked: text(locked),
    })),
  }),
  '/api/v3/transactionHistory': transactions,
}

function account(ledger: Ledger, exchange: Exchange) {
  const { tokens, positions } = walletFigures(ledger, 'perp', exchange)
  return {
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    updateTime: 0,
    assets: tokens.map((each) => asset(each, positions)),
    positions: positions.map((each) => ({
      symbol: each.market.id,
      initialMargin: text(each.initialMargin),
      maintMargin: text(each.maintMargin),
      unrealizedProfit: text(each.unrealizedProfit),
      positionInitialMargin: text(each.initialMargin),
      openOrderInitialMargin: '0',
      leverage: each.position.leverage,
      isolated: each.position.marginMode === 'isolated',
      entryPrice: text(each.entryPrice),
      maxNotional: '250000',
      positionSide: sideOf(each),
      positionAmt: text(each.contracts),
      updateTime: 0,
    })),
  }
}

function asset(
  { token, balance, unrealizedProfit, initialMargin, maintMargin, equity, available }: TokenFigures,
  positions: readonly PositionFigures[],
) {
  const own = positions.filter(({ market }) => market.settle === token.coin)
  const isolated = sum(own.map(({ isolatedMargin }) => isolatedMargin ?? ZERO))
  return {
    asset: token.coin,
    walletBalance: text(balance),
    unrealizedProfit: text(unrealizedProfit),
    marginBalance: text(equity),
    maintMargin: text(maintMargin),
    initialMargin: text(initialMargin),
    positionInitialMargin: text(initialMargin),
    openOrderInitialMargin: '0.00000000',
    crossWalletBalance: text(balance.minus(isolated)),
    crossUnPnl: text(sum(own.filter(({ isolatedMargin }) => isolatedMargin === null).map((each) => each.unrealizedProfit))),
    availableBalance: text(available),
    maxWithdrawAmount: text(available),
    marginAvailable: true,
    updateTime: 1625474304765,
  }
}

function risk(figures: PositionFigures) {
  const { position: held, market, contracts, entryPrice, markPrice, unrealizedProfit, liquidationPrice, isolatedMargin } = figures
  return withFixed(
    {
      entryPrice: text(entryPrice),
      marginType: held.marginMode === 'isolated' ? 'isolated' : 'cross',
      isAutoAddMargin: 'false',
      // With the profit.
      isolatedMargin: text(isolatedMargin?.plus(text(unrealizedProfit)) ?? ZERO),
      leverage: held.leverage,
      liquidationPrice: liquidationPrice ? text(liquidationPrice) : '0',
      markPrice: text(markPrice),
      maxNotionalValue: '20000000',
      positionAmt: text(contracts),
      symbol: market.id,
      unRealizedProfit: text(unrealizedProfit),
      positionSide: sideOf(figures),
      updateTime: 0,
    },
    held.fixed,
  )
}

const of = (type: SimMarket['type'], exchange: Exchange) => exchange.markets().filter((market) => market.type === type)

const PUBLIC: Readonly<Record<string, (exchange: Exchange) => unknown>> = {
  'fapi /fapi/v3/exchangeInfo': (exchange) => ({
    timezone: 'UTC',
    rateLimits: [],
    assets: [],
    symbols: of('swap', exchange).map(symbol),
  }),
  'sapi /api/v3/exchangeInfo': (exchange) => ({
    timezone: 'UTC',
    rateLimits: [],
    assets: [],
    symbols: of('spot', exchange).map(symbol),
  }),
  'fapi /fapi/v3/ticker/24hr': (exchange) => of('swap', exchange).map((market) => ticker(market, exchange)),
  'sapi /api/v3/ticker/24hr': (exchange) => of('spot', exchange).map((market) => ticker(market, exchange)),
  'fapi /fapi/v3/premiumIndex': (exchange) =>
    of('swap', exchange).map((market) => ({
      symbol: market.id,
      markPrice: exchange.markPrice(market.key),
      indexPrice: exchange.indexPrice(market.key),
      lastFundingRate: '0.0001',
      nextFundingTime: exchange.now(),
      time: exchange.now(),
    })),
  'fapi /fapi/v3/fundingInfo': () => [],
  'fapi /fapi/v3/time': (exchange) => ({ serverTime: exchange.now() }),
}

function symbol(market: SimMarket) {
  const perp = market.type === 'swap'
  return {
    symbol: market.id,
    status: 'TRADING',
    baseAsset: market.base,
    quoteAsset: market.quote,
    pricePrecision: decimalsOf(market.tick),
    quantityPrecision: decimalsOf(market.lot),
    baseAssetPrecision: 8,
    quotePrecision: 8,
    ...(perp
      ? {
          pair: market.id,
          contractType: 'PERPETUAL',
          marginAsset: market.settle,
          onboardDate: market.listedAt,
          deliveryDate: 4133404800000,
        }
      : { listingTime: market.listedAt, ocoAllowed: false }),
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: market.tick, maxPrice: '1000000', tickSize: market.tick },
      { filterType: 'LOT_SIZE', minQty: market.minAmount, maxQty: market.maxAmount, stepSize: market.lot },
      { filterType: perp ? 'MIN_NOTIONAL' : 'NOTIONAL', notional: market.minNotional, minNotional: market.minNotional },
    ],
  }
}

function ticker(market: SimMarket, exchange: Exchange) {
  const last = exchange.lastPrice(market.key)
  const volume = exchange.volume24h(market.key)
  return {
    symbol: market.id,
    priceChange: '0',
    priceChangePercent: new Decimal(exchange.change24h(market.key)).times(100).toFixed(),
    lastPrice: last,
    bidPrice: last,
    askPrice: last,
    openPrice: last,
    highPrice: last,
    lowPrice: last,
    volume,
    quoteVolume: new Decimal(volume).times(last).toFixed(),
    openTime: exchange.now() - 86_400_000,
    closeTime: exchange.now(),
    count: 1_000,
  }
}
