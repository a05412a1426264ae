import { parseAsStringLiteral } from 'nuqs/server'
import { CHART_POINTS, PERIODS, type Period } from '../overview/periods'

/** Refreshes that the account's page lists; the page fetches as many ahead. */
export const REFRESHES_SHOWN = 10

/** What can be asked of an account by its page's URL (`?do=rename`): the dialog opens with the page. */
export const ACCOUNT_TASKS = ['leverage', 'rename', 'keys', 'archive'] as const
export type AccountTask = (typeof ACCOUNT_TASKS)[number]

/** What the URL of an account's page may say. */
export const accountSearch = { period: parseAsStringLiteral(PERIODS).withDefault('24h') }

/** The history that an account's page asks for. */
export function accountHistory(id: string, period: Period) {
  return { range: period, groupBy: 'account' as const, maxPoints: CHART_POINTS, accountIds: [id] }
}

/** The stretch whose gain, and what came and went, an account's page asks for. */
export function accountStretch(id: string, period: Period) {
  return { range: period, accountIds: [id] }
}
