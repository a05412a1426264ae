import { type DomainErrorCode, isPassing } from '../errors'
import { isFuture } from './staleness'

/** No account is asked more often than this, however short its user's interval is; seconds. */
const DEFAULT_FLOOR = 10
/** Exchanges whose limits want longer pauses; exchanges without an adapter of their own take many calls a reading. */
const FLOORS: Readonly<Record<string, number>> = { kraken: 20, coinbase: 15, deribit: 10 }
const GENERIC_FLOOR = 30

/** Longest pause between tries after failures that pass by themselves; seconds. */
const PASSING_CEILING = 15 * 60
/** First and longest pause after a refusal that a person must mend (key revoked, permission missing); seconds. */
const STANDING_FIRST = 5 * 60
const STANDING_CEILING = 6 * 60 * 60

/** Seconds between refreshes that apply to an account: its user's choice, but not below what the exchange bears. */
export function refreshInterval(wantedSeconds: number, exchange: { id: string; generic: boolean }): number {
  return Math.max(wantedSeconds, FLOORS[exchange.id] ?? (exchange.generic ? GENERIC_FLOOR : DEFAULT_FLOOR))
}

/**
 * One interval after the start of the last reading, so that slow answers do not stretch the rhythm; never in the past, and
 * never later than an interval from now, should a clock have been set back since the start.
 */
export function nextAfterSuccess(startedAt: Date, intervalSeconds: number, now: Date): Date {
  const intervalMs = intervalSeconds * 1000
  return new Date(Math.min(now.getTime() + intervalMs, Math.max(now.getTime(), startedAt.getTime() + intervalMs)))
}

/**
 * When to try again after the `failures`-th failure in a row: the pause doubles from one interval (passing failures) or
 * five minutes (refusals) up to a ceiling, ±20 % so that accounts that failed together do not come back together, and
 * never before the exchange's own Retry-After.
 */
export function nextAfterFailure(
  failure: { code: DomainErrorCode; failures: number; intervalSeconds: number; retryAfterSeconds: number | undefined },
  now: Date,
  random: () => number = Math.random,
): Date {
  // A fault of ours (the database was away, a disk full) says nothing of the exchange, and is over when it is.
  const passing = isPassing(failure.code) || failure.code === 'internal' || failure.code === 'unavailable'
  const first = passing ? failure.intervalSeconds : Math.max(STANDING_FIRST, failure.intervalSeconds)
  const ceiling = Math.max(first, passing ? PASSING_CEILING : STANDING_CEILING)
  const doubled = first * 2 ** Math.min(30, Math.max(0, failure.failures - 1))
  const jittered = Math.min(ceiling, doubled) * (0.8 + 0.4 * random())
  return new Date(now.getTime() + Math.max(jittered, failure.retryAfterSeconds ?? 0) * 1000)
}

/** Whether an account is to be asked: its time has come, or was planned by a clock that was wrong. */
export function isDueNow(account: { nextRefreshAt: Date; plannedAt: Date | null }, now: Date): boolean {
  return account.nextRefreshAt <= now || (account.plannedAt !== null && isFuture(account.plannedAt, now))
}
