import { momentOf, wallTime } from '../local-time'
import type { Level } from './rule'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440

/** A daily stretch in which nobody wants to be told, in the person's own time. */
export interface QuietHours {
  /** Minutes after midnight; from 22:00 is 1320. */
  from: number
  /** Minutes after midnight; before `from`: of the next day. */
  to: number
  /** Whether what is urgent is told all the same. */
  urgentPasses: boolean
  /** IANA name. */
  timeZone: string
}

/** When something may be told that comes up now: now itself, or the end of the quiet hours. */
export function tellAt(now: Date, level: Level, quiet: QuietHours | null): Date {
  if (quiet === null || quiet.from === quiet.to || (level === 'urgent' && quiet.urgentPasses)) return now
  const wall = wallTime(now.getTime(), quiet.timeZone)
  const midnight = Math.floor(wall / (DAY_MINUTES * MINUTE_MS)) * DAY_MINUTES * MINUTE_MS
  const minute = (wall - midnight) / MINUTE_MS
  const { from, to } = quiet
  const inside = from < to ? minute >= from && minute < to : minute >= from || minute < to
  if (!inside) return now
  const endsTomorrow = minute >= to
  const end = midnight + (to + (endsTomorrow ? DAY_MINUTES : 0)) * MINUTE_MS
  return new Date(momentOf(end, quiet.timeZone))
}
