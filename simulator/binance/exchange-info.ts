import { padded } from '../decimal'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { type Call, marketsAsked, type Side } from './call'
import { BinanceError } from './errors'

const PERPETUAL_END = 4133404800000
const FOREVER_LIMITS = [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1 }]

/** GET /api/v3/exchangeInfo; `symbol`, `symbols` (JSON list) narrow it. */
export function spotExchangeInfo(call: Call) {
  return {
    timezone: 'UTC',
    serverTime: call.exchange.now(),
    rateLimits: [
      { ...FOREVER_LIMITS[0], limit: 6_000 },
      { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
      { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200_000 },
      { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 61_000 },
    ],
    exchangeFilters: [],
    symbols: spotMarketsAsked(call).map(spotSymbol),
  }
}

/** `symbols` is a JSON list and excludes `symbol`. */
export function spotMarketsAsked(call: Call): readonly SimMarket[] {
  const list = call.params.get('symbols')
  if (list === null) return marketsAsked(call, 'spot')
  let names: unknown
  try {
    names = JSON.parse(list)
  } catch {
    names = null
  }
  if (!Array.isArray(names) || call.params.has('symbol'))
    throw new BinanceError(-1100, "Illegal characters found in parameter 'symbols'.")
  return names.flatMap((name) => marketsAsked({ ...call, params: new URLSearchParams({ symbol: String(name) }) }, 'spot'))
}

function spotSymbol(market: SimMarket) {
  const marginable = ['USDT', 'USDC', 'BTC'].includes(market.quote)
  return {
    symbol: market.id,
    status: 'TRADING',
    baseAsset: market.base,
    baseAssetPrecision: 8,
    quoteAsset: market.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'],
    icebergAllowed: true,
    ocoAllowed: true,
    otoAllowed: true,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: true,
    cancelReplaceAllowed: true,
    amendAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: marginable,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: wide(market.tick), maxPrice: '1000000.00000000', tickSize: wide(market.tick) },
      { filterType: 'LOT_SIZE', minQty: wide(market.minAmount), maxQty: padded(market.maxAmount, 8), stepSize: wide(market.lot) },
      { filterType: 'ICEBERG_PARTS', limit: 10 },
      { filterType: 'MARKET_LOT_SIZE', minQty: '0.00000000', maxQty: padded(market.maxAmount, 8), stepSize: '0.00000000' },
      {
        filterType: 'NOTIONAL',
        minNotional: padded(market.minNotional, 8),
        applyMinToMarket: true,
        maxNotional: '9000000.00000000',
        applyMaxToMarket: false,
        avgPriceMins: 5,
      },
      { filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200 },
      { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: 5 },
    ],
    permissions: [],
    permissionSets: [marginable ? ['SPOT', 'MARGIN', 'TRD_GRP_004'] : ['SPOT', 'TRD_GRP_004']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH', 'DECREMENT'],
  }
}

/** GET /fapi/v1/exchangeInfo and /dapi/v1/exchangeInfo. */
export function futuresExchangeInfo(call: Call, side: Side) {
  const { exchange } = call
  const markets = exchange.markets().filter((m) => m.type !== 'spot' && m.inverse === (side === 'cm'))
  const info = {
    timezone: 'UTC',
    serverTime: exchange.now(),
    rateLimits: [
      { ...FOREVER_LIMITS[0], limit: 2_400 },
      { rateLimitType: 'ORDERS', interval: 'MINUTE', intervalNum: 1, limit: 1_200 },
    ],
    exchangeFilters: [],
  }
  if (side === 'cm') return { ...info, symbols: markets.map(coinMarginedSymbol) }
  const assets = ['USDT', 'BTC', 'BNB', 'ETH', 'FDUSD', 'USDC'].map((asset) => ({
    asset,
    marginAvailable: true,
    autoAssetExchange: '-10000',
  }))
  return { ...info, futuresType: 'U_MARGINED', assets, symbols: markets.map(dollarMarginedSymbol) }
}

function contract(market: SimMarket) {
  return {
    symbol: market.id,
    pair: market.id.split('_')[0] ?? market.id,
    contractType: contractType(market),
    deliveryDate: market.expiry ?? PERPETUAL_END,
    onboardDate: market.listedAt,
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: market.base,
    quoteAsset: market.quote,
    marginAsset: market.settle,
    pricePrecision: decimalsOf(market.tick),
    quantityPrecision: decimalsOf(market.lot),
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    underlyingSubType: ['Layer-1'],
    triggerProtect: '0.0500',
    liquidationFee: '0.015000',
    marketTakeBound: '0.05',
    orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET', 'TRAILING_STOP_MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX', 'GTD'],
  }
}

function dollarMarginedSymbol(market: SimMarket) {
  return {
    ...contract(market),
    status: 'TRADING',
    maxMoveOrderLimit: 10_000,
    filters: [...contractFilters(market), { filterType: 'MIN_NOTIONAL', notional: market.minNotional }],
  }
}

function coinMarginedSymbol(market: SimMarket) {
  return {
    ...contract(market),
    contractStatus: 'TRADING',
    contractSize: Number(market.contractSize),
    equalQtyPrecision: 4,
    filters: contractFilters(market),
  }
}

function contractFilters(market: SimMarket) {
  const lot = { minQty: market.minAmount, maxQty: market.maxAmount, stepSize: market.lot }
  return [
    { filterType: 'PRICE_FILTER', minPrice: market.tick, maxPrice: '4529764', tickSize: market.tick },
    { filterType: 'LOT_SIZE', ...lot },
    { filterType: 'MARKET_LOT_SIZE', ...lot },
    { filterType: 'MAX_NUM_ORDERS', limit: 200 },
    { filterType: 'MAX_NUM_ALGO_ORDERS', limit: 10 },
    { filterType: 'PERCENT_PRICE', multiplierUp: '1.0500', multiplierDown: '0.9500', multiplierDecimal: '4' },
  ]
}

function contractType(market: SimMarket): string {
  if (market.type === 'swap') return 'PERPETUAL'
  return market.alias?.endsWith('NEXT-QUARTER') ? 'NEXT_QUARTER' : 'CURRENT_QUARTER'
}

/** Eight decimals, or more where a price step is finer than that. */
function wide(step: string): string {
  return padded(step, Math.max(8, decimalsOf(step)))
}
