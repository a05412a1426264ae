import { type AssetQuery, assetPage, NO_FILTER } from '@/db/queries/asset-lines'
import type { ServiceContext } from '@/server/context'
import { exposureBounds, joinBounds } from '@/server/domain/bound'
import type { Moment } from '@/server/domain/moment'
import type { AssetSums, CachedBalanceError, PositionLine } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { requireScope } from '../authorise'
import { holderOf } from './asset-window'
import { type BookPlace, bookIsGone } from './book'
import { type CachedState, getCachedState } from './cached-state'

export interface PositionsPage {
  positions: PositionLine[]
  /** Over all positions, not this page's alone. */
  sums: AssetSums
  /** Accounts whose positions are not known, or not those of now. */
  errors: CachedBalanceError[]
  next: BookPlace | null
}

/** As many as the database names. */
const FIRST_LEFT_OUT = 3

const ALL: Omit<AssetQuery, 'at' | 'accountIds'> = {
  exchanges: null,
  types: ['position'],
  words: [],
  filter: NO_FILTER,
  dustUsd: null,
  sort: { id: 'value', desc: true },
  groupBy: 'none',
  names: { exchanges: [], wallets: [], coins: [], funding: [] },
}

/**
 * Open positions of the chosen accounts (all active ones if none is named), the largest first, a page at a time. All pages
 * are of the book that the first one saw, whatever was read since: no position is there twice and none is missed. Asks no
 * exchange.
 * @param moment of which they are wanted; null: now
 * @throws DomainError `not_found` that says which name; `conflict` where that book is no longer there
 */
export async function listPositions(
  ctx: ServiceContext,
  { choice, moment, after, limit }: { choice: AccountChoice; moment: Moment | null; after: BookPlace | null; limit: number },
): Promise<PositionsPage> {
  requireScope(ctx, 'read')
  const states = await getCachedState(ctx, choice, moment)
  const query: AssetQuery = { ...ALL, at: null, moment, seen: after?.seen, accountIds: states.map(({ accountId }) => accountId) }
  const offset = after?.offset ?? 0
  const page = await assetPage(ctx.db, ctx.userId, query, { open: [], offset, limit })
  if (after && after.book !== page.book) throw bookIsGone()
  const holders = new Map(page.holders.map((head) => [head.id, holderOf(ctx, head, moment)]))
  const end = offset + page.assets.length
  return {
    positions: page.assets.flatMap((asset) => {
      const holder = holders.get(asset.accountId)
      return holder ? [{ asset, holder }] : []
    }),
    sums: withUnread(page.sums, states),
    errors: states.flatMap(({ error }) => error ?? []),
    next: page.assets.length > 0 && end < page.total ? { seen: after?.seen ?? page.seen, book: page.book, offset: end } : null,
  }
}

/** Of an account that was never read nobody knows what is open in it: no sum is then exact. */
function withUnread(sums: AssetSums, states: readonly CachedState[]): AssetSums {
  const unread = states.filter(({ snapshot }) => snapshot === null)
  if (unread.length === 0) return sums
  const { gross, net } = exposureBounds('at_least', false)
  return {
    ...sums,
    bounds: {
      ...sums.bounds,
      gross: joinBounds([sums.bounds.gross, gross]),
      positions: joinBounds([sums.bounds.positions, net]),
    },
    leftOut: {
      count: sums.leftOut.count + unread.length,
      names: [...sums.leftOut.names, ...unread.map(({ accountName }) => accountName)].slice(0, FIRST_LEFT_OUT),
    },
  }
}
