import type { FlowEntry, Untold } from '../../domain/flows/types'
import type { AccountApi } from './api'

/** A stretch of a ledger that is read page by page. */
export interface LedgerQuery {
  /** First moment, inclusive. */
  from: Date
  /** Last moment, exclusive. At most `Ledger.windowMs` after `from`. */
  to: Date
  /** `LedgerPage.next` of the page before; null for the first. Opaque to whoever asks, and stored between runs. */
  cursor: string | null
}

export interface LedgerPage {
  entries: FlowEntry[]
  /** Null: the stretch is read whole. */
  next: string | null
}

/** One of an exchange's records of what changed its accounts. Read-only calls of the room's own list. */
export interface Ledger {
  /** Kept with each entry; never renamed. */
  id: string
  /** What it tells, in a person's words: "Deposits", "Funding and fees of USD-M futures". */
  name: string
  /** Longest stretch that one question may span; null: any. */
  windowMs: number | null
  /** How long the exchange keeps it; null: for good. Older stretches are a gap. */
  reachMs: number | null
  /** How long after its moment an entry may still appear or change its state: read again by that much. */
  settlesMs: number
  /** Rough weight of one question in the exchange's count of calls, for budgets. */
  weight: number
  /**
   * False: nothing in it comes from or goes to outside of the account (funding, interest, fees, trades), so that returns
   * are known without it and only what they are made of is not. Default: true.
   */
  external?: boolean
  /**
   * True: of a kind of account that not everybody has (portfolio margin, sub-accounts). That it is refused, and told nothing
   * before, means that the account is of no such kind. Default: false.
   */
  optional?: boolean
  /**
   * Reads one page. Throws `DomainError`: `exchange_permission` (or what `AccountApi` makes of a refusal) where the key
   * may not read it, which makes the ledger a gap of the account.
   */
  page(api: AccountApi, query: LedgerQuery): Promise<LedgerPage>
}

/** What a room tells of its exchange's ledgers. */
export interface Flows {
  ledgers: readonly Ledger[]
  /**
   * What no call of the exchange tells: each is a gap that the page of flows names. Words alone say that it leaves returns
   * known: what comes or goes by it unseen is told as unexplained.
   */
  untold?: readonly (string | Untold)[]
}
