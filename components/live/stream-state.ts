import { isStale } from '@/server/domain/staleness'
import type { AccountView } from '@/server/domain/views'
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

/** How old the numbers are, the same on every page. */
export interface Ages {
  newest: Date | null
  oldest: { name: string; asOf: Date } | null
  /** Accounts that were never read. */
  unread: number
}

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
  const { line, downSince, accounts, behindSince, caughtUpAt } = freshness
  const since = downSince === null ? null : new Date(downSince)
  if (line.kind === 'signed-out') return { state: 'signed-out' }
  if (!online) return { state: 'offline', since }
  if (line.kind !== 'up') {
    if (since === null) return { state: 'connecting' }
    const down = now.getTime() - since.getTime()
    if (line.kind !== 'refused' && down < GRACE_MS) return { state: 'connecting' }
    const why = line.kind === 'refused' ? line.why : null
    const polled = caughtUpAt !== null && caughtUpAt > since.getTime() && now.getTime() - caughtUpAt < POLL_MS * 1.5
    if (polled && down >= GRACE_MS) return { state: 'polled', why }
    return down >= OFFLINE_AFTER_MS ? { state: 'offline', since } : { state: 'reconnecting', since }
  }
  if (accounts === null) return { state: 'connecting' }
  if (behindSince !== null && now.getTime() - behindSince >= BEHIND_MS) return { state: 'behind', since: new Date(behindSince) }
  return ofAccounts(accounts, now)
}

function ofAccounts(accounts: readonly AccountView[], now: Date): LiveState {
  if (accounts.length === 0) return { state: 'empty' }
  const { newest } = agesOf(accounts)
  const late = accounts.filter((account) => isLate(account, now))
  if (late.length === accounts.length) return { state: 'delayed', since: newest }
  if (newest === null) return { state: 'waiting' }
  return late.length > 0 ? { state: 'partial', late: late.length, of: accounts.length } : { state: 'live' }
}

/** An account that was never read has until its third interval. */
function isLate({ createdAt, lastRefreshedAt, refreshIntervalSeconds, lastError, valid }: AccountView, now: Date): boolean {
  const failed = lastError !== null || !valid
  return isStale({ asOf: lastRefreshedAt ?? createdAt, intervalSeconds: refreshIntervalSeconds, failed }, now)
}

export function agesOf(accounts: readonly AccountView[]): Ages {
  let newest: Date | null = null
  let oldest: Ages['oldest'] = null
  let unread = 0
  for (const { name, lastRefreshedAt: asOf } of accounts) {
    if (asOf === null) unread += 1
    else {
      if (newest === null || asOf > newest) newest = asOf
      if (oldest === null || asOf < oldest.asOf) oldest = { name, asOf }
    }
  }
  return { newest, oldest, unread }
}
