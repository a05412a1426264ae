import type { DecimalString } from '../decimal'
import type { Tag, TagKind } from '../tags/tag'
import type { EquityBound } from '../types'
import type { ExposureRow } from './balances'
import type { PartsView } from './flows'

/** What a tag is called and looks like. */
export type TagLabel = Pick<Tag, 'id' | 'name' | 'kind' | 'hue'>

/** A tag as its owner sees it. */
export interface TagView extends Tag {
  /** Takes whole accounts alone, so that returns and history are known of it. */
  ofAccounts: boolean
  createdAt: Date
  updatedAt: Date
}

/** What makes a tag's equity less than certain. */
export interface TagDoubt {
  accountId: string
  accountName: string
  reason: string
}

export interface TagFigures {
  /** What belongs to it contributes to equity, USD, every digit; null: nothing of it is known, or nothing belongs to it. */
  equity: DecimalString | null
  bound: EquityBound
  /** Assets and whole accounts whose contribution is not known. */
  unknown: number
  /** Accounts that it takes as a whole. */
  wholeAccounts: number
  /** Accounts of which it has anything. */
  accounts: number
  /** Positions that belong to it. */
  positions: number
  gross: DecimalString | null
  net: DecimalString | null
  exposureBounds: { gross: EquityBound; net: EquityBound }
  /** Unrealised profit of its positions, USD; null: of none of them known. */
  profit: DecimalString | null
  coins: ExposureRow[]
  oldestAsOf: Date | null
  stale: boolean
  /** The first of what makes `bound` other than exact, and how many there are. */
  doubts: { first: TagDoubt[]; of: number }
  /** Other tags of its kind that the same belongs to: what is in both counts in both. */
  shared: { tagId: string; value: DecimalString | null; assets: number }[]
}

/** What belongs to no tag of a kind; with the tags it is all there is, where nothing belongs to two. */
export interface Untagged {
  equity: DecimalString | null
  bound: EquityBound
}

/** A tag and what belongs to it now. */
export interface TagSumView {
  tag: TagView
  figures: TagFigures
}

/** All tags, what belongs to each, and what belongs to none of a kind. */
export interface TagSumsView {
  tags: TagSumView[]
  untagged: { kind: TagKind; equity: DecimalString | null; bound: EquityBound }[]
  totalEquity: DecimalString | null
  totalBound: EquityBound
}

/** What a tag earned over a stretch; USD. */
export interface TagGainView {
  from: Date
  to: Date
  /** The readings between which it is: the first beginning and the first end of its accounts; null: there are none. */
  readFrom: Date | null
  readTo: Date | null
  /** Null: not known, as `reasons` say; or nothing was its in that time. */
  gain: DecimalString | null
  /** What `gain` is made of, to the last digit. `flows` is 0, and so is `unexplained` but of whole accounts. */
  parts: PartsView | null
  /** Share of what was at work in its accounts that `gain` is: not of money of its own. Null with `gain`, or not known. */
  contribution: DecimalString | null
  /** What was at work in its accounts. */
  atWork: DecimalString | null
  /** What of its accounts' change nothing tells: so much more or less may be its. Null with `gain`. */
  untold: DecimalString | null
  /** Accounts of which it had anything in that time. */
  accounts: number
  /** Why `gain` or `contribution` is not known, account by account: the first reasons, and how many there are. */
  reasons: { first: TagDoubt[]; of: number }
}

/** What several tags earned over one stretch. */
export interface TagGainsView {
  from: Date
  to: Date
  tags: { tag: TagView; gain: TagGainView }[]
}
