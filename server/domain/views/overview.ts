import type { RuleKind } from '../alerts/rule'
import type { DecimalString } from '../decimal'
import type { Distribution, DistributionBy } from '../distribution'
import type { EquityBound } from '../types'
import type { AccountView } from './accounts'
import type { FiringView } from './alerts'
import type { ExposureRow, LeftOutAccount } from './balances'
import type { SetAside } from './history'

/** Something that a person should look at: an alert that fires, or a plain notice, of which nothing is sent. */
export interface AttentionItem {
  /** `urgent` and `warning` are alerts'; a `note` is a notice. */
  level: 'urgent' | 'warning' | 'note'
  /** Null: of accounts together. */
  accountId: string | null
  accountName: string | null
  /** Since when it stands. */
  since: Date | null
  matter: AttentionMatter
}

export type AttentionMatter =
  /** What fires, as the page of alerts has it. */
  | { kind: 'alert'; alert: FiringView }
  /** The exchange refused the key. */
  | { kind: 'key'; message: string | null }
  /** The last try failed, or (null) it was not read in time. */
  | { kind: 'stale'; message: string | null }
  | { kind: 'never-read' }
  /** The key may withdraw. */
  | { kind: 'withdraw' }
  | { kind: 'not-included'; wallet: string; reason: string }
  | { kind: 'unpriced'; symbols: string[]; more: number }
  | { kind: 'warning'; warning: string }
  /** Its key lists sub-accounts that are no accounts, and that nobody has looked at. */
  | { kind: 'sub-accounts'; names: string[]; more: number }
  /** Of what came and went not all is known. */
  | { kind: 'flow-gap'; words: string }

/** The first of what wants attention. */
export interface AttentionSummary extends FirstOf<AttentionItem> {
  /** How much fires that is not kept quiet: as the bell counts. */
  pressing: number
  /** What no rule watches, of what everybody begins with. */
  unwatched: RuleKind[]
}

/** Some of a list, and how long it is. */
export interface FirstOf<T> {
  first: T[]
  of: number
}

/** Totals over all active accounts, from their newest snapshots, as the overview shows them: as large for any number. */
export interface OverviewSummary {
  accounts: number
  /** The sample stands on the desk: it stands there alone. */
  sample: boolean
  /** Sum over accounts with a known equity; null while nothing is known. */
  totalEquity: DecimalString | null
  /** Accounts that the total leaves out, because they were never read or nothing of them could be priced. */
  accountsWithoutEquity: number
  grossExposure: DecimalString | null
  netExposure: DecimalString | null
  /** gross ÷ equity. */
  leverage: DecimalString | null
  unrealizedProfit: DecimalString | null
  /** The oldest `asOf` that the totals rest on. */
  oldestAsOf: Date | null
  exposure: ExposureSummary
  distribution: Record<DistributionBy, Distribution>
  attention: AttentionSummary
  /** What the totals are to all that is held. */
  bounds: Record<'equity' | 'gross' | 'net' | 'leverage' | 'profit', EquityBound>
  /** The first accounts that make them so. */
  leftOut: FirstOf<LeftOutAccount>
}

/** The coins of the largest gross exposure, and sums over all. */
export interface ExposureSummary extends FirstOf<ExposureRow> {
  long: DecimalString
  short: DecimalString
  /** The largest amount on one side of one coin. */
  widest: DecimalString
}

/** What of an account its line shows, and what can be done to it there. */
export type LineAccount = Pick<
  AccountView,
  | 'id'
  | 'name'
  | 'exchange'
  | 'exchangeName'
  | 'exchangeLabel'
  | 'sandbox'
  | 'archived'
  | 'valid'
  | 'maskedKey'
  | 'lastRefreshedAt'
  | 'lastError'
>

/** An account in one line; `figures` null before its first reading. */
export interface AccountLine {
  account: LineAccount
  figures: {
    asOf: Date
    stale: boolean
    equity: DecimalString | null
    /** What `equity` is to all that is in the account, and why that is not all. */
    bound: EquityBound
    leftOut: string[]
    unrealizedProfit: DecimalString | null
    /** Initial margin ÷ margin balance of the most used wallet. */
    marginUse: DecimalString | null
    /** What margin use is; health is the other way round. */
    marginBound: EquityBound
    /** 0 (liquidation) to 100; null where nothing is margined. */
    health: number | null
    /** The position that is nearest to its liquidation. */
    nearest: { symbol: string; distance: DecimalString } | null
  } | null
}

/** An account's equity as a list of accounts shows it. */
export interface AccountFiguresView {
  accountId: string
  equity: DecimalString | null
  /** What `equity` is to all that is in the account. */
  bound: EquityBound
  /** Why that is not all; null where it is. */
  because: string | null
  stale: boolean
}

/** How an account's equity changed over a stretch; absent amounts are not known. */
export interface EquityChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
  /** The same without what came and went, and as a share of what was at work; null: not all of that is known. */
  gain: DecimalString | null
  gainRatio: DecimalString | null
  /** When the account's history begins, where that is within the stretch: then its change over it is not known. */
  since: Date | null
  /** What has no known value now, and is in no change. */
  aside: SetAside | null
}

/** Changes of one account; null where there is no history yet. */
export interface AccountChanges {
  accountId: string
  day: EquityChange | null
  week: EquityChange | null
}

/** How fresh the numbers of all active accounts are. */
export interface DeskFreshness {
  accounts: number
  /** The newest and the oldest reading; null before the first. */
  newest: Date | null
  oldest: { name: string; asOf: Date } | null
  /** Accounts that were never read. */
  unread: number
  /** Accounts whose numbers are late whatever the time. */
  late: number
  /** When the others turn late, if they are not read again, in the order of time: after this moment so many more. */
  lateFrom: { at: Date; accounts: number }[]
}
