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
  /** When the worker asks the exchange next; null for an archived account. */
  nextRefreshAt: Date | null
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

/** One try to read an account. */
export interface RefreshView {
  id: string
  startedAt: Date
  durationMs: number
  /** Null: it succeeded. */
  error: { code: string; message: string; exchangeError: string | null } | null
}

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

/** What an open page hears. `id` is the newest snapshot that it then knows; a reconnect resumes behind it. */
export type LiveEvent =
  | { kind: 'snapshot'; id: string; accountId: string; asOf: Date }
  | { kind: 'failed'; accountId: string; code: string; nextTryAt: Date | null }
  /** Accounts were added, changed, archived or restored. */
  | { kind: 'accounts' }
  /** Something may have been missed: read everything again. */
  | { kind: 'resync' }

/** What trying a key found, before it is saved. */
export interface CredentialTestView {
  exchange: string
  exchangeName: string
  maskedKey: string
  permissions: AccountView['permissions']
  positionMode: PositionMode | null
  ipList: string[] | null
  expiresAt: Date | null
  label: string | null
  /** The key may withdraw: saving it needs the owner's insistence. */
  canWithdraw: boolean
}

export interface LeverageView {
  results: {
    accountId: string
    accountName: string
    pair: string
    leverage: DecimalString
    previousLeverage: DecimalString | null
  }[]
  /** `accountId` is null for a name or id that is none of the user's. */
  errors: { accountId: string | null; accountName: string; message: string; code: string; exchangeError: string | null }[]
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

/** A browser in which a user is signed in. */
export interface SessionView {
  id: string
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
  userAgent: string | null
  ipAddress: string | null
  /** The one that asks. */
  current: boolean
}

/** A token just made; the only time that it is shown. */
export interface NewTokenView {
  token: TokenView
  /** `bal_…`, whole. */
  secret: string
}

/** A user's profile and choices, defaults filled in. */
export interface SettingsView {
  email: string
  name: string | null
  isAdmin: boolean
  /** `USD`, `EUR`, `BTC` …: what amounts are shown in. */
  baseCurrency: string
  /** IANA name; null: the browser's. */
  timeZone: string | null
  /** USD; assets below are folded away. */
  dustThreshold: DecimalString
  theme: 'system' | 'light' | 'dark'
  refreshIntervalSeconds: number
}

/** What sums are converted by for showing them; `usdPerUnit` is null where no price is known. */
export interface DisplayRateView {
  currency: string
  usdPerUnit: DecimalString | null
  asOf: Date | null
}

export interface PasskeyView {
  id: string
  name: string
  /** The device keeps a copy elsewhere. */
  backedUp: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

/** How a user signs in. */
export interface SecurityView {
  hasPassword: boolean
  /** When the authenticator app was confirmed; null: none. */
  totpSince: Date | null
  passkeys: PasskeyView[]
  recoveryCodesLeft: number
  identities: { provider: 'github' | 'google'; label: string | null; createdAt: Date }[]
  /** Providers that this installation is configured for. */
  providers: ('github' | 'google')[]
}

/** One line of a user's audit log. */
export interface AuditView {
  id: string
  at: Date
  /** `session`, `token`, `visitor`, `admin` or `system`. */
  actor: string
  event: string
  details: Record<string, unknown>
  ipAddress: string | null
  userAgent: string | null
}

/** A user as the administrator sees one: never their data. */
export interface AdminUserView {
  id: string
  email: string
  name: string | null
  isAdmin: boolean
  createdAt: Date
  disabledAt: Date | null
  lastSeenAt: Date | null
  accounts: number
}

export interface InvitationView {
  id: string
  email: string | null
  createdAt: Date
  expiresAt: Date
  acceptedAt: Date | null
  revokedAt: Date | null
}
