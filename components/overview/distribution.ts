import { fixed, known } from '@/server/domain/amounts'
import { Decimal, type DecimalString, ZERO } from '@/server/domain/decimal'
import { isStable } from '@/server/domain/stablecoins'
import type { OverviewView } from '@/server/domain/views'

export const DISTRIBUTIONS = ['asset', 'exchange', 'account'] as const
export type DistributionBy = (typeof DISTRIBUTIONS)[number]

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

/** What equity consists of, largest first: equity of accounts and exchanges, or what each coin adds to it. */
export function distributionOf(overview: OverviewView, by: DistributionBy): DistributionSlice[] {
  const sums = new Map<string, { label: string; value: Decimal }>()
  const add = (key: string, label: string, value: Decimal | null) => {
    if (value === null || value.isZero()) return
    const sum = sums.get(key)
    sums.set(key, { label, value: value.plus(sum?.value ?? 0) })
  }
  for (const { account, balance } of overview.accounts) {
    if (balance === null) continue
    if (by === 'account') add(account.id, account.name, known(balance.equity))
    else if (by === 'exchange') add(account.exchange, account.exchangeName, known(balance.equity))
    else {
      for (const asset of balance.assets) {
        if (asset.assetType !== 'token' || asset.price === null) continue
        add(asset.symbol, asset.symbol, new Decimal(asset.marginBalance ?? asset.size).times(asset.price))
      }
    }
  }
  const held = [...sums.values()].reduce((total, { value }) => (value.gt(0) ? total.plus(value) : total), ZERO)
  return [...sums]
    .sort(([, a], [, b]) => b.value.comparedTo(a.value))
    .map(([key, { label, value }]) => ({
      key,
      label,
      value: fixed(value, 12),
      share: value.gt(0) ? fixed(value.div(held), 6) : null,
      merged: 1,
    }))
}

/** The largest slices, the smaller ones above zero as one, and whatever is owed. */
export function topSlices(slices: readonly DistributionSlice[], most: number): DistributionSlice[] {
  const held = slices.filter(({ share }) => share !== null)
  const owed = slices.filter(({ share }) => share === null)
  if (held.length <= most) return [...held, ...owed]
  const rest = held.slice(most - 1)
  const sum = (values: readonly string[]) => values.reduce((total, value) => total.plus(value), ZERO).toFixed()
  const others: DistributionSlice = {
    key: 'others',
    label: `${rest.length} others`,
    value: sum(rest.map(({ value }) => value)),
    share: sum(rest.map(({ share }) => share ?? '0')),
    merged: rest.length,
  }
  return [...held.slice(0, most - 1), others, ...owed]
}

/** How much of what is held is stablecoins or currencies; null while nothing is held. */
export function stableShare(slices: readonly DistributionSlice[]): DecimalString | null {
  const held = slices.filter(({ share }) => share !== null)
  if (held.length === 0) return null
  return held.reduce((total, { key, share }) => (isStable(key) ? total.plus(share ?? 0) : total), ZERO).toFixed()
}
