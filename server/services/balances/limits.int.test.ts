import { describe, expect, it } from 'vitest'
import { listRefreshes } from '@/db/queries/refreshes'
import type { ServiceContext } from '@/server/context'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { getAccount } from '../accounts/get'
import { setLeverage } from '../accounts/set-leverage'
import { updateAccount } from '../accounts/update'
import { testDesk } from '../desk.testing'
import { refreshBalances } from './refresh'
import { refreshIfDue } from './refresh-due'

const desk = testDesk()
const connect = (name: string, btc: string) => desk.connect(name, [token('BTC', btc)])
const fetches = () => desk.exchanges.calls.filter((call) => call.startsWith('fetchHoldings')).length

describe('a limit that the exchange counts for one account', () => {
  const limited = (retryAfterSeconds?: number) =>
    new DomainError('exchange_rate_limit', 'Too many.', { limitScope: 'account', retryAfterSeconds })
  const inSeconds = (seconds: number) => new Date(desk.clock.now().getTime() + seconds * 1000)

  it('lets that account wait, and no other', async () => {
    const { id, fake } = await connect('Main', '1')
    await connect('Other', '1')
    fake.failure = limited(300)
    expect(await refreshBalances(desk.ctx, {})).toMatchObject([{ ok: false, code: 'exchange_rate_limit' }, { ok: true }])
    expect((await getAccount(desk.ctx, { id })).lastError).toMatchObject({ message: 'Too many.', nextTryAt: inSeconds(300) })
    fake.failure = null
    desk.clock.advance(100)
    const before = fetches()
    const [main, other] = await refreshBalances(desk.ctx, {})
    expect(main).toMatchObject({ ok: false, code: 'exchange_rate_limit', message: expect.stringContaining('in 200 seconds') })
    expect(other).toMatchObject({ ok: true })
    expect(fetches()).toBe(before + 1)
    // Asking in vain puts nothing off.
    expect((await getAccount(desk.ctx, { id })).lastError).toMatchObject({ message: 'Too many.', nextTryAt: inSeconds(200) })
    expect(await desk.database.db.asDesk(desk.ctx.deskId, (tx) => listRefreshes(tx, desk.ctx.deskId, id, 10))).toHaveLength(1)
    desk.clock.advance(200)
    expect(await refreshBalances(desk.ctx, { accountIds: [id] })).toMatchObject([{ ok: true }])
    expect((await getAccount(desk.ctx, { id })).lastError).toBeNull()
  })

  it('lets it wait a little where the exchange does not say how long', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.failure = limited()
    await refreshBalances(desk.ctx, {})
    fake.failure = null
    desk.clock.advance(9)
    expect(await refreshBalances(desk.ctx, {})).toMatchObject([{ ok: false }])
    desk.clock.advance(1)
    expect(await refreshBalances(desk.ctx, {})).toMatchObject([{ accountId: id, ok: true }])
  })

  it('is not cut short by what makes an account due', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.failure = limited(300)
    await refreshBalances(desk.ctx, {})
    const until = inSeconds(300)
    fake.failure = null
    await setLeverage(desk.ctx, { accountIds: [id], pair: 'BTC:PERP-USDT', leverage: '3' })
    expect((await getAccount(desk.ctx, { id })).nextRefreshAt).toEqual(desk.clock.now())
    const before = fetches()
    const job: ServiceContext = { ...desk.ctx, actor: { kind: 'system' } }
    expect(await refreshIfDue(job, id)).toMatchObject({ ok: false, error: { code: 'exchange_rate_limit' } })
    expect((await getAccount(desk.ctx, { id })).nextRefreshAt).toEqual(until)
    expect(await refreshIfDue(job, id)).toBeNull()
    expect(fetches()).toBe(before)
  })

  it('is not that of another key, which just worked', async () => {
    const { id, fake } = await connect('Main', '1')
    fake.failure = limited(300)
    await refreshBalances(desk.ctx, {})
    const { secret } = desk.exchanges.open('unlimited-key')
    await updateAccount(desk.ctx, { id, credentials: { apiKey: 'unlimited-key', apiSecret: secret } })
    expect(await refreshBalances(desk.ctx, {})).toMatchObject([{ accountId: id, ok: true }])
  })
})
