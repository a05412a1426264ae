import { parseAsArrayOf, parseAsIsoDate, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { startOfDay } from '@/server/domain/local-time'
import { METRICS, type Metric } from '../charts/chart-data'
import { PERIODS, type Period } from '../overview/periods'

export const HISTORY_GROUPS = ['total', 'exchange', 'account'] as const
export const SHAPES = ['stack', 'lines', 'relative'] as const
export type Shape = (typeof SHAPES)[number]

/** What the history page shows, as its URL says. */
export interface HistoryView {
  period: Period
  /** A range of one's own instead of the period: whole days of whoever looks, the last one included; dates as UTC has them at midnight. */
  from: Date | null
  to: Date | null
  groupBy: (typeof HISTORY_GROUPS)[number]
  shape: Shape
  metric: Metric
  accounts: string[]
}

/** What the history's URL may say. */
export const historySearch = {
  period: parseAsStringLiteral(PERIODS).withDefault('30d'),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  groupBy: parseAsStringLiteral(HISTORY_GROUPS).withDefault('total'),
  shape: parseAsStringLiteral(SHAPES).withDefault('stack'),
  metric: parseAsStringLiteral(METRICS).withDefault('equity'),
  accounts: parseAsArrayOf(parseAsString).withDefault([]),
}

const DAY_MS = 86_400_000
export const HISTORY_POINTS = 600

/** The view as the server is asked, by whoever is in this zone. */
export function rangeInput(view: Pick<HistoryView, 'period' | 'from' | 'to'>, timeZone: string) {
  if (view.from === null) return { range: view.period }
  const from = startOfDay(view.from, timeZone)
  const to = view.to === null ? undefined : startOfDay(new Date(view.to.getTime() + DAY_MS), timeZone)
  return { range: 'custom' as const, from, ...(to ? { to } : {}) }
}
