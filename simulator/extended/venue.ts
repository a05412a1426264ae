import { type PositionFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, sum, text } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { extendedMarkets } from '../markets/dexes'
import type { SimMarket } from '../markets/market'
import type { Venue, VenueRequest, VenueResponse } from '../venue'
import { answered, refused, refusing, type Words } from '../wire'
import { assets, fundingHistory, operations } from './flows'

/**
 * Extended, read by an API key alone. Wallets of a ledger: `unified` (the collateral and other coins), `vaults` (USDC: what shares
 * of its vault are worth). https://api.docs.extended.exchange (2026-11)
 */

const LIMIT = 1_000
const MINUTE = 60_000
const WALLET = 'unified'
const COLLATERAL = 'USDC'
const SHARE_PRICE = new Decimal('1.25')
/** What coins besides count for, of their worth. */
const FACTOR = new Decimal('0.9')

const error = (code: number, message: string) => ({ status: 'ERROR', error: { code, message } })
const WORDS: Words = {
  tooMany: error(429, 'Rate limit exceeded'),
  credentials: { status: 401, body: error(401, 'Unauthorized') },
  forbidden: { status: 403, body: error(403, 'Forbidden') },
  clock: { status: 400, body: error(400, 'Bad request') },
  broken: error(500, 'Internal server error'),
}

export const extended: Venue = {
  id: 'extended',
  hosts: ['api.starknet.extended.exchange', 'api.starknet.sepolia.extended.exchange'],
  markets: extendedMarkets,
  apiKeyOf: ({ headers }) => headers['x-api-key'] ?? null,
  handle(request, exchange) {
    if (request.method !== 'GET') return refused(405, error(400, 'Method not allowed'))
    if (!exchange.limiter.take(`extended:${request.ip}`, 1, LIMIT, MINUTE, exchange.now()).allowed)
      return refusing('rate-limit', WORDS, 5)
    if (request.path === '/api/v1/info/markets') return ok(exchange.markets().map((market) => marketRow(market, exchange)))
    if (request.path === '/api/v1/info/assets') return ok(assets(exchange))
    const [ask, list] = [PRIVATE[request.path], LISTS[request.path]]
    if (!ask && !list) return refused(404, error(404, 'Not found'))
    const ledger = holder(request, exchange)
    if (!ledger) return refused(WORDS.credentials.status, WORDS.credentials.body)
    if (list) return list(ledger, request.query, exchange)
    const data = ask?.(ledger, exchange) ?? null
    return data === null ? refused(404, error(404, 'Balance not found')) : ok(data)
  },
  refuse: (refusal, _request, _exchange, retryAfterSeconds) => refusing(refusal, WORDS, retryAfterSeconds),
}

const ok = (data: unknown) => answered({ status: 'OK', data })

function holder({ headers }: VenueRequest, exchange: Exchange): Ledger | undefined {
  const ledger = exchange.ledgerByKey(headers['x-api-key'] ?? '')
  return ledger?.key.revoked === true ? undefined : ledger
}

const PRIVATE: Readonly<Record<string, (ledger: Ledger, exchange: Exchange) => unknown>> = {
  '/api/v1/user/account/info': (ledger) => accountRow(ledger),
  '/api/v1/user/accounts': (ledger, exchange) =>
    [ledger, ...exchange.ledgers().filter(({ master }) => master === ledger.key.apiKey)].map(accountRow),
  '/api/v1/user/balance': balance,
  '/api/v1/user/spot/balances': coins,
  '/api/v1/user/positions': (ledger, exchange) => walletFigures(ledger, WALLET, exchange).positions.map(position),
}

const LISTS: Readonly<Record<string, (ledger: Ledger, query: URLSearchParams, exchange: Exchange) => VenueResponse>> = {
  '/api/v1/user/assetOperations': operations,
  '/api/v1/user/funding/history': fundingHistory,
}

const accountRow = ({ uid, label }: Ledger) => ({
  status: 'ACTIVE',
  accountId: Number(uid),
  description: label ?? '',
  l2Key: '0x123',
  l2Vault: uid,
})

const shares = (ledger: Ledger) => sum(ledger.tokens.filter(({ wallet }) => wallet === 'vaults').map((token) => token.balance))

function parts(ledger: Ledger, exchange: Exchange) {
  const { tokens, positions } = walletFigures(ledger, WALLET, exchange)
  const of = (own: boolean) => tokens.filter(({ token }) => (token.coin === COLLATERAL) === own)
  const cash = sum(of(true).map((each) => each.balance))
  const profit = sum(positions.map((each) => each.unrealizedProfit)).toDecimalPlaces(6)
  const others = of(false).filter((each) => !each.balance.isZero())
  const spot = sum(others.map((each) => each.balance.times(each.usdPrice ?? 0).times(FACTOR))).plus(shares(ledger).times(FACTOR))
  return { positions, cash, profit, others, spot: spot.toDecimalPlaces(6) }
}

/** Nothing at all is answered with 404. */
function balance(ledger: Ledger, exchange: Exchange) {
  const { positions, cash, profit, spot } = parts(ledger, exchange)
  if (cash.isZero() && positions.length === 0) return null
  const equity = cash.plus(profit).plus(spot)
  const initial = sum(positions.map((each) => each.initialMargin))
  const maintenance = sum(positions.map((each) => each.maintMargin))
  const exposure = sum(positions.map((each) => each.value))
  return {
    collateralName: COLLATERAL,
    balance: text(cash, 6),
    status: 'ACTIVE',
    equity: text(equity, 6),
    spotEquity: text(spot, 6),
    spotEquityForAvailableForTrade: text(spot, 6),
    availableForTrade: text(Decimal.max(0, equity.minus(initial)), 6),
    availableForWithdrawal: text(Decimal.max(0, cash.plus(Decimal.min(0, profit)).minus(initial)), 6),
    unrealisedPnl: text(profit, 6),
    initialMargin: text(initial, 6),
    marginRatio: equity.isZero() ? '0' : text(maintenance.div(equity), 10),
    exposure: text(exposure, 6),
    leverage: equity.isZero() ? '0' : text(exposure.div(equity), 4),
    updatedTime: exchange.now(),
  }
}

/** The collateral stands here once more, under the name that it has among the markets. */
function coins(ledger: Ledger, exchange: Exchange) {
  const { cash, others } = parts(ledger, exchange)
  const row = (asset: string, size: Decimal, price: Decimal, factor: Decimal) => ({
    accountId: Number(ledger.uid),
    asset,
    balance: text(size),
    indexPrice: text(price),
    notionalValue: text(size.times(price)),
    contributionFactor: text(factor),
    equityContribution: text(size.times(price).times(factor)),
    availableToWithdraw: text(size),
    updatedAt: exchange.now(),
  })
  const one = new Decimal(1)
  const vault = shares(ledger)
  return [
    ...(cash.isZero() ? [] : [row('USD', cash, one, one)]),
    ...others.map(({ token, balance: size, usdPrice }) => row(token.coin, size, usdPrice ?? one, FACTOR)),
    ...(vault.isZero() ? [] : [row('XVS', vault.div(SHARE_PRICE), SHARE_PRICE, FACTOR)]),
  ]
}

function position(figures: PositionFigures) {
  const { position: held, market, contracts, entryPrice, markPrice, value, unrealizedProfit, isLong, liquidationPrice } = figures
  return withFixed(
    {
      id: 1,
      accountId: 1,
      market: market.id,
      status: 'OPENED',
      side: isLong ? 'LONG' : 'SHORT',
      leverage: held.leverage,
      size: text(contracts.abs()),
      value: text(value),
      openPrice: text(entryPrice),
      markPrice: text(markPrice),
      liquidationPrice: liquidationPrice ? text(liquidationPrice) : '0',
      margin: text(figures.initialMargin, 6),
      unrealisedPnl: text(unrealizedProfit),
      realisedPnl: '0',
      adl: '2.5',
    },
    held.fixed,
  )
}

function marketRow(market: SimMarket, exchange: Exchange) {
  return {
    name: market.id,
    uiName: market.id,
    category: 'Crypto',
    assetName: market.base,
    assetPrecision: 5,
    collateralAssetName: 'USD',
    collateralAssetPrecision: 6,
    active: true,
    status: 'ACTIVE',
    marketStats: {
      dailyVolume: exchange.volume24h(market.key),
      lastPrice: exchange.lastPrice(market.key),
      askPrice: exchange.lastPrice(market.key),
      bidPrice: exchange.lastPrice(market.key),
      markPrice: exchange.markPrice(market.key),
      indexPrice: exchange.indexPrice(market.key),
      fundingRate: '0.000013',
      nextFundingRate: exchange.now(),
    },
    tradingConfig: {
      minOrderSize: market.minAmount,
      minOrderSizeChange: market.lot,
      minPriceChange: market.tick,
      maxMarketOrderValue: '3000000',
      maxLimitOrderValue: '15000000',
      maxPositionValue: '60000000',
      maxLeverage: market.maxLeverage ?? '1',
      riskFactorConfig: [{ upperBound: '4000000', riskFactor: '0.02' }],
    },
    createdAt: market.listedAt,
    visibleOnUi: true,
  }
}
