import { Decimal, padded, text } from '../decimal'
import type { Exchange } from '../exchange'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok } from './answers'
import { type Category, categoryIn, categoryOf, findMarket } from './instruments'

const EIGHT_HOURS = 28_800_000

/** GET /v5/market/tickers */
export function tickers({ query }: VenueRequest, exchange: Exchange): VenueResponse {
  const category = categoryIn(query.get('category'))
  if (!category) return badParameter('Illegal category', exchange)
  const symbol = query.get('symbol')
  const baseCoin = query.get('baseCoin')
  if (category === 'option' && symbol === null && baseCoin === null)
    return badParameter('params error: symbol or baseCoin is required', exchange)
  const found = symbol === null ? null : findMarket(symbol, category, exchange)
  if (found === undefined) return badParameter(`Not supported symbols`, exchange)
  const markets = found
    ? [found]
    : exchange.markets().filter((m) => categoryOf(m) === category && (baseCoin === null || m.base === baseCoin))
  return ok({ category, list: markets.map((market) => row(market, category, exchange)) }, exchange)
}

function row(market: SimMarket, category: Category, exchange: Exchange) {
  if (category === 'spot') return spotTicker(market, exchange)
  return category === 'option' ? optionTicker(market, exchange) : contractTicker(market, exchange)
}

/** What all tickers have in common; prices in the quote currency. */
function day(market: SimMarket, exchange: Exchange) {
  const last = new Decimal(exchange.lastPrice(market.key))
  const change = exchange.change24h(market.key)
  const digits = decimalsOf(market.tick)
  const previous = last.div(new Decimal(change).plus(1))
  const volume = new Decimal(exchange.volume24h(market.key))
  return {
    last,
    bid: Decimal.max(last.minus(market.tick), market.tick).toFixed(digits),
    ask: last.plus(market.tick).toFixed(digits),
    change,
    previous: padded(previous, digits),
    high: padded(Decimal.max(last, previous).times('1.01'), digits),
    low: padded(Decimal.min(last, previous).times('0.99'), digits),
    volume,
    size: text(Decimal.max(new Decimal(market.lot).times(137), volume.times('0.0001')), decimalsOf(market.lot)),
  }
}

function spotTicker(market: SimMarket, exchange: Exchange) {
  const d = day(market, exchange)
  return {
    symbol: market.id,
    bid1Price: d.bid,
    bid1Size: d.size,
    ask1Price: d.ask,
    ask1Size: d.size,
    lastPrice: d.last.toFixed(decimalsOf(market.tick)),
    prevPrice24h: d.previous,
    price24hPcnt: d.change,
    highPrice24h: d.high,
    lowPrice24h: d.low,
    turnover24h: text(d.volume.times(d.last)),
    volume24h: text(d.volume, 6),
    usdIndexPrice: exchange.coinPrice(market.base) ?? '',
  }
}

function contractTicker(market: SimMarket, exchange: Exchange) {
  const d = day(market, exchange)
  const isPerpetual = market.type === 'swap'
  const mark = exchange.markPrice(market.key)
  const index = exchange.indexPrice(market.key)
  const value = d.volume.times(d.last)
  return {
    symbol: market.id,
    lastPrice: d.last.toFixed(decimalsOf(market.tick)),
    indexPrice: index,
    markPrice: mark,
    prevPrice24h: d.previous,
    price24hPcnt: d.change,
    highPrice24h: d.high,
    lowPrice24h: d.low,
    prevPrice1h: d.previous,
    // Inverse contracts count in USD and turn over coins; linear ones the other way round.
    openInterest: text(market.inverse ? value : d.volume, market.inverse ? 0 : 4),
    openInterestValue: text(market.inverse ? d.volume : value, 4),
    turnover24h: text(market.inverse ? d.volume : value, 4),
    volume24h: text(market.inverse ? value : d.volume, market.inverse ? 0 : 4),
    fundingRate: isPerpetual ? '0.0001' : '',
    nextFundingTime: isPerpetual ? String((Math.floor(exchange.now() / EIGHT_HOURS) + 1) * EIGHT_HOURS) : '0',
    predictedDeliveryPrice: '',
    basisRate: isPerpetual ? '' : text(new Decimal(mark).div(index).minus(1)),
    deliveryFeeRate: isPerpetual ? '' : '0.0005',
    deliveryTime: String(market.expiry ?? 0),
    ask1Size: d.size,
    bid1Price: d.bid,
    ask1Price: d.ask,
    bid1Size: d.size,
    basis: isPerpetual ? '' : text(new Decimal(mark).minus(index)),
    preOpenPrice: '',
    preQty: '',
    curPreListingPhase: '',
    fundingIntervalHour: isPerpetual ? '8' : '',
    fundingCap: isPerpetual ? '0.005' : '',
    basisRateYear: isPerpetual ? '' : '0.06',
  }
}

function optionTicker(market: SimMarket, exchange: Exchange) {
  const d = day(market, exchange)
  const index = exchange.indexPrice(market.key)
  return {
    symbol: market.id,
    bid1Price: d.bid,
    bid1Size: '1',
    bid1Iv: '0.54',
    ask1Price: d.ask,
    ask1Size: '1',
    ask1Iv: '0.56',
    lastPrice: text(d.last),
    highPrice24h: d.high,
    lowPrice24h: d.low,
    markPrice: exchange.markPrice(market.key),
    indexPrice: index,
    markIv: '0.55',
    underlyingPrice: index,
    openInterest: '120.5',
    turnover24h: '125000.5',
    volume24h: '12.5',
    totalVolume: '1250',
    totalTurnover: '12500000',
    delta: market.optionType === 'put' ? '-0.48' : '0.52',
    gamma: '0.00001',
    vega: '92.5',
    theta: '-41.2',
    predictedDeliveryPrice: '0',
    change24h: d.change,
  }
}
