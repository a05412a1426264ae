import { fixed, known } from './amounts'
import type { DecimalString } from './decimal'
import { lifted } from './history'
import type { EquityHistoryView, EquitySeries } from './views'

export interface ComparableChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
  /** Where the comparison begins, if that is later than the stretch that was asked for. */
  since: Date | null
  /** Why it begins later: an account came in or left since, or nothing was read before. */
  because: 'accounts' | 'history' | null
}

type Stretch = Pick<EquityHistoryView, 'from' | 'to' | 'resolutionSeconds'>

/**
 * How much equity changed among as many accounts as there are now. An account that was connected within the stretch
 * brings its equity along; that is no gain, so the comparison begins when it was in.
 */
export function comparableChange(
  series: Pick<EquitySeries, 'points' | 'change' | 'changeRatio'>,
  stretch: Stretch,
): ComparableChange {
  const points = series.points.flatMap((point) => lifted(point) ?? [])
  const last = points.at(-1)
  const begin = points.findIndex(({ accounts }) => accounts === last?.accounts)
  const first = points[begin]
  if (begin <= 0 || !first || !last) {
    const since = lateBeginning(series, stretch)
    return { change: series.change, changeRatio: series.changeRatio, since, because: since && 'history' }
  }
  // Within its first stretch the account came in: only the end of that holds all of them.
  const before = known(first.close)
  const after = known(last.close)
  const change = before === null || after === null ? null : after.minus(before)
  return {
    change: change === null ? null : fixed(change, 12),
    changeRatio: change === null || !before?.gt(0) ? null : fixed(change.div(before), 6),
    since: first.at,
    because: 'accounts',
  }
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
