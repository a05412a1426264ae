import { z } from 'zod'
import type { FlowEntry } from '../../../domain/flows/types'
import { isZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { Balance, coinsOf, isUntold } from './balances'
import { at, type Envelope, isOfForm } from './envelope'
import type { GenericLedger } from './ledger'
import { countedApart, entryOf, entryOfOwn, UnifiedRow } from './ledger-entries'
import type { Row } from './table/fields'

/** Reading one page of a ledger by ccxt's unified methods, whatever order and pages its exchange has. */

const SECOND_MS = 1000
const Raw = z.record(z.string(), z.unknown())

/** The rows of an answer of the exchange itself; undefined for one of another form. Null in place of a list is none. */
function rowsIn(answer: unknown, rows: GenericLedger['rows']): readonly unknown[] | undefined {
  if (typeof rows === 'function') return rows(answer)
  const found = at(answer, rows)
  if (Array.isArray(found)) return found
  if (found !== null || rows === '') return undefined
  return []
}

interface Asked {
  code: string | undefined
  /** Milliseconds, both ends inclusive, on whole seconds around what is wanted. */
  from: number
  to: number
  params: Readonly<Record<string, string | number | boolean>>
}

interface Answered {
  entries: FlowEntry[]
  /** Rows of the exchange's own answer: what tells a full page. */
  count: number
  last: unknown
  answer: unknown
}

function ends(
  ledger: GenericLedger,
  { from, to }: Asked,
): { since: number | undefined; params: Record<string, string | number> } {
  if (ledger.since === false) return { since: undefined, params: {} }
  const { until } = ledger
  if (!until) return { since: from, params: { until: to } }
  const iso = new Date(to).toISOString()
  const written = { ms: to, seconds: Math.ceil(to / SECOND_MS), iso, date: iso.slice(0, 10) }
  return { since: from, params: { [until.param]: written[until.as] } }
}

async function ask(api: AccountApi, ledger: GenericLedger, asked: Asked): Promise<Answered> {
  let found: readonly unknown[] = []
  let own: unknown
  const whole = (answer: unknown) => {
    const rows = rowsIn(answer, ledger.rows)
    if (rows === undefined) return false
    found = rows
    own = answer
    return true
  }
  const { since, params } = ends(ledger, asked)
  const size = 'size' in ledger.pages ? ledger.pages.size : undefined
  const { direct } = ledger
  const all = { ...ledger.params, ...params, ...asked.params, ...(direct && size !== undefined ? { [direct.size]: size } : {}) }
  const args = direct ? all : [asked.code, since, size, all]
  const unified = await api.call(direct?.method ?? ledger.method, args, z.array(ledger.own ? z.unknown() : UnifiedRow), { whole })
  const { own: read } = ledger
  const entries = read
    ? found.flatMap((row) => read(rowOf(row), (id) => api.code(id))).flatMap((row) => entryOfOwn(row, ledger, api))
    : unified.flatMap((row) => entryOf(UnifiedRow.parse(row), ledger, api))
  return { entries: countedApart(entries), count: found.length, last: found.at(-1), answer: own }
}

/** Rows that are lists (Bitfinex) go by their places. */
function rowOf(row: unknown): Row {
  if (Array.isArray(row)) return Object.fromEntries(row.map((value, index) => [String(index), value]))
  return Raw.parse(row)
}

interface Stretch {
  from: number
  to: number
}

/** Stretches that are still to be asked for, as the cursor keeps them: `from-to,from-to`. */
const stretches = (cursor: string) =>
  cursor.split(',').map((each) => {
    const [from = '', to = ''] = each.split('-')
    return { from: Number(from), to: Number(to) }
  })
const written = (left: readonly Stretch[]) => (left.length === 0 ? null : left.map(({ from, to }) => `${from}-${to}`).join(','))

type Page = (asked: Pick<Asked, 'params'> & Partial<Asked>) => Promise<Answered>

/**
 * What a full page leaves to be asked for: a page is one end of its stretch, and which one is not known, so that what lies
 * on either side of it is asked for, its first and last moment once more. Where that is no less than before, the halves.
 */
function rest({ from, to }: Stretch, entries: readonly FlowEntry[]): Stretch[] {
  const times = entries.map(({ at: moment }) => moment.getTime())
  const sides = [
    { from, to: Math.min(to, Math.min(...times) + 1) },
    { from: Math.max(from, Math.max(...times)), to },
  ].filter((side) => side.from < side.to)
  if (times.length > 0 && sides.every((side) => side.to - side.from < to - from)) return sides
  const middle = Math.floor((from + to) / 2)
  return [
    { from, to: middle },
    { from: middle, to },
  ]
}

async function byTime(api: AccountApi, ledger: GenericLedger, cursor: string, size: number, page: Page): Promise<LedgerPage> {
  const [first, ...others] = stretches(cursor)
  if (!first) return { entries: [], next: null }
  const { entries, count } = await page({ ...first, params: {} })
  if (count < size) return { entries, next: written(others) }
  if (first.to - first.from <= 1) throw api.senseless(`more rows of “${ledger.name}” at one moment than a page holds`)
  return { entries, next: written([...rest(first, entries), ...others]) }
}

async function onePage(
  api: AccountApi,
  ledger: GenericLedger,
  query: LedgerQuery,
  code: string | undefined,
): Promise<LedgerPage> {
  const { pages } = ledger
  // One moment more at either end, on whole seconds: whether an exchange counts its ends in differs.
  const from = Math.floor((query.from.getTime() - 1) / SECOND_MS) * SECOND_MS
  const to = Math.ceil(query.to.getTime() / SECOND_MS) * SECOND_MS
  const page: Page = (asked) => ask(api, ledger, { code, from, to, ...asked })
  if (pages.by === 'time') return byTime(api, ledger, query.cursor ?? `${from}-${to}`, pages.size, page)
  if (pages.by === 'all') {
    const { entries, count } = await page({ params: {} })
    if (pages.size !== undefined && count >= pages.size)
      throw api.senseless(`as many rows of “${ledger.name}” as one answer holds, and no way to ask for more`)
    return { entries, next: null }
  }
  if (pages.by === 'since') {
    const start = query.cursor === null ? from : Number(query.cursor)
    const { entries, count } = await page({ from: start, params: {} })
    const latest = Math.max(...entries.map((entry) => entry.at.getTime()))
    if (count < pages.size) return { entries, next: null }
    if (!(latest > start)) throw api.senseless(`more rows of “${ledger.name}” at one moment than a page holds`)
    return { entries, next: latest > to ? null : String(latest) }
  }
  const { param, size } = pages
  if (pages.by === 'number' || pages.by === 'offset') {
    const cursor = Number(query.cursor ?? (pages.by === 'offset' ? 0 : (pages.first ?? 1)))
    const { entries, count } = await page({ params: { [param]: cursor } })
    const following = String(cursor + (pages.by === 'offset' ? size : 1))
    return { entries, next: count < size || liesBefore(entries, from, ledger) ? null : following }
  }
  const { entries, count, last, answer } = await page({ params: query.cursor === null ? {} : { [param]: query.cursor } })
  const named = pages.by === 'answer' ? at(answer, pages.at) : count < size ? null : at(last, pages.at)
  const next = typeof named === 'string' || typeof named === 'number' ? String(named) : ''
  const ended = count === 0 || next === '' || next === query.cursor
  return { entries, next: ended || liesBefore(entries, from, ledger) ? null : next }
}

/** Whether a list newest first that takes no stretch has come to what lies before it. */
function liesBefore(entries: readonly FlowEntry[], from: number, { since, newestFirst }: GenericLedger): boolean {
  if (since !== false || newestFirst === false) return false
  return entries.length > 0 && entries.every((entry) => entry.at.getTime() < from)
}

/** Coins that the account holds, in the order of their names. */
async function coins(api: AccountApi, holds: Envelope): Promise<string[]> {
  const whole = (answer: unknown) => isOfForm(answer, holds)
  const balance = Balance.parse(await api.call('fetchBalance', [], z.unknown(), { whole }))
  return coinsOf(balance)
    .filter((coin) => isUntold(coin) || ![coin.total, coin.free, coin.debt ?? null].every(isZero))
    .map(({ code }) => code)
    .toSorted()
}

/** @throws DomainError what the exchange refuses, and rows that do not tell what moved */
export async function readGenericLedger(api: AccountApi, ledger: GenericLedger, query: LedgerQuery): Promise<LedgerPage> {
  if (!ledger.perCoin) return onePage(api, ledger, query, ledger.code)
  const [, coin = null, inner = ''] = /^([^|]+)\|(.*)$/s.exec(query.cursor ?? '') ?? []
  const all = await coins(api, ledger.perCoin)
  const current = coin ?? all[0]
  if (current === undefined) return { entries: [], next: null }
  const { entries, next } = await onePage(api, ledger, { ...query, cursor: inner === '' ? null : inner }, current)
  if (next !== null) return { entries, next: `${current}|${next}` }
  const following = all.find((each) => each > current)
  return { entries, next: following === undefined ? null : `${following}|` }
}
