import { dayOf } from '../day'
import { Decimal, padded } from '../decimal'
import type { Exchange } from '../exchange'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { type Call, marketsAsked, type Side } from './call'
import { spotMarketsAsked } from './exchange-info'

const DAY = 86_400_000

/** GET ticker/24hr: one object for `symbol`, else a list. */
export function ticker24hr(call: Call, side: Side | 'spot') {
  return oneOrAll(call, side, (market) => (side === 'spot' ? spotDay(market, call.exchange) : futuresDay(market, call.exchange)))
}

export function tickerPrice(call: Call, side: Side | 'spot') {
  const { exchange } = call
  return oneOrAll(call, side, (market) => ({
    symbol: market.id,
    ...(side === 'cm' ? { ps: pairOf(market) } : {}),
    price: side === 'spot' ? spotPrice(market, exchange) : exchange.lastPrice(market.key),
    ...(side === 'spot' ? {} : { time: exchange.now() }),
  }))
}

export function bookTicker(call: Call, side: Side | 'spot') {
  const { exchange } = call
  return oneOrAll(call, side, (market) => {
    const { bid, ask, quantity } = book(market, exchange, side === 'spot')
    return {
      symbol: market.id,
      ...(side === 'cm' ? { pair: pairOf(market) } : {}),
      bidPrice: bid,
      bidQty: quantity,
      askPrice: ask,
      askQty: quantity,
      ...(side === 'spot' ? {} : { time: exchange.now() }),
    }
  })
}

/** GET premiumIndex: mark, index and funding. COIN-M always answers with a list. */
export function premiumIndex(call: Call, side: Side) {
  const { exchange } = call
  const row = (market: SimMarket) => {
    const isPerpetual = market.type === 'swap'
    return {
      symbol: market.id,
      ...(side === 'cm' ? { pair: pairOf(market) } : {}),
      markPrice: padded(exchange.markPrice(market.key), 8),
      indexPrice: padded(exchange.indexPrice(market.key), 8),
      estimatedSettlePrice: padded(exchange.indexPrice(market.key), 8),
      lastFundingRate: isPerpetual ? '0.00010000' : '',
      interestRate: isPerpetual ? '0.00010000' : '',
      nextFundingTime: isPerpetual ? Math.floor(exchange.now() / (DAY / 3) + 1) * (DAY / 3) : 0,
      time: exchange.now(),
    }
  }
  if (side === 'cm') return marketsAsked(call, side).map(row)
  return oneOrAll(call, side, row)
}

function spotDay(market: SimMarket, exchange: Exchange) {
  const { last, open, high, low, change, volume } = dayOf(market, exchange)
  const { bid, ask, quantity } = book(market, exchange, true)
  const price = (value: Decimal) => padded(value, Math.max(8, decimalsOf(market.tick)))
  return {
    symbol: market.id,
    priceChange: price(last.minus(open)),
    priceChangePercent: change.times(100).toFixed(3),
    weightedAvgPrice: price(last.plus(open).div(2)),
    prevClosePrice: price(open),
    lastPrice: price(last),
    lastQty: quantity,
    bidPrice: bid,
    bidQty: quantity,
    askPrice: ask,
    askQty: quantity,
    openPrice: price(open),
    highPrice: price(high),
    lowPrice: price(low),
    volume: padded(volume, 8),
    quoteVolume: padded(volume.times(last), 8),
    openTime: exchange.now() - DAY,
    closeTime: exchange.now(),
    firstId: 1,
    lastId: 182_640,
    count: 182_640,
  }
}

function futuresDay(market: SimMarket, exchange: Exchange) {
  const { last, open, high, low, change, volume } = dayOf(market, exchange)
  const price = (value: Decimal) => padded(value, decimalsOf(market.tick))
  const contracts = market.inverse ? volume.times(last).div(market.contractSize).floor() : volume
  return {
    symbol: market.id,
    ...(market.inverse ? { pair: pairOf(market) } : {}),
    priceChange: price(last.minus(open)),
    priceChangePercent: change.times(100).toFixed(3),
    weightedAvgPrice: price(last.plus(open).div(2)),
    lastPrice: price(last),
    lastQty: market.lot,
    openPrice: price(open),
    highPrice: price(high),
    lowPrice: price(low),
    volume: padded(contracts, decimalsOf(market.lot)),
    ...(market.inverse ? { baseVolume: padded(volume, 8) } : { quoteVolume: padded(volume.times(last), 2) }),
    openTime: exchange.now() - DAY,
    closeTime: exchange.now(),
    firstId: 1,
    lastId: 182_640,
    count: 182_640,
  }
}

/** Best bid is the last price, best ask one step above. */
function book(market: SimMarket, exchange: Exchange, isSpot: boolean) {
  const digits = isSpot ? Math.max(8, decimalsOf(market.tick)) : decimalsOf(market.tick)
  const bid = new Decimal(exchange.lastPrice(market.key))
  return {
    bid: padded(bid, digits),
    ask: padded(bid.plus(market.tick), digits),
    quantity: isSpot ? padded(new Decimal(market.lot).times(1_000), 8) : market.lot,
  }
}

function spotPrice(market: SimMarket, exchange: Exchange): string {
  return padded(exchange.lastPrice(market.key), Math.max(8, decimalsOf(market.tick)))
}

/** `BTCUSD` of `BTCUSD_PERP`. */
function pairOf(market: SimMarket): string {
  return market.id.split('_')[0] ?? market.id
}

function oneOrAll(call: Call, side: Side | 'spot', row: (market: SimMarket) => unknown): unknown {
  const markets = side === 'spot' ? spotMarketsAsked(call) : marketsAsked(call, side)
  const [first] = markets
  return call.params.has('symbol') && first ? row(first) : markets.map(row)
}
