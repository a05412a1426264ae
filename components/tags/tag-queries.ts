import { parseAsStringLiteral } from 'nuqs/server'
import { CHART_POINTS, PERIODS, type Period } from '../overview/periods'

/** What the URL of a tag's page may say. */
export const tagSearch = { period: parseAsStringLiteral(PERIODS).withDefault('30d') }

/** The course of the accounts that a tag takes as a whole, and what was gained in them. */
export function tagHistory(id: string, period: Period) {
  return { range: period, groupBy: 'total' as const, maxPoints: CHART_POINTS, tags: [id] }
}

export function tagStretch(id: string, period: Period) {
  return { range: period, tags: [id] }
}
