import { fixed } from './amounts'
import { type Decimal, type DecimalString, ZERO } from './decimal'
import { isStable } from './stablecoins'

export const DISTRIBUTIONS = ['asset', 'exchange', 'account'] as const
export type DistributionBy = (typeof DISTRIBUTIONS)[number]

/** Slices of a distribution that are shown apart. */
export const MOST_SLICES = 7

export interface DistributionSlice {
  key: string
  label: string
  /** USD; negative where more is owed than held. */
  value: DecimalString
  /** Of everything above zero, 6 decimals; null for what is owed. */
  share: DecimalString | null
  /** Slices that it stands for, if it stands for several. */
  merged: number
}

/** What equity consists of. */
export interface Distribution {
  /** The largest slices, the smaller ones as one, and whatever is owed. */
  slices: DistributionSlice[]
  /** Of what is held, 6 decimals: stablecoins and currencies; null while nothing is held, and where slices are no coins. */
  stable: DecimalString | null
}

/** A part of equity in USD: what an account or an exchange holds, or what a coin adds. */
export interface Part {
  key: string
  label: string
  value: Decimal
}

/** Parts of equity as they are shown, those of coins with how much of them is stable. */
export function distributionOf(parts: readonly Part[], by: DistributionBy): Distribution {
  const slices = slicesOf(parts)
  return { slices: topSlices(slices, MOST_SLICES), stable: by === 'asset' ? stableShare(slices) : null }
}

/** Parts with their shares, the largest first; of the same size by key. */
export function slicesOf(parts: readonly Part[]): DistributionSlice[] {
  const held = parts.reduce((total, { value }) => (value.gt(0) ? total.plus(value) : total), ZERO)
  return [...parts]
    .sort((a, b) => b.value.comparedTo(a.value) || (a.key < b.key ? -1 : 1))
    .map(({ key, label, value }) => ({
      key,
      label,
      value: fixed(value, 12),
      share: value.gt(0) ? fixed(value.div(held), 6) : null,
      merged: 1,
    }))
}

/** The largest slices, the smaller ones above zero as one, and what is owed, of which the smaller ones are one too. */
export function topSlices(slices: readonly DistributionSlice[], most: number): DistributionSlice[] {
  const held = slices.filter(({ share }) => share !== null)
  // The deepest debt is the last of the slices.
  const owed = slices.filter(({ share }) => share === null).reverse()
  return [...firstOf(held, most, 'others'), ...firstOf(owed, most, 'owed').reverse()]
}

function firstOf(slices: readonly DistributionSlice[], most: number, key: string): DistributionSlice[] {
  if (slices.length <= most) return [...slices]
  const rest = slices.slice(most - 1)
  const sum = (values: readonly string[]) => values.reduce((total, value) => total.plus(value), ZERO).toFixed()
  const shares = rest.flatMap(({ share }) => share ?? [])
  const others: DistributionSlice = {
    key,
    label: `${rest.length} others`,
    value: sum(rest.map(({ value }) => value)),
    share: shares.length === 0 ? null : sum(shares),
    merged: rest.length,
  }
  return [...slices.slice(0, most - 1), others]
}

/** How much of what is held is stablecoins or currencies; null while nothing is held. */
export function stableShare(slices: readonly DistributionSlice[]): DecimalString | null {
  const held = slices.filter(({ share }) => share !== null)
  if (held.length === 0) return null
  return held.reduce((total, { key, share }) => (isStable(key) ? total.plus(share ?? 0) : total), ZERO).toFixed()
}
