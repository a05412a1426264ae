import type { DecimalString } from '../decimal'

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
}

export interface EquitySeries {
  /** `total`, an account's id, or an exchange's id. */
  key: string
  /** What a person calls it. */
  label: string
  /** Accounts that the series can sum. */
  accounts: number
  points: EquityPoint[]
  /** Close of the last point less open of the first, USD and as a share of the open; null while unknown. */
  change: DecimalString | null
  changeRatio: DecimalString | null
  /** The deepest fall from a high before it, as a positive share of that high; null without two points. */
  maxDrawdown: DecimalString | null
  maxDrawdownFrom: Date | null
  maxDrawdownTo: Date | null
}

export interface EquityHistoryView {
  from: Date
  to: Date
  /** Width of a point. */
  resolutionSeconds: number
  series: EquitySeries[]
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
