import { Writable } from 'node:stream'
import pino from 'pino'
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
import { listAccounts } from '../services/accounts/list'
import { updateAccount } from '../services/accounts/update'
import { getCachedBalances } from '../services/balances/get-cached'
import { refreshBalances } from '../services/balances/refresh'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { Watcher } from './watcher'

let database: Awaited<ReturnType<typeof testDatabase>>
let clock: TestClock
let exchanges: FakeExchanges
let deps: Deps
let ctx: ServiceContext
let ends: (() => Promise<void>)[]
/** What was logged as a warning or worse. */
let warnings: string[]
let keys = 0

beforeAll(async () => {
  database = await testDatabase({ max: 8 })
})
afterAll(() => database.close())
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  warnings = []
  const lines = new Writable({
    write: (chunk, _encoding, done) => {
      warnings.push(String(chunk))
      done()
    },
  })
  deps = { ...testDeps(database.db, exchanges, clock), log: pino({ level: 'warn' }, lines) }
  ctx = await signedInUser(deps)
  ends = []
})
afterEach(async () => {
  await Promise.all(ends.map((end) => end()))
  // The next test's watcher would find them too: pages are open in all of them at the same hour.
  for (const { id } of await listAccounts(ctx, { includeArchived: false })) await archiveAccount(ctx, { id })
})

async function connect(exchange = 'bybit', owner = ctx): Promise<{ id: string; key: string; fake: FakeAccount }> {
  const key = `watched-key-${++keys}`
  const fake = exchanges.open(key, { holdings: [token('USDT', '10')] })
  const { id } = await createAccount(owner, { name: key, exchange, credentials: { apiKey: key, apiSecret: fake.secret } })
  return { id, key, fake }
}

/** A watcher as in a worker of its own: its own connections, so its own leases. Gives a way to stop it. */
async function start(): Promise<() => Promise<void>> {
  const db = await openAppDb({ url: database.url, max: 4 })
  const stopping = new AbortController()
  const watcher = new Watcher({ ...deps, db }, stopping.signal, { tickMs: 20, leaseMs: 40, firstPauseSeconds: 0.02 })
  let ended: Promise<void> | null = null
  const stop = () => {
    stopping.abort()
    ended ??= watcher.ended().then(() => db.close())
    return ended
  }
  ends.push(stop)
  return stop
}
const holder = crypto.randomUUID()
const openPage = (seconds = 30, { deskId } = ctx) =>
  deps.db.asDesk(deskId, (tx) => keepPageOpen(tx, deskId, holder, new Date(clock.now().getTime() + seconds * 1000)))
const readings = (key: string) => exchanges.calls.filter((call) => call === `fetchHoldings ${key}`).length
const size = async () => (await getCachedBalances(ctx, {})).balances[0]?.assets[0]?.size
const patient = { timeout: 50_000 }

describe('the watcher', () => {
  it('watches accounts of people with an open page, where the exchange can be watched', async () => {
    const [watched, elsewhere] = [await connect(), await connect('binance')]
    await start()
    await openPage()
    await expect.poll(() => watched.fake.watches.size, patient).toBe(1)
    expect(elsewhere.fake.watches.size).toBe(0)
  })

  it('reads a changed account at once, by the same reading as every other', async () => {
    const { key, fake } = await connect()
    await refreshBalances(ctx, {})
    await openPage()
    await start()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    expect(readings(key)).toBe(1)
    fake.holdings = { ...fake.holdings, holdings: [token('USDT', '25')] }
    clock.advance(1)
    for (const watch of fake.watches) watch.ring()
    await expect.poll(size, patient).toBe('25')
  })

  it('does not take a reading that was under way for one of the change', async () => {
    const { key, fake } = await connect()
    await openPage()
    await start()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    let release = () => {}
    fake.hold = new Promise((resolve) => {
      release = resolve
    })
    const before = refreshBalances(ctx, {})
    await expect.poll(() => readings(key), patient).toBe(1)
    fake.hold = null
    clock.advance(1)
    for (const watch of fake.watches) watch.ring()
    release()
    await before
    await expect.poll(() => readings(key), patient).toBe(2)
  })

  it('watches each account in one worker, and another goes on when that one stops', async () => {
    const { key, fake } = await connect()
    await openPage()
    const stops = await Promise.all([start(), start(), start()])
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    expect(exchanges.watchesBegun).toEqual([key])
    // Whoever has it stops last.
    for (const stop of stops.slice(0, 2)) await stop()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    await stops[2]?.()
    expect(fake.watches.size).toBe(0)
  })

  it('ends when the page is closed', async () => {
    const { fake } = await connect()
    await openPage(30)
    await start()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    clock.advance(31)
    await expect.poll(() => fake.watches.size, patient).toBe(0)
  })

  it('ends when the account is archived', async () => {
    const { id, fake } = await connect()
    await openPage()
    await start()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    await archiveAccount(ctx, { id })
    await expect.poll(() => fake.watches.size, patient).toBe(0)
  })

  it('goes over to another key when the account gets one', async () => {
    const { id, fake } = await connect()
    await openPage()
    await start()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    const next = exchanges.open('watched-key-next', { holdings: [] })
    await updateAccount(ctx, { id, credentials: { apiKey: 'watched-key-next', apiSecret: next.secret } })
    await expect.poll(() => next.watches.size, patient).toBe(1)
    expect(fake.watches.size).toBe(0)
  })

  it('connects again when the connection is lost, and then reads what it may have missed', async () => {
    const { key, fake } = await connect()
    await openPage()
    await start()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    for (const watch of fake.watches) watch.fail(new DomainError('exchange_network', 'Gone.'))
    await expect.poll(() => exchanges.watchesBegun.length, patient).toBe(2)
    await expect.poll(() => readings(key), patient).toBe(1)
  })

  it('tells of a failure once, and leaves the schedule alone', async () => {
    const { key, fake } = await connect()
    fake.watchFailure = new DomainError('exchange_network', 'Refused.')
    await openPage()
    await start()
    await expect.poll(() => exchanges.watchesBegun.length, patient).toBeGreaterThan(3)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('read on its interval')
    expect(warnings[0]).not.toContain(key)
    expect(readings(key)).toBe(0)
    expect((await refreshBalances(ctx, {}))[0]).toMatchObject({ ok: true })
  })

  it('does not ask an account before its time that waits after a failure', async () => {
    const { key, fake } = await connect()
    fake.failure = new DomainError('exchange_maintenance', 'Down.')
    await refreshBalances(ctx, {})
    await openPage()
    await start()
    await expect.poll(() => fake.watches.size, patient).toBe(1)
    for (const watch of fake.watches) watch.ring()
    const other = await connect()
    await expect.poll(() => other.fake.watches.size, patient).toBe(1)
    expect(readings(key)).toBe(1)
  })

  it('begins no watch on an exchange that wants no calls, and keeps those that are open', async () => {
    const open = await connect()
    // A key is tried on its exchange too: this one is there before the exchange wants no calls, and its person comes later.
    const person = await signedInUser(deps)
    const next = await connect('bybit', person)
    await openPage()
    await start()
    await expect.poll(() => open.fake.watches.size, patient).toBe(1)
    open.fake.failure = new DomainError('exchange_rate_limit', 'Too many.', { retryAfterSeconds: 20 })
    await refreshBalances(ctx, {})
    clock.advance(5)
    await openPage()
    await openPage(30, person)
    const stop = await start()
    await stop()
    expect([open.fake.watches.size, next.fake.watches.size]).toEqual([1, 0])
    clock.advance(16)
    await expect.poll(() => next.fake.watches.size, patient).toBe(1)
  })
})
