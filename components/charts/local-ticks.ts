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

/** So many marks say where one is; lesser ones are then not filled in here and there. */
const ENOUGH = 3

/**
 * The marks that an axis has room for, in the order of time: the weightiest first, then lesser ones as long as there is room
 * for all of them. A lone half hour among hours would say nothing; of days some are as good as all.
 * @param apart how far they stay from each other and from the ends, as a share of the axis
 */
export function marksOf(weights: readonly number[], apart: number): TimeMark[] {
  const far = apart * weights.length
  let chosen: TimeMark[] = []
  const inside = weights
    .map((weight, step) => ({ step, weight }))
    .filter(({ step, weight }) => weight > 0 && step >= far / 2 && step <= weights.length - far / 2)
  for (const level of [...new Set(weights)].sort((a, b) => b - a)) {
    const fuller = [...chosen]
    let room = true
    for (const mark of inside.filter(({ step, weight }) => weight === level && chosen.every((one) => one.step !== step))) {
      if (fuller.every(({ step }) => Math.abs(step - mark.step) >= far)) fuller.push(mark)
      else room = false
    }
    if (room || level >= DAY || chosen.length < ENOUGH) chosen = fuller
    if (!room) break
  }
  return chosen.sort((a, b) => a.step - b.step)
}

/** Those of an axis's marks that still have room where it is narrower. */
export function fewerOf(marks: readonly TimeMark[], steps: number, apart: number): TimeMark[] {
  const weights = Array.from({ length: steps }, () => 0)
  for (const { step, weight } of marks) weights[step] = weight
  return marksOf(weights, apart)
}
