import { wallTime } from '@/server/domain/local-time'

/** How much a mark of the time axis weighs: one that weighs more goes before those beside it. */
export const YEAR = 70
export const MONTH = 60
export const DAY = 50
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
 * viewer's wall.
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

export interface TimeMark {
  /** Which step of the axis it stands at. */
  step: number
  weight: number
}

/**
 * The marks that an axis has room for, the weightiest first served, in the order of time.
 * @param apart how far they stay from each other and from the ends, as a share of the axis
 * @param kept marks that stand already, which stay
 */
export function marksOf(weights: readonly number[], apart: number, kept: readonly TimeMark[] = []): TimeMark[] {
  const far = apart * weights.length
  const chosen = [...kept]
  const candidates = weights
    .map((weight, step) => ({ step, weight }))
    .filter(({ step, weight }) => weight > 0 && step >= far / 2 && step <= weights.length - far / 2)
    .sort((a, b) => b.weight - a.weight || a.step - b.step)
  for (const mark of candidates) {
    if (chosen.every(({ step }) => Math.abs(step - mark.step) >= far)) chosen.push(mark)
  }
  return chosen.sort((a, b) => a.step - b.step)
}
