import { isFuture, STALE_AFTER_INTERVALS } from './staleness'
import type { AccountView, DeskFreshness } from './views'

/** Moments at which accounts turn late that are told apart: beyond that some are told a little before their time. */
const MOST_MOMENTS = 60

type Read = Pick<AccountView, 'name' | 'createdAt' | 'lastRefreshedAt' | 'refreshIntervalSeconds' | 'lastError' | 'valid'>

/**
 * How fresh the numbers of a desk are, and when each account's will be late: older than three intervals. An account that
 * failed at its last try is late whatever the time, and so is one whose time has not come; one that was never read has
 * until its third interval.
 */
export function deskFreshness(accounts: readonly Read[], now: Date): DeskFreshness {
  const freshness: DeskFreshness = { accounts: accounts.length, newest: null, oldest: null, unread: 0, late: 0, lateFrom: [] }
  const times: number[] = []
  for (const { name, createdAt, lastRefreshedAt: asOf, refreshIntervalSeconds, lastError, valid } of accounts) {
    if (asOf === null) freshness.unread += 1
    else {
      if (freshness.newest === null || asOf > freshness.newest) freshness.newest = asOf
      if (freshness.oldest === null || asOf < freshness.oldest.asOf) freshness.oldest = { name, asOf }
    }
    const from = asOf ?? createdAt
    if (lastError !== null || !valid || isFuture(from, now)) freshness.late += 1
    else times.push(from.getTime() + STALE_AFTER_INTERVALS * refreshIntervalSeconds * 1000)
  }
  freshness.lateFrom = moments(times)
  return freshness
}

/** Accounts that are late at a moment: none of those that turn late at that very moment. */
export function lateAt({ late, lateFrom }: DeskFreshness, now: Date): number {
  return lateFrom.reduce((count, { at, accounts }) => (at < now ? count + accounts : count), late)
}

/** How many turn late when; of too many moments those within a stretch are told as its first. */
function moments(times: readonly number[]): DeskFreshness['lateFrom'] {
  const sorted = [...times].sort((a, b) => a - b)
  const first = sorted[0] ?? 0
  const width = new Set(sorted).size <= MOST_MOMENTS ? 0 : Math.ceil(((sorted.at(-1) ?? first) - first + 1) / MOST_MOMENTS)
  const found: DeskFreshness['lateFrom'] = []
  for (const time of sorted) {
    const last = found.at(-1)
    if (last && time - last.at.getTime() < Math.max(1, width)) last.accounts += 1
    else found.push({ at: new Date(time), accounts: 1 })
  }
  return found
}
