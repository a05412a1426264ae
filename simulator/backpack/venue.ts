import { createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { type PositionFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, sum, text } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { backpackMarkets } from '../markets/dexes'
import type { SimMarket } from '../markets/market'
import type { Venue, VenueRequest } from '../venue'
import { answered, refused, refusing, type Words } from '../wire'
import { deposits, funding, withdrawals } from './flows'

/**
 * Backpack: each question is signed by an ED25519 key, over its name, its parameters in order, a time and how long it holds.
 * Wallets of a ledger: `unified`, `lending` (below zero: owed). A ledger's secret is the 32 bytes of the key in base64.
 * https://docs.backpack.exchange/#section/Authentication (2026-11)
 */

const LIMIT = 2_000
const MINUTE = 60_000
const WALLET = 'unified'
/** What comes before the bytes of an ED25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const error = (code: string, message: string) => ({ code, message })
const WORDS: Words = {
  tooMany: error('TOO_MANY_REQUESTS', 'Too many requests'),
  credentials: { status: 400, body: error('INVALID_CLIENT_REQUEST', 'Invalid signature') },
  forbidden: { status: 403, body: error('FORBIDDEN', 'Forbidden') },
  clock: { status: 400, body: error('INVALID_CLIENT_REQUEST', 'Request has expired') },
  broken: error('SERVER_ERROR', 'Internal server error'),
}

export const backpack: Venue = {
  id: 'backpack',
  hosts: ['api.backpack.exchange'],
  markets: backpackMarkets,
  apiKeyOf: ({ headers }) => headers['x-api-key'] ?? null,
  handle(request, exchange) {
    if (request.method !== 'GET') return refused(405, error('INVALID_CLIENT_REQUEST', 'Method not allowed'))
    if (
      !exchange.limiter.take(`backpack:${request.headers['x-api-key'] ?? request.ip}`, 1, LIMIT, MINUTE, exchange.now()).allowed
    )
      return refusing('rate-limit', WORDS, 5)
    const open = PUBLIC[request.path]
    if (open) return answered(open(exchange))
    const asked = PRIVATE[request.path]
    if (!asked) return refused(404, error('RESOURCE_NOT_FOUND', 'Not found'))
    const ledger = exchange.ledgerByKey(request.headers['x-api-key'] ?? '')
    if (!ledger || ledger.key.revoked || !signed(request, asked.instruction, ledger)) return refused(400, WORDS.credentials.body)
    const { 'x-timestamp': time = '0', 'x-window': window = '5000' } = request.headers
    if (Math.abs(exchange.now() - Number(time)) > Number(window)) return refused(400, WORDS.clock.body)
    return answered(asked.tell(ledger, exchange, request.query))
  },
  refuse: (refusal, _request, _exchange, retryAfterSeconds) => refusing(refusal, WORDS, retryAfterSeconds),
}

/** Whether the account's own key made the signature, of this question and no other. */
function signed({ headers, query }: VenueRequest, instruction: string, { key }: Ledger): boolean {
  const params = [...query].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `&${name}=${value}`)
  const { 'x-timestamp': time, 'x-window': window, 'x-signature': signature = '' } = headers
  const text = `instruction=${instruction}${params.join('')}&timestamp=${time}&window=${window}`
  const seed = Buffer.from(key.apiSecret, 'base64')
  const own = createPublicKey(createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' }))
  return verify(null, Buffer.from(text), own, Buffer.from(signature, 'base64'))
}

const PUBLIC: Readonly<Record<string, (exchange: Exchange) => unknown>> = {
  '/api/v1/markets': (exchange) => exchange.markets().map(marketRow),
  '/api/v1/tickers': (exchange) => exchange.markets().map((market) => ticker(market, exchange)),
  '/api/v1/assets': () => [],
  '/api/v1/time': (exchange) => exchange.now(),
}

interface Asked {
  instruction: string
  tell: (ledger: Ledger, exchange: Exchange, query: URLSearchParams) => unknown
}
const PRIVATE: Readonly<Record<string, Asked>> = {
  '/api/v1/capital': {
    instruction: 'balanceQuery',
    tell: (ledger, exchange) =>
      Object.fromEntries(
        walletFigures(ledger, WALLET, exchange).tokens.map(({ token, balance, locked }) => [
          token.coin,
          { available: text(balance.minus(locked)), locked: text(locked), staked: '0' },
        ]),
      ),
  },
  '/api/v1/capital/collateral': { instruction: 'collateralQuery', tell: collateral },
  '/api/v1/borrowLend/positions': {
    instruction: 'borrowLendPositionQuery',
    tell: ({ tokens }) =>
      tokens
        .filter(({ wallet }) => wallet === 'lending')
        .map(({ coin, balance }) => ({ symbol: coin, netQuantity: balance, netExposureQuantity: balance, markPrice: '1' })),
  },
  '/api/v1/position': {
    instruction: 'positionQuery',
    tell: (ledger, exchange) => walletFigures(ledger, WALLET, exchange).positions.map(position),
  },
  '/wapi/v1/capital/deposits': { instruction: 'depositQueryAll', tell: deposits },
  '/wapi/v1/capital/withdrawals': { instruction: 'withdrawalQueryAll', tell: withdrawals },
  '/wapi/v1/history/funding': { instruction: 'fundingHistoryQueryAll', tell: funding },
}

function collateral(ledger: Ledger, exchange: Exchange) {
  const { tokens, positions } = walletFigures(ledger, WALLET, exchange)
  const profit = text(sum(positions.map((each) => each.unrealizedProfit)))
  const worth = sum(tokens.map(({ balance, usdPrice }) => balance.times(usdPrice ?? 0)))
  const used = sum(positions.map((each) => each.initialMargin))
  return {
    assetsValue: text(worth),
    borrowLiability: '0',
    collateral: [],
    imf: '0.02',
    unsettledEquity: profit,
    liabilitiesValue: '0',
    marginFraction: null,
    mmf: '0.0125',
    netEquity: text(worth.plus(profit)),
    netEquityAvailable: text(Decimal.max(0, worth.plus(profit).minus(used))),
    netEquityLocked: text(used),
    netExposureFutures: text(sum(positions.map((each) => each.value))),
    pnlUnrealized: profit,
  }
}

function position(figures: PositionFigures) {
  const { position: held, market, contracts, entryPrice, markPrice, value, unrealizedProfit, liquidationPrice } = figures
  return withFixed(
    {
      breakEvenPrice: text(entryPrice),
      cumulativeFundingPayment: '0',
      cumulativeInterest: '0',
      entryPrice: text(entryPrice),
      estLiquidationPrice: liquidationPrice ? text(liquidationPrice) : '0',
      imf: new Decimal(1).div(held.leverage).toFixed(),
      imfFunction: { base: '0.02', factor: '0.0000935', type: 'sqrt' },
      markPrice: text(markPrice),
      mmf: market.maintenanceRate,
      mmfFunction: { base: '0.0125', factor: '0.0000561', type: 'sqrt' },
      netCost: text(contracts.times(entryPrice)),
      // With an order to buy as much again.
      netExposureNotional: text(value.times(2)),
      netExposureQuantity: text(contracts.abs().times(2)),
      netQuantity: text(contracts),
      pnlRealized: '0',
      pnlUnrealized: text(unrealizedProfit),
      positionId: '4238420454',
      subaccountId: null,
      symbol: market.id,
      userId: 1813870,
    },
    held.fixed,
  )
}

function marketRow(market: SimMarket) {
  return {
    symbol: market.id,
    baseSymbol: market.base,
    quoteSymbol: market.quote,
    marketType: market.type === 'spot' ? 'SPOT' : 'PERP',
    orderBookState: 'Open',
    visible: true,
    createdAt: '2025-01-21T06:34:54.691858',
    filters: {
      price: { minPrice: market.tick, maxPrice: null, tickSize: market.tick },
      quantity: { minQuantity: market.minAmount, maxQuantity: null, stepSize: market.lot },
    },
  }
}

function ticker(market: SimMarket, exchange: Exchange) {
  const last = exchange.lastPrice(market.key)
  const volume = exchange.volume24h(market.key)
  return {
    symbol: market.id,
    firstPrice: last,
    high: last,
    low: last,
    lastPrice: last,
    priceChange: '0',
    priceChangePercent: exchange.change24h(market.key),
    volume,
    quoteVolume: new Decimal(volume).times(last).toFixed(),
    trades: '245',
  }
}
