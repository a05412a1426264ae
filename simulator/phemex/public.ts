import { dayOf } from '../day'
import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { SimMarket } from '../markets/market'
import { scaleOf } from './accounts'

const SPOT_SCALE = 8
const PERP_SCALE = 4
const ep = (value: Decimal | string, scale: number) =>
  new Decimal(value).times(new Decimal(10).pow(scale)).toDecimalPlaces(0).toNumber()

/** GET /public/products: spot and contracts settled in coins under `products`, those that count coins under `perpProductsV2`. */
export function products(exchange: Exchange) {
  const markets = exchange.markets()
  const coins = [...new Set(markets.flatMap(({ base, quote, settle }) => [base, quote, ...(settle ? [settle] : [])]))]
  const spot = markets.filter(({ type }) => type === 'spot')
  const swaps = markets.filter(({ type }) => type === 'swap')
  return {
    currencies: coins.map((currency, index) => ({
      currency,
      name: currency,
      code: index + 1,
      valueScale: scaleOf(currency),
      minValueEv: 1,
      maxValueEv: 5_000_000_000_000_000_000,
      needAddrTag: 0,
      status: 'Listed',
    })),
    products: [...spot.map(spotProduct), ...swaps.filter(({ inverse }) => inverse).map(inverseProduct)],
    perpProductsV2: swaps.filter(({ inverse }) => !inverse).map(linearProduct),
    riskLimits: [],
    riskLimitsV2: [],
    ratioScale: 8,
    md5Checksum: '0',
  }
}

const spotProduct = (market: SimMarket) => ({
  symbol: market.id,
  type: 'Spot',
  displaySymbol: `${market.base} / ${market.quote}`,
  quoteCurrency: market.quote,
  priceScale: SPOT_SCALE,
  ratioScale: 8,
  baseCurrency: market.base,
  baseTickSize: `${market.lot} ${market.base}`,
  baseTickSizeEv: ep(market.lot, 8),
  quoteTickSize: `${market.tick} ${market.quote}`,
  quoteTickSizeEv: ep(market.tick, 8),
  minOrderValue: `1 ${market.quote}`,
  maxBaseOrderSize: `1,000 ${market.base}`,
  maxOrderValue: `5,000,000 ${market.quote}`,
  defaultTakerFee: '0.001',
  defaultMakerFee: '0.001',
  description: '',
  status: 'Listed',
  listTime: market.listedAt,
})

const contract = (market: SimMarket) => ({
  symbol: market.id,
  displaySymbol: `${market.base} / ${market.quote}`,
  quoteCurrency: market.quote,
  settleCurrency: market.settle,
  priceScale: PERP_SCALE,
  ratioScale: 8,
  valueScale: scaleOf(market.settle ?? ''),
  tickSize: market.tick,
  maxLeverage: Number(market.maxLeverage ?? 1),
  fundingInterval: 28_800,
  status: 'Listed',
  listTime: market.listedAt,
})

const inverseProduct = (market: SimMarket) => ({
  ...contract(market),
  type: 'Perpetual',
  indexSymbol: `.${market.base}`,
  markSymbol: `.M${market.base}`,
  contractUnderlyingAssets: market.quote,
  contractSize: `${market.contractSize} ${market.quote}`,
  baseCurrency: market.base,
  lotSize: 1,
})

const linearProduct = (market: SimMarket) => ({
  ...contract(market),
  type: 'PerpetualV2',
  baseCurrency: market.base,
  contractUnderlyingAssets: market.base,
  contractSize: '1.0',
  qtyStepSize: market.lot,
})

/** GET /v1/exchange/public/products: what the other list leaves out of contracts. */
export const productsV1 = (exchange: Exchange) =>
  exchange
    .markets()
    .filter(({ inverse }) => inverse)
    .map((market) => ({ symbol: market.id, settleCurrency: market.settle, makerFeeRateEr: -25_000, takerFeeRateEr: 75_000 }))

/** GET /v1/md/spot/ticker/24hr/all: prices and amounts scaled, time in nanoseconds. */
export function spotTickers(exchange: Exchange) {
  const markets = exchange.markets().filter(({ type }) => type === 'spot')
  return markets.map((market) => {
    const { last, open, high, low, volume } = dayOf(market, exchange)
    const price = (value: Decimal) => ep(value, SPOT_SCALE)
    return {
      symbol: market.id,
      openEp: price(open),
      highEp: price(high),
      lowEp: price(low),
      lastEp: price(last),
      bidEp: price(last),
      askEp: price(last.plus(market.tick)),
      indexEp: price(last),
      timestamp: exchange.now() * 1_000_000,
      volumeEv: ep(volume, 8),
      turnoverEv: ep(volume.times(last), 8),
    }
  })
}
