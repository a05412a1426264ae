import { eventsBetween, type Seen, type StreamEventRow, seenNow } from '@/db/queries/stream-events'
import { describeCause } from '@/server/cause'
import type { Deps } from '@/server/context'
import { liveHub } from '../live/hub'
import type { Cursor } from './cursor'

/** Events that one look reads at most. */
export const PAGE = 1000
/** After a look that failed (database away) the next one waits so long. */
const AGAIN_MS = 1000

/** Somebody who listens. */
export interface Listener {
  /** Told of what the last look found, at once and in order, each with where it lies. */
  hear(found: readonly Found[]): void
}

/** An event, and up to where somebody has heard who heard it. */
export interface Found {
  row: StreamEventRow
  cursor: Cursor
}

/** Gives each event its place: the last of what a look found is all that it saw. */
export function placed(rows: readonly StreamEventRow[], look: { at: Date; since: Seen; seen: Seen; whole: boolean }): Found[] {
  const { at, since, seen, whole } = look
  return rows.map((row, index) => {
    const isLast = whole && index === rows.length - 1
    return { row, cursor: { at, seen, within: isLast ? null : { since, behind: { xid: row.xid, id: row.id } } } }
  })
}

/**
 * What happens to one person's accounts, read once for all who listen in this process: as soon as the database tells that
 * something was stored, and again after its connection was lost, so that nothing is missed. What is told counts for nothing
 * but that; events are read, by what each look could not see before.
 */
class Feed {
  private readonly listeners = new Set<Listener>()
  private joining: { listener: Listener; enter: (at: Cursor) => void; fail: (error: unknown) => void }[] = []
  private readonly ended = new AbortController()
  /** Those who listen or are about to. */
  private here = 0
  private position: Cursor | null = null
  private wanted = false
  private reading = false
  private readonly ready: Promise<void>

  constructor(
    private readonly deps: Deps,
    private readonly deskId: string,
    private readonly forget: () => void,
  ) {
    this.ready = this.listen()
    // Whoever joins is told, and the next one begins anew.
    this.ready.catch(() => this.end())
  }

  /** Listens from now on: answers what was seen until then, behind which `hear` is told all. @throws where the database is away */
  async join(listener: Listener): Promise<{ from: Cursor; leave: () => void }> {
    let gone = false
    const leave = () => {
      if (gone) return
      gone = true
      this.listeners.delete(listener)
      this.here -= 1
      if (this.here === 0) this.end()
    }
    this.here += 1
    try {
      await this.ready
      const entered = new Promise<Cursor>((enter, fail) => this.joining.push({ listener, enter, fail }))
      this.look()
      return { from: await entered, leave }
    } catch (error) {
      leave()
      throw error
    }
  }

  private end(): void {
    this.ended.abort()
    this.forget()
  }

  private async listen(): Promise<void> {
    const { inbox, close } = await liveHub(this.deps).open(this.deskId, { looking: false })
    const follow = async () => {
      try {
        for await (const event of inbox.read(this.ended.signal)) {
          if (event.kind !== 'accounts') this.look()
        }
      } finally {
        close()
      }
    }
    void follow()
  }

  private look(): void {
    this.wanted = true
    if (this.reading) return
    this.reading = true
    void this.read().finally(() => {
      this.reading = false
    })
  }

  /** Looks until nothing asks for another look. Whoever joins does so behind a look that began after they came. */
  private async read(): Promise<void> {
    while (this.wanted && !this.ended.signal.aborted) {
      this.wanted = false
      const joining = this.joining.splice(0)
      try {
        const found = await this.next()
        for (const listener of found.length > 0 ? this.listeners : []) listener.hear(found)
        const { position } = this
        if (position === null) throw new Error('A look saw nothing at all.')
        for (const { listener, enter } of joining) {
          this.listeners.add(listener)
          enter(position)
        }
      } catch (error) {
        for (const { fail } of joining) fail(error)
        this.deps.log.warn({ cause: describeCause(error) }, 'events could not be read: they are looked for again')
        setTimeout(() => this.look(), AGAIN_MS).unref()
      }
    }
  }

  /** What became visible since the last look; a full page leaves the rest to the next. */
  private async next(): Promise<Found[]> {
    const at = this.deps.now()
    const { position } = this
    if (position === null) {
      this.position = { at, seen: await seenNow(this.deps.db, this.deskId), within: null }
      return []
    }
    const found: Found[] = []
    let cursor = position
    for (;;) {
      const page = await pageBehind(this.deps, this.deskId, cursor)
      found.push(...page.found)
      cursor = page.cursor
      if (page.whole) break
    }
    this.position = cursor
    return found
  }
}

/**
 * The next events behind a cursor, up to `until` where that is said, and the cursor behind them.
 * @param until what a later look saw: nothing that it did not see is read
 * @param limit events of a page at most
 */
export async function pageBehind(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  deskId: string,
  cursor: Cursor,
  until: Cursor | null = null,
  limit = PAGE,
): Promise<{ found: Found[]; cursor: Cursor; whole: boolean }> {
  const { within } = cursor
  const at = until?.at ?? now()
  // The rest of what lay between two looks comes before all that came later.
  const look = await eventsBetween(db, deskId, {
    since: within?.since ?? cursor.seen,
    until: within ? cursor.seen : (until?.seen ?? null),
    behind: within?.behind ?? null,
    limit,
  })
  const whole = look.events.length < limit
  const seen = within ? cursor.seen : (until?.seen ?? look.seen)
  const found = placed(look.events, { at: within ? cursor.at : at, since: within?.since ?? cursor.seen, seen, whole })
  const next = whole ? { at: within ? cursor.at : at, seen, within: null } : (found.at(-1)?.cursor ?? cursor)
  // The rest of a look is not yet all until the next.
  return { found, cursor: next, whole: whole && within === null }
}

const feeds = new WeakMap<Deps['db'], Map<string, Feed>>()

/** Joins what is read for a person in this process. */
export function joinFeed(deps: Deps, deskId: string, listener: Listener): Promise<{ from: Cursor; leave: () => void }> {
  const own = feeds.get(deps.db) ?? new Map<string, Feed>()
  feeds.set(deps.db, own)
  let feed = own.get(deskId)
  if (!feed) {
    const made: Feed = new Feed(deps, deskId, () => {
      if (own.get(deskId) === made) own.delete(deskId)
    })
    feed = made
    own.set(deskId, feed)
  }
  return feed.join(listener)
}
