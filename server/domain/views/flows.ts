import type { DecimalString } from '../decimal'
import type { FlowKind, FlowState } from '../flows/types'
import type { Part } from '../performance/attribution'
import type { ReturnNote } from '../performance/types'

/** One entry as pages show it. */
export interface FlowView {
  id: string
  accountId: string
  accountName: string
  exchange: string
  exchangeName: string
  at: Date
  coin: string
  amount: DecimalString
  /** As it counts: what a person said, else what the exchange did. */
  kind: FlowKind
  /** The exchange's, where a person said otherwise; else null. */
  exchangeKind: FlowKind | null
  /** The exchange's own word. */
  word: string
  state: FlowState
  wallet: string | null
  pair: string | null
  fee: { coin: string; amount: DecimalString } | null
  otherWallet: string | null
  otherAccount: string | null
  chain: string | null
  address: string | null
  txHash: string | null
  /** USD at its time; null: the coin had no price. */
  value: DecimalString | null
  price: DecimalString | null
  priceSource: 'snapshot' | 'candle' | 'fixed' | null
  /** Markets whose candles gave the price, or in a sentence why there is none; null: candles were not asked. */
  priceRoute: string | null
  /** Seconds between the entry and the moment of its price. */
  priceAgeSeconds: number | null
  /** A person wrote it. */
  byHand: boolean
  note: string | null
  /** Id of the other leg. */
  pairedWith: string | null
  pairedBy: 'rule' | 'person' | null
  /** Counts as come from or gone to outside of all of the user's accounts. */
  external: boolean
}

export interface FlowsView {
  flows: FlowView[]
  /** For the next page; null: these are the last. */
  next: string | null
}

/** How far one ledger of an account is read. */
export interface LedgerView {
  id: string
  name: string
  /** Everything of [`readFrom`, `readTo`) is known; null: nothing yet. */
  readFrom: Date | null
  readTo: Date | null
  /** How far back it goes. */
  backTo: Date | null
  /** Share of the past that is read, 0 to 1. */
  progress: number
  entries: number
  error: { code: string; message: string; since: Date; nextAt: Date } | null
  external: boolean
}

/** What is not known of an account's past. */
export interface FlowGapView {
  /** `permission`: the key may not read it; `failing`: it cannot be read now; `reach`: the exchange keeps no older; `reading`: not read yet; `untold`: no call tells it. */
  reason: 'permission' | 'failing' | 'reach' | 'reading' | 'untold'
  words: string
  /** Null: from the beginning. */
  from: Date | null
  /** Null: until now. */
  to: Date | null
  /** Returns over it are not known; else only what a change is made of. */
  external: boolean
}

export interface FlowCoverageView {
  accountId: string
  accountName: string
  exchange: string
  ledgers: LedgerView[]
  gaps: FlowGapView[]
  /** Everything that came and went between these is known; null: of no time. */
  knownFrom: Date | null
  knownTo: Date | null
}

export type PartsView = Record<Part, DecimalString>

export interface RiskView {
  days: number
  volatility: DecimalString | null
  sharpe: DecimalString | null
  sortino: DecimalString | null
  best: { day: string; rate: DecimalString } | null
  worst: { day: string; rate: DecimalString } | null
  drawdown: {
    share: DecimalString
    from: string | null
    lowest: string
    recovered: string | null
    days: number
  } | null
}

/** Returns of one account or of several together; shares, not per cent. Null: not known. */
export interface PerformanceFigures {
  /** Equity at both ends, with what is on the way between the accounts. */
  start: DecimalString | null
  end: DecimalString | null
  flows: DecimalString | null
  /** `end − start − flows` */
  gain: DecimalString | null
  twr: DecimalString | null
  /** Per year; null for less than a year. */
  twrYearly: DecimalString | null
  xirr: DecimalString | null
  notes: ReturnNote[]
  /** Coins without a price: what came and went of them is left out. */
  leftOut: string[]
}

export interface PerformanceDayView {
  day: string
  opened: DecimalString
  closed: DecimalString
  inTransit: DecimalString
  /** Null, as the gain: not all that came and went is known. */
  flows: DecimalString | null
  gain: DecimalString | null
  rate: DecimalString | null
  /** Growth since the beginning; null from where it is not known. */
  index: DecimalString | null
}

export interface PerformanceView extends PerformanceFigures {
  from: Date
  to: Date
  /** Until when flows are known: what came later is not in the gain yet. */
  flowsKnownTo: Date | null
  risk: RiskView
  benchmarks: { id: 'btc' | 'eth' | '60-40'; end: DecimalString; gain: DecimalString; twr: DecimalString | null }[]
  days: PerformanceDayView[]
  groups: (PerformanceFigures & { key: string; label: string })[]
  /** What is on the way between accounts now. */
  inTransit: { coin: string; size: DecimalString; value: DecimalString | null; since: Date; from: string; to: string }[]
}

export interface ExplainedCoin {
  coin: string
  change: DecimalString
  trades: DecimalString
  parts: PartsView
  unexplainedSize: DecimalString
  unpriced: boolean
  entries: PartEntries
}

/** Entries behind each part; absent: none. */
export type PartEntries = Partial<Record<Part, number>>

export interface ExplainView {
  from: Date
  to: Date
  change: DecimalString | null
  /** Null: what was held at one of the ends is not known. */
  parts: PartsView | null
  /** Seconds between the points that prices are taken from. */
  widthSeconds: number
  coins: ExplainedCoin[]
  accounts: {
    accountId: string
    accountName: string
    from: Date
    to: Date
    change: DecimalString
    parts: PartsView | null
    entries: PartEntries
  }[]
  /** Ids of entries behind each part, at most a thousand each, the newest first. */
  rows: Record<Part, string[]>
  leftOut: string[]
}

export interface FundingPaidView {
  from: Date
  to: Date
  /** Received less paid, in USD; null: nothing of it could be valued. */
  total: DecimalString | null
  received: DecimalString | null
  paid: DecimalString | null
  /** As a share of the equity at the end, and per year. */
  shareOfEquity: DecimalString | null
  yearly: DecimalString | null
  byPair: {
    accountId: string
    accountName: string
    exchange: string
    pair: string
    coin: string
    amount: DecimalString
    value: DecimalString | null
    entries: number
  }[]
  /** Accounts that paid or received any, as the sums over all; the largest first. */
  byAccount: {
    accountId: string
    accountName: string
    total: DecimalString | null
    received: DecimalString | null
    paid: DecimalString | null
    shareOfEquity: DecimalString | null
    yearly: DecimalString | null
  }[]
  byDay: { day: string; value: DecimalString; cumulative: DecimalString }[]
  /** Coins of entries without a price. */
  leftOut: string[]
}

/** A coin of which something was long and something short at the same time. */
export interface HedgeView {
  coin: string
  /** USD that were hedged on average while they were. */
  hedged: DecimalString
  /** How long they were. */
  seconds: number
  /** USD that the hedged part of both sides brought in; null: not all of it is known. */
  carry: DecimalString | null
  /** `carry ÷ hedged`, and that at the same pace for a year; null a year for a hedge of less than a day. */
  rate: DecimalString | null
  yearly: DecimalString | null
  legs: {
    accountId: string
    accountName: string
    exchange: string
    /** `BTC:PERP-USDT` of a position, `BTC` of coins that are held or owed. */
    symbol: string
    position: boolean
    side: 'long' | 'short'
    /** USD on average, without its sign. */
    average: DecimalString
    /** USD of funding, interest and rewards; null: not known. */
    income: DecimalString | null
  }[]
}

export interface HedgesView {
  from: Date
  to: Date
  /** Seconds between the points that what was held is taken from. */
  widthSeconds: number
  /** The largest first. */
  hedges: HedgeView[]
  /** Coins of entries without a price. */
  leftOut: string[]
}

/** Change of equity without what came and went. */
export interface GainView {
  /** Null: not everything that came and went is known. */
  gain: DecimalString | null
  flows: DecimalString | null
  /** Equity at the beginning, USD; of an account that begins in between nothing. */
  opened: DecimalString | null
  /**
   * The gain as a share of what was at work: equity at the beginning, and each flow by the share of the stretch behind it
   * (Modified Dietz). Null: not known, or nothing was at work.
   */
  rate: DecimalString | null
  /** Where the first reading lies, if that is well within the stretch; else null. */
  since: Date | null
  from: Date
  to: Date
  /** The reading that it ends with: the last one up to which the ledgers have been looked at. Of several accounts the first. */
  until: Date | null
  flowsKnownTo: Date | null
  leftOut: string[]
}

/** What came from outside or went there in a short stretch of a chart. */
export interface FlowMark {
  /** Of the first and the last of them. */
  from: Date
  to: Date
  /** USD of those that have a value, both positive; `'0'`: none. */
  in: DecimalString
  out: DecimalString
  entries: number
  /** Coins without a value. */
  unvalued: string[]
  /** The largest of them. */
  first: Pick<FlowView, 'id' | 'at' | 'accountName' | 'kind' | 'coin' | 'amount' | 'value'>[]
}

/** What is said beside a chart of equity, and on it. */
export interface StretchView extends GainView {
  marks: FlowMark[]
}
