import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepPageOpen } from '@/db/queries/open-pages'
import { openAppDb } from '@/db/roles'
import { testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { DomainError } from '../errors'
import { type FakeAccount, FakeExchanges } from '../exchanges/testing'
import { archiveAccount } from '../services/accounts/archive'
import { createAccount } from '../services/accounts/create'
import { getAccount } from '../services/accounts/get'
import { listAccounts } from '../services/accounts/list'
import { getCachedBalances } from '../services/balances/get-cached'
import { refreshBalances } from '../services/balances/refresh'
import { getNotices } from '../services/notices/list'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { ensureQueue, openQueues, refreshQueue } from './queues'
import { startWorker, type Worker } from './worker'

let database: Awaited<ReturnType<typeof testDatabase>>
let clock: TestClock
let exchanges: FakeExchanges
let deps: Deps
let ctx: ServiceContext
let workers: Worker[]
let extra: (() => Promise<void>)[]
let keys = 0

beforeAll(async () => {
  database = await testDatabase({ max: 8 })
})
afterAll(() => database.close())
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  deps = testDeps(database.db, exchanges, clock)
  ctx = await signedInUser(deps)
  workers = []
  extra = []
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await Promise.all(extra.map((end) => end()))
  for (const { id } of await accountsOf(ctx)) await archiveAccount(ctx, { id })
})

async function accountsOf(owner: ServiceContext) {
  return listAccounts(owner, { includeArchived: false })
}

async function connect(owner = ctx, exchange = 'binance'): Promise<{ id: string; key: string; fake: FakeAccount }> {
  const key = `worker-key-${++keys}`
  const fake = exchanges.open(key, { holdings: [token('USDT', '10')] })
  const { id } = await createAccount(owner, { name: key, exchange, credentials: { apiKey: key, apiSecret: fake.secret } })
  return { id, key, fake }
}

/** A worker as in a process of its own: its own connections, so its own locks. */
async function start(placesPerExchange?: number): Promise<Worker> {
  const db = await openAppDb({ url: database.url, max: 6 })
  const worker = await startWorker({ ...deps, db }, { databaseUrl: database.url, tickMs: 50, placesPerExchange })
  workers.push(worker)
  extra.push(() => db.close())
  return worker
}
const fetched = () => exchanges.calls.filter((call) => call.startsWith('fetchHoldings')).map((call) => call.split(' ')[1])
const cached = async () => (await getCachedBalances(ctx, {})).balances.length

describe('the worker', () => {
  it('refreshes what is due, and again when its interval has passed', async () => {
    const { id } = await connect()
    await start()
    await expect.poll(cached).toBe(1)
    expect((await getAccount(ctx, { id })).nextRefreshAt).toEqual(new Date(clock.now().getTime() + 60_000))
    expect(fetched()).toHaveLength(1)
    clock.advance(61)
    await expect.poll(() => fetched().length).toBe(2)
  })

  it('sees its clock moved, tells it, and takes jobs that were queued by a clock six hours ahead', async () => {
    const { id, key } = await connect()
    // What a clock that was ahead has left: a job for later, beside which no second one may wait, and clock-work that rests.
    const boss = await openQueues(database.url, deps.log)
    extra.push(() => boss.stop({ graceful: false, wait: true, timeout: 1000 }))
    await ensureQueue(deps, boss, refreshQueue('binance'))
    const ahead = new Date(Date.now() + 6 * 3_600_000)
    await boss.insert([
      { name: refreshQueue('binance'), data: { accountId: id, deskId: ctx.deskId }, singletonKey: id, startAfter: ahead },
    ])
    await boss.getDb().executeSql('update pgboss.version set cron_on = $1, maintained_on = $1', [ahead])
    await start()
    await expect.poll(cached).toBe(1)
    const resting = async () => {
      const { rows } = await boss.getDb().executeSql(`select from pgboss.version where cron_on > now() + interval '1 minute'`, [])
      return rows.length
    }
    await expect.poll(resting).toBe(0)

    clock.advance(6 * 3600)
    await expect.poll(() => fetched().filter((one) => one === key).length).toBe(2)
    clock.advance(-6 * 3600)
    await expect.poll(() => fetched().filter((one) => one === key).length).toBe(3)
    const told = async () => (await getNotices(ctx)).find(({ kind }) => kind === 'clock')?.text
    await expect.poll(told).toMatch(/moved back by 6 hours/)
  })

  it('shares the work with others: each account once, none forgotten', async () => {
    // One after the other: keys that one person tries at the same time are counted before it is known that they are right.
    const accounts = []
    for (let n = 0; n < 20; n++) accounts.push(await connect(ctx, n % 2 ? 'bybit' : 'binance'))
    await Promise.all([start(), start(), start()])
    await expect.poll(cached).toBe(20)
    expect(fetched().sort()).toEqual(accounts.map(({ key }) => key).sort())
  })

  it('tries a failed account again after its back-off, not before', async () => {
    const { id, fake } = await connect()
    fake.failure = new DomainError('exchange_network', 'No answer.')
    await start()
    const failure = async () => (await getAccount(ctx, { id })).lastError
    await expect.poll(failure).toMatchObject({ code: 'exchange_network' })
    clock.advance(40)
    fake.failure = null
    const other = await connect()
    await expect.poll(() => fetched().includes(other.key)).toBe(true)
    expect(fetched().filter((key) => key !== other.key)).toHaveLength(1)
    clock.advance(40)
    await expect.poll(failure).toBeNull()
  })

  it('leaves an exchange alone that wants no calls, and goes on with the others', async () => {
    const readings = (key: string) => fetched().filter((one) => one === key).length
    // A key is tried on its exchange too, so the second is there before the first is told to wait.
    const second = await connect()
    await refreshBalances(ctx, {})
    const limited = await connect()
    limited.fake.failure = new DomainError('exchange_rate_limit', 'Too many requests.', { retryAfterSeconds: 600 })
    // What one of them is told, the other minds.
    await Promise.all([start(), start()])
    await expect.poll(async () => (await getAccount(ctx, { id: limited.id })).lastError?.code).toBe('exchange_rate_limit')
    clock.advance(61)
    const elsewhere = await connect(ctx, 'bybit')
    await expect.poll(() => readings(elsewhere.key)).toBe(1)
    expect([readings(limited.key), readings(second.key)]).toEqual([1, 1])
    limited.fake.failure = null
    clock.advance(601)
    await expect.poll(() => readings(second.key)).toBe(2)
  })

  it('takes the accounts of a user with an open page first', async () => {
    for (let n = 0; n < 5; n++) await connect()
    clock.advance(5)
    const watcher = await signedInUser(deps)
    const watched = await connect(watcher)
    const until = new Date(clock.now().getTime() + 30_000)
    await deps.db.asDesk(watcher.deskId, (tx) => keepPageOpen(tx, watcher.deskId, crypto.randomUUID(), until))
    await start(1)
    await expect.poll(() => fetched().length).toBe(6)
    expect(fetched()[0]).toBe(watched.key)
    await archiveAccount(watcher, { id: watched.id })
  })

  it('stops at once, stores nothing half, and leaves the rest to the next', async () => {
    const { fake } = await connect()
    fake.hold = new Promise(() => {})
    const worker = await start()
    await expect.poll(() => fetched().length).toBe(1)
    // The reading under way would never end by itself.
    await worker.stop()
    workers = []
    expect(await cached()).toBe(0)
    fake.hold = null
    await start()
    await expect.poll(cached).toBe(1)
  })
})
