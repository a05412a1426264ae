import { heldValue, marginBound } from '../account-figures'
import { fixed, known, sumKnown, USD_DECIMALS, usd } from '../amounts'
import { sideOf } from '../asset-figures'
import { unreadMargins } from '../bound'
import { baseCoin } from '../coins'
import { Decimal, type DecimalString, ZERO } from '../decimal'
import { isExposed } from '../exposure'
import { distanceToLiquidation } from '../liquidation'
import { isStable } from '../stablecoins'
import type { Asset, EquityBound, MarginMode, NotIncluded, WalletEquity } from '../types'
import { walletLabel } from '../wallets'
import { impliedVolatility } from './black-scholes'
import { heldCoins } from './coins'
import type { OptionMark } from './option-marks'
import { optionOfPair } from './option-pair'
import { isTold } from './pool'
import { explains, reachable } from './tiers'
import type { Assumption, MaintenanceTable, OptionTerms, Payoff, RiskAccount, RiskPool, RiskPosition, Spare } from './types'

/** An account and its newest reading; null where it was never read. */
export interface RiskInput {
  account: Pick<RiskAccount, 'accountId' | 'accountName' | 'exchange' | 'exchangeName' | 'stale'>
  reading: {
    asOf: Date
    equity: DecimalString | null
    bound: EquityBound
    assets: readonly Asset[]
    equities: readonly WalletEquity[]
    notIncluded: readonly NotIncluded[]
  } | null
}

/** What is known beside a reading. */
export interface RiskFacts {
  /** USD per coin, under the coin's one name, where the account's own reading tells none. */
  priceOf(coin: string): DecimalString | null
  /** The exchange's table of maintenance margins for an account's pair, in that margin mode; null: not known. */
  tiersOf(accountId: string, pair: string, mode: MarginMode | null): MaintenanceTable | null
  /** What the exchange sent of an option of an account beside its price; null: nothing. */
  optionMarkOf(accountId: string, pair: string): OptionMark | null
}

const CENT = new Decimal('0.01')
/** Wallets that money is moved out of at once; what is lent or staked is not. */
const MOVABLE: ReadonlySet<string> = new Set(['spot', 'funding', 'perp', 'unified', 'margin', 'future', 'swap'])

const amount = (value: Decimal) => fixed(value, USD_DECIMALS)
const product = (a: DecimalString | null, b: DecimalString | null) => (a === null || b === null ? null : new Decimal(a).times(b))

interface Found {
  asset: Asset
  position: RiskPosition
  /** Margin put up and profit, USD; null: not known. Of isolated ones. */
  own: Decimal | null
  /** There is a table, which the exchange's own figure of the position contradicts. */
  differs: boolean
}

/**
 * An account as it is under other prices. What is liquidated together is a pool: the cross positions of a wallet with the
 * collateral of that wallet, and each isolated position by itself. A position without a value, or an option without a
 * volatility, leaves the whole account unknown, since nobody can say what it does.
 */
export function riskAccount({ account, reading }: RiskInput, facts: RiskFacts): RiskAccount {
  const nothing = {
    ...{ pools: [], coins: [], spare: [], untold: [], untoldOptions: [], assumptions: [] },
    maintenance: { tables: 0, shares: 0 },
  }
  const bare = { ...account, asOf: null, equity: null, bound: 'exact' as const, marginBound: 'exact' as const, ...nothing }
  if (reading === null) return { ...bare, unknown: ['It has not been read yet.'] }
  // An option's price and its coin's are of one moment in one reading.
  const own = new Map(heldCoins([reading]).map(({ coin, price }) => [coin, price]))
  const priceOf = (coin: string) => own.get(coin) ?? facts.priceOf(coin)
  const unknown: string[] = []
  if (reading.equity === null) unknown.push('Nothing that it holds has a price.')
  const found = reading.assets.flatMap((asset) => {
    if (asset.assetType !== 'position' || new Decimal(asset.size).isZero()) return []
    const made = positionOf(asset, { account, asOf: reading.asOf }, { ...facts, priceOf })
    if (typeof made === 'string') {
      unknown.push(`${asset.symbol}: ${made}`)
      return []
    }
    return [made]
  })
  const { asOf, equity, bound } = reading
  const known = { ...bare, asOf, equity, bound, marginBound: marginBound(reading) }
  if (unknown.length > 0) return { ...known, unknown, untoldOptions: optionsOf(reading.assets) }
  const pools: RiskPool[] = []
  const spare: Spare[] = []
  /** Coins that token rows hold for isolated positions, whose pools they are in. */
  const apart: Moving[] = []
  for (const wallet of walletsOf(reading)) {
    const own = found.filter(({ asset }) => asset.walletType === wallet.walletType)
    const isolated = own.filter(({ asset }) => asset.marginMode === 'isolated')
    const margin = walletMargin(wallet, reading.assets, isolated)
    const cross = crossPool(wallet, margin, own, isolated)
    if (cross) pools.push(cross)
    else apart.push(...margin.apart)
    spare.push(...spareOf(wallet, reading.assets, cross ? pools.length - 1 : null))
    pools.push(...isolated.map(isolatedPool))
  }
  const margining = new Set(pools.flatMap(({ wallet, kind }) => (kind === 'cross' ? [wallet] : [])))
  const coins = summed([
    ...reading.assets.flatMap((asset) => (margining.has(asset.walletType) && asset.marginBalance !== null ? [] : moving(asset))),
    ...apart,
  ])
  const assumptions = assumptionsOf(
    pools,
    found.some(({ differs }) => differs),
  )
  return {
    ...{ ...known, pools, coins, spare, assumptions },
    ...{ unknown: [], untold: untoldOf(reading, pools), maintenance: maintenanceKinds(pools) },
  }
}

const optionsOf = (assets: readonly Asset[]): string[] =>
  assets.flatMap(({ marketType, size, symbol }) => (marketType === 'option' && !new Decimal(size).isZero() ? [symbol] : []))

/** Why nobody can say of all of an account when it is liquidated: a wallet that was not read, margin or debts of which too little is told. */
function untoldOf({ assets, notIncluded }: NonNullable<RiskInput['reading']>, pools: readonly RiskPool[]): string[] {
  const margining = new Set(pools.flatMap(({ wallet, kind }) => (kind === 'cross' ? [wallet] : [])))
  const owing = new Set(assets.filter(owes).flatMap(({ walletType }) => (margining.has(walletType) ? [] : [walletType])))
  return [
    ...unreadMargins(notIncluded).map((wallet) => `Its wallet ${walletLabel(wallet)} was not read.`),
    ...pools
      .filter((pool) => !isTold(pool))
      .map(({ wallet, kind, positions }) => {
        const what = kind === 'isolated' ? positions[0]?.symbol : walletLabel(wallet)
        return `${what ?? walletLabel(wallet)}: its margin balance or maintenance margin is not told.`
      }),
    ...[...owing].map((wallet) => `Its wallet ${walletLabel(wallet)} owes, and at which prices that is called in is not told.`),
  ]
}

/** Whether coins are owed, and more than is left over by rounding: a dollar's worth. */
function owes({ assetType, size, borrowed, price }: Asset): boolean {
  const owed = Decimal.max(borrowed, new Decimal(size).negated(), ZERO)
  return assetType === 'token' && owed.gt(0) && (price === null || owed.times(price).gte(1))
}

function walletsOf({ assets, equities }: NonNullable<RiskInput['reading']>): WalletEquity[] {
  const told = new Set(equities.map(({ walletType }) => walletType))
  const others = new Set(assets.map(({ walletType }) => walletType).filter((wallet) => !told.has(wallet)))
  const nothing = { totalEquity: null, marginBalance: null, initialMargin: null, maintMargin: null, availableMargin: null }
  return [
    ...equities,
    ...[...others].map((walletType) => ({
      ...{ walletType, ...nothing, marginRatio: null, unrealizedProfit: null, reportedEquity: null },
    })),
  ]
}

const QUOTE = /^[^:]+:.*-([^-:]+)(?::[^:]+)?$/

/** The coin or money that a pair's price is in (`pairOf`); null: its name does not tell. */
function quoteOf(pair: string): string | null {
  const [, quote] = QUOTE.exec(pair) ?? []
  return quote === undefined ? null : baseCoin(quote)
}

/** How an asset's profit follows prices, or in words why nobody knows. */
function positionOf(
  asset: Asset,
  { account, asOf }: { account: RiskInput['account']; asOf: Date },
  facts: RiskFacts,
): Found | string {
  const coin = baseCoin(asset.base)
  const side = sideOf(asset)
  if (asset.notional === null || side === null) return 'the exchange sends no price, so it has no value.'
  const quote = quoteOf(asset.symbol)
  const quoteCoin = quote === null || isStable(quote) || quote === coin ? null : quote
  const settled = asset.settle === null ? quoteCoin : baseCoin(asset.settle)
  const money = settled === null || isStable(settled)
  const payoff: Payoff = money ? 'linear' : settled === coin ? 'inverse' : 'quanto'
  const option = asset.marketType === 'option' ? optionTerms(asset, { accountId: account.accountId, coin, asOf }, facts) : null
  if (typeof option === 'string') return option
  const profit = product(asset.unrealizedProfit, asset.price)
  const margin = product(asset.marginBalance ?? asset.initialMargin, asset.price)
  const maint = usd(product(asset.maintMargin, asset.price))
  const tabled = option === null && quoteCoin === null && payoff !== 'quanto'
  const table = tabled ? facts.tiersOf(account.accountId, asset.symbol, asset.marginMode) : null
  const fits = table !== null && explains(table, { notional: asset.notional, mark: asset.markPrice, payoff }, maint)
  return {
    asset,
    own: margin !== null && profit !== null ? margin.plus(profit) : null,
    differs: table !== null && !fits,
    position: {
      ...{ symbol: asset.symbol, coin, side, notional: asset.notional, mark: asset.markPrice, payoff, option },
      settleCoin: money ? null : settled,
      quoteCoin,
      maint,
      tiers: fits ? reachable(table, { notional: asset.notional, mark: asset.markPrice, payoff }) : null,
    },
  }
}

function optionTerms(
  asset: Asset,
  { accountId, coin, asOf }: { accountId: string; coin: string; asOf: Date },
  facts: RiskFacts,
): OptionTerms | string {
  const terms = optionOfPair(asset.symbol, asOf)
  const underlying = facts.priceOf(coin)
  if (terms === null || underlying === null) return 'an option whose terms or whose coin’s price are not known.'
  const mark = facts.optionMarkOf(accountId, asset.symbol)
  const each = new Decimal(asset.notional ?? 0).div(asset.size).abs()
  const input = { ...terms, underlying: Number(underlying), strike: Number(terms.strike) }
  const implied = () => (terms.years > 0 ? impliedVolatility(input, each.toNumber()) : 0)
  const volatility = mark ? Number(mark.volatility) : implied()
  if (volatility === null) return 'an option whose volatility is neither sent nor told by its price.'
  const volatilityFrom = mark ? 'exchange' : 'mark'
  return { ...terms, size: asset.size, underlying, volatility, volatilityFrom, greeks: mark?.greeks ?? null }
}

/** USD that go with a coin's price. */
interface Moving {
  coin: string
  value: Decimal
}

function moving(asset: Asset): Moving[] {
  const value = isExposed(asset) ? heldValue(asset) : null
  return value === null ? [] : [{ coin: baseCoin(asset.base), value }]
}

/** What of a wallet margins: its tokens that do, and of them the coins of isolated positions, negative, which are not the others'. */
function walletMargin(wallet: WalletEquity, assets: readonly Asset[], isolated: readonly Found[]) {
  const tokens = assets.filter(
    ({ assetType, walletType, marginBalance }) =>
      assetType === 'token' && walletType === wallet.walletType && marginBalance !== null,
  )
  const held = sumKnown(tokens.map(({ marginBalance, price }) => product(marginBalance, price))) ?? ZERO
  const whole = known(wallet.marginBalance)
  // Margin of isolated positions is in the wallet's tokens on some exchanges, and beside them on others.
  const inside = whole?.minus(held).abs().lte(CENT) === true
  const apart = (inside ? isolated : []).flatMap(({ position: { settleCoin }, own }): Moving[] =>
    settleCoin === null || own === null ? [] : [{ coin: settleCoin, value: own.negated() }],
  )
  return { whole, tokens, apart }
}

/** What a wallet margins together; null where it margins nothing. Its margins are the wallet's without the isolated ones'. */
function crossPool(
  wallet: WalletEquity,
  { whole, tokens, apart: coinsApart }: ReturnType<typeof walletMargin>,
  own: readonly Found[],
  isolated: readonly Found[],
): RiskPool | null {
  const across = own.filter((found) => !isolated.includes(found))
  const maint = crossMaintenance(wallet, across, isolated)
  if (across.length === 0 && !(maint?.gt(0) ?? false)) return null
  const apart = isolated.reduce<Decimal | null>((sum, found) => (sum && found.own ? sum.plus(found.own) : null), ZERO)
  const unpriced = tokens.some(({ price, maintMargin }) => price === null && !(known(maintMargin) ?? ZERO).isZero())
  return {
    ...{ wallet: wallet.walletType, kind: 'cross', liquidationFactor: null },
    balance: unpriced || whole === null || apart === null ? null : amount(whole.minus(apart)),
    maint: usd(maint),
    coins: summed([...tokens.flatMap(moving), ...coinsApart]),
    positions: withShares(
      across.map(({ position }) => position),
      maint,
    ),
  }
}

/** Maintenance of a wallet's cross positions, USD; null: neither the wallet nor each position tells. */
function crossMaintenance(wallet: WalletEquity, across: readonly Found[], isolated: readonly Found[]): Decimal | null {
  const whole = known(wallet.maintMargin)
  const sum = (found: readonly Found[]) =>
    found.reduce<Decimal | null>((all, { position }) => (all && position.maint !== null ? all.plus(position.maint) : null), ZERO)
  const own = sum(across)
  if (whole === null) return own
  const theirs = sum(isolated)
  return theirs === null ? own : Decimal.max(0, whole.minus(theirs))
}

/** Positions that tell no maintenance of their own share what the wallet tells beyond the others', by their value. */
function withShares(positions: RiskPosition[], maint: Decimal | null): RiskPosition[] {
  const silent = positions.filter((position) => position.maint === null)
  if (silent.length === 0 || maint === null) return positions
  const told = positions.reduce((sum, position) => sum.plus(position.maint ?? 0), ZERO)
  const rest = Decimal.max(0, maint.minus(told))
  const all = silent.reduce((sum, { notional }) => sum.plus(new Decimal(notional).abs()), ZERO)
  if (!all.gt(0)) return positions
  return positions.map((position) =>
    position.maint === null
      ? { ...position, maint: amount(rest.times(new Decimal(position.notional).abs()).div(all)) }
      : position,
  )
}

function isolatedPool({ asset, position, own }: Found): RiskPool {
  const reachable = distanceToLiquidation(asset) !== null && asset.liquidationPrice !== null && asset.markPrice !== null
  return {
    ...{ wallet: asset.walletType, kind: 'isolated', balance: usd(own), maint: position.maint },
    coins: position.settleCoin === null || own === null ? [] : [{ coin: position.settleCoin, value: amount(own) }],
    positions: [position],
    liquidationFactor:
      reachable && asset.liquidationPrice !== null && asset.markPrice !== null
        ? fixed(new Decimal(asset.liquidationPrice).div(asset.markPrice), USD_DECIMALS)
        : null,
  }
}

/** Money of a wallet that may leave it: of what is free, as much as there is in money. */
function spareOf(wallet: WalletEquity, assets: readonly Asset[], pool: number | null): Spare[] {
  if (!MOVABLE.has(wallet.walletType)) return []
  const money = assets.filter(
    (asset) => asset.assetType === 'token' && asset.walletType === wallet.walletType && !isExposed(asset) && asset.price !== null,
  )
  const margin = known(wallet.availableMargin)
  // A token that margins positions and does not say what is free of it is bounded by what the wallet says, or gives nothing.
  const free = money.map((token) =>
    product(token.availableBalance ?? (pool === null || margin !== null ? token.size : null), token.price),
  )
  const sum = free.reduce<Decimal>((all, each) => (each?.gt(0) ? all.plus(each) : all), ZERO)
  const most = pool !== null && margin !== null ? Decimal.min(sum, margin) : sum
  return most.gte(1) ? [{ wallet: wallet.walletType, usd: most.toDecimalPlaces(2, Decimal.ROUND_DOWN).toFixed(), pool }] : []
}

function summed(parts: readonly Moving[]): { coin: string; value: DecimalString }[] {
  const sums = new Map<string, Decimal>()
  for (const { coin, value } of parts) sums.set(coin, (sums.get(coin) ?? ZERO).plus(value))
  return [...sums].flatMap(([coin, value]) => (value.isZero() ? [] : [{ coin, value: amount(value) }]))
}

/** How many positions follow a table of the exchange, and how many the simple rule. */
function maintenanceKinds(pools: readonly RiskPool[]): RiskAccount['maintenance'] {
  const positions = pools.flatMap((pool) => pool.positions.filter(({ option }) => option === null))
  const tables = positions.filter(({ tiers }) => tiers !== null).length
  return { tables, shares: positions.length - tables }
}

function assumptionsOf(pools: readonly RiskPool[], differs: boolean): Assumption[] {
  const made = new Set<Assumption>(differs ? ['maintenance_table_differs'] : [])
  for (const { coins, positions, kind } of pools) {
    if (kind === 'cross' && coins.some(({ value }) => new Decimal(value).gt(0))) made.add('no_haircut')
    for (const { option, tiers, payoff } of positions) {
      if (option) made.add('option_maintenance')
      if (option?.volatilityFrom === 'mark') made.add('implied_volatility')
      if (!option && tiers === null && payoff !== 'inverse') made.add('maintenance_share')
    }
  }
  return [...made].sort()
}
