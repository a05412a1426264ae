import { exposureBounds, joinBounds } from '@/server/domain/bound'
import { baseCoin } from '@/server/domain/coins'
import { Decimal, type DecimalString, ZERO } from '@/server/domain/decimal'
import { listed } from '@/server/domain/left-out'
import type { EquityBound } from '@/server/domain/types'
import { type AssetRow, isDust, profitUsd, walletLabel } from '../assets/row'
import type { AssetView, Grouping } from './view-state'

export interface Selection {
  rows: AssetRow[]
  /** Rows that the view would show but for their size, and what they are worth together. */
  dust: { count: number; value: DecimalString }
}

/** The rows that a view shows, in no order. A search finds dust too: whoever names a coin wants to see it. */
export function selectRows(all: readonly AssetRow[], view: AssetView, dustUsd: DecimalString): Selection {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean)
  const accounts = new Set(view.accounts)
  const exchanges = new Set(view.exchanges)
  const rows: AssetRow[] = []
  let count = 0
  let value = ZERO
  for (const row of all) {
    const { asset, account } = row
    if (view.kind !== 'all' && asset.assetType !== view.kind) continue
    if (accounts.size > 0 && !accounts.has(account.id)) continue
    if (exchanges.size > 0 && !exchanges.has(account.exchange)) continue
    if (words.length > 0 && !matches(row, words)) continue
    if (!view.dust && words.length === 0 && isDust(asset, dustUsd)) {
      count += 1
      value = value.plus(asset.notional ?? 0)
      continue
    }
    rows.push(row)
  }
  return { rows, dust: { count, value: value.toFixed() } }
}

function matches({ asset, account }: AssetRow, words: readonly string[]): boolean {
  const text =
    `${asset.symbol} ${account.name} ${account.exchangeName} ${walletLabel(asset.walletType)} ${asset.assetType}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** What a row is grouped under: the key, and what a person calls it. */
export function groupOf({ asset, account }: AssetRow, by: Exclude<Grouping, 'none'>): { key: string; label: string } {
  if (by === 'account') return { key: account.id, label: account.name }
  if (by === 'exchange') return { key: account.exchange, label: account.exchangeName }
  const coin = baseCoin(asset.base)
  return { key: coin, label: coin }
}

export interface Sums {
  rows: number
  /** USD; null where nothing of it is known. */
  tokens: DecimalString | null
  positions: DecimalString | null
  gross: DecimalString | null
  profit: DecimalString | null
  /** Rows without a price, which no sum holds. */
  unpriced: number
  /** What the sums are to all that is held in these accounts. */
  bounds: { tokens: EquityBound; positions: EquityBound; gross: EquityBound }
  /** Accounts that make them so, beside rows without a price. */
  leftOut: string[]
}

/** Exact sums over rows; what has no price is counted instead. */
export function sumRows(rows: readonly AssetRow[]): Sums {
  let tokens: Decimal | null = null
  let positions: Decimal | null = null
  let gross: Decimal | null = null
  let profit: Decimal | null = null
  let unpriced = 0
  const without: EquityBound[] = []
  const accounts = new Map<string, EquityBound>()
  let unvalued = false
  for (const { asset, account, bound } of rows) {
    if (bound !== 'exact') accounts.set(account.name, bound)
    const gain = profitUsd(asset)
    // A token's own profit figure is that of the positions it margins: counting both would count it twice.
    if (gain !== null && asset.assetType === 'position') profit = new Decimal(gain).plus(profit ?? 0)
    if (asset.notional === null) {
      unpriced += 1
      if (asset.assetType === 'token') without.push(asset.size.startsWith('-') ? 'at_most' : 'at_least')
      else unvalued = true
      continue
    }
    const notional = new Decimal(asset.notional)
    if (asset.assetType === 'token') tokens = notional.plus(tokens ?? 0)
    else {
      positions = notional.plus(positions ?? 0)
      gross = notional.abs().plus(gross ?? 0)
    }
  }
  const wallets = joinBounds([...accounts.values()])
  const exposure = exposureBounds(wallets, unvalued)
  return {
    rows: rows.length,
    tokens: tokens?.toFixed() ?? null,
    positions: positions?.toFixed() ?? null,
    gross: gross?.toFixed() ?? null,
    profit: profit?.toFixed() ?? null,
    unpriced,
    bounds: { tokens: joinBounds([wallets, ...without]), positions: exposure.net, gross: exposure.gross },
    leftOut: [...accounts.keys()],
  }
}

/** Why sums are bounded, in a line; undefined where they are exact. */
export function whyOf({ leftOut, unpriced }: Sums): string | undefined {
  const reasons = [
    ...(leftOut.length > 0 ? [`not all is known of ${listed(leftOut)}`] : []),
    ...(unpriced > 0 ? [`${unpriced} without a price`] : []),
  ]
  return reasons.length === 0 ? undefined : reasons.join('; ')
}
