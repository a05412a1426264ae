import type { DecimalString } from '../decimal'
import type { KeyChange } from '../key-change'
import type { EquityBound, NotIncluded, PositionMode, WalletType } from '../types'

export const MARGIN_MODES = ['CROSS', 'ISOLATED', 'CASH', 'SPOT_ISOLATED'] as const
export type AccountMarginMode = (typeof MARGIN_MODES)[number]

/** How it stands with reading an account, what wants somebody first. */
export const ACCOUNT_STATES = ['refused', 'stale', 'waiting', 'fresh'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

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
  /** When the exchange was last asked what the key may do. */
  keyCheckedAt: Date | null
  /** What the key may do other than when it was entered; null: the same. */
  keyChange: KeyChange | null
  exchangeLabel: string | null
  /** Of a sub-account that was taken from its main account: that one, where whoever looks sees it. */
  parentId: string | null
  /** How the exchange names the sub-account where it is read with its main account's key; null: it has a key of its own. */
  subAccount: string | null
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

/** One try to read an account. */
export interface KeyActivityView {
  purpose: 'market' | 'read' | 'verify' | 'leverage' | 'flows' | 'watch'
  /** `GET www.okx.com/api/v5/account/balance` */
  question: string
  asked: number
  /** Of those: answered with an error of the exchange's. */
  refused: number
  /** Of those: without an answer, or with one that made no sense. */
  unanswered: number
  lastAt: Date
  lastOutcome: 'answered' | 'refused' | 'unanswered'
}

export interface RefreshView {
  id: string
  startedAt: Date
  durationMs: number
  /** Null: it succeeded. */
  error: { code: string; message: string; exchangeError: string | null } | null
}

/** What a refresh did, per account. */
export type RefreshResult =
  | { accountId: string; accountName: string; ok: true; asOf: Date; durationMs: number }
  | { accountId: string; accountName: string; ok: false; code: string; message: string; exchangeError: string | null }

/** What trying a key found, before it is saved. */
/** A sub-account as a key of its main account lists it. */
export interface SubAccountView {
  /** As the exchange names it. */
  id: string
  name: string
  /** Closed for now by the main account or the exchange. */
  frozen: boolean
  /** By what it is read: the main account's key, an address of its own, or a key of its own alone. */
  reads: 'main key' | 'address' | 'own key'
  /** The account that it is already, of those that are not archived. */
  account: { id: string; name: string } | null
}

export interface SubAccountsTakenView {
  taken: AccountView[]
  /** Those that could not be taken, and why. */
  refused: { id: string; message: string }[]
}

/** A wallet of an account that is not saved yet. */
export interface FoundWallet {
  wallet: WalletType
  /** USD; null where nothing of it is known. */
  equity: DecimalString | null
  /** Rows of coins, and open positions that it margins. */
  coins: number
  positions: number
}

/** What one reading found in an account that is not saved yet; it is stored nowhere. */
export interface FoundView {
  asOf: Date
  /** USD; null where it is not known. */
  equity: DecimalString | null
  bound: EquityBound
  /** Every wallet that was read, also the empty ones. */
  wallets: FoundWallet[]
  positions: {
    count: number
    /** The one nearest to its liquidation, and how far the mark price may move, as a share; null where none tells. */
    nearest: { symbol: string; distance: DecimalString } | null
    /** Those of which no liquidation price is known. */
    withoutDistance: number
  }
  unpriced: string[]
  /** Wallets that could not be read, without those that were never opened. */
  notIncluded: NotIncluded[]
  warnings: string[]
}

/** Why a reading failed before anything was saved, and what to do. */
export interface FoundProblem {
  code: string
  message: string
  /** The exchange's own words. */
  exchangeError: string | null
  advice: string
}

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
  /** Null: the reading failed, for `problem`. */
  found: FoundView | null
  problem: FoundProblem | null
  /** How many its key (or address) lists; `count` is null where that is refused, for `problem`. Null: the exchange lists none. */
  subAccounts: { count: number; problem: null } | { count: null; problem: string } | null
}

/** The highest leverage that a market lists. */
export interface LeverageLimitView {
  pair: string
  /** Null: not told. */
  max: DecimalString | null
}

/** What an exchange says of a leverage before it is set. */
export interface LeverageEstimateView {
  pair: string
  leverage: DecimalString
  /** Of the isolated position, about, in the quote currency; null: not told. */
  liquidationPrice: DecimalString | null
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

/** What an exchange answered to one reading of an account, as a file that `npm run replay` takes. */
export interface AccountRecording {
  fileName: string
  /** JSON, without keys and identities. */
  text: string
  /** Why the answers could not be read (and the file was made all the same); null where they could. */
  failure: string | null
  /** Where a replay comes to something else than the reading did; null where it does not. */
  differs: string | null
  /** Where what its ledgers told replays to something else, so that it was left out; null where it is in it, or was not wanted. */
  flowsDiffer: string | null
}
