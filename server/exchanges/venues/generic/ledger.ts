import type { DecimalString } from '../../../domain/decimal'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import type { Envelope } from './envelope'
import type { CodeOf } from './exchange'
import type { Row } from './table/fields'

/** How a list comes page by page. */
export type Pages =
  /** Between two moments; what lies on either side of a full page is asked for, in whichever order its rows come. */
  | { by: 'time'; size: number }
  /** From a moment on, oldest first: the last moment of a full page is asked for again. */
  | { by: 'since'; size: number }
  /** By number, or by how many rows to leave out. */
  | { by: 'number'; param: string; size: number; first?: number }
  | { by: 'offset'; param: string; size: number }
  /** By what the answer (a path in it) or its last row says comes next. */
  | { by: 'answer'; param: string; size: number; at: string }
  | { by: 'last row'; param: string; size: number; at: string }
  /** One answer. More than `size` rows are never told, and a full answer is no whole one. */
  | { by: 'all'; size?: number }

/** What moved, as the exchange's own row tells it; what is left out is not told. */
export interface OwnRow {
  id: string | null
  /** Milliseconds since 1970, or a written moment. */
  at: number | string | null
  /** ccxt's code. */
  coin: string
  /** Signed. */
  amount: DecimalString | null
  kind: FlowKind
  word: string
  state?: FlowState
  fee?: { coin: string; cost: DecimalString | null } | null
  wallet?: string
  /** The other end, where both are wallets of the account. */
  otherWallet?: string
  txHash?: string | null
  chain?: string | null
  address?: string | null
  account?: string | null
}

/** One of ccxt's unified methods, and what its rows mean at one exchange. */
export interface GenericLedger {
  /** Kept with each entry; never renamed. */
  id: string
  name: string
  method:
    | 'fetchDeposits'
    | 'fetchWithdrawals'
    | 'fetchDepositsWithdrawals'
    | 'fetchTransfers'
    | 'fetchFundingHistory'
    | 'fetchLedger'
  /**
   * One of ccxt's implicit methods in its place, with its parameter for how many rows a page has: where the unified one
   * stumbles over rows that are the exchange's own. Only with `own`, and without a stretch.
   */
  direct?: { method: string; size: string }
  /** All that it asks, each by its whole path, from ccxt's source: nothing else leaves. */
  asks: readonly string[]
  /** Where an answer of the exchange itself holds its rows: a path, or what finds them (undefined: it is no such answer). */
  rows: string | ((answer: unknown) => readonly unknown[] | undefined)
  pages: Pages
  /** Given to each call. */
  params?: Readonly<Record<string, string | number | boolean>>
  /** The coin that the call is asked for, where it wants one. */
  code?: string
  /** Where it tells coin by coin only: each coin that a balance names is asked for. Where the exchange's own answer lists them. */
  perCoin?: Envelope
  /** Where ccxt has no end of the stretch: the exchange's own parameter for it, and how it is written. */
  until?: { param: string; as: 'ms' | 'seconds' | 'iso' | 'date' }
  /** False: the call takes no beginning of a stretch. Default: it does. */
  since?: false
  /** False: its rows come oldest first. Default: newest first. Of lists without a stretch, which end where rows lie before it. */
  newestFirst?: false
  /** Longest stretch of one question, days; absent: any. */
  windowDays?: number
  /** How long the exchange keeps it, days; absent: for good. */
  reachDays?: number
  settlesDays?: number
  /** Nothing in it comes from or goes to outside. */
  internal?: true
  /** Of a kind of account that not everybody has. */
  optional?: true
  wallet?: string
  /**
   * What a withdrawal cost: `apart` from its amount, or `within` it. Absent: nobody knows which, so that amounts count as
   * they are told and the cost is left to what is unexplained.
   */
  fee?: 'apart' | 'within'
  /** It tells what is done alone, without a state. */
  doneOnly?: true
  /** Path of the amount in the exchange's own row, where ccxt takes another. */
  amountAt?: string
  /** The same for the hash of a chain: the first of these names under which the row has something. */
  hashAt?: readonly string[]
  /** States by the exchange's own words at a path, where ccxt takes one for another. */
  states?: { at: string; of: Readonly<Record<string, FlowState>> }
  /** The exchange's id stands in several rows: what they say is added to it. */
  idRepeats?: true
  /** The currency, where ccxt names none or another. */
  coin?: string
  /** Reads the exchange's own rows, where ccxt leaves something out or takes it for something else. */
  own?(row: Row, codeOf: CodeOf): readonly OwnRow[]
}

/** What is known of an exchange's ledgers. */
export interface GenericLedgers {
  /** An answer in the form of the exchange's documentation was run through one of them at least (`ledgers.test.ts`). */
  answers?: true
  ledgers: readonly GenericLedger[]
  untold?: readonly { words: string; external: boolean }[]
}
