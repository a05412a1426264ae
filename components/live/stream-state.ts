import { lateAt } from '@/server/domain/desk-freshness'
import type { DeskFreshness } from '@/server/domain/views'
import type { Freshness } from './freshness-store'

export type LiveState =
  | { state: 'connecting' }
  /** Every account is as fresh as it should be, and the page shows all that was heard. */
  | { state: 'live' }
  /** Some accounts are older than they should be. */
  | { state: 'partial'; late: number; of: number }
  /** No account has been read as it should be. */
  | { state: 'delayed'; since: Date | null }
  /** Something was heard that this page doesn't show yet. */
  | { state: 'behind'; since: Date }
  /** Accounts, but none was ever read. */
  | { state: 'waiting' }
  | { state: 'empty' }
  /** Without a line, but asked for regularly. `why`: the server's reason, null where the line is simply lost. */
  | { state: 'polled'; why: string | null }
  | { state: 'reconnecting'; since: Date }
  | { state: 'signed-out' }
  | { state: 'offline'; since: Date | null }

/** With the line down the page asks by itself this often. */
export const POLL_MS = 30_000
/** A line that is down for longer than this is called offline. */
export const OFFLINE_AFTER_MS = 30_000
/** Short cuts of the line, a laptop that wakes up, are not worth a word. */
const GRACE_MS = 4000
/** What takes no longer to read than this is no lag. */
const BEHIND_MS = 3000

/**
 * What a page may claim of its numbers. `live` needs all of it: the line is up, every account was read within three
 * intervals and at the last try, and everything that was heard of is on the page. A server whose worker stands still, an
 * account that fails, a tab that cannot read what it hears of are told as what they are.
 * @param online the browser says that it has a network
 */
export function liveStateOf(freshness: Freshness, online: boolean, now: Date): LiveState {
  const { line, downSince, desk, behindSince, caughtUpAt, keptAt } = freshness
  const since = downSince === null ? null : new Date(downSince)
  if (line.kind === 'signed-out') return { state: 'signed-out' }
  if (!online) return { state: 'offline', since }
  // A page out of this browser's store came because there was no network, whatever the browser says of that.
  if (keptAt !== null && line.kind !== 'up' && line.kind !== 'refused') return { state: 'offline', since }
  if (line.kind !== 'up') {
    if (since === null) return { state: 'connecting' }
    const down = now.getTime() - since.getTime()
    if (line.kind !== 'refused' && down < GRACE_MS) return { state: 'connecting' }
    const why = line.kind === 'refused' ? line.why : null
    const polled = caughtUpAt !== null && caughtUpAt > since.getTime() && now.getTime() - caughtUpAt < POLL_MS * 1.5
    if (polled && down >= GRACE_MS) return { state: 'polled', why }
    return down >= OFFLINE_AFTER_MS ? { state: 'offline', since } : { state: 'reconnecting', since }
  }
  if (keptAt !== null) return { state: 'behind', since: keptAt }
  if (desk === null) return { state: 'connecting' }
  if (behindSince !== null && now.getTime() - behindSince >= BEHIND_MS) return { state: 'behind', since: new Date(behindSince) }
  return ofDesk(desk, now)
}

function ofDesk(desk: DeskFreshness, now: Date): LiveState {
  const { accounts, newest } = desk
  if (accounts === 0) return { state: 'empty' }
  const late = lateAt(desk, now)
  if (late === accounts) return { state: 'delayed', since: newest }
  if (newest === null) return { state: 'waiting' }
  return late > 0 ? { state: 'partial', late, of: accounts } : { state: 'live' }
}
