import type { DecimalString } from '@/server/domain/decimal'
import type { Moment } from '@/server/domain/moment'
import type { TagRule } from '@/server/domain/tags/tag'
import type { AssetSortKey } from './asset-order'

/**
 * Lines of a table over all assets of a user, chosen, put in order, grouped and summed where they are stored: the arrays of
 * each account's snapshot are laid out as rows for the one statement (20,000 of them in some 20 ms) and kept nowhere.
 */
export interface AssetQuery {
  /** Where `at` is an id of a snapshot, each account's newest of those up to it; null: the newest. */
  at: string | null
  /** The book as it was at a moment; null: as it is. */
  moment?: Moment | null
  /** The book that another answer was read from, `seen` of it, whatever was stored since. Absent: what is stored now. */
  seen?: string | undefined
  /** Of all accounts; null: all of them. Ids that are no account's find nothing. */
  accountIds: readonly string[] | null
  exchanges: readonly string[] | null
  /** Types that are shown; null: all. */
  types: readonly ('token' | 'position')[] | null
  /** What positions are narrowed to; see `PositionFilter`. */
  filter: PositionFilter
  /** In small letters; each must stand in the row's text. */
  words: readonly string[]
  /** Tokens below so many USD are counted apart; null: shown as all others. */
  dustUsd: DecimalString | null
  sort: { id: AssetSortKey; desc: boolean }
  groupBy: 'none' | 'coin' | 'account' | 'main' | 'exchange' | 'tag'
  /** Rows that one of these rules takes; null: all. Coins are as `names.coins` call them. */
  tagged: readonly TagRule[] | null
  /** What rows are grouped by as `tag`: each by all of these that it belongs to, in their order. */
  tags: readonly { id: string; rules: readonly TagRule[] }[]
  names: AssetNames
}

/** Of each kind one has to fit where any is named. Whatever is named of positions leaves tokens out. */
export interface PositionFilter {
  /** As `names.coins` call them; tokens have coins too. */
  coins: readonly string[]
  sides: readonly ('long' | 'short')[]
  markets: readonly string[]
  marginModes: readonly ('cross' | 'isolated')[]
  losing: boolean
  /** Closer to liquidation than this share of the mark price; null: however far. */
  nearerThan: DecimalString | null
}

export const NO_FILTER: PositionFilter = { coins: [], sides: [], markets: [], marginModes: [], losing: false, nearerThan: null }

/** What the database cannot know of the rows. Only what the query needs has to be there. */
export interface AssetNames {
  /** Display names of exchanges by their id, and labels of wallets that are more than a capital letter away. */
  exchanges: readonly [id: string, name: string][]
  wallets: readonly [wallet: string, label: string][]
  /** Coins under other names than their code. */
  coins: readonly [code: string, coin: string][]
  funding: readonly { exchange: string; pair: string; rate: DecimalString; nextAt: Date | null }[]
}
