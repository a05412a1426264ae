import type { BackupState } from './notices'
import { isFresh, isFuture } from './staleness'

/** When and where an installation makes its backups by itself. */
export interface NightlySettings {
  /** The time of day on this machine. */
  at: { hour: number; minute: number }
  /** Absolute. */
  dir: string
  /** How many files of earlier nights stay, this one's included. */
  keep: number
  withMasterKey: boolean
}

/** A backup that failed is tried again after this. */
const RETRY_MS = 30 * 60_000

/** The last moment at which a backup was to be made: today's time of day, or yesterday's while that has not come. */
export function lastScheduled(now: Date, { hour, minute }: NightlySettings['at']): Date {
  const today = new Date(now)
  today.setHours(hour, minute, 0, 0)
  if (today > now) today.setDate(today.getDate() - 1)
  return today
}

/**
 * Whether a backup is to be made now: none went well since the last scheduled moment – also where nothing ran at that
 * moment –, and none was tried a short while ago.
 */
export function isBackupDue(now: Date, at: NightlySettings['at'], state: BackupState | null): boolean {
  if (state === null) return true
  const { triedAt, lastGoodAt } = state
  if (lastGoodAt !== null && lastGoodAt >= lastScheduled(now, at) && !isFuture(lastGoodAt, now)) return false
  return !isFresh(triedAt, RETRY_MS, now)
}
