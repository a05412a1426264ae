/** A snapshot counts as stale when it is older than this many refresh intervals. */
export const STALE_AFTER_INTERVALS = 3

/** True when the numbers are older than three intervals, or when the last try to refresh them failed. */
export function isStale(snapshot: { asOf: Date; intervalSeconds: number; failed: boolean }, now: Date): boolean {
  return snapshot.failed || now.getTime() - snapshot.asOf.getTime() > STALE_AFTER_INTERVALS * snapshot.intervalSeconds * 1000
}

/** Whole seconds since `asOf`; never negative (clocks of two machines may differ a little). */
export function ageSeconds(asOf: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 1000))
}
