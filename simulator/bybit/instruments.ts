import { Decimal, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { SimMarket } from '../markets/market'
import { tiersOf } from '../tiers'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok, page } from './answers'

export type Category = 'spot' | 'linear' | 'inverse' | 'option'

export function categoryOf(market: SimMarket): Category {
  if (market.type === 'spot' || market.type === 'option') return market.type
  return market.inverse ? 'inverse' : 'linear'
}

/** The category that a request names, or null. */
export function categoryIn(value: string | null): Category | null {
  return value === 'spot' || value === 'linear' || value === 'inverse' || value === 'option' ? value : null
}

/** A market of this category by Bybit's symbol: `BTCUSDT` is spot or linear as the category says. */
export function findMarket(symbol: string, category: Category, exchange: Exchange): SimMarket | undefined {
  const market = exchange.market(category === 'spot' ? `spot:${symbol}` : symbol)
  return market && market.id === symbol && categoryOf(market) === category ? market : undefined
}

/** GET /v5/market/instruments-info */
export function instrumentsInfo({ query }: VenueRequest, exchange: Exchange): VenueResponse {
  const category = categoryIn(query.get('category'))
  if (!category) return badParameter('Illegal category', exchange)
  const symbol = query.get('symbol')
  // Nothing is ever before its launch here.
  const isOpen = (query.get('status') ?? 'Trading') === 'Trading'
  const base = query.get('baseCoin') ?? (category === 'option' && symbol === null ? 'BTC' : null)
  const markets = exchange
    .markets()
    .filter(
      (m) => isOpen && categoryOf(m) === category && (symbol === null || m.id === symbol) && (base === null || m.base === base),
    )
  if (category === 'spot') return ok({ category, list: markets.map(spotRow) }, exchange)
  const { list, nextPageCursor } = page(markets, query, 500, 1000)
  return ok(
    { category, list: list.map((market) => (category === 'option' ? optionRow(market) : contractRow(market))), nextPageCursor },
    exchange,
  )
}

function spotRow(market: SimMarket) {
  return {
    symbol: market.id,
    baseCoin: market.base,
    quoteCoin: market.quote,
    innovation: '0',
    status: 'Trading',
    marginTrading: market.quote === 'USDT' ? 'utaOnly' : 'none',
    stTag: '0',
    lotSizeFilter: {
      basePrecision: market.lot,
      quotePrecision: '0.0000001',
      minOrderQty: market.minAmount,
      maxOrderQty: market.maxAmount,
      minOrderAmt: market.minNotional,
      maxOrderAmt: '4000000',
      maxLimitOrderQty: market.maxAmount,
      maxMarketOrderQty: market.maxAmount,
    },
    priceFilter: { tickSize: market.tick },
    riskParameters: { priceLimitRatioX: '0.05', priceLimitRatioY: '0.05' },
  }
}

function contractRow(market: SimMarket) {
  const kind = market.type === 'swap' ? 'Perpetual' : 'Futures'
  return {
    symbol: market.id,
    contractType: `${market.inverse ? 'Inverse' : 'Linear'}${kind}`,
    status: 'Trading',
    baseCoin: market.base,
    quoteCoin: market.quote,
    launchTime: String(market.listedAt),
    deliveryTime: String(market.expiry ?? 0),
    deliveryFeeRate: market.expiry === null ? '' : '0.0005',
    priceScale: String(market.tick.includes('.') ? market.tick.length - 2 : 0),
    leverageFilter: { minLeverage: '1', maxLeverage: new Decimal(market.maxLeverage ?? '1').toFixed(2), leverageStep: '0.01' },
    priceFilter: { minPrice: market.tick, maxPrice: text(new Decimal(market.tick).times('1999999')), tickSize: market.tick },
    lotSizeFilter: {
      maxOrderQty: market.maxAmount,
      minOrderQty: market.minAmount,
      qtyStep: market.lot,
      postOnlyMaxOrderQty: market.maxAmount,
      maxMktOrderQty: market.maxAmount,
      minNotionalValue: market.minNotional,
    },
    unifiedMarginTrade: true,
    fundingInterval: market.type === 'swap' ? 480 : 0,
    settleCoin: market.settle,
    copyTrading: 'none',
    upperFundingRate: market.type === 'swap' ? '0.00375' : '',
    lowerFundingRate: market.type === 'swap' ? '-0.00375' : '',
    isPreListing: false,
    preListingInfo: null,
    riskParameters: { priceLimitRatioX: '0.05', priceLimitRatioY: '0.1' },
    displayName: '',
  }
}

function optionRow(market: SimMarket) {
  return {
    symbol: market.id,
    status: 'Trading',
    baseCoin: market.base,
    quoteCoin: market.quote,
    settleCoin: market.settle,
    optionsType: market.optionType === 'put' ? 'Put' : 'Call',
    launchTime: String(market.listedAt),
    deliveryTime: String(market.expiry ?? 0),
    deliveryFeeRate: '0.00015',
    priceFilter: { minPrice: market.tick, maxPrice: '1110000', tickSize: market.tick },
    lotSizeFilter: { maxOrderQty: market.maxAmount, minOrderQty: market.minAmount, qtyStep: market.lot },
    displayName: market.id,
  }
}

/** GET /v5/market/risk-limit: the tiers of each market, up to a value in the quote currency, of inverse contracts in coins. */
export function riskLimit({ query }: VenueRequest, exchange: Exchange): VenueResponse {
  const category = categoryIn(query.get('category'))
  if (category !== 'linear' && category !== 'inverse') return badParameter('Illegal category', exchange)
  const symbol = query.get('symbol')
  const markets = exchange.markets().filter((m) => categoryOf(m) === category && (symbol === null || m.id === symbol))
  const { list, nextPageCursor } = page(markets, query, 300, 300)
  const rows = list.flatMap((market) => {
    const first = new Decimal(market.inverse ? (market.base === 'BTC' ? 150 : 3_000) : 5_000_000)
    let [rate, deduction] = [ZERO, ZERO]
    return tiersOf(market).map((tier, i) => {
      deduction = deduction.plus(first.times(tier.from).times(tier.maintenanceRate.minus(rate)))
      rate = tier.maintenanceRate
      return {
        id: i + 1,
        symbol: market.id,
        riskLimitValue: first.times(tier.to).toFixed(),
        maintenanceMargin: rate.toFixed(),
        initialMargin: text(new Decimal(1).div(tier.maxLeverage), 4),
        isLowestRisk: i === 0 ? 1 : 0,
        maxLeverage: tier.maxLeverage.toFixed(2),
        mmDeduction: deduction.isZero() ? '' : deduction.toFixed(),
      }
    })
  })
  return ok({ category, list: rows, nextPageCursor }, exchange)
}

/** GET /v5/asset/coin/query-info */
export function coinInfo({ query }: VenueRequest, exchange: Exchange): VenueResponse {
  const wanted = query.get('coin')
  const coins = new Set<string>()
  for (const market of exchange.markets())
    if (market.type === 'spot')
      for (const coin of [market.base, market.quote]) if (wanted === null || wanted === coin) coins.add(coin)
  const rows = [...coins].map((coin) => ({
    name: coin,
    coin,
    remainAmount: '10000000',
    chains: [
      {
        chainType: coin,
        confirmation: '12',
        withdrawFee: '0.1',
        depositMin: '0',
        withdrawMin: '1',
        chain: coin,
        chainDeposit: '1',
        chainWithdraw: '1',
        minAccuracy: '8',
        withdrawPercentageFee: '0',
        contractAddress: '',
        safeConfirmNumber: '30',
      },
    ],
  }))
  return ok({ rows }, exchange, 'success')
}
