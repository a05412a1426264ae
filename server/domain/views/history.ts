import type { DecimalString } from '../decimal'
import type { Compared } from '../performance/compared'
import type { AsideItem, EquityBound } from '../types'

/** Equity in USD over one stretch of time. All amounts null: a gap begins here (nothing was read), not a zero. */
export interface EquityPoint {
  /** Start of the stretch. */
  at: Date
  open: DecimalString | null
  high: DecimalString | null
  low: DecimalString | null
  close: DecimalString | null
  grossExposure: DecimalString | null
  netExposure: DecimalString | null
  /** Accounts that the point sums, of `EquitySeries.accounts`. */
  accounts: number
  /** What `close` is to all that was held. */
  bound: EquityBound
  /**
   * USD to add to `open` and to `close` to compare them with other points of the series: what was held then without a known
   * value, at its last known one, or at its first where it had none before. `'0'` where all was valued.
   */
  openAside: DecimalString
  closeAside: DecimalString
  /** USD: what was held at the close without a known value, at its last known one; not in `close`. `'0'`: nothing. */
  setAside: DecimalString
}

/** Why an account's equity is not all, and what of it is set aside in comparisons. */
export interface LeftOutView {
  accountId: string
  accountName: string
  bound: EquityBound
  /** Codes without a price. */
  unpriced: string[]
  /** Wallets that were not read, or not wholly. */
  wallets: string[]
  aside: AsideItem[]
}

/** What a change leaves out, by name. */
export interface SetAside {
  /** `ABC, DEF and Earn of Main` */
  names: string
  /** USD: what it was worth when that was last known. */
  usd: string
}

export interface EquitySeries {
  /** `total`, an account's id, or an exchange's id. */
  key: string
  /** What a person calls it. */
  label: string
  /** Accounts that the series can sum. */
  accounts: number
  points: EquityPoint[]
  /**
   * Close of the last point less open of the first, USD and as a share of the open; null while unknown. The same coins at both
   * ends: one without a price at either counts with its last (or first) known value there, which is no change.
   */
  change: DecimalString | null
  changeRatio: DecimalString | null
  /** The deepest fall from a high before it, of the same coins, as a positive share of that high; null without two points. */
  maxDrawdown: DecimalString | null
  maxDrawdownFrom: Date | null
  maxDrawdownTo: Date | null
  /** What the last point's equity is to all that is held. */
  bound: EquityBound
  /** USD, by which the last point's equity would be more at the last known values of what has none now; null: nothing is set aside. */
  setAside: DecimalString | null
}

export interface EquityHistoryView {
  from: Date
  to: Date
  /** Width of a point. */
  resolutionSeconds: number
  series: EquitySeries[]
  /** Of the accounts that are summed, as of now; empty for a range that ended before. */
  leftOut: LeftOutView[]
}

export interface AssetHistoryPoint {
  at: Date
  /** Σ over accounts and wallets, in coins; null where a gap begins. */
  size: DecimalString | null
  /** USD. */
  notional: DecimalString | null
}

export interface AssetHistoryView {
  from: Date
  to: Date
  resolutionSeconds: number
  symbol: string
  points: AssetHistoryPoint[]
}

/** What the same money would have been in coins, as series beside the history of equity. */
export interface ComparisonView {
  series: EquitySeries[]
  /** Those that were asked for and are not known: not all that came and went is, or the coin's price is not. */
  missing: { id: Compared; because: 'flows' | 'price' }[]
  /**
   * Those of which only a part of the stretch is known. `since`: the first moment at which its price is known, where both
   * begin together; null: with the stretch. `until`: its price is not known behind it, or that of what came; null: to the end.
   */
  partly: { id: Compared; since: Date | null; until: Date | null }[]
}
