import { createParser, parseAsArrayOf, parseAsIsoDate, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { startOfDay } from '@/server/domain/local-time'
import { COMPARED, type Compared } from '@/server/domain/performance/compared'
import { METRICS, type Metric } from '../charts/chart-data'
import { PERIODS, type Period } from '../overview/periods'

export const HISTORY_GROUPS = ['total', 'exchange', 'account'] as const
export const SHAPES = ['change', 'stack', 'lines', 'relative'] as const
export type Shape = (typeof SHAPES)[number]

/** What the history page shows, as its URL says. */
export interface HistoryView {
  period: Period
  /** A range of one's own instead of the period: whole days of whoever looks, the last one included; dates as UTC has them at midnight. */
  from: Date | null
  to: Date | null
  /** A stretch that was drawn over on the chart: it goes before both, to the second. */
  zoom: Stretch | null
  groupBy: (typeof HISTORY_GROUPS)[number]
  shape: Shape
  metric: Metric
  /** What the total of equity is compared with. */
  against: Compared[]
  accounts: string[]
  /** Ids of tags that take whole accounts, instead of accounts. */
  tag: string[]
}

type Stretch = [from: Date, to: Date]

/** Seconds since the epoch, `1763424000-1763510400`; what is none, or ends before it begins, is nothing. */
const parseAsStretch = createParser<Stretch>({
  parse(text) {
    const [, from, to] = /^(\d{9,10})-(\d{9,10})$/.exec(text) ?? []
    return from && to && Number(from) < Number(to) ? [new Date(Number(from) * 1000), new Date(Number(to) * 1000)] : null
  },
  serialize: ([from, to]) => [from, to].map((at) => Math.floor(at.getTime() / 1000)).join('-'),
  eq: (a, b) => a.every((at, index) => at.getTime() === b[index]?.getTime()),
})

/** What the history's URL may say. */
export const historySearch = {
  period: parseAsStringLiteral(PERIODS).withDefault('30d'),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  zoom: parseAsStretch,
  groupBy: parseAsStringLiteral(HISTORY_GROUPS).withDefault('total'),
  shape: parseAsStringLiteral(SHAPES).withDefault('change'),
  metric: parseAsStringLiteral(METRICS).withDefault('equity'),
  against: parseAsArrayOf(parseAsStringLiteral(COMPARED)).withDefault([]),
  accounts: parseAsArrayOf(parseAsString).withDefault([]),
  tag: parseAsArrayOf(parseAsString).withDefault([]),
}

const DAY_MS = 86_400_000
export const HISTORY_POINTS = 600

/** The view as the server is asked, by whoever is in this zone. */
export function rangeInput(view: Pick<HistoryView, 'period' | 'from' | 'to'> & { zoom?: Stretch | null }, timeZone: string) {
  if (view.zoom) return { range: 'custom' as const, from: view.zoom[0], to: view.zoom[1] }
  if (view.from === null) return { range: view.period }
  const from = startOfDay(view.from, timeZone)
  const to = view.to === null ? undefined : startOfDay(new Date(view.to.getTime() + DAY_MS), timeZone)
  return { range: 'custom' as const, from, ...(to ? { to } : {}) }
}
