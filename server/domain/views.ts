import type { DecimalString } from './decimal'
import type { Asset, NotIncluded, PositionMode, WalletEquity } from './types'

/**
 * What services answer and pages show. Amounts are decimal strings, USD unless named otherwise; null is "not known"
 * and is shown as —. Ages are computed by the reader from `asOf` and the clock, never stored.
 */

export const MARGIN_MODES = ['CROSS', 'ISOLATED', 'CASH', 'SPOT_ISOLATED'] as const
export type AccountMarginMode = (typeof MARGIN_MODES)[number]

export interface AccountError {
  code: string
  message: string
  /** The exchange's own words. */
  exchangeError: string | null
  since: Date
  nextTryAt: Date | null
}

export interface AccountView {
  id: string
  name: string
  /** ccxt id. */
  exchange: string
  /** Display name. */
  exchangeName: string
  /** No adapter of its own: spot balances, and positions where ccxt can. */
  generic: boolean
  marginMode: AccountMarginMode
  positionMode: PositionMode | null
  archived: boolean
  valid: boolean
  /** First 5 characters and `********`. */
  maskedKey: string
  permissions: ('read' | 'trade' | 'withdraw' | 'transfer')[] | null
  keyExpiresAt: Date | null
  keyIpList: string[] | null
  exchangeLabel: string | null
  credentialOptions: Record<string, boolean>
  sandbox: boolean
  createdAt: Date
  updatedAt: Date
  lastRefreshedAt: Date | null
  lastError: AccountError | null
  /** Seconds between refreshes that apply to this account. */
  refreshIntervalSeconds: number
}

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
  /** The oldest `asOf` that the totals rest on. */
  oldestAsOf: Date | null
  unpriced: { accountName: string; symbols: string[] }[]
}

/** What a refresh did, per account. */
export type RefreshResult =
  | { accountId: string; accountName: string; ok: true; asOf: Date; durationMs: number }
  | { accountId: string; accountName: string; ok: false; code: string; message: string; exchangeError: string | null }

export interface TokenView {
  id: string
  name: string
  prefix: string
  scopes: ('read' | 'manage' | 'trade')[]
  ipAllowList: string[] | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}
