import { assetPage, heldCodes } from '@/db/queries/asset-lines'
import { type AssetQuery, NO_FILTER } from '@/db/queries/asset-query'
import type { ServiceContext } from '@/server/context'
import { baseCoin } from '@/server/domain/coins'
import type { Moment } from '@/server/domain/moment'
import type { AssetSums, CachedBalanceError, PositionLine } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { requireScope } from '../authorise'
import { accountsConcerned, chooseTags } from '../tags/load'
import { holderOf } from './asset-window'
import { type BookPlace, bookIsGone } from './book'
import { getCachedState } from './cached-state'

export interface PositionsPage {
  positions: PositionLine[]
  /** Over all positions, not this page's alone. */
  sums: AssetSums
  /** Accounts whose positions are not known, or not those of now. */
  errors: CachedBalanceError[]
  next: BookPlace | null
}

const ALL: Omit<AssetQuery, 'at' | 'accountIds'> = {
  exchanges: null,
  types: ['position'],
  words: [],
  filter: NO_FILTER,
  dustUsd: null,
  sort: { id: 'value', desc: true },
  groupBy: 'none',
  tagged: null,
  tags: [],
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
  const { states, tagged, coins } = await chosenStates(ctx, choice, moment)
  const accountIds = states.map(({ accountId }) => accountId)
  const names = { ...ALL.names, coins }
  const query: AssetQuery = { ...ALL, at: null, moment, seen: after?.seen, accountIds, tagged, names }
  const offset = after?.offset ?? 0
  const page = await assetPage(ctx.db, ctx.deskId, query, { open: [], offset, limit, now: null })
  if (after && after.book !== page.book) throw bookIsGone()
  const holders = new Map(page.holders.map((head) => [head.id, holderOf(ctx, head, moment)]))
  const end = offset + page.assets.length
  return {
    positions: page.assets.flatMap((asset) => {
      const holder = holders.get(asset.accountId)
      return holder ? [{ asset, holder }] : []
    }),
    sums: page.sums,
    errors: states.flatMap(({ error }) => error ?? []),
    next: page.assets.length > 0 && end < page.total ? { seen: after?.seen ?? page.seen, book: page.book, offset: end } : null,
  }
}

/** The accounts that a choice is of, and what of them belongs to its tags. */
async function chosenStates(ctx: ServiceContext, { tags: wanted, ...choice }: AccountChoice, moment: Moment | null) {
  const all = await getCachedState(ctx, choice, moment)
  if (!wanted || wanted.length === 0) return { states: all, tagged: null, coins: [] }
  const tags = await chooseTags(ctx, wanted)
  const concerned = accountsConcerned(tags)
  const rules = tags.flatMap((tag) => tag.rules)
  const codes = rules.some(({ coin }) => coin !== null) ? await heldCodes(ctx.db, ctx.deskId) : []
  return {
    states: all.filter(({ accountId }) => concerned === null || concerned.has(accountId)),
    tagged: rules,
    coins: codes.flatMap((code): [string, string][] => (baseCoin(code) === code ? [] : [[code, baseCoin(code)]])),
  }
}
