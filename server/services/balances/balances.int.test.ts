import { describe, expect, it, vi } from 'vitest'
import type { Db } from '@/db/client'
import { advisoryLocks } from '@/db/locks'
import { listRefreshes } from '@/db/queries/refreshes'
import { openAppDb } from '@/db/roles'
import type { ServiceContext } from '@/server/context'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { archiveAccount } from '../accounts/archive'
import { getAccount } from '../accounts/get'
import { updateAccount } from '../accounts/update'
import { testDesk } from '../desk.testing'
import { SingleFlight } from '../single-flight'
import { signedInUser } from '../testing'
import { getCachedBalances } from './get-cached'
import { getLiveBalances } from './get-live'
import { getOverview } from './overview'
import { refreshBalances } from './refresh'
import { refreshIfDue } from './refresh-due'

const desk = testDesk()
/** An account that is connected and holds some BTC. */
const connect = (name: string, btc: string, exchange?: string) => desk.connect(name, [token('BTC', btc)], exchange)
const fetches = () => desk.exchanges.calls.filter((call) => call.startsWith('fetchHoldings')).length
const down = (code: 'exchange_network' | 'exchange_credentials' | 'exchange_rate_limit', retryAfterSeconds?: number) =>
  new DomainError(code, 'It is down.', { exchangeError: 'busy', retryAfterSeconds })

describe('refreshing', () => {
  it('stores a snapshot that is read without asking the exchange again', async () => {
    const { id } = await connect('Main', '0.2')
    expect(await refreshBalances(desk.ctx, {})).toEqual([
      { accountId: id, accountName: 'Main', ok: true, asOf: desk.clock.now(), durationMs: 0 },
    ])
    const before = fetches()
    const cached = await getCachedBalances(desk.ctx, {})
    expect(cached.errors).toEqual([])
    expect(cached.balances).toMatchObject([
      {
        accountId: id,
        exchangeName: 'Binance',
        asOf: desk.clock.now(),
        stale: false,
        equity: '10000',
        assets: [{ symbol: 'BTC', size: '0.2', notional: '10000', notionalPctTotal: '1', price: '50000', priceRoute: 'BTC-USD' }],
        equities: [{ walletType: 'spot', totalEquity: '10000' }],
      },
    ])
    expect(fetches()).toBe(before)
    expect(await getAccount(desk.ctx, { id })).toMatchObject({
      lastRefreshedAt: desk.clock.now(),
      nextRefreshAt: new Date(desk.clock.now().getTime() + 60_000),
      positionMode: 'one_way',
    })
  })

  it('keeps the last snapshot when it fails, and says what, since when and when next', async () => {
    const { id, fake } = await connect('Main', '0.2')
    const other = await connect('Other', '0.1')
    await refreshBalances(desk.ctx, {})
    const readAt = desk.clock.now()
    desk.clock.advance(60)
    fake.failure = down('exchange_network')
    expect(await refreshBalances(desk.ctx, {})).toMatchObject([
      { accountId: id, ok: false, code: 'exchange_network', message: 'It is down.', exchangeError: 'busy' },
      { accountId: other.id, ok: true },
    ])
    const failedAt = desk.clock.now()
    desk.clock.advance(60)
    await refreshBalances(desk.ctx, { accountIds: [id] })
    const cached = await getCachedBalances(desk.ctx, {})
    expect(cached.balances).toMatchObject([
      { accountId: id, asOf: readAt, stale: true, equity: '10000' },
      { accountId: other.id, stale: false },
    ])
    expect(cached.errors).toMatchObject([
      { accountId: id, code: 'exchange_network', message: 'It is down.', exchangeError: 'busy', since: failedAt },
    ])
    const next = cached.errors[0]?.nextTryAt?.getTime() ?? 0
    expect(next).toBeGreaterThanOrEqual(desk.clock.now().getTime() + 0.8 * 120_000)
    expect(next).toBeLessThanOrEqual(desk.clock.now().getTime() + 1.2 * 120_000)
    const tries = await desk.database.db.asDesk(desk.ctx.deskId, (tx) => listRefreshes(tx, desk.ctx.deskId, id, 10))
    expect(tries.map(({ errorCode }) => errorCode)).toEqual(['exchange_network', 'exchange_network', null])

    fake.failure = null
    await refreshBalances(desk.ctx, { accountIds: [id] })
    expect((await getCachedBalances(desk.ctx, {})).errors).toEqual([])
    expect((await getAccount(desk.ctx, { id })).lastError).toBeNull()
  })

  it('asks again when everything is gone at once, and marks what stays so', async () => {
    const { id, fake } = await connect('Main', '0.2')
    await refreshBalances(desk.ctx, {})
    const readAt = desk.clock.now()
    const held = fake.holdings
    const warnings = async () => (await getCachedBalances(desk.ctx, {})).balances.map((balance) => balance.warnings)

    desk.clock.advance(60)
    let answers = 0
    fake.holdings = {
      ...held,
      // Empty once: an answer that lost its way.
      get holdings() {
        answers += 1
        return answers === 1 ? [] : held.holdings
      },
    }
    let before = fetches()
    expect(await refreshBalances(desk.ctx, { accountIds: [id] })).toMatchObject([{ ok: true }])
    expect(fetches() - before).toBe(2)
    expect((await getCachedBalances(desk.ctx, {})).balances).toMatchObject([{ equity: '10000', warnings: [] }])

    desk.clock.advance(60)
    const lastHeld = desk.clock.now()
    fake.holdings = held
    await refreshBalances(desk.ctx, { accountIds: [id] })
    desk.clock.advance(60)
    fake.holdings = { ...held, holdings: [] }
    before = fetches()
    await refreshBalances(desk.ctx, { accountIds: [id] })
    expect(fetches() - before).toBe(2)
    const marked = [[expect.stringContaining(`Everything that was held at ${lastHeld.toISOString()} worth 10000 USD is gone`)]]
    expect(await warnings()).toEqual(marked)
    expect(readAt.getTime()).toBeLessThan(lastHeld.getTime())

    // An account that stays empty is asked once, and is told for a week.
    desk.clock.advance(60)
    before = fetches()
    await refreshBalances(desk.ctx, { accountIds: [id] })
    expect(fetches() - before).toBe(1)
    expect(await warnings()).toEqual(marked)
    desk.clock.advance(8 * 24 * 3600)
    await refreshBalances(desk.ctx, { accountIds: [id] })
    expect(await warnings()).toEqual([[]])
  })

  it('marks the key as bad when it is refused, and as good when it works again', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.failure = down('exchange_credentials')
    await refreshBalances(desk.ctx, {})
    expect(await getAccount(desk.ctx, { id })).toMatchObject({ valid: false, lastError: { code: 'exchange_credentials' } })
    fake.failure = null
    await refreshBalances(desk.ctx, {})
    expect(await getAccount(desk.ctx, { id })).toMatchObject({ valid: true, lastError: null })
  })

  it('says that an account was never read', async () => {
    const { id } = await connect('Main', '1')
    expect(await getCachedBalances(desk.ctx, {})).toMatchObject({
      balances: [],
      errors: [{ accountId: id, code: 'never_refreshed', since: desk.clock.now(), nextTryAt: desk.clock.now() }],
    })
  })

  it('shares one reading between equal requests at the same time', async () => {
    const { id, fake } = await connect('Main', '1')
    let release = () => {}
    fake.hold = new Promise((resolve) => {
      release = resolve
    })
    const asked = vi.spyOn(SingleFlight.prototype, 'run')
    const runs = [refreshBalances(desk.ctx, { accountIds: [id] }), getLiveBalances(desk.ctx, {}), refreshBalances(desk.ctx, {})]
    // Let go only when all of them wait for it: one that came after the end would rightly begin a second.
    await expect.poll(() => asked.mock.calls.length).toBe(runs.length)
    asked.mockRestore()
    await expect.poll(fetches).toBe(1)
    release()
    await Promise.all(runs)
    expect(fetches()).toBe(1)
  })

  it('is told by a second process what the first one found', async () => {
    const { id, fake } = await connect('Main', '1')
    const second = { ...desk.ctx, db: await openAppDb({ url: desk.database.url, max: 4 }) }
    let release = () => {}
    fake.hold = new Promise((resolve) => {
      release = resolve
    })
    const first = refreshBalances(desk.ctx, {})
    await expect.poll(fetches).toBe(1)
    const tries = vi.spyOn(advisoryLocks(second.db), 'tryLock')
    const other = refreshBalances(second, {})
    // At the second try it knows behind which reading it waits.
    await expect.poll(() => tries.mock.results.length).toBeGreaterThan(1)
    expect(await tries.mock.results[0]?.value).toBe(false)
    release()
    expect(await Promise.all([first, other])).toMatchObject([[{ accountId: id, ok: true }], [{ accountId: id, ok: true }]])
    await second.db.close()
    expect(fetches()).toBe(1)
  })

  it('reads once for a due time, also while another worker still stores what it read', async () => {
    const { id } = await connect('Main', '1')
    const jobOf = (db: Db): ServiceContext => ({
      ...desk.ctx,
      db,
      actor: { kind: 'system' },
      signal: new AbortController().signal,
    })
    const [second, holder] = [
      await openAppDb({ url: desk.database.url, max: 4 }),
      await openAppDb({ url: desk.database.url, max: 1 }),
    ]
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let began = () => {}
    const holding = new Promise<void>((resolve) => {
      began = resolve
    })
    const blocking = holder.asSystem(async (tx) => {
      await tx.execute('select from accounts for update')
      began()
      await held
    })
    await holding
    const first = refreshIfDue(jobOf(desk.database.db), id)
    const waiting = () => desk.database.db.connection`
      select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0)
    desk.clock.advance(1)
    const tries = vi.spyOn(advisoryLocks(second), 'tryLock')
    const other = refreshIfDue(jobOf(second), id)
    await expect.poll(() => tries.mock.results.length).toBeGreaterThan(0)
    release()
    await blocking
    expect(await first).toMatchObject({ ok: true })
    expect(await other).toBeNull()
    expect(fetches()).toBe(1)
    await Promise.all([second.close(), holder.close()])
  })

  it('throws away what it read of an account that was archived meanwhile', async () => {
    const { id, fake } = await connect('Main', '1')
    let release = () => {}
    fake.hold = new Promise((resolve) => {
      release = resolve
    })
    const run = refreshBalances(desk.ctx, {})
    await expect.poll(fetches).toBe(1)
    await archiveAccount(desk.ctx, { id })
    release()
    expect(await run).toMatchObject([{ ok: false, code: 'conflict' }])
    expect(await getCachedBalances(desk.ctx, {})).toEqual({ balances: [], errors: [] })
  })

  it('leaves an exchange alone for as long as it asked, whoever wants to read', async () => {
    const { fake } = await connect('Main', '1')
    const other = await connect('Other', '1')
    await connect('Elsewhere', '1', 'bybit')
    fake.failure = down('exchange_rate_limit', 30)
    await refreshBalances(desk.ctx, { accountNames: ['Main'] })
    const before = fetches()
    fake.failure = null
    expect(await refreshBalances(desk.ctx, { exchangeNames: ['Binance'] })).toMatchObject([
      { ok: false, code: 'exchange_rate_limit', exchangeError: 'busy' },
      { ok: false, code: 'exchange_rate_limit' },
    ])
    expect(fetches()).toBe(before)
    // Says so at the account that was not asked; however often that is wanted, its next try is when the exchange's time is up.
    for (let again = 0; again < 3; again++) await refreshBalances(desk.ctx, { accountNames: ['Other'] })
    const until = new Date(desk.clock.now().getTime() + 30_000)
    expect((await getAccount(desk.ctx, { id: other.id })).lastError).toEqual({
      code: 'exchange_rate_limit',
      message: 'Binance asks this server to wait: too many requests from its address. It is tried again by itself.',
      exchangeError: 'busy',
      since: desk.clock.now(),
      nextTryAt: until,
    })
    expect(await desk.database.db.asDesk(desk.ctx.deskId, (tx) => listRefreshes(tx, desk.ctx.deskId, other.id, 10))).toEqual([])
    expect(await refreshBalances(desk.ctx, { exchangeNames: ['bybit'] })).toMatchObject([{ ok: true }])
    desk.clock.advance(31)
    expect(await refreshBalances(desk.ctx, { exchangeNames: ['Binance'] })).toMatchObject([{ ok: true }, { ok: true }])
  })

  it('stores nothing of a reading that the worker broke off', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.hold = new Promise(() => {})
    const stop = new AbortController()
    const worker: ServiceContext = { ...desk.ctx, actor: { kind: 'system' }, signal: stop.signal }
    const run = refreshBalances(worker, {})
    await expect.poll(fetches).toBe(1)
    stop.abort(new Error('stopping'))
    await expect(run).rejects.toThrow('stopping')
    expect((await getAccount(desk.ctx, { id })).lastError).toBeNull()
    fake.hold = null
    expect(await refreshBalances(desk.ctx, {})).toMatchObject([{ ok: true }])
  })

  it('is due at once after the key was replaced', async () => {
    const { id } = await connect('Main', '1')
    await refreshBalances(desk.ctx, {})
    desk.clock.advance(5)
    const fake = desk.exchanges.open('replacement-key')
    await updateAccount(desk.ctx, { id, credentials: { apiKey: 'replacement-key', apiSecret: fake.secret } })
    expect((await getAccount(desk.ctx, { id })).nextRefreshAt).toEqual(desk.clock.now())
  })
})

describe('live', () => {
  it('names a late account with exchange_timeout while the others answer', async () => {
    const late = await connect('Late', '1')
    await connect('Main', '0.5')
    let release = () => {}
    late.fake.hold = new Promise((resolve) => {
      release = resolve
    })
    const [first, second] = await getLiveBalances(desk.ctx, { deadlineMs: 300 })
    expect(first).toMatchObject({ ok: false, accountName: 'Late', code: 'exchange_timeout', exchangeName: 'Binance' })
    expect(second).toMatchObject({ ok: true, accountName: 'Main', equity: '25000', stale: false })
    expect(await getCachedBalances(desk.ctx, { accountNames: ['Main'] })).toMatchObject({ balances: [{ equity: '25000' }] })
    release()
    // The reading that nobody waits for any more is stored all the same.
    await expect.poll(async () => (await getCachedBalances(desk.ctx, { accountNames: ['Late'] })).balances).toHaveLength(1)
  })

  it('says which name is unknown', async () => {
    await connect('Main', '1')
    await expect(getLiveBalances(desk.ctx, { accountNames: ['Main', 'Nobody'] })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('"Nobody"'),
    })
    await expect(getLiveBalances(desk.ctx, { exchangeNames: ['Nowhere'] })).rejects.toMatchObject({ code: 'not_found' })
    expect(await getLiveBalances(desk.ctx, { exchangeNames: ['OKX'] })).toEqual([])
  })
})

describe('overview', () => {
  it('sums what is known and counts what is not', async () => {
    await connect('A', '0.2')
    await connect('B', '-0.05')
    const never = await connect('C', '1')
    const unpriced = await connect('D', '0')
    unpriced.fake.holdings.holdings = [token('SCAM', '5')]
    never.fake.failure = down('exchange_network')
    await refreshBalances(desk.ctx, {})
    expect(await getOverview(desk.ctx)).toMatchObject({
      totalEquity: '7500',
      accountsWithoutEquity: 2,
      grossExposure: '12500',
      netExposure: '7500',
      leverage: '1.666667',
      exposure: [{ base: 'BTC', spot: '7500', positions: '0', long: '10000', short: '-2500', net: '7500', gross: '12500' }],
      oldestAsOf: desk.clock.now(),
      unpriced: [{ accountName: 'D', symbols: ['SCAM'] }],
      accounts: [
        { balance: { equity: '10000' } },
        { balance: { equity: '-2500' } },
        { balance: null },
        { balance: { equity: null } },
      ],
    })
  })

  it('is empty, not 0, without accounts', async () => {
    expect(await getOverview(desk.ctx)).toMatchObject({
      totalEquity: null,
      grossExposure: null,
      leverage: null,
      accounts: [],
      oldestAsOf: null,
    })
  })

  it("shows nothing of another user's", async () => {
    await connect('A', '0.2')
    await refreshBalances(desk.ctx, {})
    const stranger = await signedInUser(desk.ctx)
    expect((await getOverview(stranger)).accounts).toEqual([])
    expect(await getCachedBalances(stranger, {})).toEqual({ balances: [], errors: [] })
    await expect(getCachedBalances(stranger, { accountNames: ['A'] })).rejects.toMatchObject({ code: 'not_found' })
  })
})
