import { parseAsStringLiteral } from 'nuqs/server'
import { accountsSearch } from '../accounts/table-view'
import { CHART_POINTS, PERIODS, type Period } from './periods'

export const EQUITY_GROUPS = ['total', 'exchange', 'account'] as const
export type EquityGroup = (typeof EQUITY_GROUPS)[number]

/** What the overview's URL may say. */
export const overviewSearch = {
  period: parseAsStringLiteral(PERIODS).withDefault('24h'),
  by: parseAsStringLiteral(EQUITY_GROUPS).withDefault('total'),
  /** Of the list of accounts, as on their own page. */
  ...accountsSearch,
}

/** Lines of accounts that the page comes with, and how many more are asked for at once: what a screen has room for. */
const FIRST_LINES = 10
const MORE_LINES = 50
/** The accounts that the page comes with lines of. */
export const FIRST_WINDOW = { from: 0, count: FIRST_LINES }

interface LineWindow {
  from: number
  count: number
}

/** The windows over the accounts' lines after the rest was asked for so many times. */
export function lineWindows(more: number): [LineWindow, ...LineWindow[]] {
  const further = Array.from({ length: more }, (_, n) => ({ from: FIRST_LINES + n * MORE_LINES, count: MORE_LINES }))
  return [FIRST_WINDOW, ...further]
}

/** Layers that a stack can show apart. */
const LAYERS = 7

/** The stretches of history that the overview asks for: the page fetches the same ahead. */
export function overviewQueries(period: Period, by: EquityGroup) {
  return {
    total: { range: period, groupBy: 'total', maxPoints: CHART_POINTS },
    lines: { range: period, groupBy: by, maxPoints: CHART_POINTS, ...(by === 'total' ? {} : { layers: LAYERS }) },
    // Of the gain, and of what came and went.
    gain: { range: period },
  } as const
}
