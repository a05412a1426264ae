import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import { HIP3_DEXES, HYPERLIQUID_TOKENS } from '../markets/hyperliquid'
import type { SimMarket } from '../markets/market'
import { decimalsOf } from '../pricing'
import { amount } from './numbers'

const DEPLOYER = '0x88806a71d74ad0a510b350545c9ae490912f0888'

/** The perpetuals of an exchange on the chain: `''` is Hyperliquid's own, others are named in their coins (`flx:CRCL`). */
export function perpsOf(dex: string, exchange: Exchange): SimMarket[] {
  return exchange.markets().filter((m) => m.type === 'swap' && dexOf(m) === dex)
}

export function dexOf(market: SimMarket): string {
  const colon = market.id.indexOf(':')
  return colon < 0 ? '' : market.id.slice(0, colon)
}

export function isDex(name: string): boolean {
  return name === '' || HIP3_DEXES.some((dex) => dex.name === name)
}

export function tokenIndex(name: string): number {
  return HYPERLIQUID_TOKENS.findIndex((token) => token.name === name)
}

/** The token that margins an exchange on the chain. */
export function collateralOf(dex: string): string {
  return HIP3_DEXES.find((d) => d.name === dex)?.collateral ?? 'USDC'
}

/** `meta` */
export function meta(dex: string, exchange: Exchange) {
  const leverages = [...new Set(perpsOf(dex, exchange).map((m) => Number(m.maxLeverage)))]
  return {
    universe: perpsOf(dex, exchange).map((market) => ({
      szDecimals: decimalsOf(market.lot),
      name: market.id,
      maxLeverage: Number(market.maxLeverage),
      marginTableId: Number(market.maxLeverage),
      ...(dex === '' ? {} : { onlyIsolated: true, marginMode: 'strictIsolated' }),
    })),
    marginTables: leverages.map((maxLeverage) => [
      maxLeverage,
      { description: '', marginTiers: [{ lowerBound: '0.0', maxLeverage }] },
    ]),
    collateralToken: tokenIndex(collateralOf(dex)),
  }
}

/** `metaAndAssetCtxs` */
export function metaAndContexts(dex: string, exchange: Exchange) {
  return [meta(dex, exchange), perpsOf(dex, exchange).map((market) => perpContext(market, exchange))]
}

/** `spotMeta` */
export function spotMeta(exchange: Exchange) {
  return {
    universe: spotMarkets(exchange).map((market, index) => ({
      tokens: [tokenIndex(market.base), tokenIndex(market.quote)],
      name: market.id,
      index,
      isCanonical: index === 0,
    })),
    tokens: HYPERLIQUID_TOKENS.map((token, index) => ({
      name: token.name,
      szDecimals: token.szDecimals,
      weiDecimals: 8,
      index,
      tokenId: `0x${index.toString(16).padStart(32, '0')}`,
      isCanonical: index < 2,
      evmContract: null,
      fullName: token.fullName,
      deployerTradingFeeShare: '0.0',
    })),
  }
}

/** `spotMetaAndAssetCtxs` */
export function spotMetaAndContexts(exchange: Exchange) {
  return [spotMeta(exchange), spotMarkets(exchange).map((market) => ({ ...dayOf(market, exchange), ...supply, coin: market.id }))]
}

/** `allMids`; spot pairs and sides of outcomes only among the chain's own. */
export function allMids(dex: string, exchange: Exchange): Record<string, string> {
  const markets = dex === '' ? [...perpsOf('', exchange), ...spotMarkets(exchange)] : perpsOf(dex, exchange)
  const mids = Object.fromEntries(markets.map((market) => [market.id, plain(exchange.lastPrice(market.key))]))
  return dex === '' ? { ...mids, ...sideMids() } : mids
}

/** `perpDexs`: the first, null, is Hyperliquid itself. */
export function perpDexes() {
  return [
    null,
    ...HIP3_DEXES.map((dex) => ({
      name: dex.name,
      fullName: dex.fullName,
      deployer: DEPLOYER,
      oracleUpdater: null,
      feeRecipient: DEPLOYER,
      assetToStreamingOiCap: dex.coins.map((coin) => [`${dex.name}:${coin}`, '100000000.0']),
    })),
  ]
}

/** What one side of an outcome costs, in the coin that it turns into. */
const OUTCOMES = [
  { outcome: 9226, name: 'BTC above 100,000', quoteToken: 'USDC', yes: '0.4215', no: '0.5785' },
  { outcome: 9231, name: 'Rates unchanged', quoteToken: 'USDC', yes: '0.93', no: '0.07' },
] as const

/** `+92260`: what a balance calls a side. */
export const isSide = (coin: string) => coin.startsWith('+')

/** `outcomeMeta` */
export function outcomeMeta() {
  const outcomes = OUTCOMES.map(({ outcome, name, quoteToken }) => ({
    outcome,
    name,
    description: '',
    sideSpecs: [{ name: 'Yes' }, { name: 'No' }],
    quoteToken,
  }))
  return { outcomes, questions: [] }
}

const sideMids = () =>
  Object.fromEntries(
    OUTCOMES.flatMap(({ outcome, yes, no }) => [
      [`#${outcome}0`, yes],
      [`#${outcome}1`, no],
    ]),
  )

const supply = { circulatingSupply: '1000000000.0', totalSupply: '1000000000.0' }

function spotMarkets(exchange: Exchange): SimMarket[] {
  return exchange.markets().filter((m) => m.type === 'spot')
}

function dayOf(market: SimMarket, exchange: Exchange) {
  const last = new Decimal(exchange.lastPrice(market.key))
  const volume = new Decimal(exchange.volume24h(market.key))
  return {
    prevDayPx: amount(last.div(new Decimal(exchange.change24h(market.key)).plus(1)), decimalsOf(market.tick)),
    dayNtlVlm: amount(volume.times(last)),
    markPx: plain(exchange.markPrice(market.key)),
    midPx: plain(last.toFixed()),
    dayBaseVlm: amount(volume),
  }
}

function perpContext(market: SimMarket, exchange: Exchange) {
  const mark = plain(exchange.markPrice(market.key))
  return {
    funding: '0.0000125',
    openInterest: amount(new Decimal(exchange.volume24h(market.key)).times('0.4'), 2),
    ...dayOf(market, exchange),
    premium: '0.0',
    oraclePx: plain(exchange.indexPrice(market.key)),
    impactPxs: [mark, mark],
  }
}

function plain(price: string): string {
  return amount(new Decimal(price), 12)
}
