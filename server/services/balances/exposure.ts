import { latestSnapshots } from '@/db/queries/snapshots'
import { seenNow } from '@/db/queries/stream-events'
import type { ServiceContext } from '@/server/context'
import { accountFigures } from '@/server/domain/account-figures'
import { Desk } from '@/server/domain/desk'
import { hedgeOf } from '@/server/domain/exposure'
import type { Moment } from '@/server/domain/moment'
import { belongingOf } from '@/server/domain/tags/belonging'
import type { CachedBalanceError, ExposureView } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { loadAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { accountsConcerned, chooseTags } from '../tags/load'
import { type BookPlace, bookIsGone, bookOf } from './book'
import { getCachedState } from './cached-state'

/** Which coins of it are wanted: all where neither is said. */
export interface CoinsPage {
  /** Where the page before ended; null: at the beginning. */
  after: BookPlace | null
  limit: number | undefined
}

/**
 * Exposure of the chosen accounts (all active ones if none is named) to every coin, the largest gross first, and how much
 * of it is hedged; what the sums are to all that is held, and what they leave out. Sums are over all pages, which are of the
 * book that the first one saw. Asks no exchange.
 * @param moment of which it is wanted; null: now
 * @throws DomainError `not_found` that says which name; `conflict` where the book of the page before is no longer there
 */
export async function getExposureOf(
  ctx: ServiceContext,
  { tags: wanted, ...choice }: AccountChoice,
  moment: Moment | null,
  { after, limit }: CoinsPage = { after: null, limit: undefined },
): Promise<ExposureView & { errors: CachedBalanceError[]; next: BookPlace | null }> {
  requireScope(ctx, 'read')
  const { db, deskId } = ctx
  const tags = wanted && wanted.length > 0 ? await chooseTags(ctx, wanted) : null
  const concerned = tags && accountsConcerned(tags)
  const all = await getCachedState(ctx, choice, moment)
  const states = concerned === null ? all : all.filter(({ accountId }) => concerned.has(accountId))
  const chosen = new Set(states.map(({ accountId }) => accountId))
  const accounts = (await loadAccounts(ctx, true)).filter(({ id }) => chosen.has(id))
  // Said before they are read: what is stored meanwhile is on none of the pages.
  const seen = after?.seen ?? (limit === undefined ? undefined : await seenNow(db, deskId))
  const snapshots = await db.asDesk(deskId, (tx) => latestSnapshots(tx, deskId, [...chosen], moment, seen))
  const book = seen === undefined ? '' : bookOf(snapshots)
  if (after && after.book !== book) throw bookIsGone()
  const desk = new Desk()
  desk.take(
    accounts,
    new Map([...snapshots].map(([id, snapshot]) => [id, accountFigures(tags ? belongingOf(tags, id, snapshot) : snapshot)])),
  )
  const allRead =
    states.every(({ snapshot }) => snapshot !== null) &&
    [...snapshots.values()].every(({ notIncluded }) => notIncluded.every(({ unopened }) => unopened === true))
  const { bounds, leftOut, grossExposure, netExposure, oldestAsOf } = desk.totals()
  const rows = desk.exposure()
  const offset = after?.offset ?? 0
  const coins = rows.slice(offset, offset + (limit ?? rows.length))
  const end = offset + coins.length
  return {
    coins: coins.map((row) => ({ ...row, ...hedgeOf(row, allRead) })),
    gross: grossExposure,
    net: netExposure,
    bounds: { gross: bounds.gross, net: bounds.net },
    leftOut,
    oldestAsOf,
    stale: states.some(({ snapshot }) => snapshot?.stale === true),
    errors: states.flatMap(({ error }) => error ?? []),
    next: seen !== undefined && coins.length > 0 && end < rows.length ? { seen, book, offset: end } : null,
  }
}
