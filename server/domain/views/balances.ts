import type { DecimalString } from '../decimal'
import type { Aside, Asset, EquityBound, FundingRate, NotIncluded, WalletEquity } from '../types'
import type { AccountView } from './accounts'

/** The newest snapshot of an account. */
export interface BalanceView {
  accountId: string
  accountName: string
  exchange: string
  exchangeName: string
  asOf: Date
  /** Older than three intervals, or the last try failed. */
  stale: boolean
  equity: DecimalString | null
  /** What `equity` is to all that is in the account. */
  bound: EquityBound
  aside: Aside | null
  grossExposure: DecimalString | null
  netExposure: DecimalString | null
  assets: Asset[]
  equities: WalletEquity[]
  unpriced: string[]
  notIncluded: NotIncluded[]
  warnings: string[]
}

/** One base coin across all accounts. */
export interface ExposureRow {
  base: string
  /** Signed USD of spot holdings (stablecoins left out) and of positions. */
  spot: DecimalString
  positions: DecimalString
  long: DecimalString
  short: DecimalString
  net: DecimalString
  gross: DecimalString
  /** Something is held of the coin that has no value, and is in none of these. */
  partial: boolean
}

/** How much of a coin's exposure its two sides take off each other. */
export interface Hedge {
  /** USD that stand against as many on the other side; 0: all of it is on one side. */
  hedged: DecimalString
  /** |net| ÷ gross: 0 is a perfect hedge, 1 is none. Null where there is no exposure, or not all of it is known. */
  drift: DecimalString | null
}

/** Exposure of some accounts to every coin. */
export interface ExposureView {
  coins: (ExposureRow & Hedge)[]
  /** USD; null while nothing is known. */
  gross: DecimalString | null
  net: DecimalString | null
  bounds: { gross: EquityBound; net: EquityBound }
  /** The first accounts that make them so, and how many do. */
  leftOut: { first: LeftOutAccount[]; of: number }
  /** The oldest reading that it rests on. */
  oldestAsOf: Date | null
  /** Some of the readings are old, or were not followed by another that succeeded. */
  stale: boolean
}

/** An account of which totals hold not all, or nothing certain. */
export interface LeftOutAccount {
  accountId: string
  accountName: string
  /** A few words each. */
  reasons: string[]
}

export interface OverviewView {
  /** Sum over accounts with a known equity; null while nothing is known. */
  totalEquity: DecimalString | null
  /** Accounts that the total leaves out, because they were never read or nothing of them could be priced. */
  accountsWithoutEquity: number
  grossExposure: DecimalString | null
  netExposure: DecimalString | null
  /** gross ÷ equity. */
  leverage: DecimalString | null
  unrealizedProfit: DecimalString | null
  exposure: ExposureRow[]
  accounts: { account: AccountView; balance: BalanceView | null }[]
  /** What the totals are to all that is held. */
  bounds: Record<'equity' | 'gross' | 'net' | 'leverage' | 'profit', EquityBound>
  /** The accounts that make them so. */
  leftOut: LeftOutAccount[]
  /** The oldest `asOf` that the totals rest on. */
  oldestAsOf: Date | null
  unpriced: { accountName: string; symbols: string[] }[]
}

/** A live reading of one account: whole, or why not. */
export type LiveBalance =
  | ({ ok: true } & BalanceView)
  | {
      ok: false
      accountId: string
      accountName: string
      exchange: string
      exchangeName: string
      code: string
      message: string
      exchangeError: string | null
    }

/** The newest stored snapshots, and the failures that stand. */
export interface CachedBalances {
  balances: BalanceView[]
  errors: CachedBalanceError[]
}

/** Why an account's numbers are old or missing. For an account that was never read `since` is its creation. */
export interface CachedBalanceError {
  accountId: string
  accountName: string
  message: string
  code: string
  exchangeError: string | null
  since: Date
  nextTryAt: Date | null
}

/** What an open page hears. `id` is the newest snapshot that it then knows; a reconnect resumes behind it. */
export type LiveEvent =
  | { kind: 'snapshot'; id: string; accountId: string; asOf: Date }
  | { kind: 'failed'; accountId: string; code: string; nextTryAt: Date | null }
  /** Accounts were added, changed, archived or restored. */
  | { kind: 'accounts' }
  /** Something began or ended to fire, or rules or channels were changed. */
  | { kind: 'alerts' }
  /** Something may have been missed: read everything again. */
  | { kind: 'resync' }

/** Funding of one open perpetual. */
export interface FundingView extends FundingRate {
  /** ccxt id. */
  exchange: string
  pair: string
}
