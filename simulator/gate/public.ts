import { dayOf } from '../day'
import { Decimal, padded, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { tiersOf } from '../tiers'
import { type Call, contractsOf, type Kind } from './call'

const spots = (exchange: Exchange) => exchange.markets().filter((m) => m.type === 'spot')

/** GET /spot/currency_pairs. */
export function currencyPairs({ exchange }: Call) {
  return spots(exchange).map((market) => ({
    id: market.id,
    base: market.base,
    base_name: market.base,
    quote: market.quote,
    quote_name: market.quote,
    fee: '0.2',
    min_base_amount: market.minAmount,
    min_quote_amount: '3',
    max_quote_amount: '5000000',
    amount_precision: decimalsOf(market.lot),
    precision: decimalsOf(market.tick),
    trade_status: 'tradable',
    sell_start: Math.floor(market.listedAt / 1_000),
    buy_start: Math.floor(market.listedAt / 1_000),
    delisting_time: 0,
    type: 'normal',
  }))
}

/** GET /margin/currency_pairs. */
export function marginPairs({ exchange }: Call) {
  return spots(exchange)
    .filter((market) => market.quote === 'USDT')
    .slice(0, 100)
    .map((market) => ({
      id: market.id,
      base: market.base,
      quote: market.quote,
      leverage: 10,
      min_base_amount: market.minAmount,
      min_quote_amount: '1',
      max_quote_amount: '5000000',
      status: 1,
    }))
}

/** GET /spot/currencies. */
export function currencies({ exchange }: Call) {
  const names = [...new Set(spots(exchange).flatMap((m) => [m.base, m.quote]))]
  return names.map((currency) => ({
    currency,
    name: currency,
    delisted: false,
    withdraw_disabled: false,
    withdraw_delayed: false,
    deposit_disabled: false,
    trade_disabled: false,
    chain: 'ETH',
    chains: [{ name: 'ETH', addr: '', withdraw_disabled: false, withdraw_delayed: false, deposit_disabled: false }],
  }))
}

/** GET /futures/{settle}/contracts, /delivery/{settle}/contracts. */
export function contracts(call: Call, kind: Kind) {
  return contractsOf(call.exchange, kind, call.named.settle).map((market) => contractRow(market, call.exchange))
}

/** GET risk_limit_tiers: up to a value in the settlement currency; `deduction` is what the higher rate takes too much of the lower tiers. */
export function riskLimitTiers(call: Call, kind: Kind) {
  const wanted = call.query.get('contract')
  const markets = contractsOf(call.exchange, kind, call.named.settle).filter(({ id }) => wanted === null || id === wanted)
  return markets.flatMap((market) => {
    let [rate, deduction] = [ZERO, ZERO]
    return tiersOf(market).map((tier, i) => {
      deduction = deduction.plus(new Decimal(FIRST_LIMIT).times(tier.from).times(tier.maintenanceRate.minus(rate)))
      rate = tier.maintenanceRate
      return {
        tier: i + 1,
        risk_limit: String(FIRST_LIMIT * tier.to),
        initial_rate: text(new Decimal(1).div(tier.maxLeverage), 6),
        maintenance_rate: rate.toFixed(),
        leverage_max: tier.maxLeverage.toFixed(),
        contract: market.id,
        deduction: deduction.toFixed(),
      }
    })
  })
}
const FIRST_LIMIT = 5_000_000

function contractRow(market: SimMarket, exchange: Exchange) {
  const last = exchange.lastPrice(market.key)
  const shared = {
    name: market.id,
    // Inverse contracts are worth one dollar and written as if they had no size.
    quanto_multiplier: market.inverse ? '0' : market.contractSize,
    type: market.inverse ? 'inverse' : 'direct',
    mark_type: 'index',
    last_price: last,
    mark_price: exchange.markPrice(market.key),
    index_price: exchange.indexPrice(market.key),
    order_price_round: market.tick,
    mark_price_round: market.tick,
    leverage_min: '1',
    leverage_max: market.maxLeverage ?? '1',
    maintenance_rate: market.maintenanceRate,
    risk_limit_base: '1000000',
    risk_limit_step: '1000000',
    risk_limit_max: '50000000',
    maker_fee_rate: '-0.0001',
    taker_fee_rate: '0.00075',
    ref_discount_rate: '0',
    ref_rebate_rate: '0.2',
    order_price_deviate: '0.5',
    order_size_min: 1,
    order_size_max: 1_000_000,
    orders_limit: 100,
    in_delisting: false,
    config_change_time: Math.floor(market.listedAt / 1_000),
  }
  if (market.expiry === null)
    return {
      ...shared,
      funding_rate: '0.0001',
      funding_rate_indicative: '0.0001',
      funding_interval: 28_800,
      funding_next_apply: Math.floor(exchange.now() / 28_800_000 + 1) * 28_800,
      cross_leverage_default: '10',
      create_time: Math.floor(market.listedAt / 1_000),
      enable_decimal: false,
      is_pre_market: false,
      status: 'trading',
      contract_type: '',
    }
  return {
    ...shared,
    underlying: `${market.base}_${market.quote}`,
    cycle: cycleOf(market),
    basis_rate: '0',
    basis_value: '0',
    settle_price: '0',
    settle_price_interval: 60,
    settle_price_duration: 1_800,
    settle_fee_rate: '0.0005',
    expire_time: Math.floor(market.expiry / 1_000),
  }
}

/** GET /spot/tickers; `currency_pair` narrows it. */
export function spotTickers({ exchange, query }: Call) {
  const pair = query.get('currency_pair')
  return spots(exchange)
    .filter((market) => pair === null || market.id === pair)
    .map((market) => {
      const { last, high, low, change, volume } = dayOf(market, exchange)
      const price = (value: Decimal) => padded(value, decimalsOf(market.tick))
      return {
        currency_pair: market.id,
        last: price(last),
        lowest_ask: price(last.plus(market.tick)),
        lowest_size: market.lot,
        highest_bid: price(last),
        highest_size: market.lot,
        change_percentage: change.times(100).toFixed(2),
        base_volume: text(volume, 8),
        quote_volume: text(volume.times(last), 8),
        high_24h: price(high),
        low_24h: price(low),
      }
    })
}

/** GET /futures/{settle}/tickers, /delivery/{settle}/tickers. */
export function contractTickers({ exchange, named, query }: Call, kind: Kind) {
  const contract = query.get('contract')
  return contractsOf(exchange, kind, named.settle)
    .filter((market) => contract === null || market.id === contract)
    .map((market) => {
      const { last, high, low, change, volume } = dayOf(market, exchange)
      const price = (value: Decimal) => padded(value, decimalsOf(market.tick))
      const quoteVolume = text(volume.times(last), 0)
      return {
        contract: market.id,
        last: price(last),
        lowest_ask: price(last.plus(market.tick)),
        lowest_size: '100',
        highest_bid: price(last),
        highest_size: '100',
        change_percentage: change.times(100).toFixed(2),
        change_price: price(last.minus(last.div(change.plus(1)))),
        total_size: text(volume, 0),
        volume_24h: market.inverse ? quoteVolume : text(volume.div(market.contractSize), 0),
        volume_24h_base: text(volume, 4),
        volume_24h_quote: quoteVolume,
        volume_24h_settle: market.inverse ? text(volume, 4) : quoteVolume,
        low_24h: price(low),
        high_24h: price(high),
        funding_rate: '0.0001',
        funding_rate_indicative: '0.0001',
        index_price: exchange.indexPrice(market.key),
        mark_price: exchange.markPrice(market.key),
        quanto_base_rate: '',
      }
    })
}

function cycleOf(market: SimMarket): string {
  if (market.alias?.endsWith('WEEK')) return 'WEEKLY'
  return market.alias?.endsWith('MONTH') ? 'MONTHLY' : 'QUARTERLY'
}
