import type { DecimalString } from '../decimal'
import type { Asset, EquityBound } from '../types'
import type { TagLabel } from './tags'

/** Exact sums over rows, USD; null where nothing of it is known. */
export interface AssetSums {
  rows: number
  tokens: DecimalString | null
  positions: DecimalString | null
  gross: DecimalString | null
  /** Of positions alone: a token's own figure is that of the positions that it margins. */
  profit: DecimalString | null
  /**
   * What longs and shorts were opened at, weighed by their sizes: of the positions that tell it, options left out. Null where
   * there are none, or where they are contracts of different sizes of coin.
   */
  entry: { long: DecimalString | null; short: DecimalString | null }
  /** Rows without a price, which no sum holds. */
  unpriced: number
  /** What the sums are to all that is held in the accounts that the view is of, whether they have rows in it or not. */
  bounds: { tokens: EquityBound; positions: EquityBound; gross: EquityBound }
  /**
   * Accounts that make them so, beside rows without a price: how many, and the first of them by name. Also those of which no
   * row is there: never read, or with a wallet that cannot be read.
   */
  leftOut: { count: number; names: string[] }
}

/** An asset as a line of a long table. */
export interface AssetLine extends Asset {
  /** Which line of all, from 0. */
  index: number
  /** Who holds it: one of the answer's `holders`. */
  accountId: string
  /** Its place among the account's assets. */
  ordinal: number
  /** Which of the account's rows that are alike in all that names them, from 0. */
  nth: number
}

/** The head of a group of lines. */
export interface AssetGroup extends AssetSums {
  index: number
  key: string
  label: string
  open: boolean
}

/** Who holds some of the lines. */
export interface AssetHolder {
  id: string
  name: string
  exchange: string
  exchangeName: string
  asOf: Date
  /** Older than three intervals, or the last try failed. */
  stale: boolean
}

/** An open position and who holds it. */
export interface PositionLine {
  asset: AssetLine
  holder: AssetHolder
}

/** Some lines of a long table, and what is known of all of them. */
export interface AssetWindow {
  /** Names the snapshots that it was read from: lines that are asked for with it are of the same book. */
  at: string
  /** Changes with the book: lines of answers that differ in it do not belong together. */
  book: string
  /** Lines of the whole table, heads of groups among them. */
  total: number
  offset: number
  limit: number
  groups: AssetGroup[]
  assets: AssetLine[]
  holders: AssetHolder[]
  /** Over all rows that the view shows. */
  sums: AssetSums
  /** Rows that the view would show but for their size, and what they are worth together. */
  dust: { rows: number; value: DecimalString }
  /** Accounts with rows in the sums that count as they were: how many, and the oldest reading; null: none, or of a day. */
  old: { accounts: number; oldest: { id: string; name: string; asOf: Date } } | null
  /** Whether anything is held at all, whatever the view leaves out. */
  held: boolean
  /** How many active accounts there are, those that were never read too; null where something is shown. */
  accounts: number | null
  /** Of a moment that is over: accounts of which nothing of then is told, and why; none of what is now. */
  notKnown: { name: string; why: string }[]
}

/** An account or exchange that a table can be narrowed to. */
export interface AssetChoices {
  accounts: { id: string; name: string }[]
  exchanges: { id: string; name: string }[]
  /** One under all its names. */
  coins: string[]
  tags: TagLabel[]
}
