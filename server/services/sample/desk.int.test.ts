import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '../../context'
import { token } from '../../domain/holdings.testing'
import { withSample } from '../../exchanges/sample/port'
import { FakeExchanges } from '../../exchanges/testing'
import { archiveAccount } from '../accounts/archive'
import { createAccount } from '../accounts/create'
import { listAccounts } from '../accounts/list'
import { refreshAccount } from '../balances/refresh-account'
import { getEquityHistory } from '../history/equity'
import { getSummary } from '../overview/get'
import { signedInUser, TestClock, testDeps } from '../testing'
import { addSampleDesk, removeSampleDesk } from './desk'

describe('the sample desk', () => {
  let database: TestDatabase
  let exchanges: FakeExchanges
  let ctx: ServiceContext
  const clock = new TestClock()

  beforeEach(async () => {
    database = await testDatabase({ max: 8 })
    exchanges = new FakeExchanges(clock.now)
    ctx = await signedInUser(testDeps(database.db, withSample(exchanges, clock.now) as FakeExchanges, clock))
  })
  afterEach(() => database.close())

  const real = (name: string, own = ctx) => {
    const { secret } = exchanges.open(`${name}-key`, { holdings: [token('USDT', '100')] })
    return createAccount(own, { name, exchange: 'binance', credentials: { apiKey: `${name}-key`, apiSecret: secret } })
  }
  const kept = async () => {
    const tables = ['accounts', 'snapshots', 'equity_points', 'asset_points', 'group_points', 'account_secrets', 'refreshes']
    const rows = await ctx.db.asDesk(ctx.deskId, (tx) =>
      Promise.all(tables.map(async (table) => [table, Number((await tx.execute(`select count(*) as n from ${table}`))[0]?.n)])),
    )
    return rows.filter(([, n]) => n !== 0)
  }

  it('is read and kept as every other, marked by its exchange, with thirty days behind it', async () => {
    expect(await addSampleDesk(ctx)).toEqual({ accounts: 3 })
    const accounts = await listAccounts(ctx, { includeArchived: false })
    expect(accounts.map(({ exchange, exchangeName, name }) => [exchange, exchangeName, name.startsWith('Sample: ')])).toEqual(
      Array(3).fill(['sample', 'Sample', true]),
    )
    const { totalEquity } = await getSummary(ctx)
    const { series } = await getEquityHistory(ctx, { range: '24h', groupBy: 'total', maxPoints: 300 })
    const points = series[0]?.points ?? []
    expect(points.length).toBeGreaterThan(200)
    expect(
      (await getEquityHistory(ctx, { range: '30d', groupBy: 'total', maxPoints: 60 })).series[0]?.points.length,
    ).toBeGreaterThan(25)
    // What the past ends with is what the first readings say, but for what prices moved in five minutes.
    const [last, now] = [Number(points.at(-2)?.close), Number(totalEquity)]
    expect(Math.abs(last / now - 1)).toBeLessThan(0.02)
    // The worker's own verb reads them on.
    clock.advance(600)
    for (const { id } of accounts) expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
  })

  it('is put up once, whoever asks how often', async () => {
    await Promise.all([addSampleDesk(ctx), addSampleDesk(ctx), addSampleDesk(ctx)])
    expect(await listAccounts(ctx, { includeArchived: true })).toHaveLength(3)
  })

  it('goes in one step with all that was kept of it', async () => {
    await addSampleDesk(ctx)
    expect((await kept()).length).toBeGreaterThan(5)
    expect(await removeSampleDesk(ctx)).toEqual({ removed: 3 })
    expect(await kept()).toEqual([])
    expect(await removeSampleDesk(ctx)).toEqual({ removed: 0 })
  })

  it('goes before a real account comes, and is in no sum with it', async () => {
    await addSampleDesk(ctx)
    const { id } = await real('Own')
    expect((await listAccounts(ctx, { includeArchived: true })).map(({ name }) => name)).toEqual(['Own'])
    await refreshAccount(ctx, id)
    clock.advance(1)
    expect((await getSummary(ctx)).totalEquity).toBe('100')
    const { series } = await getEquityHistory(ctx, { range: '24h', groupBy: 'total', maxPoints: 300 })
    const closes = series.flatMap(({ points }) => points.map(({ close }) => Number(close)))
    expect(new Set(closes)).toEqual(new Set([100]))
  })

  it('stays where the key of the real account is refused', async () => {
    await addSampleDesk(ctx)
    const wrong = createAccount(ctx, {
      name: 'Own',
      exchange: 'binance',
      credentials: { apiKey: 'nobody', apiSecret: 'nothing' },
    })
    await expect(wrong).rejects.toThrow()
    expect(await listAccounts(ctx, { includeArchived: false })).toHaveLength(3)
  })

  it('is for empty desks alone: a real account, archived too, has no sample beside it', async () => {
    const { id } = await real('Own')
    await expect(addSampleDesk(ctx)).rejects.toMatchObject({ code: 'conflict' })
    await archiveAccount(ctx, { id })
    await expect(addSampleDesk(ctx)).rejects.toMatchObject({ code: 'conflict' })
    expect((await listAccounts(ctx, { includeArchived: true })).map(({ name }) => name)).toEqual(['Own'])
  })

  it('never stands beside a real one, in whatever order they come at once', async () => {
    await Promise.allSettled([addSampleDesk(ctx), real('Own'), addSampleDesk(ctx)])
    const exchangesHere = (await listAccounts(ctx, { includeArchived: true })).map(({ exchange }) => exchange)
    expect(exchangesHere).toEqual(['binance'])
  })

  it('leaves nothing in the sums of a real one that comes while it is being put up', async () => {
    /** Puts it up, where something happens before a transaction of it. @returns how many it has */
    const put = async (own: ServiceContext, before: (transaction: number) => Promise<unknown>) => {
      let transactions = 0
      const asDesk: ServiceContext['db']['asDesk'] = async (deskId, work) => {
        await before(++transactions)
        return own.db.asDesk(deskId, work)
      }
      // One whose account goes while it is read may be told so.
      await addSampleDesk({ ...own, db: Object.assign(Object.create(own.db), { asDesk }) }).catch(() => {})
      return transactions
    }
    const count = await put(ctx, async () => {})
    const own = await signedInUser(ctx)
    // The last that writes; behind it the desk is announced.
    await put(own, async (transaction) => transaction === count - 1 && real('Own', own))
    expect((await listAccounts(own, { includeArchived: true })).map(({ name }) => name)).toEqual(['Own'])
    expect(await own.db.asDesk(own.deskId, (tx) => tx.execute('select * from group_points'))).toHaveLength(0)
  })

  it('is no exchange that anybody can choose', async () => {
    expect(ctx.exchanges.list().map(({ id }) => id)).not.toContain('sample')
    const typed = createAccount(ctx, { name: 'Mine', exchange: 'Sample', credentials: { apiKey: 'sample-spot' } })
    await expect(typed).rejects.toMatchObject({ code: 'bad_request', fields: { exchange: expect.any(String) } })
  })
})
