/** Days and hours as the clock on somebody's wall has them. Zones are IANA names; moments are milliseconds since the epoch. */

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** A Monday, so that weeks begin on one. */
const ORIGIN = Date.UTC(1970, 0, 5)
/** Zones change at whole quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS

interface Zone {
  format: Intl.DateTimeFormat
  offsets: Map<number, number>
}

const zones = new Map<string, Zone>()
/** Offsets that are kept: a year of hours of a few zones. */
const MOST_KEPT = 20_000

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone)
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
    zone = { format, offsets: new Map() }
    zones.set(timeZone, zone)
  }
  return zone
}

/** How far the wall's clock is ahead of UTC. @throws RangeError for no such zone */
export function zoneOffset(at: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  const { format, offsets } = zoneOf(timeZone)
  const quarter = Math.floor(at / QUARTER_MS)
  const known = offsets.get(quarter)
  if (known !== undefined) return known
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(quarter * QUARTER_MS)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter * QUARTER_MS
  if (offsets.size >= MOST_KEPT) offsets.clear()
  offsets.set(quarter, offset)
  return offset
}

/** What the wall shows at a moment, as if it were UTC. */
export function wallTime(at: number, timeZone: string): number {
  return at + zoneOffset(at, timeZone)
}

/** The first moment at which the wall shows this, or more where it never does since the clock is put forward over it. */
export function momentOf(wall: number, timeZone: string): number {
  const before = zoneOffset(wall - 26 * HOUR_MS, timeZone)
  const after = zoneOffset(wall + 26 * HOUR_MS, timeZone)
  const early = wall - Math.max(before, after)
  const late = wall - Math.min(before, after)
  if (wallTime(early, timeZone) === wall) return early
  if (wallTime(late, timeZone) === wall) return late
  let [below, reached] = [early, late]
  while (reached - below > MINUTE_MS) {
    const middle = below + Math.floor((reached - below) / 2 / MINUTE_MS) * MINUTE_MS
    if (wallTime(middle, timeZone) >= wall) reached = middle
    else below = middle
  }
  return reached
}

/** When a day begins. `day` is the date as UTC has it at its midnight. */
export function startOfDay(day: Date, timeZone: string): Date {
  return new Date(momentOf(day.getTime(), timeZone))
}

/**
 * The beginnings of all stretches of `seconds` (hours that divide a day, days, weeks) that reach into the time from `from`
 * to `to`: at the wall's own midnights and hours, so that a day has 23 or 25 hours when the clock is changed.
 */
export function wallBins(from: Date, to: Date, seconds: number, timeZone: string): Date[] {
  const width = seconds * 1000
  const bins: Date[] = []
  let wall = ORIGIN + Math.floor((wallTime(from.getTime(), timeZone) - ORIGIN) / width) * width
  for (;;) {
    const at = momentOf(wall, timeZone)
    if (at >= to.getTime()) return bins
    if (at > (bins.at(-1)?.getTime() ?? Number.NEGATIVE_INFINITY)) bins.push(new Date(at))
    wall += width
  }
}
