import type { DecimalString } from '../decimal'
import type { EquityBound } from '../types'
import type { AccountState, AccountView } from './accounts'
import type { AccountFiguresView, AccountLine, FirstOf } from './overview'
import type { TagLabel } from './tags'

/** An account as the list of accounts shows it; `figures` null before its first reading. */
export interface AccountRowView {
  account: AccountView
  figures: AccountFiguresView | null
  /** Key of the group that it stands in; null: in none. */
  group: string | null
  /** Ids of the tags that take it as a whole. */
  tags: string[]
}

/** Equity of several accounts together. */
export interface AccountSum {
  accounts: number
  /** USD; null where it is known of none. */
  equity: DecimalString | null
  bound: EquityBound
  /** Accounts of which it is not known. */
  unknown: number
}

/** Lines of accounts as somebody chose to see them; `of` are chosen. */
export interface AccountLinesView
  extends FirstOf<AccountLine & Pick<AccountRowView, 'group'>>,
    Omit<AccountTableView, 'rows' | 'archived' | 'tags'> {
  /** Place of the first of these lines among those chosen. */
  from: number
  /** A reading may change which lines these are, and their order. */
  moves: boolean
}

/** The list of accounts, as somebody chose to see it. */
export interface AccountTableView {
  /** The first of those chosen. */
  rows: AccountRowView[]
  /** All active accounts, and how many of them are in which state, whatever was chosen. */
  active: number
  /** Some of them were taken from others. */
  subAccounts: boolean
  states: Record<AccountState, number>
  archived: number
  /** All that the person has; the oldest first. */
  tags: TagLabel[]
  /** Of those chosen. */
  sum: AccountSum
  /** In the order of the rows; empty where nothing is grouped. */
  groups: (AccountSum & { key: string; exchange: string; name: string })[]
}
