import { parseAsStringLiteral } from 'nuqs/server'
import { CHART_POINTS, PERIODS, type Period } from './periods'

export const EQUITY_GROUPS = ['total', 'exchange', 'account'] as const
export type EquityGroup = (typeof EQUITY_GROUPS)[number]

/** What the overview's URL may say. */
export const overviewSearch = {
  period: parseAsStringLiteral(PERIODS).withDefault('24h'),
  by: parseAsStringLiteral(EQUITY_GROUPS).withDefault('total'),
}

/** The stretches of history that the overview asks for: the page fetches the same ahead. */
export function overviewQueries(period: Period, by: EquityGroup) {
  return {
    total: { range: period, groupBy: 'total', maxPoints: CHART_POINTS },
    lines: { range: period, groupBy: by, maxPoints: CHART_POINTS },
    day: { range: '24h', groupBy: 'account', maxPoints: 24 },
    week: { range: '7d', groupBy: 'account', maxPoints: 24 },
  } as const
}
