import type { SearchParams } from 'nuqs/server'
import { createLoader, parseAsIsoDate, parseAsStringLiteral } from 'nuqs/server'
import { startOfDay } from '@/server/domain/local-time'
import type { AccountView } from '@/server/domain/views'
import { historyRange } from '@/server/schemas/history-range'
import { rangeInput } from '../history/history-search'
import { PERIODS, type Period } from '../overview/periods'

/** What the pages of performance look at, as their addresses say it; it goes along from one to the next. */
export interface Scope {
  period: Period
  /** Days of one's own instead of the period, both included; dates as UTC has them at midnight. */
  from: Date | null
  to: Date | null
  /** IANA name: what these are days of. */
  zone: string
  /** Whether the zone stands in the address, since nothing else tells it. */
  zoneNamed: boolean
  /** One account alone. */
  account: string | null
  /** The accounts that a tag takes as a whole; none beside an account. */
  tag: string | null
}

const DAY_MS = 86_400_000
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const load = createLoader({
  period: parseAsStringLiteral(PERIODS).withDefault('30d'),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
})

/**
 * Reads an address; what fits nothing is left out. Days are those of the zone that somebody chose in the settings, else of
 * the one that their browser put into the address, else UTC.
 */
export async function scopeOf(params: Promise<SearchParams>, chosenZone: string | null): Promise<Scope> {
  const { period, from, to } = await load(params)
  const { zone, account: asked, tag } = await params
  const account = uuidOf(asked)
  const named = typeof zone === 'string' && isZone(zone) ? zone : null
  const ordered = from !== null && (to === null || to >= from)
  return {
    ...{ period, from: ordered ? from : null, to: ordered ? to : null },
    zone: chosenZone ?? named ?? 'UTC',
    zoneNamed: chosenZone === null && named !== null,
    account,
    tag: account === null ? uuidOf(tag) : null,
  }
}

const uuidOf = (text: string | string[] | undefined) => (typeof text === 'string' && UUID.test(text) ? text.toLowerCase() : null)

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** The same of accounts that are there: an address may be older than that. */
export function amongThese(scope: Scope, accounts: readonly Pick<AccountView, 'id'>[]): Scope {
  return accounts.some(({ id }) => id === scope.account) ? scope : { ...scope, account: null }
}

const dayName = (date: Date) => date.toISOString().slice(0, 10)

/** What of an address says this, with more beside it. */
export function scopeQuery(scope: Scope, more: Readonly<Record<string, string | null | undefined>> = {}): URLSearchParams {
  const query = new URLSearchParams()
  if (scope.from === null) query.set('period', scope.period)
  else {
    query.set('from', dayName(scope.from))
    if (scope.to) query.set('to', dayName(scope.to))
    if (scope.zoneNamed) query.set('zone', scope.zone)
  }
  if (scope.account) query.set('account', scope.account)
  else if (scope.tag) query.set('tag', scope.tag)
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value)
  return query
}

export const scopeHref = (path: string, scope: Scope, more?: Readonly<Record<string, string | null | undefined>>) =>
  `${path}?${scopeQuery(scope, more)}`

const accountsOf = ({ account, tag }: Scope) => (account ? { accountIds: [account] } : tag ? { tags: [tag] } : {})

/** As services are asked. */
export function scopeInput(scope: Scope) {
  return { ...rangeInput(scope, scope.zone), ...accountsOf(scope) }
}

/** The same for returns, whose days are UTC's: those of these names, or all that begin within the period. */
export function returnsInput(scope: Scope, now: Date) {
  const begins = scope.from === null ? historyRange(scope.period, now) : undefined
  const range = begins
    ? { range: 'custom' as const, from: new Date(Math.ceil(begins.getTime() / DAY_MS) * DAY_MS) }
    : rangeInput(scope, 'UTC')
  return { ...range, ...accountsOf(scope) }
}

/** The two moments, for lists that know no periods; absent ones have no end. */
export function scopeMoments(scope: Scope, now: Date): { from?: Date; to?: Date } {
  if (scope.from === null) {
    const from = historyRange(scope.period, now)
    return from ? { from } : {}
  }
  const to = scope.to && startOfDay(new Date(scope.to.getTime() + DAY_MS), scope.zone)
  return { from: startOfDay(scope.from, scope.zone), ...(to ? { to } : {}) }
}
