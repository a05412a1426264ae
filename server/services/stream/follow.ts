import { hasSeen } from '@/db/queries/stream-events'
import type { ServiceContext } from '@/server/context'
import { requireScope } from '../authorise'
import { type Cursor, RESUMED_SECONDS, readCursor } from './cursor'
import { type Found, joinFeed, pageBehind } from './feed'

/** Pages of events that may come in while what was missed is still read to somebody. */
const MOST_HELD = 10

/** Why events may be missing between what somebody heard last and what comes now. */
export interface Gap {
  /** Up to where it is known what was heard; null: that is not known. */
  since: Date | null
  reason: string
}

/** Somebody's way through what happens: first what was missed, then what comes. */
export interface Following {
  /** Said before anything else; null: nothing is missing. */
  gap: Gap | null
  /** What was missed, a page at a time; a page is read as it is asked for. */
  missed: AsyncGenerator<readonly Found[]>
  /** Behind which everything comes live. */
  from: Cursor
  /** Hears what came meanwhile, at once, and all that comes from now on. To be called when `missed` has been read. */
  live(hear: (found: readonly Found[]) => void): void
  leave(): void
}

/**
 * Follows what happens to the caller's accounts.
 * @param heard the id of the last event that was heard; null: it begins now
 * @param tooMuch told when more has come meanwhile than is kept for somebody who reads what was missed
 * @throws DomainError `forbidden`; what the database throws
 */
export async function followEvents(
  ctx: ServiceContext,
  { heard, tooMuch }: { heard: string | null; tooMuch: () => void },
): Promise<Following> {
  requireScope(ctx, 'read')
  let held: (readonly Found[])[] = []
  let hear = (found: readonly Found[]) => {
    if (held.length < MOST_HELD) held.push(found)
    else tooMuch()
  }
  const { from, leave } = await joinFeed(ctx, ctx.deskId, { hear: (found) => hear(found) })
  try {
    const { gap, cursor } = await resumed(ctx, heard)
    return {
      gap,
      missed: missedBetween(ctx, cursor, from),
      from,
      live: (listener) => {
        const came = held
        held = []
        hear = listener
        for (const found of came) listener(found)
      },
      leave,
    }
  } catch (error) {
    leave()
    throw error
  }
}

/** From where somebody goes on who heard up to there; without a cursor it begins now. */
async function resumed(ctx: ServiceContext, heard: string | null): Promise<{ gap: Gap | null; cursor: Cursor | null }> {
  if (heard === null) return { gap: null, cursor: null }
  const cursor = readCursor(heard)
  if (cursor === null) return { gap: { since: null, reason: 'Last-Event-ID is none of this stream’s ids.' }, cursor: null }
  const ageSeconds = (ctx.now().getTime() - cursor.at.getTime()) / 1000
  if (ageSeconds > RESUMED_SECONDS) {
    return { gap: { since: cursor.at, reason: 'Events are kept for an hour.' }, cursor: null }
  }
  if (await hasSeen(ctx.db, ctx.deskId, cursor.seen)) return { gap: null, cursor }
  return { gap: { since: null, reason: 'The database is another one, or was restored from a backup.' }, cursor: null }
}

async function* missedBetween(ctx: ServiceContext, cursor: Cursor | null, from: Cursor): AsyncGenerator<readonly Found[]> {
  let at = cursor
  while (at !== null) {
    const page = await pageBehind(ctx, ctx.deskId, at, from)
    if (page.found.length > 0) yield page.found
    at = page.whole ? null : page.cursor
  }
}
