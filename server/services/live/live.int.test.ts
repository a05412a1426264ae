import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAppDb } from '@/db/roles'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { type FakeAccount, FakeExchanges } from '@/server/exchanges/testing'
import { createAccount } from '../accounts/create'
import { refreshBalances } from '../balances/refresh'
import { signedInUser, TestClock, testDeps } from '../testing'
import { liveHub } from './hub'
import { type LiveUpdate, liveUpdates } from './updates'

let database: Awaited<ReturnType<typeof testDatabase>>
let exchanges: FakeExchanges
let clock: TestClock
let ctx: ServiceContext
let fake: FakeAccount
let accountId: string
let keys = 0

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await liveHub(ctx).close()
  await database.close()
})
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  ctx = await signedInUser(testDeps(database.db, exchanges, clock))
  ;({ id: accountId, fake } = await connect(ctx))
})

async function connect(owner: ServiceContext) {
  const apiKey = `live-key-${++keys}`
  const account = exchanges.open(apiKey, { holdings: [token('USDT', '1')] })
  const { id } = await createAccount(owner, {
    name: 'Main',
    exchange: 'binance',
    credentials: { apiKey, apiSecret: account.secret },
  })
  return { id, fake: account }
}

/** A page: what it has heard so far, and how it goes away. */
function openPage(owner: ServiceContext, lastEventId: string | null = null) {
  const away = new AbortController()
  const heard: LiveUpdate[] = []
  const ended = (async () => {
    for await (const update of liveUpdates({ ...owner, signal: away.signal }, { lastEventId })) heard.push(update)
  })()
  const leave = async () => {
    away.abort()
    await ended
  }
  const kinds = () => heard.map(({ event }) => event.kind)
  return { heard, kinds, leave }
}

describe('an open page', () => {
  it('hears of its own snapshots and failures, from whichever process, and of nobody else', async () => {
    const stranger = await signedInUser(ctx)
    await connect(stranger)
    const page = openPage(ctx)
    const foreign = openPage(stranger)
    await expect.poll(() => [page.kinds(), foreign.kinds()]).toEqual([['resync'], ['resync']])

    const worker = { ...ctx, db: await openAppDb({ url: database.url, max: 3 }) }
    await refreshBalances(worker, {})
    await expect.poll(page.kinds).toEqual(['resync', 'snapshot'])
    expect(page.heard[1]).toMatchObject({ event: { kind: 'snapshot', accountId, asOf: clock.now() } })
    expect(page.heard[1]?.id).toBe(page.heard[1]?.event.kind === 'snapshot' ? page.heard[1].event.id : 'none')

    fake.failure = new DomainError('exchange_maintenance', 'Down for now.')
    await refreshBalances(worker, {})
    await expect.poll(page.kinds).toEqual(['resync', 'snapshot', 'failed'])
    expect(page.heard[2]?.event).toMatchObject({ code: 'exchange_maintenance', accountId })

    await worker.db.close()
    await page.leave()
    await foreign.leave()
    expect(foreign.kinds()).toEqual(['resync'])
  })

  it('misses nothing when it comes back', async () => {
    const page = openPage(ctx)
    await expect.poll(page.kinds).toEqual(['resync'])
    await refreshBalances(ctx, {})
    await expect.poll(page.kinds).toEqual(['resync', 'snapshot'])
    const last = page.heard.at(-1)?.id ?? ''
    await page.leave()

    clock.advance(120)
    await refreshBalances(ctx, {})
    const again = openPage(ctx, last)
    await expect.poll(again.kinds).toEqual(['snapshot', 'resync'])
    expect(again.heard[0]?.event).toMatchObject({ accountId, asOf: clock.now() })
    expect(BigInt(again.heard[0]?.id ?? 0)).toBeGreaterThan(BigInt(last))
    await again.leave()
  })

  it('is told to read everything again after the database connection was lost', async () => {
    const page = openPage(ctx)
    await expect.poll(page.kinds).toEqual(['resync'])
    await database.db.connection`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`
    await expect.poll(page.kinds).toEqual(['resync', 'resync'])
    await refreshBalances(ctx, {})
    await expect.poll(page.kinds).toEqual(['resync', 'resync', 'snapshot'])
    await page.leave()
  })

  it('is noted, so that the worker reads its accounts first', async () => {
    const page = openPage(ctx)
    const noted = async () => {
      const rows = await ctx.db.asDesk(ctx.deskId, (tx) => tx.execute('select user_id from open_pages'))
      return rows.map((row) => row.user_id)
    }
    await expect.poll(noted).toEqual([ctx.deskId])
    await page.leave()
  })
})
