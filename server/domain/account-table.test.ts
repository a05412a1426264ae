import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountState } from './account-state'
import { ACCOUNT_GROUPINGS, ACCOUNT_SORTS, type AccountTableChoice, accountTable } from './account-table'
import { accountView } from './account-view.testing'
import { Decimal } from './decimal'
import type { Tag } from './tags/tag'
import { ACCOUNT_STATES, type AccountFiguresView, type AccountView } from './views'

const AT = Date.UTC(2026, 0, 1)
const ALL: AccountTableChoice = {
  search: '',
  states: [],
  tags: [],
  sort: 'added',
  descending: false,
  groupBy: 'none',
  count: 100,
}

function account(n: number, over: Partial<AccountView> = {}): AccountView {
  return accountView(`account-${n}`, {
    name: `Desk ${n}`,
    createdAt: new Date(AT + n),
    lastRefreshedAt: new Date(AT + 1000 - n),
    ...over,
  })
}

const failed = { code: 'exchange_timeout', message: 'No answer.', exchangeError: null, since: new Date(AT), nextTryAt: null }

function figures(equities: Record<number, string | null>): Map<string, AccountFiguresView> {
  return new Map(
    Object.entries(equities).map(([n, equity]) => [
      `account-${n}`,
      { accountId: `account-${n}`, equity, bound: 'exact', because: null, stale: false },
    ]),
  )
}

const takes = (id: string, kind: Tag['kind'], ...numbers: number[]): Tag => ({
  ...{ id, kind, name: `${id.charAt(0).toUpperCase()}${id.slice(1)}`, hue: 1 },
  rules: numbers.map((n) => ({ accountId: `account-${n}`, coin: null, market: null })),
})
const TAGS = [
  takes('carry', 'strategy', 1, 2),
  takes('basis', 'strategy', 2),
  takes('fund', 'fund', 2, 3),
  { ...takes('parts', 'strategy'), rules: [{ accountId: 'account-4', coin: 'BTC', market: null }] },
]

const idsOf = ({ rows }: ReturnType<typeof accountTable>) => rows.map(({ account: { id } }) => Number(id.split('-')[1]))

describe('the list of accounts', () => {
  const accounts = [
    account(1, { name: 'Desk 10' }),
    account(2, { exchange: 'okx', exchangeName: 'OKX', valid: false }),
    account(3, { name: 'Vault', exchange: 'binance', exchangeName: 'Binance', lastError: failed }),
    account(4, { lastRefreshedAt: null }),
  ]
  const known = figures({ 1: '10', 2: '-3.5', 3: null })

  it('sorts by what is asked, the unknown last whichever way', () => {
    const by = (sort: AccountTableChoice['sort'], descending = false) =>
      idsOf(accountTable(accounts, known, { ...ALL, sort, descending }))
    expect(by('added')).toEqual([1, 2, 3, 4])
    expect(by('name')).toEqual([2, 4, 1, 3])
    expect(by('state')).toEqual([2, 3, 4, 1])
    expect(by('equity')).toEqual([2, 1, 3, 4])
    expect(by('equity', true)).toEqual([1, 2, 3, 4])
    expect(by('refreshed')).toEqual([3, 2, 1, 4])
    expect(by('refreshed', true)).toEqual([1, 2, 3, 4])
  })

  it('puts sub-accounts below the account that they were taken from, with their sum, and counts each once', () => {
    const family = [
      account(1),
      account(2, { parentId: 'account-4' }),
      account(3, { parentId: 'account-4' }),
      account(4, { name: 'Fund' }),
      account(5, { parentId: 'archived', name: 'Carry' }),
    ]
    const table = accountTable(family, figures({ 1: '1', 2: '10', 3: '100', 4: '1000', 5: null }), { ...ALL, groupBy: 'main' })
    expect(idsOf(table)).toEqual([4, 2, 3, 5, 1])
    expect(table.groups.map(({ name, accounts, equity, bound }) => [name, accounts, equity, bound])).toEqual([
      ['Fund', 3, '1110', 'exact'],
      ['Main account of Carry', 1, null, 'at_least'],
      ['Without sub-accounts', 1, '1', 'exact'],
    ])
    expect(table.rows.map(({ group }) => group)).toEqual(['account-4', 'account-4', 'account-4', 'archived', 'alone'])
    expect(table.sum).toMatchObject({ accounts: 5, equity: '1111' })
    // Of those that a search leaves.
    expect(
      accountTable(family, figures({}), { ...ALL, groupBy: 'main', search: 'desk 2' }).groups.map(({ name }) => name),
    ).toEqual(['Fund'])
  })

  it('shows what tags take as a whole, alone or in groups, what belongs to two of a kind apart', () => {
    const table = (more: Partial<AccountTableChoice>) => accountTable(accounts, known, { ...ALL, ...more }, { tags: TAGS })
    expect(table({}).rows.map(({ tags }) => tags)).toEqual([['carry'], ['carry', 'basis', 'fund'], ['fund'], []])
    expect(idsOf(table({ tags: ['carry'] }))).toEqual([1, 2])
    expect(idsOf(table({ tags: ['basis', 'fund'] }))).toEqual([2, 3])
    expect(idsOf(table({ tags: ['nothing'] }))).toEqual([])
    const groups = ({ groups: all }: ReturnType<typeof accountTable>) =>
      all.map(({ name, accounts: n, equity }) => [name, n, equity])
    expect(groups(table({ groupBy: 'strategy' }))).toEqual([
      ['Carry', 1, '10'],
      ['Carry + Basis', 1, '-3.5'],
      ['No strategy', 2, null],
    ])
    expect(groups(table({ groupBy: 'person' }))).toEqual([['No person', 4, '6.5']])
  })

  it('sorts by what is at risk: the most used, the least healthy, the nearest first, and what risks nothing last', () => {
    const risks = new Map([
      ['account-1', { marginUse: '0.2', health: 80, distance: '0.5' }],
      ['account-2', { marginUse: '1.5', health: 0, distance: '0.01' }],
      ['account-3', { marginUse: '0.09', health: 95, distance: '10' }],
    ])
    const by = (sort: AccountTableChoice['sort'], descending: boolean) =>
      idsOf(accountTable(accounts, known, { ...ALL, sort, descending }, { risks }))
    expect(by('margin', true)).toEqual([2, 1, 3, 4])
    expect(by('margin', false)).toEqual([3, 1, 2, 4])
    expect(by('health', false)).toEqual([2, 1, 3, 4])
    expect(by('distance', false)).toEqual([2, 1, 3, 4])
    expect(by('distance', true)).toEqual([3, 1, 2, 4])
  })

  it('finds by every word, in the name or the exchange', () => {
    const found = (search: string) => idsOf(accountTable(accounts, known, { ...ALL, search }))
    expect(found('DESK')).toEqual([1, 2, 4])
    expect(found('desk bybit')).toEqual([1, 4])
    expect(found('  okx ')).toEqual([2])
    expect(found('100%')).toEqual([])
  })

  it('says of a sum which accounts are not in it, and never a zero for what is not known', () => {
    expect(accountTable(accounts, known, ALL).sum).toEqual({ accounts: 4, equity: '6.5', bound: 'at_least', unknown: 2 })
    expect(accountTable(accounts, known, { ...ALL, states: ['fresh', 'refused'] }).sum).toMatchObject({
      equity: '6.5',
      bound: 'exact',
      unknown: 0,
    })
    expect(accountTable(accounts, known, { ...ALL, states: ['waiting'] }).sum).toEqual({
      accounts: 1,
      equity: null,
      bound: 'at_least',
      unknown: 1,
    })
  })

  it('tells states apart as the desk does', () => {
    expect(accountState(account(1, { valid: false, lastError: failed }), false)).toBe('refused')
    expect(accountState(account(1, { lastError: failed, lastRefreshedAt: null }), null)).toBe('stale')
    expect(accountState(account(1), true)).toBe('stale')
    expect(accountState(account(1), null)).toBe('fresh')
  })

  it('loses no account and counts none twice, whatever is chosen', () => {
    const desk = fc
      .array(
        fc.record({
          exchange: fc.constantFrom('binance', 'bybit', 'okx'),
          valid: fc.boolean(),
          failed: fc.boolean(),
          read: fc.boolean(),
          equity: fc.option(fc.integer({ min: -1000, max: 1000 })),
        }),
        { maxLength: 40 },
      )
      .map((all) => ({
        accounts: all.map(({ exchange, valid, failed: fails, read }, n) =>
          account(n, {
            exchange,
            exchangeName: exchange.toUpperCase(),
            valid,
            lastError: fails ? failed : null,
            lastRefreshedAt: read ? new Date(AT + ((n * 7) % 11)) : null,
          }),
        ),
        known: figures(Object.fromEntries(all.flatMap(({ read, equity }, n) => (read ? [[n, equity?.toString() ?? null]] : [])))),
      }))
    const choice = fc.record({
      search: fc.constantFrom('', 'desk', 'okx', 'desk 1'),
      states: fc.subarray([...ACCOUNT_STATES]),
      tags: fc.constantFrom([], ['carry'], ['fund', 'carry']),
      sort: fc.constantFrom(...ACCOUNT_SORTS),
      descending: fc.boolean(),
      groupBy: fc.constantFrom(...ACCOUNT_GROUPINGS),
      count: fc.constant(100),
    })
    fc.assert(
      fc.property(desk, choice, ({ accounts, known }, chosen) => {
        const table = accountTable(accounts, known, chosen, { tags: TAGS })
        const ids = idsOf(table)
        expect(new Set(ids).size).toBe(ids.length)
        expect(table.sum.accounts).toBe(ids.length)
        expect(table.active).toBe(accounts.length)
        expect(Object.values(table.states).reduce((sum, n) => sum + n, 0)).toBe(accounts.length)
        if (chosen.search === '' && chosen.states.length === 0 && chosen.tags.length === 0)
          expect(ids).toHaveLength(accounts.length)
        if (chosen.groupBy === 'exchange') {
          expect(table.groups.reduce((sum, group) => sum + group.accounts, 0)).toBe(ids.length)
          const equities = table.groups.flatMap(({ equity }) => equity ?? [])
          const sum = equities.reduce((total, equity) => total.plus(equity), new Decimal(0))
          expect(table.sum.equity === null ? '0' : new Decimal(table.sum.equity).toFixed()).toBe(sum.toFixed())
          // Each group stands once, in one piece.
          const order = table.rows.map(({ account: { exchange } }) => exchange)
          expect(order.filter((each, at) => each !== order[at - 1])).toEqual(table.groups.map(({ exchange }) => exchange))
        }
        if (chosen.groupBy !== 'none') expect(table.groups.reduce((sum, group) => sum + group.accounts, 0)).toBe(ids.length)
        // A shorter answer is the beginning of the longer one.
        expect(idsOf(accountTable(accounts, known, { ...chosen, count: 7 }, { tags: TAGS }))).toEqual(ids.slice(0, 7))
      }),
      { numRuns: 300 },
    )
  })
})
