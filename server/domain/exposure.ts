import { fixed, NOTIONAL_DECIMALS } from './amounts'
import { baseCoin } from './coins'
import { Decimal, type DecimalString, ZERO } from './decimal'
import { isStable } from './stablecoins'
import type { Asset } from './types'
import type { ExposureRow, Hedge } from './views'

/** The fields of an asset that exposure needs. */
type Exposed = Pick<Asset, 'assetType' | 'base' | 'notional'> & Partial<Pick<Asset, 'price'>>

/**
 * True where the asset moves with a coin: every position, and tokens that are neither stablecoin nor currency, nor the
 * receipt of one.
 */
export function isExposed(asset: Omit<Exposed, 'notional'>): boolean {
  return asset.assetType === 'position' || !(isStable(asset.base, asset.price) || isStable(baseCoin(asset.base)))
}

/**
 * Gross (Σ abs) and net (Σ signed) exposure in USD: positions, and spot holdings of coins that are no stablecoin.
 * Assets of unknown notional are left out; null when something is exposed and nothing of it is known.
 */
export function totalExposure(assets: readonly Exposed[]): { gross: DecimalString | null; net: DecimalString | null } {
  const exposed = assets.filter(isExposed)
  const values = exposed.flatMap((asset) => (asset.notional === null ? [] : [new Decimal(asset.notional)]))
  if (exposed.length > 0 && values.length === 0) return { gross: null, net: null }
  const gross = values.reduce((sum, value) => sum.plus(value.abs()), ZERO)
  const net = values.reduce((sum, value) => sum.plus(value), ZERO)
  return { gross: fixed(gross, NOTIONAL_DECIMALS), net: fixed(net, NOTIONAL_DECIMALS) }
}

/** Signed USD of one coin: of spot holdings and positions, and of what is long and short. */
export interface CoinSums {
  spot: Decimal
  positions: Decimal
  long: Decimal
  short: Decimal
}

/**
 * Exposure per base coin over all given assets in USD, the largest gross first: a spot holding hedged by a short shows
 * as a large gross and a small net. `short` is negative.
 */
export function exposureByBase(assets: readonly Exposed[]): ExposureRow[] {
  const sums = new Map<string, CoinSums>()
  const partial = new Set<string>()
  for (const asset of assets) {
    if (!isExposed(asset)) continue
    const base = baseCoin(asset.base)
    if (asset.notional === null) {
      partial.add(base)
      continue
    }
    const row = sums.get(base) ?? { spot: ZERO, positions: ZERO, long: ZERO, short: ZERO }
    const value = new Decimal(asset.notional)
    if (asset.assetType === 'position') row.positions = row.positions.plus(value)
    else row.spot = row.spot.plus(value)
    if (value.isNegative()) row.short = row.short.plus(value)
    else row.long = row.long.plus(value)
    sums.set(base, row)
  }
  return exposureRows(sums, partial)
}

/**
 * Sums by coin as they are shown, the largest gross first.
 * @param partial coins of which something has no value
 */
export function exposureRows(sums: ReadonlyMap<string, CoinSums>, partial: { has(base: string): boolean }): ExposureRow[] {
  return [...sums]
    .map(([base, row]) => ({ base, row, gross: row.long.minus(row.short) }))
    .sort((a, b) => b.gross.comparedTo(a.gross) || (a.base < b.base ? -1 : 1))
    .map(({ base, row, gross }) => ({
      base,
      spot: fixed(row.spot, NOTIONAL_DECIMALS),
      positions: fixed(row.positions, NOTIONAL_DECIMALS),
      long: fixed(row.long, NOTIONAL_DECIMALS),
      short: fixed(row.short, NOTIONAL_DECIMALS),
      net: fixed(row.long.plus(row.short), NOTIONAL_DECIMALS),
      gross: fixed(gross, NOTIONAL_DECIMALS),
      partial: partial.has(base),
    }))
}

/**
 * How much of a coin's exposure its two sides take off each other. Of one that is not all known no drift is told.
 * @param allRead whether every wallet was read: one that was not may hold more of any coin
 */
export function hedgeOf(row: Omit<ExposureRow, 'base' | 'spot' | 'positions'>, allRead: boolean): Hedge {
  const { long, short, net, gross, partial } = row
  const hedged = Decimal.min(new Decimal(long), new Decimal(short).abs())
  const whole = new Decimal(gross)
  return {
    hedged: fixed(hedged, NOTIONAL_DECIMALS),
    drift: partial || !allRead || !whole.gt(0) ? null : fixed(new Decimal(net).abs().div(whole), 6),
  }
}

/** Gross exposure ÷ equity, 6 decimals; null when either is unknown or the equity is not positive. */
export function accountLeverage(gross: DecimalString | null, equity: DecimalString | null): DecimalString | null {
  if (gross === null || equity === null) return null
  const divisor = new Decimal(equity)
  return divisor.gt(0) ? fixed(new Decimal(gross).div(divisor), 6) : null
}
