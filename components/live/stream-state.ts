import { isStale } from '@/server/domain/staleness'
import type { OverviewView } from '@/server/domain/views'

/** The stream as the browser knows it. */
export interface Stream {
  connected: boolean
  /** When the line was lost, or first tried; null while it is up. */
  downSince: Date | null
  /** The browser says that it has a network. */
  online: boolean
}

export type LiveState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'delayed'; since: Date; why: string }
  | { state: 'offline'; since: Date | null }

/** A line that is down for longer than this is called offline. */
export const OFFLINE_AFTER_MS = 30_000
/** Short cuts of the line, a laptop that wakes up, are not worth a word. */
const GRACE_MS = 4000

/**
 * What the page may claim of its numbers. `live` needs both: the stream is up, and some account was read within three
 * intervals; with a stream to a server whose worker stands still the numbers are delayed, not live.
 */
export function liveStateOf(stream: Stream, overview: OverviewView | undefined, now: Date): LiveState {
  if (!stream.online) return { state: 'offline', since: stream.downSince }
  if (!stream.connected) {
    if (stream.downSince === null) return { state: 'connecting' }
    const down = now.getTime() - stream.downSince.getTime()
    if (down < GRACE_MS) return { state: 'connecting' }
    if (down >= OFFLINE_AFTER_MS) return { state: 'offline', since: stream.downSince }
    return { state: 'delayed', since: stream.downSince, why: 'The line to the server was lost; it is being tried again.' }
  }
  const read = (overview?.accounts ?? []).flatMap(({ account, balance }) =>
    balance && account.valid ? [{ asOf: balance.asOf, intervalSeconds: account.refreshIntervalSeconds, failed: false }] : [],
  )
  if (read.length > 0 && read.every((snapshot) => isStale(snapshot, now))) {
    const newest = new Date(Math.max(...read.map(({ asOf }) => asOf.getTime())))
    return { state: 'delayed', since: newest, why: 'No account has been read since then.' }
  }
  return { state: 'live' }
}
