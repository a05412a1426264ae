import type { FlowEntry, Untold } from '../domain/flows/types'
import type { OpenOrder } from '../domain/orders'
import type { OptionMark } from '../domain/risk/option-marks'
import type { KeptTable } from '../domain/risk/types'
import type { AccountHoldings, FundingRate, PositionMode, Price } from '../domain/types'
import type { DomainError } from '../errors'
import type { BudgetUse } from './budget/budgets'
import type { Priority } from './budget/rules'
import type { SubAccount } from './reading/sub-accounts'
import type { TapedCall } from './recording/call-of'

/** What services see of exchanges. ccxt and the adapters are behind it; amounts are decimal strings. */

/** The fields a person may be asked for; which ones is the exchange's business (`ExchangeInfo.credentialFields`). */
export const CREDENTIAL_FIELDS = [
  'apiKey',
  'apiSecret',
  'password',
  'uid',
  'walletAddress',
  'privateKey',
  'vaultAddress',
  'subAccount',
] as const
export type CredentialField = (typeof CREDENTIAL_FIELDS)[number]
export type Credentials = Partial<Record<CredentialField, string>>

/** What a credential looks like; `credential-shapes.ts` says it as a pattern and in words. */
export type CredentialShape =
  | 'key'
  | 'secret'
  | 'passphrase'
  | 'id'
  | 'address'
  | 'evm_address'
  | 'hex_key'
  | 'private_key'
  | 'sub_account'

export interface CredentialFieldInfo {
  field: CredentialField
  /** As the exchange's own page names it. */
  label: string
  required: boolean
  secret: boolean
  /** Where it is not the usual one of the field. */
  shape?: CredentialShape
  help?: string
}

/** An exchange as a person chooses it. */
export interface ExchangeInfo {
  /** ccxt id. */
  id: string
  /** Display name (Binance, Bybit, OKX, Hyperliquid …). */
  name: string
  credentialFields: CredentialFieldInfo[]
  /** One line: where the key is made. */
  keyPage: string
  keyUrl: string | null
  /** Permissions wanted, in the exchange's words; reading only. */
  permissionsWanted: string[]
  wallets: string[]
  /** True where no adapter of its own exists: spot balances, and positions where ccxt can. */
  generic: boolean
  sandbox: boolean
  canSetLeverage: boolean
  /** A key (or address) of a main account lists its sub-accounts. */
  listsSubAccounts?: boolean
}

/** Which markets of an account are enabled: `{default: true}` is all of them. */
export type CredentialOptions = Record<string, boolean>

/** Everything that one authenticated call (or a watch) needs. Held only that long; never logged. */
export interface Connection {
  exchange: string
  credentials: Credentials
  sandbox: boolean
  options: CredentialOptions
  /** Whom it is for, where calls have to wait for each other (the exchange's limits); default: a person who waits. */
  priority?: Priority
  /** Told at the end of each piece of work what was asked for it, and how that ended. */
  onAsked?: (asked: readonly Asked[]) => void
}

/** What questions are asked for. */
export const ASKED_FOR = ['market', 'read', 'verify', 'leverage', 'flows', 'watch'] as const
/** Refused: with an error of the exchange; unanswered: no answer, or none that makes sense. */
export const ASKED_OUTCOMES = ['answered', 'refused', 'unanswered'] as const

/** One request to an exchange, without anything that was in it. */
export interface Asked {
  purpose: (typeof ASKED_FOR)[number]
  /** `GET www.okx.com/api/v5/account/balance`: by the line of the exchange's list that allows it. */
  question: string
  outcome: (typeof ASKED_OUTCOMES)[number]
}

export type Permission = 'read' | 'trade' | 'withdraw' | 'transfer'

/** What the exchange tells about a key; null where it does not tell. */
export interface KeyInfo {
  permissions: Permission[] | null
  positionMode: PositionMode | null
  ipList: string[] | null
  expiresAt: Date | null
  /** The exchange's own label or sub-account name. */
  label: string | null
  /** The exchange's own number of the account; absent or null where it is not told. */
  uid?: string | null
}

export interface SetLeverageResult {
  pair: string
  leverage: string
  /** Null where the exchange does not tell what it was. */
  previousLeverage: string | null
}

/** What a watch tells; it carries no figures, so that all of them come from one source, `fetchHoldings`. */
export interface WatchListener {
  /** Something happened to the account: a trade, a transfer, a changed position. */
  changed(): void
  /** A connection was made; changes before that moment were not told. */
  connected(): void
}

/**
 * One reading with everything that was asked and answered for it, as it was sent: keys, signatures and identities are
 * in it, so it never leaves the process. `server/exchanges/recording` makes a file of it.
 */
export interface Recorded {
  holdings: AccountHoldings
  /** Why the exchange's answers could not be read, and `holdings` are empty; null where they could. */
  failure: DomainError | null
  calls: readonly TapedCall[]
  /** ccxt's structures of the markets that the answers need. */
  markets: readonly unknown[]
  /** Those of ccxt's `options` that loading the markets filled and the answers need. */
  marketOptions: Readonly<Record<string, unknown>>
  /** What its ledgers told; absent where they were not asked. */
  flows?: RecordedFlows
}

/** Ledgers of a stretch, as far as one question of each may reach, with what was asked and answered for them. */
export interface RecordedFlows {
  from: Date
  to: Date
  entries: readonly { ledger: string; entry: FlowEntry }[]
  /** Those that were refused, or whose answers make no sense. */
  notRead: readonly { ledger: string; reason: string }[]
  calls: readonly TapedCall[]
}

/** A ledger as the job that keeps flows sees it; `server/exchanges/reading/ledgers` says what each figure means. */
export interface LedgerInfo {
  id: string
  name: string
  windowMs: number | null
  reachMs: number | null
  settlesMs: number
  weight: number
  external: boolean
  optional: boolean
}

export interface LedgersInfo {
  ledgers: readonly LedgerInfo[]
  /** What no call of the exchange tells. */
  untold: readonly Untold[]
}

/** What a coin was worth, or in a sentence why that is not known. */
export type PriceThen = { price: Price; why: null } | { price: null; why: string }

/**
 * All methods throw `DomainError` with an exchange code; `signal` aborts the HTTP calls under way. No method touches
 * the database.
 */
export interface ExchangePort {
  /** Every supported exchange, the ones with an adapter of their own first. */
  list(): ExchangeInfo[]
  /** By ccxt id or display name, any case; null if unknown. */
  find(idOrName: string): ExchangeInfo | null
  /** Tries the key on the exchange with the cheapest private calls. */
  verify(connection: Connection, signal: AbortSignal): Promise<KeyInfo>
  /**
   * Reads all wallets side by side. A wallet that the key may never read is in `notIncluded`; a passing failure of any
   * wallet fails the whole.
   */
  fetchHoldings(connection: Connection, signal: AbortSignal): Promise<AccountHoldings>
  /**
   * `fetchHoldings` that keeps the exchange's answers, also those that make no sense.
   * @param flowsFrom the ledgers too, of what happened since
   */
  record(connection: Connection, signal: AbortSignal, flowsFrom?: Date): Promise<Recorded>
  /**
   * USD prices for currency codes: on `exchange` first, then on the exchanges in use. Tickers are batch calls shared by
   * everyone, at most `maxAgeMs` old (default 10 s). A code without a route is absent from the map.
   */
  prices(exchange: string, codes: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Price>>
  /** Where the exchanges' limits stand, as far as this process knows; of exchanges that it asked. */
  budgets?(): BudgetUse[]
  /** Has the exchange's tickers fetched by the time that they are asked for, if they are too old. Throws nothing. */
  expectPrices?(exchange: string): void
  /**
   * Funding of an exchange's perpetuals by pair: batch calls shared by everyone, at most a minute old. Empty where the
   * exchange tells it market by market only. Absent: not known at all.
   */
  fundingRates?(exchange: string, signal: AbortSignal): Promise<ReadonlyMap<string, FundingRate>>
  /**
   * The sub-accounts that a key (or address) of a main account lists. Absent, or null: the exchange lists none. What a key may not
   * list is refused.
   */
  subAccounts?(connection: Connection, signal: AbortSignal): Promise<SubAccount[] | null>
  /** Sets leverage for a pair; checks the market's limits first. `marginMode` matters where the exchange keeps one leverage a mode. */
  setLeverage(
    connection: Connection,
    input: { pair: string; leverage: string; marginMode: 'cross' | 'isolated' },
    signal: AbortSignal,
  ): Promise<SetLeverageResult>
  /**
   * Where an isolated position would be liquidated at another leverage, as its exchange says before anything is set; null where it tells
   * nothing. Changes nothing. Absent: not known at all.
   */
  estimateLeverage?(
    connection: Connection,
    input: { pair: string; leverage: string; marginMode: 'isolated' },
    signal: AbortSignal,
  ): Promise<string | null>
  /**
   * All orders that wait at the exchange, in the markets that have positions. Null where Ballast knows no call that tells
   * them. Absent: not known at all.
   */
  openOrders?(connection: Connection, signal: AbortSignal): Promise<OpenOrder[] | null>
  /**
   * Tables of maintenance margins of an account's markets, by pair, of those that the exchange has one for. Everybody's are read
   * once a day for all; it waits behind readings. Null where Ballast knows no call that tells them. Absent: not known at all.
   */
  maintenanceTables?(
    connection: Connection,
    pairs: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, KeptTable> | null>
  /**
   * The exchange's own mark volatility and Greeks of options, by pair; of those that it tells a volatility of. It waits behind
   * readings. Null where Ballast knows no call that tells them. Absent: not known at all.
   */
  optionMarks?(
    connection: Connection,
    pairs: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, OptionMark> | null>
  /**
   * The highest leverage that a market lists for itself. Null where the exchange tells it to an account alone, as it is set,
   * or has no such market. Absent: not known at all.
   */
  maxLeverage?(market: { exchange: string; sandbox: boolean; pair: string }, signal: AbortSignal): Promise<string | null>
  /** The ledgers of an exchange, and what none of them tells. Empty where none is read. Absent: not known at all. */
  ledgers?(exchange: string): LedgersInfo
  /**
   * One page of one ledger of an account. `cursor` is `next` of the page before, null for the first; the stretch spans at
   * most the ledger's `windowMs`.
   */
  fetchFlows?(
    connection: Connection,
    query: { ledger: string; from: Date; to: Date; cursor: string | null },
    signal: AbortSignal,
  ): Promise<{ entries: FlowEntry[]; next: string | null }>
  /**
   * USD price of a currency code at the end of an hour of the past, by hourly candles: on `exchange` first, then on the
   * exchanges in use. None where no market leads to USD, or none of them tells a trade of the 24 hours before. Calls wait
   * behind readings, and what was asked for serves the hours around it. Absent: not known at all.
   */
  priceThen?(exchange: string, code: string, at: Date, signal: AbortSignal): Promise<PriceThen>
  /** ccxt ids of the exchanges that tell from which address they are asked. */
  readonly tellsAddress?: ReadonlySet<string>
  /** The address of this process as such an exchange sees it, asked of it now without a key. */
  seenFrom?(exchange: string, signal: AbortSignal): Promise<string>
  /** ccxt ids of the exchanges that can be watched; absent: none. */
  readonly watchable?: ReadonlySet<string>
  /**
   * Watches an account over the exchange's websockets and holds its credentials that long. Resolves once the signal is
   * aborted, all connections closed; whoever wants to go on after a failure calls it again.
   */
  watch?(connection: Connection, listener: WatchListener, signal: AbortSignal): Promise<void>
}
