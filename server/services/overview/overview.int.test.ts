import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAppDb } from '@/db/roles'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { valued } from '@/server/domain/desk.testing'
import { token } from '@/server/domain/holdings.testing'
import { overviewOf } from '@/server/domain/overview'
import { DomainError } from '@/server/errors'
import { FakeExchanges } from '@/server/exchanges/testing'
import { accountTableSchema } from '@/server/schemas/accounts'
import { linesSchema } from '@/server/schemas/overview'
import { archiveAccount } from '../accounts/archive'
import { createAccount } from '../accounts/create'
import { loadAccount, loadAccounts } from '../accounts/load'
import { tableOfAccounts } from '../accounts/table'
import { updateAccount } from '../accounts/update'
import { cachedByAccount } from '../balances/get-cached'
import { storeFailure, storeSuccess } from '../balances/store'
import { getEquityHistory } from '../history/equity'
import { signedInUser, TestClock, testDeps } from '../testing'
import { getChanges } from './changes'
import { getAttention, getExposure, getFreshness, getLines, getLinesOf, getSummary } from './get'

let database: Awaited<ReturnType<typeof testDatabase>>
let exchanges: FakeExchanges
let clock: TestClock
let ctx: ServiceContext
let keys = 0

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  ctx = await signedInUser(testDeps(database.db, exchanges, clock))
})

async function connect(owner: ServiceContext, name: string, exchange = 'binance'): Promise<string> {
  const apiKey = `overview-key-${++keys}`
  const { secret } = exchanges.open(apiKey, { holdings: [token('USDT', '1')] })
  return (await createAccount(owner, { name, exchange, credentials: { apiKey, apiSecret: secret } })).id
}

/** As the page was made of the whole book. */
async function byTheBook(of: ServiceContext) {
  const accounts = await loadAccounts(of, false)
  const balances = await cachedByAccount(of, accounts)
  return overviewOf(accounts.map((account) => ({ account, balance: balances.get(account.id) ?? null })))
}

async function expectTheSame() {
  const { accounts, exposure, unpriced: _, leftOut, ...totals } = await byTheBook(ctx)
  expect(await getSummary(ctx)).toMatchObject({
    ...totals,
    leftOut: { first: leftOut, of: leftOut.length },
    accounts: accounts.length,
  })
  expect(await getExposure(ctx)).toEqual(exposure)
  const lines = await getLines(ctx, linesSchema.parse({ from: 0, count: 100 }))
  expect(lines.of).toBe(accounts.length)
  expect(lines.first.map(({ account, figures }) => ({ ...account, ...figures }))).toEqual(
    accounts.map(({ account, balance }) =>
      expect.objectContaining({
        ...{ id: account.id, name: account.name, lastError: account.lastError, valid: account.valid },
        ...(balance ? { asOf: balance.asOf, stale: balance.stale, equity: balance.equity } : {}),
      }),
    ),
  )
}

/** Stores a reading of an account as the worker does. */
async function read(id: string, of: typeof valued extends fc.Arbitrary<infer V> ? V : never) {
  clock.advance(61)
  const { row } = await loadAccount(ctx, id)
  await storeSuccess(ctx, { row, intervalSeconds: 60, startedAt: clock.now() }, { ...of, asOf: clock.now() })
}

describe('the overview', () => {
  it('comes to what the whole book comes to, to the last digit, as accounts are read, fail, are renamed and archived', async () => {
    await expectTheSame()
    const ids = [await connect(ctx, 'One'), await connect(ctx, 'Two', 'bybit'), await connect(ctx, 'Three')]
    await expectTheSame()
    const readings = fc.sample(valued, { numRuns: 12, seed: 11 })
    for (const [n, of] of readings.entries()) {
      await read(ids[n % ids.length] ?? '', of)
      await expectTheSame()
    }
    const { row } = await loadAccount(ctx, ids[0] ?? '')
    const down = new DomainError('exchange_maintenance', 'Down for now.')
    await storeFailure(ctx, { row, intervalSeconds: 60, startedAt: clock.now() }, down)
    await expectTheSame()
    const notices = (await getAttention(ctx)).filter(({ matter }) => matter.kind === 'stale')
    expect(notices).toMatchObject([{ level: 'note', accountName: 'One', matter: { message: 'Down for now.' } }])
    await updateAccount(ctx, { id: ids[1] ?? '', name: 'Second' })
    await expectTheSame()
    await archiveAccount(ctx, { id: ids[0] ?? '' })
    await expectTheSame()
    clock.advance(1000)
    await expectTheSame()
    expect(await getFreshness(ctx)).toMatchObject({ accounts: 2, late: 0 })
  })

  it('is as new as the question, whichever process stored what it tells', async () => {
    const id = await connect(ctx, 'One')
    const [a, b] = fc.sample(valued, { numRuns: 2, seed: 3 })
    if (!a || !b) throw new Error('Two were made.')
    await read(id, { ...a, equity: '1' })
    expect((await getSummary(ctx)).totalEquity).toBe('1')
    const other = { ...ctx, db: await openAppDb({ url: database.url, max: 3 }) }
    expect((await getSummary(other)).totalEquity).toBe('1')
    await read(id, { ...b, equity: '2.000000000000000000000001' })
    const [first, second, elsewhere] = await Promise.all([
      getSummary(ctx),
      getLinesOf(ctx, { accountIds: [id] }),
      getSummary(other),
    ])
    expect([first.totalEquity, second[0]?.figures?.equity, elsewhere.totalEquity]).toEqual([
      '2',
      '2.000000000000000000000001',
      '2',
    ])
    await other.db.close()
  })

  it('answers a question that is asked while another is being answered from a reading that begins after it', async () => {
    const id = await connect(ctx, 'One')
    const [of] = fc.sample(valued, { numRuns: 1, seed: 5 })
    if (!of) throw new Error('One was made.')
    for (let n = 1; n <= 20; n++) {
      const earlier = getSummary(ctx)
      await read(id, { ...of, equity: String(n) })
      expect((await getSummary(ctx)).totalEquity).toBe(String(n))
      await earlier
    }
  })

  it('tells each account’s changes as its own history does', async () => {
    const ids = [await connect(ctx, 'One'), await connect(ctx, 'Two')]
    const [of] = fc.sample(valued, { numRuns: 1, seed: 9 })
    if (!of) throw new Error('One was made.')
    for (let hour = 0; hour < 30; hour++) {
      clock.advance(3600)
      for (const [n, id] of ids.entries()) await read(id, { ...of, equity: String(100 + hour * (n + 1)) })
    }
    const history = await getEquityHistory(ctx, { range: '24h', groupBy: 'account', maxPoints: 24 })
    const changes = await getChanges(ctx, { accountIds: ids })
    expect(changes.map(({ accountId, day }) => [accountId, day?.change, day?.changeRatio])).toEqual(
      history.series.map(({ key, change, changeRatio }) => [key, change, changeRatio]),
    )
    // Nothing reaches back over a week.
    expect(changes.every(({ week }) => week?.change === null && week.since !== null)).toBe(true)
    expect(await getChanges(ctx, { accountIds: ids.slice(1) })).toEqual(changes.filter(({ accountId }) => accountId === ids[1]))
  })

  it('gives lines as the list of accounts chooses, sorts, groups and sums them, window by window', async () => {
    const ids = []
    for (const [name, equity] of [
      ['Nine', '9'],
      ['Ten', '10'],
      ['Two', '2'],
      ['Unread', null],
    ] as const) {
      const id = await connect(ctx, name)
      ids.push(id)
      const [of] = fc.sample(valued, { numRuns: 1, seed: 9 })
      if (of && equity !== null) await read(id, { ...of, equity })
    }
    const input = (over: Partial<Parameters<typeof linesSchema.parse>[0] & object>) =>
      linesSchema.parse({ from: 0, count: 2, ...over })
    const byEquity = { sort: 'equity', descending: true, groupBy: 'exchange' }
    const first = await getLines(ctx, input(byEquity))
    const table = await tableOfAccounts(ctx, accountTableSchema.parse(byEquity))
    const { archived: _archived, tags: _tags, rows, ...same } = table
    expect(first).toMatchObject({ ...same, of: 4, from: 0, moves: true })
    expect(first.first.map(({ account, group }) => [account.name, group])).toEqual([
      ['Ten', rows[0]?.group],
      ['Nine', rows[1]?.group],
    ])
    const second = await getLines(ctx, input({ ...byEquity, from: 2 }))
    expect(second.first.map(({ account, figures }) => [account.name, figures === null])).toEqual([
      ['Two', false],
      ['Unread', true],
    ])
    expect(second.sum).toEqual(first.sum)
    const found = await getLines(ctx, input({ search: 'w' }))
    expect([found.of, found.moves, found.first.map(({ account }) => account.name)]).toEqual([1, false, ['Two']])
    expect((await getLines(ctx, input({ from: 50 }))).first).toEqual([])
  })

  it('shows nobody another’s accounts, named or not', async () => {
    const id = await connect(ctx, 'Mine')
    const stranger = await signedInUser(ctx)
    expect(await getLinesOf(stranger, { accountIds: [id] })).toEqual([])
    expect((await getLines(stranger, linesSchema.parse({ from: 0, count: 10 }))).of).toBe(0)
    expect((await getSummary(stranger)).totalEquity).toBeNull()
  })
})
