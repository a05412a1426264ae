import { dayOf } from '../day'
import { Decimal, padded, text } from '../decimal'
import type { Exchange } from '../exchange'
import { usdOf } from '../markets/build'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { hash } from '../random'
import { tiersOf } from '../tiers'
import { type Call, instrument, instrumentsAsked, instrumentType, need, typeOf, underlyingOf } from './call'
import { emptyParameter } from './errors'

/** GET /api/v5/public/instruments; options by underlying only. */
export function instruments(call: Call) {
  const type = instrumentType(call.query)
  if (type === 'OPTION' && !call.query.get('uly') && !call.query.get('instFamily')) throw emptyParameter('uly or instFamily')
  return instrumentsAsked(call).map((market) => instrumentRow(market, type))
}

function instrumentRow(market: SimMarket, instType: string) {
  const isSpot = market.type === 'spot'
  const family = underlyingOf(market)
  return {
    alias: market.type === 'future' ? futureAlias(market) : '',
    auctionEndTime: '',
    baseCcy: isSpot ? market.base : '',
    category: '1',
    contTdSwTime: String(market.listedAt),
    ctMult: isSpot ? '' : '1',
    ctType: isSpot || market.type === 'option' ? '' : market.inverse ? 'inverse' : 'linear',
    ctVal: isSpot ? '' : market.contractSize,
    ctValCcy: isSpot ? '' : market.inverse ? 'USD' : market.base,
    expTime: market.expiry === null ? '' : String(market.expiry),
    futureSettlement: false,
    groupId: '1',
    instFamily: family,
    instId: market.id,
    instIdCode: hash(market.key) % 1_000_000,
    instType,
    lever: market.type === 'option' ? '' : (market.maxLeverage ?? ''),
    listTime: String(market.listedAt),
    lotSz: market.lot,
    maxIcebergSz: market.maxAmount,
    maxLmtAmt: '20000000',
    maxLmtSz: market.maxAmount,
    maxMktAmt: isSpot ? '1000000' : '',
    maxMktSz: isSpot ? '1000000' : market.maxAmount,
    maxStopSz: isSpot ? '1000000' : market.maxAmount,
    maxTriggerSz: market.maxAmount,
    maxTwapSz: market.maxAmount,
    minSz: market.minAmount,
    openType: 'call_auction',
    optType: market.optionType === null ? '' : market.optionType === 'call' ? 'C' : 'P',
    preMktSwTime: '',
    quoteCcy: isSpot ? market.quote : '',
    ruleType: 'normal',
    settleCcy: market.settle ?? '',
    state: 'live',
    stk: market.strike ?? '',
    tickSz: market.tick,
    tradeQuoteCcyList: isSpot ? [market.quote] : [],
    uly: family,
  }
}

/** GET /api/v5/market/tickers. */
export function tickers(call: Call) {
  return instrumentsAsked(call).map((market) => ticker(market, call.exchange))
}

/** GET /api/v5/market/ticker. */
export function oneTicker({ query, exchange }: Call) {
  return [ticker(instrument(exchange, need(query, 'instId')), exchange)]
}

function ticker(market: SimMarket, exchange: Exchange) {
  const { last, open, high, low, volume } = dayOf(market, exchange)
  const price = (value: Decimal) => padded(value, decimalsOf(market.tick))
  const contracts = market.inverse ? volume.times(last).div(market.contractSize) : volume.div(market.contractSize)
  const isSpot = market.type === 'spot'
  return {
    instType: typeOf(market),
    instId: market.id,
    last: price(last),
    lastSz: market.lot,
    askPx: price(last.plus(market.tick)),
    askSz: market.lot,
    bidPx: price(last),
    bidSz: market.lot,
    open24h: price(open),
    high24h: price(high),
    low24h: price(low),
    volCcy24h: text(isSpot ? volume.times(last) : volume, 4),
    vol24h: text(isSpot ? volume : contracts, 4),
    sodUtc0: price(open),
    sodUtc8: price(open),
    ts: String(exchange.now()),
  }
}

/** GET /api/v5/public/mark-price. */
export function markPrices(call: Call) {
  const instId = call.query.get('instId')
  const markets = call.query.has('instType') ? instrumentsAsked(call) : [instrument(call.exchange, need(call.query, 'instId'))]
  return markets
    .filter((market) => instId === null || market.id === instId)
    .map((market) => ({
      instType: market.type === 'spot' ? 'MARGIN' : typeOf(market),
      instId: market.id,
      markPx: call.exchange.markPrice(market.key),
      ts: String(call.exchange.now()),
    }))
}

const EIGHT_HOURS = 28_800_000

/** GET /api/v5/public/funding-rate: of one perpetual, or of all with `ANY`. */
export function fundingRates({ query, exchange }: Call) {
  const instId = need(query, 'instId')
  const asked = instId === 'ANY' ? exchange.markets() : [instrument(exchange, instId)]
  const next = (Math.floor(exchange.now() / EIGHT_HOURS) + 1) * EIGHT_HOURS
  return asked
    .filter(({ type }) => type === 'swap')
    .map((market) => ({
      instType: 'SWAP',
      instId: market.id,
      formulaType: 'withRate',
      method: 'current_period',
      fundingRate: '0.0001',
      fundingTime: String(next),
      nextFundingRate: '',
      nextFundingTime: String(next + EIGHT_HOURS),
      minFundingRate: '-0.00375',
      maxFundingRate: '0.00375',
      interestRate: '0.0001',
      impactValue: '20000.0000000000000000',
      premium: '0.0000000000000000',
      settFundingRate: '0.0001',
      settState: 'settled',
      ts: String(exchange.now()),
    }))
}

/** GET /api/v5/market/index-tickers: by `quoteCcy` or `instId`. */
export function indexTickers({ query, exchange }: Call) {
  const quote = query.get('quoteCcy')
  const instId = query.get('instId')
  if (quote === null && instId === null) throw emptyParameter('quoteCcy or instId')
  const spots = exchange.markets().filter((m) => m.type === 'spot' && (instId === null || m.id === instId))
  return spots
    .filter((market) => quote === null || market.quote === quote)
    .map((market) => {
      const { instId: id, high24h, low24h, open24h, sodUtc0, sodUtc8, ts } = ticker(market, exchange)
      return { instId: id, idxPx: exchange.indexPrice(market.key), high24h, sodUtc0, open24h, low24h, sodUtc8, ts }
    })
}

/** GET /api/v5/public/position-tiers: sizes in contracts (spot: coins). */
export function positionTiers(call: Call) {
  need(call.query, 'tdMode')
  const type = instrumentType(call.query)
  if (type !== 'MARGIN' && !call.query.get('uly') && !call.query.get('instFamily')) throw emptyParameter('uly or instFamily')
  if (type === 'MARGIN') need(call.query, 'instId')
  const [market] = instrumentsAsked(call)
  if (!market || market.maxLeverage === null) return []
  const first = firstSize(market)
  return tiersOf(market).map((tier, i) => ({
    baseMaxLoan: market.type === 'spot' ? String(first * tier.to) : '',
    imr: text(new Decimal(1).div(tier.maxLeverage), 6),
    instFamily: underlyingOf(market),
    instId: market.id,
    maxLever: tier.maxLeverage.toFixed(),
    maxSz: String(first * tier.to),
    minSz: String(first * tier.from),
    mmr: tier.maintenanceRate.toFixed(),
    optMgnFactor: '0',
    quoteMaxLoan: market.type === 'spot' ? String(Math.round(first * tier.to * usdOf(market.coin))) : '',
    tier: String(i + 1),
    uly: underlyingOf(market),
  }))
}

/** About five million dollars' worth of contracts, in round numbers. */
export function firstSize(market: SimMarket): number {
  const unit = market.inverse ? Number(market.contractSize) : usdOf(market.coin) * market.multiplier * Number(market.contractSize)
  return 10 ** Math.round(Math.log10(5_000_000 / unit))
}

function futureAlias(market: SimMarket): string {
  const name = market.alias?.split('-').slice(2).join('-') ?? ''
  const names: Record<string, string> = {
    WEEK: 'this_week',
    MONTH: 'this_month',
    QUARTER: 'quarter',
    'NEXT-QUARTER': 'next_quarter',
  }
  return names[name] ?? ''
}
