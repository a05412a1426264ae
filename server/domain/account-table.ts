import { accountState } from './account-state'
import { known, usd } from './amounts'
import { joinBounds } from './bound'
import { ZERO } from './decimal'
import {
  ACCOUNT_STATES,
  type AccountFiguresView,
  type AccountRowView,
  type AccountState,
  type AccountSum,
  type AccountTableView,
  type AccountView,
} from './views'

export const ACCOUNT_SORTS = ['added', 'name', 'state', 'equity', 'refreshed'] as const
export type AccountSort = (typeof ACCOUNT_SORTS)[number]
export const ACCOUNT_GROUPINGS = ['none', 'exchange'] as const

export interface AccountTableChoice {
  /** Words that each must stand in the account's name or its exchange's. */
  search: string
  /** Empty: all. */
  states: readonly AccountState[]
  sort: AccountSort
  descending: boolean
  groupBy: (typeof ACCOUNT_GROUPINGS)[number]
  /** Rows of the answer, from the first on. */
  count: number
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * The first rows of all active accounts (in the order of creation), chosen, sorted and grouped, with sums over all that were
 * chosen. What is not known stands last, whichever way is sorted; what is equal stands as it was added.
 */
export function accountTable(
  accounts: readonly AccountView[],
  figures: ReadonlyMap<string, AccountFiguresView>,
  choice: AccountTableChoice,
): Omit<AccountTableView, 'archived'> {
  const all = accounts.map((account): Row => {
    const of = figures.get(account.id) ?? null
    return { account, figures: of, state: accountState(account, of?.stale ?? null) }
  })
  const states = { refused: 0, stale: 0, waiting: 0, fresh: 0 }
  for (const { state } of all) states[state]++
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = all.filter(
    (row) =>
      (choice.states.length === 0 || choice.states.includes(row.state)) && words.every((word) => textOf(row).includes(word)),
  )
  const sorted = chosen.sort(comparer(choice))
  const groups = choice.groupBy === 'exchange' ? byExchange(sorted) : []
  const rows = groups.length > 0 ? groups.flatMap(({ rows }) => rows) : sorted
  return {
    rows: rows.slice(0, choice.count).map(({ account, figures }): AccountRowView => ({ account, figures })),
    active: all.length,
    states,
    sum: sumOf(sorted),
    groups: groups.map(({ exchange, name, rows }) => ({ exchange, name, ...sumOf(rows) })),
  }
}

interface Row extends AccountRowView {
  state: AccountState
}

function textOf({ account: { name, exchangeName, exchangeLabel, exchange } }: Row): string {
  return [name, exchangeName, exchangeLabel ?? '', exchange].join(' ').toLowerCase()
}

function comparer({ sort, descending }: AccountTableChoice): (a: Row, b: Row) => number {
  const turn = descending ? -1 : 1
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
  }
}

function unknownLast<Value>(of: (row: Row) => Value | null, compare: (a: Value, b: Value) => number): (a: Row, b: Row) => number {
  return (one, other) => {
    const a = of(one)
    const b = of(other)
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return compare(a, b)
  }
}

/** Groups by name; within each the rows as they were sorted. */
function byExchange(rows: readonly Row[]): { exchange: string; name: string; rows: Row[] }[] {
  const groups = new Map<string, { exchange: string; name: string; rows: Row[] }>()
  for (const row of rows) {
    const { exchange, exchangeName: name } = row.account
    const group = groups.get(exchange)
    if (group) group.rows.push(row)
    else groups.set(exchange, { exchange, name, rows: [row] })
  }
  return [...groups.values()].sort((a, b) => byName.compare(a.name, b.name))
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
