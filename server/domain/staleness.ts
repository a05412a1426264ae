/** A snapshot counts as stale when it is older than this many refresh intervals. */
export const STALE_AFTER_INTERVALS = 3

/**
 * Clocks of two machines may differ so much, a browser's among them, which looks every few seconds only; what lies further
 * ahead was noted by a clock that was wrong.
 */
export const CLOCK_TOLERANCE_MS = 15_000

/** Whether a moment has not come yet by a clock that may differ a little from the one that noted it. */
export function isFuture(at: Date, now: Date): boolean {
  return at.getTime() - now.getTime() > CLOCK_TOLERANCE_MS
}

/** Whether something of a moment still counts `forMs` later; what comes from the future never does. */
export function isFresh(at: Date, forMs: number, now: Date): boolean {
  return !isFuture(at, now) && now.getTime() - at.getTime() < forMs
}

/**
 * True when the numbers are older than three intervals, when the last try to refresh them failed, or when their time has
 * not come yet: a clock was set back, and nobody knows how old they are.
 */
export function isStale(snapshot: { asOf: Date; intervalSeconds: number; failed: boolean }, now: Date): boolean {
  const oldest = STALE_AFTER_INTERVALS * snapshot.intervalSeconds * 1000
  return snapshot.failed || isFuture(snapshot.asOf, now) || now.getTime() - snapshot.asOf.getTime() > oldest
}

/** Whole seconds since `asOf`; never negative (clocks of two machines may differ a little, see `isStale` for more). */
export function ageSeconds(asOf: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 1000))
}
