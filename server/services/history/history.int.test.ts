import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '@/server/context'
import { perp, token } from '@/server/domain/holdings.testing'
import { type FakeAccount, FakeExchanges } from '@/server/exchanges/testing'
import { assetHistorySchema, equityHistorySchema } from '@/server/schemas/history'
import { archiveAccount } from '../accounts/archive'
import { createAccount } from '../accounts/create'
import { refreshBalances } from '../balances/refresh'
import { signedInUser, TestClock, testDeps } from '../testing'
import { getAssetHistory } from './asset'
import { getEquityHistory } from './equity'
import { exportEquity } from './export'
import { retain } from './retain'

let database: Awaited<ReturnType<typeof testDatabase>>
let clock: TestClock
let exchanges: FakeExchanges
let deps: Deps
let ctx: ServiceContext
let keys = 0
let tests = 0

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  // Time runs on from test to test, as it does for a database.
  clock = new TestClock(new Date(Date.UTC(2026 + 4 * tests++, 0, 1)))
  exchanges = new FakeExchanges(clock.now)
  deps = testDeps(database.db, exchanges, clock)
  ctx = await signedInUser(deps)
})

async function connect(name: string, exchange = 'binance'): Promise<{ id: string; fake: FakeAccount }> {
  const apiKey = `history-key-${++keys}`
  const fake = exchanges.open(apiKey)
  clock.advance(1)
  const { id } = await createAccount(ctx, { name, exchange, credentials: { apiKey, apiSecret: fake.secret } })
  return { id, fake }
}
/** The accounts hold so many USDT, and are read. */
async function read(...holdings: [FakeAccount, string][]): Promise<void> {
  for (const [fake, usdt] of holdings) fake.holdings.holdings = [token('USDT', usdt)]
  await refreshBalances(ctx, {})
}
const equity = (input: Partial<Parameters<typeof getEquityHistory>[1]> = {}) =>
  getEquityHistory(ctx, { ...equityHistorySchema.parse({}), ...input })
const asset = (symbol: string) => getAssetHistory(ctx, assetHistorySchema.parse({ symbol }))
const shown = (points: { at: Date; open: string | null; high: string | null; low: string | null; close: string | null }[]) =>
  points.map(({ at, open, high, low, close }) => [at.toISOString().slice(11, 16), open, high, low, close])
const never = new AbortController().signal

describe('history of equity', () => {
  it('keeps the spike and the dip inside a stretch', async () => {
    const { fake } = await connect('A')
    for (const usdt of ['100', '150', '80', '120']) {
      await read([fake, usdt])
      clock.advance(60)
    }
    const { series, resolutionSeconds } = await equity()
    expect(resolutionSeconds).toBe(300)
    expect(series).toMatchObject([{ key: 'total', accounts: 1, change: '20', changeRatio: '0.2', maxDrawdown: null }])
    expect(shown(series[0]?.points ?? [])).toEqual([['00:00', '100', '150', '80', '120']])
  })

  it('sums accounts at each moment, so that money moved between them is no spike', async () => {
    const a = await connect('A')
    const b = await connect('B', 'bybit')
    await read([a.fake, '100'], [b.fake, '50'])
    clock.advance(60)
    a.fake.holdings.holdings = [token('USDT', '40')]
    b.fake.holdings.holdings = [token('USDT', '110')]
    await refreshBalances(ctx, { accountIds: [a.id] })
    await refreshBalances(ctx, { accountIds: [b.id] })
    const total = (await equity()).series[0]
    expect(total?.points[0]).toMatchObject({ high: '150', close: '150', accounts: 2 })
    const byExchange = await equity({ groupBy: 'exchange' })
    expect(byExchange.series.map(({ key, label, points }) => [key, label, points[0]?.close])).toEqual([
      ['binance', 'Binance', '40'],
      ['bybit', 'Bybit', '110'],
    ])
    const byAccount = await equity({ groupBy: 'account', resolutionSeconds: 300 })
    expect(byAccount.series.map(({ label, points }) => [label, points[0]?.open, points[0]?.close])).toEqual([
      ['A', '100', '40'],
      ['B', '50', '110'],
    ])
    const chosen = await equity({ accountIds: [a.id, b.id] })
    expect(chosen.series[0]?.points[0]).toMatchObject({ close: '150', accounts: 2 })
  })

  it('keeps the largest apart and adds the others up, as many series as a chart can tell apart', async () => {
    const accounts = [await connect('A'), await connect('B'), await connect('C'), await connect('D', 'bybit')]
    const [a, b, c, d] = accounts.map(({ fake }) => fake)
    if (!a || !b || !c || !d) throw new Error('Four were connected.')
    await read([a, '1'], [b, '500'], [c, '2.5'], [d, '40'])
    clock.advance(60)
    await read([a, '4'], [b, '300'], [c, '2.5'], [d, '60'])
    const layered = await equity({ groupBy: 'account', resolutionSeconds: 300, layers: 3 })
    expect(layered.series.map(({ label, accounts, points }) => [label, accounts, points[0]?.open, points[0]?.close])).toEqual([
      ['B', 1, '500', '300'],
      ['D', 1, '40', '60'],
      ['2 others', 2, '3.5', '6.5'],
    ])
    expect((await equity({ groupBy: 'account', resolutionSeconds: 300, layers: 4 })).series.map(({ label }) => label)).toEqual([
      'B',
      'D',
      'A',
      'C',
    ])
    expect((await equity({ groupBy: 'exchange', resolutionSeconds: 300, layers: 2 })).series).toHaveLength(2)
  })

  it('waits for the first reading of accounts that were just added', async () => {
    const a = await connect('A')
    const b = await connect('B')
    a.fake.holdings.holdings = [token('USDT', '100')]
    b.fake.holdings.holdings = [token('USDT', '50')]
    await refreshBalances(ctx, { accountIds: [a.id] })
    await refreshBalances(ctx, { accountIds: [b.id] })
    clock.advance(1)
    expect((await equity()).series[0]?.points).toMatchObject([{ open: '150', low: '150' }])
  })

  it('shows silence as a gap', async () => {
    const { fake } = await connect('A')
    await read([fake, '1'])
    clock.advance(7200)
    await read([fake, '2'])
    expect(shown((await equity()).series[0]?.points ?? [])).toEqual([
      ['00:00', '1', '1', '1', '1'],
      ['00:05', null, null, null, null],
      ['02:00', '2', '2', '2', '2'],
    ])
  })

  it('goes down to the minute for single accounts of the last two days', async () => {
    const { id, fake } = await connect('A')
    for (const usdt of ['1', '2']) {
      await read([fake, usdt])
      clock.advance(60)
    }
    const from = new Date(clock.now().getTime() - 3_600_000)
    const minutes = await equity({ range: 'custom', from, groupBy: 'account', accountIds: [id] })
    expect(minutes.resolutionSeconds).toBe(60)
    expect(shown(minutes.series[0]?.points ?? [])).toEqual([
      ['00:00', '1', '1', '1', '1'],
      ['00:01', '2', '2', '2', '2'],
    ])
  })

  it('keeps the history of an archived account, and leaves it out of what comes after', async () => {
    const a = await connect('A')
    const b = await connect('B')
    await read([a.fake, '10'], [b.fake, '5'])
    await archiveAccount(ctx, { id: b.id })
    clock.advance(300)
    await read([a.fake, '10'])
    const total = (await equity()).series[0]
    expect(total?.points.map(({ close }) => close)).toEqual(['15', '10'])
    const archived = await equity({ groupBy: 'account', accountIds: [b.id], resolutionSeconds: 300 })
    expect(archived.series[0]?.points[0]?.close).toBe('5')
  })

  it('has no point where nothing had a price, and none at all before the first reading', async () => {
    const { fake } = await connect('A')
    expect((await equity({ range: 'all' })).series).toMatchObject([{ points: [], change: null }])
    fake.holdings.holdings = [token('SCAM', '1')]
    await refreshBalances(ctx, {})
    expect((await equity()).series[0]?.points).toEqual([])
  })

  it('keeps days of the wall, of 25 hours too, and tells no gap where there is none', async () => {
    const { fake } = await connect('A')
    // The clock of the tests stands at the beginning of 2026: the day on which Santiago puts its clock back is in April.
    clock.advance((Date.parse('2026-04-03T03:00:00Z') - clock.now().getTime()) / 1000)
    const from = clock.now()
    for (let hour = 0; hour < 24 * 4 + 1; hour += 1) {
      await read([fake, `${100 + hour}`])
      clock.advance(3600)
    }
    const days = await equity({ range: 'custom', from, timeZone: 'America/Santiago', resolutionSeconds: 86_400 })
    const points = days.series[0]?.points ?? []
    expect(points.map(({ at, open, close }) => [at.toISOString(), open, close])).toEqual([
      ['2026-04-03T03:00:00.000Z', '100', '123'],
      ['2026-04-04T03:00:00.000Z', '124', '148'],
      ['2026-04-05T04:00:00.000Z', '149', '172'],
      ['2026-04-06T04:00:00.000Z', '173', '196'],
    ])
    const utc = await equity({ range: 'custom', from, resolutionSeconds: 86_400 })
    expect(utc.series[0]?.points[0]?.at.toISOString()).toBe('2026-04-03T00:00:00.000Z')
    const asUtc = await equity({ range: 'custom', from, timeZone: 'UTC', resolutionSeconds: 86_400 })
    expect(asUtc.series[0]?.points).toEqual(utc.series[0]?.points)
    // By five minutes where the zone is no whole hours ahead.
    const kathmandu = await equity({ range: 'custom', from, timeZone: 'Asia/Kathmandu', resolutionSeconds: 86_400 })
    expect(kathmandu.series[0]?.points[1]?.at.toISOString()).toBe('2026-04-03T18:15:00.000Z')
    expect(kathmandu.series[0]?.points[1]?.open).toBe('116')
  })

  it('is of the same coins at both ends: one that lost its price is no loss, one that is priced first no gain', async () => {
    const a = await connect('A')
    const b = await connect('B', 'bybit')
    const usd = (code: string, price: string | null) =>
      price === null ? exchanges.usd.delete(code) : exchanges.usd.set(code, price)
    usd('ABC', '90')
    usd('NEW', null)
    b.fake.holdings.holdings = [token('USDT', '100')]
    const step = async (abc: string | null, fresh: string | null, size = '98') => {
      usd('ABC', abc)
      usd('NEW', fresh)
      a.fake.holdings.holdings = [token('USDT', '200'), token('ABC', size), token('NEW', '10')]
      await refreshBalances(ctx, {})
      clock.advance(300)
    }
    await step('90', null)
    await step('100', null)
    await step(null, null)
    const lost = await equity()
    // 9,020 + 100 at first, 300 known now: not a change of −98 %.
    expect(lost.series).toMatchObject([{ change: '980', bound: 'at_least', setAside: '9800', maxDrawdown: '0' }])
    expect(lost.series[0]?.points.map(({ close }) => close)).toEqual(['9120', '10100', '300'])
    expect(lost.leftOut).toMatchObject([
      { accountName: 'A', bound: 'at_least', unpriced: ['ABC', 'NEW'], aside: [{ symbol: 'ABC', usd: '9800', wallet: 'spot' }] },
    ])
    for (const groupBy of ['exchange', 'account'] as const) {
      const { series } = await equity({ groupBy })
      expect(series.map(({ change, bound }) => [change, bound])).toEqual([
        ['980', 'at_least'],
        ['0', 'exact'],
      ])
    }
    const chosen = await equity({ accountIds: [a.id, b.id] })
    expect(chosen.series).toMatchObject([{ change: '980', bound: 'at_least', setAside: '9800' }])

    await step('101', '3')
    const back = await equity()
    expect(back.series).toMatchObject([{ change: '1078', bound: 'exact', setAside: null, maxDrawdown: '0' }])
    expect(back.leftOut).toEqual([])
    // In one stretch of a day the same comes out, though its first and last readings are of different coins.
    const day = await equity({ resolutionSeconds: 86_400 })
    expect(day.series).toMatchObject([{ change: '1078' }])
    expect(day.series[0]?.points).toHaveLength(1)
    // The share is of what was held then, coins without a price included.
    expect(back.series[0]?.changeRatio).toBe('0.117814')
  })

  it('is of the same wallets at both ends', async () => {
    const { fake } = await connect('A')
    const usdt = token('USDT', '200')
    const earn = token('USDT', '5000', { wallet: 'earn' })
    const read = async (all: boolean) => {
      fake.holdings.holdings = all ? [usdt, earn] : [usdt]
      fake.holdings.wallets = (all ? ['spot', 'earn'] : ['spot']).map((wallet) => ({ wallet, equityUsd: null }))
      fake.holdings.notIncluded = all ? [] : [{ wallet: 'earn', reason: 'The key has no permission.' }]
      await refreshBalances(ctx, {})
      clock.advance(300)
    }
    await read(true)
    await read(false)
    const { series, leftOut } = await equity()
    expect(series).toMatchObject([{ change: '0', bound: 'at_least', setAside: '5000' }])
    expect(leftOut).toMatchObject([{ wallets: ['earn'], aside: [{ symbol: null, wallet: 'earn' }] }])
    await read(true)
    expect((await equity()).series).toMatchObject([{ change: '0', bound: 'exact', setAside: null }])
  })

  it("is nobody else's", async () => {
    const { id, fake } = await connect('A')
    await read([fake, '10'])
    const stranger = await signedInUser(deps)
    await expect(getEquityHistory(stranger, { ...equityHistorySchema.parse({}), accountIds: [id] })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await getEquityHistory(stranger, equityHistorySchema.parse({}))).series[0]?.points).toEqual([])
  })

  it('refuses a range that ends before it begins', async () => {
    const from = clock.now()
    await expect(equity({ range: 'custom', from, to: new Date(0) })).rejects.toMatchObject({ code: 'bad_request' })
  })
})

describe('keeping history in bounds', () => {
  const count = async (table: string) => {
    const rows = await database.db.asDesk(ctx.deskId, (tx) => tx.execute(`select count(*)::int as n from ${table}`))
    return rows[0]?.n
  }

  it('sums assets up, also those that were sold, and a rerun changes nothing', async () => {
    const { fake } = await connect('A')
    fake.holdings.holdings = [token('USDT', '10'), perp('ETH', '2', '4000')]
    await refreshBalances(ctx, {})
    clock.advance(300)
    fake.holdings.holdings = [token('USDT', '12')]
    await refreshBalances(ctx, {})
    await retain(deps, never)
    const once = [await count('asset_points'), (await asset('ETH:PERP-USDT')).points, (await asset('USDT')).points]
    await retain(deps, never)
    expect([await count('asset_points'), (await asset('ETH:PERP-USDT')).points, (await asset('USDT')).points]).toEqual(once)
    expect((await asset('ETH:PERP-USDT')).points).toMatchObject([
      { size: '2', notional: '4000' },
      { size: '0', notional: '0' },
    ])
    expect((await asset('USDT')).points).toMatchObject([{ size: '10' }, { size: '12' }])
  })

  it('deletes snapshots after two days, but never the newest, and keeps their points', async () => {
    const { fake } = await connect('A')
    await read([fake, '1'])
    clock.advance(300)
    await read([fake, '2'])
    clock.advance(3 * 86_400)
    await retain(deps, never)
    expect(await count('snapshots')).toBe(1)
    expect(await count('snapshot_assets')).toBe(1)
    const week = await equity({ range: '7d', resolutionSeconds: 300 })
    expect(week.series[0]?.points.map(({ close }) => close)).toEqual(['1', '2', null])
    expect((await getAssetHistory(ctx, assetHistorySchema.parse({ symbol: 'USDT', range: '7d' }))).points[0]?.size).toBe('2')
  })

  it('keeps each for as long as the settings say, to the second', async () => {
    const HOUR = 3600
    const { fake } = await connect('A')
    fake.holdings.holdings = [token('USDT', '1')]
    // Connecting took a second. Midnight begins a bucket of each width; five minutes later another one of the finest.
    clock.advance(86_399)
    const began = clock.now().getTime()
    await refreshBalances(ctx, {})
    clock.advance(300)
    await refreshBalances(ctx, {})
    /** Rows left of snapshots, tries, equity points and asset points so long after the first reading. */
    const kept = async (seconds: number) => {
      const retention = {
        snapshotSeconds: HOUR,
        refreshSeconds: 2 * HOUR,
        equityPointSeconds: { 300: 3 * HOUR, 3600: 4 * HOUR, 86400: 40 * HOUR },
        assetPointSeconds: { 300: 5 * HOUR, 3600: 6 * HOUR, 86400: 50 * HOUR },
      }
      await retain({ ...deps, now: () => new Date(began + seconds * 1000), retention }, never)
      return Promise.all(['snapshots', 'refreshes', 'equity_points', 'asset_points'].map(count))
    }
    expect(await kept(HOUR)).toEqual([2, 2, 4, 4])
    expect(await kept(HOUR + 1)).toEqual([1, 2, 4, 4])
    expect(await kept(2 * HOUR)).toEqual([1, 2, 4, 4])
    expect(await kept(2 * HOUR + 1)).toEqual([1, 1, 4, 4])
    expect(await kept(3 * HOUR)).toEqual([1, 0, 4, 4])
    expect(await kept(3 * HOUR + 1)).toEqual([1, 0, 3, 4])
    expect(await kept(4 * HOUR)).toEqual([1, 0, 2, 4])
    expect(await kept(4 * HOUR + 1)).toEqual([1, 0, 1, 4])
    expect(await kept(5 * HOUR + 1)).toEqual([1, 0, 1, 3])
    expect(await kept(6 * HOUR)).toEqual([1, 0, 1, 2])
    expect(await kept(6 * HOUR + 1)).toEqual([1, 0, 1, 1])
    expect(await kept(40 * HOUR)).toEqual([1, 0, 1, 1])
    expect(await kept(40 * HOUR + 1)).toEqual([1, 0, 0, 1])
    expect(await kept(50 * HOUR + 1)).toEqual([1, 0, 0, 0])
  })

  it('keeps days for ever, hours and minutes for a while', async () => {
    const { fake } = await connect('A')
    await read([fake, '1'])
    clock.advance(3 * 365 * 86_400)
    await read([fake, '2'])
    await retain(deps, never)
    const all = await equity({ range: 'all' })
    expect(all.resolutionSeconds).toBe(604_800)
    expect(all.series[0]?.points.map(({ close }) => close)).toEqual(['1', null, '2'])
    expect(await count('equity_points')).toBe(4)
    expect(await count('group_points')).toBe(8)
  })
})

describe('the file', () => {
  it('has a line for each account and stretch, each once', async () => {
    const a = await connect('A')
    const b = await connect('=B', 'okx').catch(() => connect('=B', 'bybit'))
    for (let hour = 0; hour < 3; hour++) {
      await read([a.fake, `${hour}`], [b.fake, `${10 * hour}`])
      clock.advance(3600)
    }
    const lines = []
    for await (const line of exportEquity(ctx, { range: '24h' })) lines.push([line.time.slice(11, 16), line.account, line.close])
    expect(lines).toEqual([
      ['00:00', 'A', '0'],
      ['01:00', 'A', '1'],
      ['02:00', 'A', '2'],
      ['00:00', '=B', '0'],
      ['01:00', '=B', '10'],
      ['02:00', '=B', '20'],
    ])
  })
})
