import { fixed, known } from '@/server/domain/amounts'
import type { DecimalString } from '@/server/domain/decimal'
import type { EquitySeries } from '@/server/domain/views'

export interface ComparableChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
  /** Where the comparison begins, if that is later than the series because accounts came in or left since its start. */
  since: Date | null
}

/**
 * How much equity changed among as many accounts as there are now. An account that was connected within the stretch
 * brings its equity along; that is no gain, so the comparison begins when it was in.
 */
export function comparableChange(series: Pick<EquitySeries, 'points' | 'change' | 'changeRatio'>): ComparableChange {
  const points = series.points.filter(({ close }) => close !== null)
  const last = points.at(-1)
  const begin = points.findIndex(({ accounts }) => accounts === last?.accounts)
  const first = points[begin]
  if (begin <= 0 || !first || !last) return { change: series.change, changeRatio: series.changeRatio, since: null }
  // Within its first stretch the account came in: only the end of that holds all of them.
  const before = known(first.close)
  const after = known(last.close)
  const change = before === null || after === null ? null : after.minus(before)
  return {
    change: change === null ? null : fixed(change, 12),
    changeRatio: change === null || !before?.gt(0) ? null : fixed(change.div(before), 6),
    since: first.at,
  }
}
