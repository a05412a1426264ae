import type { Place, Seen } from '@/db/queries/stream-events'

/** A stream resumes over the last hour. */
export const RESUMED_SECONDS = 3600
/** Events are kept a little longer, so that none goes while its hour is not over. */
export const EVENTS_KEPT_SECONDS = RESUMED_SECONDS + 300
/** For webhooks whose other side is away, which are given up after half a day. */
export const EVENTS_KEPT_FOR_WEBHOOKS_SECONDS = 86_400

/**
 * Up to where somebody has heard: all that a look at the database saw or, in the middle of what became visible between two
 * looks, up to one event of it. Exact across processes: each reads the same database, and no number is taken for an order.
 */
export interface Cursor {
  /** When that look was. */
  at: Date
  seen: Seen
  within: { since: Seen; behind: Place } | null
}

const SEEN = /^\d{1,20}:\d{1,20}:(\d{1,20}(,\d{1,20})*)?$/
/** A database with hundreds of transactions under way names each of them. */
const LONGEST = 8000

/** As it stands in `id:`: digits and signs that every client hands back as they are. */
export function writeCursor({ at, seen, within }: Cursor): string {
  const whole = `${at.getTime()}.${seen}`
  return within === null ? whole : `${whole}.${within.since}.${within.behind.xid}.${within.behind.id}`
}

/** Null for what is none of ours. */
export function readCursor(text: string): Cursor | null {
  if (text.length > LONGEST) return null
  const [at = '', seen = '', since, xid, id, ...more] = text.split('.')
  if (!/^\d{1,15}$/.test(at) || !isSeen(seen) || more.length > 0) return null
  const whole = { at: new Date(Number(at)), seen }
  if (since === undefined) return { ...whole, within: null }
  if (!isSeen(since) || !isNumber(xid) || !isNumber(id)) return null
  return { ...whole, within: { since, behind: { xid, id } } }
}

const isNumber = (text: string | undefined): text is string => text !== undefined && /^\d{1,18}$/.test(text)

/** As PostgreSQL writes it: the bounds in order, and what was under way between them. */
function isSeen(text: string): boolean {
  if (!SEEN.test(text)) return false
  const [min = '', max = '', under = ''] = text.split(':')
  const [low, high] = [BigInt(min), BigInt(max)]
  if (low > high || low === 0n || high >= 1n << 63n) return false
  let last = low - 1n
  for (const each of under === '' ? [] : under.split(',').map(BigInt)) {
    if (each <= last || each < low || each >= high) return false
    last = each
  }
  return true
}
