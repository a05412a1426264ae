import type { Db } from '@/db/client'
import { latestSnapshots } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import { type AccountFigures, accountFigures } from '@/server/domain/account-figures'
import { known, sumKnown } from '@/server/domain/amounts'
import { joinBounds } from '@/server/domain/bound'
import { type AccountParts, partsOf } from '@/server/domain/tags/parts'
import { mayPart, type TagAccount, type TagSums, tagSums } from '@/server/domain/tags/sums'
import type { Tag } from '@/server/domain/tags/tag'
import type { TagSumsView, TagSumView } from '@/server/domain/views'
import { readDesk } from '../overview/desk'
import { loadTags, tagNotFound } from './load'

/** Accounts whose parts one process keeps, over all users; the one that was asked for longest ago goes first. */
const MOST_KEPT = 5000
/** Snapshots that are read at once. */
const AT_ONCE = 100

interface TakenApart {
  asOf: number
  figures: AccountFigures
  parts: AccountParts
}

const apart = new WeakMap<Db, Map<string, TakenApart>>()

/** The newest readings of these of the user's accounts taken apart, each once for as long as it is the newest. */
async function takenApart(ctx: ServiceContext, wanted: ReadonlyMap<string, number>): Promise<Map<string, TakenApart>> {
  const kept = apart.get(ctx.db) ?? new Map<string, TakenApart>()
  apart.set(ctx.db, kept)
  const found = new Map<string, TakenApart>()
  const missing: string[] = []
  for (const [id, asOf] of wanted) {
    const one = kept.get(id)
    if (one?.asOf !== asOf) missing.push(id)
    else {
      kept.delete(id)
      kept.set(id, one)
      found.set(id, one)
    }
  }
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    const ids = missing.slice(at, at + AT_ONCE)
    const snapshots = await ctx.db.asDesk(ctx.deskId, (tx) => latestSnapshots(tx, ctx.deskId, ids))
    for (const [id, snapshot] of snapshots) {
      const one = { asOf: snapshot.asOf.getTime(), figures: accountFigures(snapshot), parts: partsOf(id, snapshot) }
      found.set(id, one)
      kept.delete(id)
      kept.set(id, one)
    }
  }
  for (const id of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(id)
  }
  return found
}

/** The person's active accounts with their newest readings, taken apart where these tags may have parts of them. */
async function accountsFor(ctx: ServiceContext, tags: readonly Tag[]): Promise<TagAccount[]> {
  const states = (await readDesk(ctx)).states(ctx.now())
  const wanted = new Map<string, number>()
  for (const { account, figures } of states) {
    if (figures !== null && mayPart(tags, account.id)) wanted.set(account.id, figures.asOf.getTime())
  }
  const found = wanted.size === 0 ? null : await takenApart(ctx, wanted)
  return states.map(({ account: { id, name }, figures, stale }) => {
    // What was read meanwhile is of one reading all the same: its figures go with its parts.
    const one = found?.get(id)
    return { id, name, stale, figures: one?.figures ?? figures, parts: one?.parts ?? null }
  })
}

function sumView(tags: readonly TagSumView['tag'][], { tags: figures }: TagSums): TagSumView[] {
  return tags.flatMap((tag) => {
    const own = figures.get(tag.id)
    return own ? [{ tag, figures: own }] : []
  })
}

/** All tags of the person with what belongs to each now, and what belongs to none of a kind. Asks no exchange. */
export async function getTagSums(ctx: ServiceContext): Promise<TagSumsView> {
  const tags = await loadTags(ctx)
  const accounts = await accountsFor(ctx, tags)
  const sums = tagSums(tags, accounts)
  const equity = sumKnown(accounts.map(({ figures }) => known(figures?.equity)))
  return {
    tags: sumView(tags, sums),
    untagged: [...sums.untagged].map(([kind, of]) => ({ kind, ...of })),
    totalEquity: equity?.toFixed() ?? null,
    totalBound: joinBounds(
      accounts.map(({ figures }) => (figures === null || figures.equity === null ? 'at_least' : figures.bound)),
    ),
  }
}

/** One tag with what belongs to it now, and what it shares with others of its kind. @throws DomainError `not_found` */
export async function getTag(ctx: ServiceContext, { id }: { id: string }): Promise<TagSumView> {
  const tags = await loadTags(ctx)
  const tag = tags.find((each) => each.id === id)
  if (!tag) throw tagNotFound()
  const kind = tags.filter((each) => each.kind === tag.kind)
  const [view] = sumView([tag], tagSums(kind, await accountsFor(ctx, kind)))
  if (!view) throw tagNotFound()
  return view
}
