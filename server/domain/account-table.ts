import { accountState } from './account-state'
import { known, usd } from './amounts'
import { joinBounds } from './bound'
import { Decimal, type DecimalString, ZERO } from './decimal'
import { TAG_KINDS, type Tag, wholeAccounts } from './tags/tag'
import {
  ACCOUNT_STATES,
  type AccountFiguresView,
  type AccountRowView,
  type AccountState,
  type AccountSum,
  type AccountTableView,
  type AccountView,
} from './views'

/** `margin`, `health` and `distance` are of what an account risks. */
export const ACCOUNT_SORTS = ['added', 'name', 'state', 'equity', 'refreshed', 'margin', 'health', 'distance'] as const
export type AccountSort = (typeof ACCOUNT_SORTS)[number]
/** `main`: sub-accounts with the account that they were taken from; a kind of tags: by those that take them as a whole. */
export const ACCOUNT_GROUPINGS = ['none', 'exchange', 'main', ...TAG_KINDS] as const

export interface AccountTableChoice {
  /** Words that each must stand in the account's name or its exchange's. */
  search: string
  /** Empty: all. */
  states: readonly AccountState[]
  /** Ids of tags, any of which takes the account as a whole. Empty: all. */
  tags: readonly string[]
  sort: AccountSort
  descending: boolean
  groupBy: (typeof ACCOUNT_GROUPINGS)[number]
  /** Rows of the answer, from the first on. */
  count: number
}

/** What of an account it is chosen, sorted and grouped by. */
export type TableAccount = Pick<
  AccountView,
  | 'id'
  | 'name'
  | 'exchange'
  | 'exchangeName'
  | 'exchangeLabel'
  | 'parentId'
  | 'createdAt'
  | 'lastRefreshedAt'
  | 'lastError'
  | 'valid'
>

/** The list of accounts, of which more or less may be known. */
export type AccountTableOf<A> = Omit<AccountTableView, 'rows' | 'archived' | 'tags'> & {
  rows: (Omit<AccountRowView, 'account'> & { account: A })[]
}

/** What an account risks, as its line tells it; null: not known, or nothing is margined. */
export interface AccountRisks {
  marginUse: DecimalString | null
  health: number | null
  /** Of the position that is nearest to its liquidation. */
  distance: DecimalString | null
}

/** Whether it takes tags to tell which accounts are chosen, or how they are grouped. */
export function isByTags({ tags, groupBy }: Pick<AccountTableChoice, 'tags' | 'groupBy'>): boolean {
  return tags.length > 0 || TAG_KINDS.some((kind) => kind === groupBy)
}

/** Whether the order hangs on what is read of accounts, or which of them are in it. */
export function movesWithReadings({ states, sort }: Pick<AccountTableChoice, 'states' | 'sort'>): boolean {
  return states.length > 0 || (sort !== 'added' && sort !== 'name')
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * The first rows of all active accounts (in the order of creation), chosen, sorted and grouped, with sums over all that were
 * chosen. What is not known stands last, whichever way is sorted; what is equal stands as it was added.
 */
export function accountTable<A extends TableAccount>(
  accounts: readonly A[],
  figures: ReadonlyMap<string, AccountFiguresView>,
  choice: AccountTableChoice,
  { tags = [], risks = new Map() }: { tags?: readonly Tag[]; risks?: ReadonlyMap<string, AccountRisks> } = {},
): AccountTableOf<A> {
  const tagged = byAccount(tags)
  const all = accounts.map((account): Row<A> => {
    const of = figures.get(account.id) ?? null
    const own = tagged.get(account.id) ?? []
    return { account, figures: of, group: null, state: accountState(account, of?.stale ?? null), tags: own.map(({ id }) => id) }
  })
  const states = { refused: 0, stale: 0, waiting: 0, fresh: 0 }
  for (const { state } of all) states[state]++
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = all.filter(
    (row) =>
      (choice.states.length === 0 || choice.states.includes(row.state)) &&
      (choice.tags.length === 0 || row.tags.some((id) => choice.tags.includes(id))) &&
      words.every((word) => textOf(row).includes(word)),
  )
  const sorted = chosen.sort(comparer(choice, risks))
  const parts = partsBy(choice.groupBy, sorted, { accounts, tags })
  const rows = parts.flatMap(({ group, rows }) => rows.map((row) => ({ ...row, group: group?.key ?? null })))
  return {
    rows: rows.slice(0, choice.count).map(({ state: _, ...row }) => row),
    active: all.length,
    subAccounts: accounts.some(({ parentId }) => parentId !== null),
    states,
    sum: sumOf(sorted),
    groups: parts.flatMap(({ group, rows }) => (group ? [{ ...group, ...sumOf(rows) }] : [])),
  }
}

interface Row<A = TableAccount> extends Omit<AccountRowView, 'account'> {
  account: A
  state: AccountState
}

/** Accounts with the tags that take them as a whole. */
function byAccount(tags: readonly Tag[]): Map<string, Tag[]> {
  const found = new Map<string, Tag[]>()
  for (const tag of tags) for (const id of wholeAccounts(tag)) found.set(id, [...(found.get(id) ?? []), tag])
  return found
}

function partsBy<R extends Row>(
  groupBy: AccountTableChoice['groupBy'],
  rows: R[],
  { accounts, tags }: { accounts: readonly TableAccount[]; tags: readonly Tag[] },
): Part<R>[] {
  switch (groupBy) {
    case 'none':
      return [{ group: null, rows }]
    case 'exchange':
      return byExchange(rows)
    case 'main':
      return byMain(rows, accounts)
    default:
      return byTags(
        rows,
        tags.filter(({ kind }) => kind === groupBy),
        `No ${groupBy}`,
      )
  }
}

/** Groups of one set of tags each, by name; what belongs to two stands apart from either, and what belongs to none last. */
function byTags<R extends Row>(rows: readonly R[], tags: readonly Tag[], none: string): Part<R>[] {
  const groups = new Map<string, Part<R> & { group: NonNullable<Part<R>['group']> }>()
  for (const row of rows) {
    const own = tags.filter(({ id }) => row.tags.includes(id))
    const key = own.map(({ id }) => id).join('+')
    const part = groups.get(key)
    const name = own.length === 0 ? none : own.map((tag) => tag.name).join(' + ')
    if (part) part.rows.push(row)
    else groups.set(key, { group: { key, exchange: '', name }, rows: [row] })
  }
  return [...groups.values()].sort(
    (a, b) => Number(a.group.key === '') - Number(b.group.key === '') || byName.compare(a.group.name, b.group.name),
  )
}

function textOf({ account: { name, exchangeName, exchangeLabel, exchange } }: Row): string {
  return [name, exchangeName, exchangeLabel ?? '', exchange].join(' ').toLowerCase()
}

function comparer(
  { sort, descending }: AccountTableChoice,
  risks: ReadonlyMap<string, AccountRisks>,
): (a: Row, b: Row) => number {
  const turn = descending ? -1 : 1
  const byRisk = (of: (risk: AccountRisks) => DecimalString | number | null) =>
    unknownLast(
      ({ account }) => {
        const value = of(risks.get(account.id) ?? NO_RISKS)
        return value === null ? null : new Decimal(value)
      },
      (a, b) => turn * a.cmp(b),
    )
  switch (sort) {
    case 'added':
      return (a, b) => turn * (a.account.createdAt.getTime() - b.account.createdAt.getTime())
    case 'name':
      return (a, b) => turn * byName.compare(a.account.name, b.account.name)
    case 'state':
      return (a, b) => turn * (ACCOUNT_STATES.indexOf(a.state) - ACCOUNT_STATES.indexOf(b.state))
    case 'equity':
      return unknownLast(
        ({ figures }) => known(figures?.equity),
        (a, b) => turn * a.cmp(b),
      )
    case 'refreshed':
      return unknownLast(
        ({ account }) => account.lastRefreshedAt,
        (a, b) => turn * (a.getTime() - b.getTime()),
      )
    case 'margin':
      return byRisk(({ marginUse }) => marginUse)
    case 'health':
      return byRisk(({ health }) => health)
    case 'distance':
      return byRisk(({ distance }) => distance)
  }
}

const NO_RISKS: AccountRisks = { marginUse: null, health: null, distance: null }

function unknownLast<Value>(of: (row: Row) => Value | null, compare: (a: Value, b: Value) => number): (a: Row, b: Row) => number {
  return (one, other) => {
    const a = of(one)
    const b = of(other)
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return compare(a, b)
  }
}

/** Rows that stand together; those without a group stand alone. */
interface Part<R> {
  group: { key: string; exchange: string; name: string } | null
  rows: R[]
}

/** Groups by name; within each the rows as they were sorted. */
function byExchange<R extends Row>(rows: readonly R[]): Part<R>[] {
  const groups = new Map<string, Part<R> & { group: NonNullable<Part<R>['group']> }>()
  for (const row of rows) {
    const { exchange, exchangeName: name } = row.account
    const part = groups.get(exchange)
    if (part) part.rows.push(row)
    else groups.set(exchange, { group: { key: exchange, exchange, name }, rows: [row] })
  }
  return [...groups.values()].sort((a, b) => byName.compare(a.group.name, b.group.name))
}

/** Key of the group of those that neither have sub-accounts nor are any. */
const ALONE = 'alone'

/**
 * Main accounts with the sub-accounts that were taken from them, in the order of the first of each: the main account first, the others
 * as they were sorted. Those without any follow in a group of their own. The name of a main account that is archived is not known here:
 * its group is then called after its first sub-account.
 */
function byMain<R extends Row>(rows: readonly R[], accounts: readonly TableAccount[]): Part<R>[] {
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const mains = new Set(accounts.flatMap(({ parentId }) => parentId ?? []))
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const { id, parentId } = row.account
    const key = parentId ?? (mains.has(id) ? id : ALONE)
    const known = groups.get(key)
    if (!known) groups.set(key, [row])
    else if (id === key) known.unshift(row)
    else known.push(row)
  }
  const parts = [...groups].map(([key, rows]): Part<R> => {
    const { exchange = '', name = '' } = rows[0]?.account ?? {}
    if (key === ALONE) return { group: { key, exchange: '', name: 'Without sub-accounts' }, rows }
    return { group: { key, exchange, name: names.get(key) ?? `Main account of ${name}` }, rows }
  })
  return [...parts.filter(({ group }) => group?.key !== ALONE), ...parts.filter(({ group }) => group?.key === ALONE)]
}

/** An account whose equity is not known makes the sum "at least"; where none is known there is no sum. */
function sumOf(rows: readonly Row[]): AccountSum {
  const equities = rows.map(({ figures }) => known(figures?.equity))
  const summed = equities.filter((equity) => equity !== null)
  const unknown = rows.length - summed.length
  return {
    accounts: rows.length,
    equity: summed.length === 0 ? null : usd(summed.reduce((sum, equity) => sum.plus(equity), ZERO)),
    bound: joinBounds(rows.map(({ figures }) => (figures === null || figures.equity === null ? 'at_least' : figures.bound))),
    unknown,
  }
}
