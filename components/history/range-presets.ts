import { wallTime } from '@/server/domain/local-time'

const DAY_MS = 86_400_000

interface Preset {
  label: string
  /** Dates as UTC has them at midnight; `to` null: until now. */
  range: { from: Date; to: Date | null }
}

/** Ranges that people ask for by name, by the calendar on the wall of a zone. Weeks begin on Mondays (ISO 8601). */
export function rangePresets(now: Date, timeZone: string): Preset[] {
  const wall = new Date(wallTime(now.getTime(), timeZone))
  const [year, month, date] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()]
  const at = (y: number, m: number, d: number) => new Date(Date.UTC(y, m, d))
  const before = (day: Date) => new Date(day.getTime() - DAY_MS)
  const monday = at(year, month, date - ((wall.getUTCDay() + 6) % 7))
  const yesterday = at(year, month, date - 1)
  return [
    { label: /*i18n*/ 'Today', range: { from: at(year, month, date), to: null } },
    { label: /*i18n*/ 'Yesterday', range: { from: yesterday, to: yesterday } },
    { label: /*i18n*/ 'This week', range: { from: monday, to: null } },
    { label: /*i18n*/ 'Last week', range: { from: new Date(monday.getTime() - 7 * DAY_MS), to: before(monday) } },
    { label: /*i18n*/ 'This month', range: { from: at(year, month, 1), to: null } },
    { label: /*i18n*/ 'Last month', range: { from: at(year, month - 1, 1), to: before(at(year, month, 1)) } },
    { label: /*i18n*/ 'This year', range: { from: at(year, 0, 1), to: null } },
    { label: /*i18n*/ 'Last year', range: { from: at(year - 1, 0, 1), to: before(at(year, 0, 1)) } },
  ]
}
