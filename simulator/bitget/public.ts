import { dayOf } from '../day'
import { type Decimal, padded, text } from '../decimal'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { hash } from '../random'
import { tiersOf } from '../tiers'
import { type Call, contractNamed, marketsOf, type Product, productAsked, productOf } from './call'
import { badParameter } from './errors'

/** GET /api/v2/spot/public/symbols. */
export function spotSymbols({ exchange }: Pick<Call, 'exchange'>) {
  return marketsOf(exchange, 'SPOT').map((market) => ({
    symbol: market.id,
    baseCoin: market.base,
    quoteCoin: market.quote,
    minTradeAmount: '0',
    maxTradeAmount: '900000000000000000000',
    takerFeeRate: '0.002',
    makerFeeRate: '0.002',
    pricePrecision: String(decimalsOf(market.tick)),
    quantityPrecision: String(decimalsOf(market.lot)),
    quotePrecision: '8',
    status: 'online',
    minTradeUSDT: '1',
    buyLimitPriceRatio: '0.05',
    sellLimitPriceRatio: '0.05',
    areaSymbol: 'no',
    orderQuantity: '200',
    openTime: String(market.listedAt),
    offTime: '',
  }))
}

/** GET /api/v2/mix/market/query-position-lever: the rate of the tier that a value reaches, on all of it. */
export function positionTiers({ exchange, query }: Call) {
  const market = contractNamed(exchange, productAsked(query.get('productType')), query.get('symbol'))
  return tiersOf(market).map((tier, i) => ({
    symbol: market.id,
    level: String(i + 1),
    startUnit: String(FIRST_TIER * tier.from),
    endUnit: String(FIRST_TIER * tier.to),
    leverage: tier.maxLeverage.toFixed(),
    keepMarginRate: tier.maintenanceRate.toFixed(),
  }))
}
const FIRST_TIER = 5_000_000

/** GET /api/v2/mix/market/contracts. */
export function contracts({ exchange, query }: Call) {
  return marketsOf(exchange, productAsked(query.get('productType'))).map((market) => ({
    symbol: market.id,
    baseCoin: market.base,
    quoteCoin: market.quote,
    buyLimitPriceRatio: '0.05',
    sellLimitPriceRatio: '0.05',
    feeRateUpRatio: '0.005',
    makerFeeRate: '0.0002',
    takerFeeRate: '0.0006',
    openCostUpRatio: '0.01',
    supportMarginCoins: [market.settle],
    minTradeNum: market.minAmount,
    priceEndStep: '1',
    volumePlace: String(decimalsOf(market.lot)),
    pricePlace: String(decimalsOf(market.tick)),
    sizeMultiplier: market.lot,
    symbolType: market.type === 'future' ? 'delivery' : 'perpetual',
    minTradeUSDT: '5',
    maxSymbolOrderNum: '200',
    maxProductOrderNum: '1000',
    maxPositionNum: '150',
    symbolStatus: 'normal',
    offTime: '-1',
    limitOpenTime: '-1',
    ...delivery(market),
    launchTime: '',
    fundInterval: market.type === 'future' ? '' : '8',
    minLever: '1',
    maxLever: market.maxLeverage ?? '1',
    posLimit: '0.05',
    maintainTime: '',
    maxMarketOrderQty: market.maxAmount,
    maxOrderQty: market.maxAmount,
  }))
}

/** GET /api/v3/market/instruments. */
export function instruments({ exchange, query }: Call) {
  const category = query.get('category')
  if (category === 'SPOT')
    return spotSymbols({ exchange }).map(({ symbol, baseCoin, quoteCoin, pricePrecision, quantityPrecision }) => ({
      symbol,
      category,
      baseCoin,
      quoteCoin,
      buyLimitPriceRatio: '0.05',
      sellLimitPriceRatio: '0.05',
      minOrderQty: '0.000001',
      maxOrderQty: '0',
      pricePrecision,
      quantityPrecision,
      quotePrecision: '8',
      minOrderAmount: '1',
      maxSymbolOrderNum: '400',
      maxProductOrderNum: '400',
      status: 'online',
      maintainTime: '',
    }))
  return marketsOf(exchange, productAsked(category)).map((market) => ({
    symbol: market.id,
    category,
    baseCoin: market.base,
    quoteCoin: market.quote,
    buyLimitPriceRatio: '0.05',
    sellLimitPriceRatio: '0.05',
    feeRateUpRatio: '0.005',
    makerFeeRate: '0.0002',
    takerFeeRate: '0.0006',
    openCostUpRatio: '0.01',
    minOrderQty: market.minAmount,
    maxOrderQty: market.maxAmount,
    pricePrecision: String(decimalsOf(market.tick)),
    quantityPrecision: String(decimalsOf(market.lot)),
    quotePrecision: null,
    priceMultiplier: market.tick,
    quantityMultiplier: market.lot,
    type: market.type === 'future' ? 'delivery' : 'perpetual',
    minOrderAmount: '5',
    maxSymbolOrderNum: '200',
    maxProductOrderNum: '1000',
    maxPositionNum: '150',
    status: 'online',
    offTime: '-1',
    limitOpenTime: '-1',
    ...delivery(market),
    launchTime: '',
    fundInterval: '8',
    minLeverage: '1',
    maxLeverage: market.maxLeverage ?? '1',
    maintainTime: '',
  }))
}

/** GET /api/v2/margin/currencies. */
export function marginCurrencies({ exchange }: Call) {
  return marketsOf(exchange, 'SPOT')
    .filter((market) => market.quote === 'USDT')
    .slice(0, 120)
    .map((market) => ({
      symbol: market.id,
      baseCoin: market.base,
      quoteCoin: market.quote,
      maxCrossedLeverage: '3',
      maxIsolatedLeverage: '10',
      warningRiskRatio: '0.8',
      liquidationRiskRatio: '1',
      minTradeAmount: '0.0001',
      maxTradeAmount: '10000000',
      takerFeeRate: '0.001',
      makerFeeRate: '0.001',
      pricePrecision: String(decimalsOf(market.tick)),
      quantityPrecision: String(decimalsOf(market.lot)),
      minTradeUSDT: '5',
      isBorrowable: true,
      userMinBorrow: '0.00000001',
      status: '1',
      isIsolatedBaseBorrowable: true,
      isIsolatedQuoteBorrowable: true,
      isCrossBorrowable: true,
    }))
}

/** GET /api/v2/spot/public/coins. */
export function coins({ exchange, query }: Call) {
  const asked = query.get('coin')
  const names = [...new Set(marketsOf(exchange, 'SPOT').flatMap((m) => [m.base, m.quote]))]
  return names
    .filter((coin) => asked === null || coin === asked)
    .map((coin) => ({
      coinId: String(hash(coin) % 100_000),
      coin,
      transfer: 'true',
      chains: coin === 'EUR' ? [] : [chain(coin)],
      areaCoin: 'no',
    }))
}

/** GET /api/v2/spot/market/tickers, /api/v2/mix/market/tickers. */
export function tickers(call: Call, isSpot: boolean) {
  const product = isSpot ? 'SPOT' : productAsked(call.query.get('productType'))
  const symbol = call.query.get('symbol')
  return marketsOf(call.exchange, product)
    .filter((market) => symbol === null || market.id === symbol)
    .map((market) => ticker(market, call))
}

function ticker(market: SimMarket, { exchange }: Call) {
  const { last, open, high, low, change, volume } = dayOf(market, exchange)
  const price = (value: Decimal) => padded(value, decimalsOf(market.tick))
  const shared = {
    symbol: market.id,
    high24h: price(high),
    low24h: price(low),
    lastPr: price(last),
    quoteVolume: text(volume.times(last), 6),
    baseVolume: text(volume, 4),
    usdtVolume: text(volume.times(last), 6),
    ts: String(exchange.now()),
    bidPr: price(last),
    askPr: price(last.plus(market.tick)),
    bidSz: market.lot,
    askSz: market.lot,
    openUtc: price(open),
    changeUtc24h: change.toFixed(5),
    change24h: change.toFixed(5),
  }
  if (market.type === 'spot') return { ...shared, open: price(open) }
  return {
    ...shared,
    open24h: price(open),
    indexPrice: exchange.indexPrice(market.key),
    markPrice: exchange.markPrice(market.key),
    fundingRate: market.type === 'swap' ? '0.0001' : '0',
    holdingAmount: text(volume.div(10), 4),
    deliveryStartTime: null,
    deliveryTime: market.expiry === null ? null : String(market.expiry),
    deliveryStatus: market.expiry === null ? '' : 'delivery_normal',
  }
}

/** GET /api/v3/market/tickers. */
export function unifiedTickers({ exchange, query }: Call) {
  const category = query.get('category')
  const product: Product | 'SPOT' | null = category === 'SPOT' ? 'SPOT' : productAsked(category)
  const symbol = query.get('symbol')
  if (!category) throw badParameter('category')
  return marketsOf(exchange, product)
    .filter((market) => symbol === null || market.id === symbol)
    .map((market) => {
      const { last, open, high, low, change, volume } = dayOf(market, exchange)
      const price = (value: Decimal) => padded(value, decimalsOf(market.tick))
      const shared = {
        category: productOf(market),
        symbol: market.id,
        ts: String(exchange.now()),
        lastPrice: price(last),
        openPrice24h: price(open),
        highPrice24h: price(high),
        lowPrice24h: price(low),
        ask1Price: price(last.plus(market.tick)),
        bid1Price: price(last),
        bid1Size: market.lot,
        ask1Size: market.lot,
        price24hPcnt: change.toFixed(5),
        volume24h: text(volume, 6),
        turnover24h: text(volume.times(last), 6),
      }
      if (market.type === 'spot') return shared
      return {
        ...shared,
        indexPrice: exchange.indexPrice(market.key),
        markPrice: exchange.markPrice(market.key),
        fundingRate: '0.0001',
        openInterest: text(volume.div(10), 4),
        deliveryStartTime: '',
        deliveryTime: market.expiry === null ? '' : String(market.expiry),
        deliveryStatus: '',
      }
    })
}

function delivery(market: SimMarket) {
  return {
    deliveryTime: market.expiry === null ? '' : String(market.expiry),
    deliveryStartTime: market.expiry === null ? '' : String(market.listedAt),
    deliveryPeriod: market.expiry === null ? '' : market.alias?.endsWith('NEXT-QUARTER') ? 'next_quarter' : 'this_quarter',
  }
}

function chain(coin: string) {
  return {
    chain: coin === 'BTC' ? 'BTC' : 'ERC20',
    needTag: 'false',
    withdrawable: 'true',
    rechargeable: 'true',
    withdrawFee: '0.0005',
    extraWithdrawFee: '0',
    depositConfirm: '12',
    withdrawConfirm: '64',
    minDepositAmount: '0.001',
    minWithdrawAmount: '0.01',
    browserUrl: '',
    contractAddress: '',
    withdrawStep: '0',
    withdrawMinScale: '8',
    congestion: 'normal',
  }
}
