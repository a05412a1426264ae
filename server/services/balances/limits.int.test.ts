import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listRefreshes } from '@/db/queries/refreshes'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { type FakeAccount, FakeExchanges } from '@/server/exchanges/testing'
import { createAccount } from '../accounts/create'
import { getAccount } from '../accounts/get'
import { setLeverage } from '../accounts/set-leverage'
import { updateAccount } from '../accounts/update'
import { signedInUser, TestClock, testDeps } from '../testing'
import { refreshBalances } from './refresh'
import { refreshIfDue } from './refresh-due'

let database: Awaited<ReturnType<typeof testDatabase>>
let clock: TestClock
let exchanges: FakeExchanges
let ctx: ServiceContext
let keys = 0

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  exchanges.usd.set('BTC', '50000')
  ctx = await signedInUser(testDeps(database.db, exchanges, clock))
})

async function connect(name: string, btc: string): Promise<{ id: string; fake: FakeAccount }> {
  clock.advance(1)
  const apiKey = `limit-key-${++keys}`
  const fake = exchanges.open(apiKey, { holdings: [token('BTC', btc)] })
  const { id } = await createAccount(ctx, { name, exchange: 'binance', credentials: { apiKey, apiSecret: fake.secret } })
  return { id, fake }
}
const fetches = () => exchanges.calls.filter((call) => call.startsWith('fetchHoldings')).length

describe('a limit that the exchange counts for one account', () => {
  const limited = (retryAfterSeconds?: number) =>
    new DomainError('exchange_rate_limit', 'Too many.', { limitScope: 'account', retryAfterSeconds })
  const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000)

  it('lets that account wait, and no other', async () => {
    const { id, fake } = await connect('Main', '1')
    await connect('Other', '1')
    fake.failure = limited(300)
    expect(await refreshBalances(ctx, {})).toMatchObject([{ ok: false, code: 'exchange_rate_limit' }, { ok: true }])
    expect((await getAccount(ctx, { id })).lastError).toMatchObject({ message: 'Too many.', nextTryAt: inSeconds(300) })
    fake.failure = null
    clock.advance(100)
    const before = fetches()
    const [main, other] = await refreshBalances(ctx, {})
    expect(main).toMatchObject({ ok: false, code: 'exchange_rate_limit', message: expect.stringContaining('in 200 seconds') })
    expect(other).toMatchObject({ ok: true })
    expect(fetches()).toBe(before + 1)
    // Asking in vain puts nothing off.
    expect((await getAccount(ctx, { id })).lastError).toMatchObject({ message: 'Too many.', nextTryAt: inSeconds(200) })
    expect(await database.db.asUser(ctx.userId, (tx) => listRefreshes(tx, ctx.userId, id, 10))).toHaveLength(1)
    clock.advance(200)
    expect(await refreshBalances(ctx, { accountIds: [id] })).toMatchObject([{ ok: true }])
    expect((await getAccount(ctx, { id })).lastError).toBeNull()
  })

  it('lets it wait a little where the exchange does not say how long', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.failure = limited()
    await refreshBalances(ctx, {})
    fake.failure = null
    clock.advance(9)
    expect(await refreshBalances(ctx, {})).toMatchObject([{ ok: false }])
    clock.advance(1)
    expect(await refreshBalances(ctx, {})).toMatchObject([{ accountId: id, ok: true }])
  })

  it('is not cut short by what makes an account due', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.failure = limited(300)
    await refreshBalances(ctx, {})
    const until = inSeconds(300)
    fake.failure = null
    await setLeverage(ctx, { accountIds: [id], pair: 'BTC:PERP-USDT', leverage: '3' })
    expect((await getAccount(ctx, { id })).nextRefreshAt).toEqual(clock.now())
    const before = fetches()
    const job: ServiceContext = { ...ctx, actor: { kind: 'system' } }
    expect(await refreshIfDue(job, id)).toMatchObject({ ok: false, error: { code: 'exchange_rate_limit' } })
    expect((await getAccount(ctx, { id })).nextRefreshAt).toEqual(until)
    expect(await refreshIfDue(job, id)).toBeNull()
    expect(fetches()).toBe(before)
  })

  it('is not that of another key, which just worked', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.failure = limited(300)
    await refreshBalances(ctx, {})
    const { secret } = exchanges.open('unlimited-key')
    await updateAccount(ctx, { id, credentials: { apiKey: 'unlimited-key', apiSecret: secret } })
    expect(await refreshBalances(ctx, {})).toMatchObject([{ accountId: id, ok: true }])
  })
})
