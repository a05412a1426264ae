import { fixed, known } from './amounts'
import type { DecimalString } from './decimal'
import { lifted } from './history'
import type { EquityHistoryView, EquityPoint, EquitySeries } from './views'

export interface ComparableChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
  /** Where the comparison begins, if that is later than the stretch that was asked for. */
  since: Date | null
  /** Why it begins later: an account came in or left since, or nothing was read before. */
  because: 'accounts' | 'history' | null
}

type Stretch = Pick<EquityHistoryView, 'from' | 'to' | 'resolutionSeconds'>

/** What changes are counted from. */
export interface Beginning {
  /** The step that it lies in: none before is compared. */
  step: number
  value: DecimalString
}

/**
 * Where the change of a series begins: equity as its first step begins, among as many accounts as there are at the end. What table,
 * chart and legend say of one stretch is counted from here, so that they say the same.
 * @param points as `lifted` has them, in the order of time; null: a gap
 * @returns null where nothing is known
 */
export function beginningOf(points: readonly (Pick<EquityPoint, 'open' | 'close' | 'accounts'> | null)[]): Beginning | null {
  const last = points.findLast((point) => point !== null)
  const first = points.findIndex((point) => point !== null)
  const step = points.findIndex((point) => point !== null && point.accounts === last?.accounts)
  const point = points[step]
  // Within its first stretch an account came in: only the end of that holds all of them.
  const value = step > first ? point?.close : (point?.open ?? point?.close)
  return value == null ? null : { step, value }
}

/** What a figure has changed by since the beginning, and as a share of that; null where it is not known, or begins at nothing. */
export function changeFrom(
  beginning: Beginning | null,
  now: DecimalString | null,
): Pick<ComparableChange, 'change' | 'changeRatio'> {
  const [before, after] = [known(beginning?.value), known(now)]
  const change = before === null || after === null ? null : after.minus(before)
  return {
    change: change === null ? null : fixed(change, 12),
    changeRatio: change === null || !before?.gt(0) ? null : fixed(change.div(before), 6),
  }
}

/**
 * How much equity changed among as many accounts as there are now. An account that was connected within the stretch
 * brings its equity along; that is no gain, so the comparison begins when it was in.
 */
export function comparableChange(
  series: Pick<EquitySeries, 'points' | 'change' | 'changeRatio'>,
  stretch: Stretch,
): ComparableChange {
  const points = series.points.flatMap((point) => lifted(point) ?? [])
  const beginning = beginningOf(points)
  const first = points[beginning?.step ?? 0]
  if (!beginning || beginning.step === 0 || !first) {
    const since = lateBeginning(series, stretch)
    return { change: series.change, changeRatio: series.changeRatio, since, because: since && 'history' }
  }
  return { ...changeFrom(beginning, points.at(-1)?.close ?? null), since: first.at, because: 'accounts' }
}

/** A beginning that is later than this share of the stretch is said: two hours of a day, half a day of a week. */
const LATE = 1 / 12

/**
 * When a series begins, where its history does not reach back over the stretch: a change of four hours is none of a
 * day. Null where it does, or where there is no history at all.
 */
export function lateBeginning({ points }: Pick<EquitySeries, 'points'>, { from, to, resolutionSeconds }: Stretch): Date | null {
  const first = points.find(({ close }) => close !== null)
  if (!first) return null
  const late = first.at.getTime() - from.getTime()
  return late > Math.max(resolutionSeconds * 1000, (to.getTime() - from.getTime()) * LATE) ? first.at : null
}
