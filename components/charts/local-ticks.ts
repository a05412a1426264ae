import { wallTime } from '@/server/domain/local-time'

/** What a mark of the time axis stands for, by the weights of lightweight-charts (`TickMarkWeight`). */
const YEAR = 70
const MONTH = 60
const DAY = 50
/** Within a day, from the longest: milliseconds, weight. */
const WITHIN_A_DAY = [
  [43_200_000, 33],
  [21_600_000, 32],
  [10_800_000, 31],
  [3_600_000, 30],
  [1_800_000, 22],
  [300_000, 21],
  [60_000, 20],
  [1000, 10],
] as const

/**
 * How much each of these moments weighs as a mark of the axis: the first of a year, month, day or hour by the clock on the
 * viewer's wall. The library itself counts in UTC.
 * @param times seconds since the epoch, ascending
 */
export function wallWeights(times: readonly number[], timeZone: string): number[] {
  const walls = times.map((time) => wallTime(time * 1000, timeZone))
  const step = walls.length > 1 ? ((walls.at(-1) ?? 0) - (walls[0] ?? 0)) / (walls.length - 1) : 0
  return walls.map((wall, index) => weightOf(wall, walls[index - 1] ?? wall - step))
}

function weightOf(wall: number, before: number): number {
  const [now, last] = [new Date(wall), new Date(before)]
  if (now.getUTCFullYear() !== last.getUTCFullYear()) return YEAR
  if (now.getUTCMonth() !== last.getUTCMonth()) return MONTH
  if (now.getUTCDate() !== last.getUTCDate()) return DAY
  const changed = WITHIN_A_DAY.find(([width]) => Math.floor(wall / width) !== Math.floor(before / width))
  return changed?.[1] ?? 0
}
