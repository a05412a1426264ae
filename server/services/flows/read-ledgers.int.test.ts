import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listLedgers } from '@/db/queries/flow-ledgers'
import { listFlows } from '@/db/queries/flows'
import { accountDays, saveDays } from '@/db/queries/performance-days'
import { testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '@/server/context'
import { otherEnd, someEntry } from '@/server/domain/flows/flows.testing'
import type { FlowEntry } from '@/server/domain/flows/types'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createAccount } from '../accounts/create'
import { listActivity } from '../accounts/list-activity'
import { refreshAccount } from '../balances/refresh-account'
import { retain } from '../history/retain'
import { signedInUser, TestClock, testDeps } from '../testing'
import { findDueFlows } from './due'
import { priceFlows } from './price'
import { readLedgers } from './read-ledgers'

const DAY = 86_400_000

let database: Awaited<ReturnType<typeof testDatabase>>
let clock: TestClock
let exchanges: FakeExchanges
let deps: Deps
let ctx: ServiceContext
let keys = 0

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  clock = new TestClock(new Date('2026-03-10T12:00:00Z'))
  exchanges = new FakeExchanges(clock.now)
  deps = testDeps(database.db, exchanges, clock)
  ctx = { ...(await signedInUser(deps)), actor: { kind: 'system' } }
})

async function connect(exchange = 'binance', read = true) {
  const key = `flow-key-${++keys}`
  const fake = exchanges.open(key, { holdings: [token('USDT', '10'), token('BTC', '2')] })
  exchanges.usd.set('BTC', '60000')
  const { id } = await createAccount(ctx, { name: key, exchange, credentials: { apiKey: key, apiSecret: fake.secret } })
  if (read) await refreshAccount(ctx, id)
  const tell = (ledger: string, entries: FlowEntry[]) => exchanges.flows.entries.set(`${key} ${ledger}`, entries)
  return { id, key, tell }
}
const rows = (accountId: string) => database.db.asDesk(ctx.deskId, (tx) => listFlows(tx, ctx.deskId, { accountIds: [accountId] }))
const ledgers = (accountId: string) => database.db.asDesk(ctx.deskId, (tx) => listLedgers(tx, ctx.deskId, [accountId]))
const ago = (days: number) => new Date(clock.now().getTime() - days * DAY)

describe('reading an account’s ledgers', () => {
  it('stores the newest and the whole past, in windows and pages, once; what comes late or changes is taken up', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', windowMs: 7 * DAY, reachMs: 90 * DAY, settlesMs: 2 * DAY }])
    exchanges.flows.pageSize = 3
    const { id, key, tell } = await connect()
    const old = Array.from({ length: 20 }, (_, n) =>
      someEntry({ id: `d${n}`, at: ago(n * 4 + 0.5), state: n === 0 ? 'pending' : 'done' }),
    )
    tell('deposits', old)
    expect(await readLedgers(ctx, id)).toMatchObject({ stored: 20, done: true })
    expect((await rows(id)).map((row) => row.id)).toEqual(old.map((entry) => entry.id))
    const asked = exchanges.flows.asked.length
    expect(await readLedgers(ctx, id)).toMatchObject({ pages: 0, stored: 0 })
    expect(exchanges.flows.asked).toHaveLength(asked)

    clock.advance(86_400)
    const late = someEntry({ id: 'late', at: ago(2.5) })
    tell('deposits', [
      someEntry({ id: 'new', at: ago(0.1) }),
      { ...someEntry({ id: 'd0', at: ago(1.5) }), state: 'done' },
      late,
      ...old.slice(1),
    ])
    expect(await readLedgers(ctx, id)).toMatchObject({ stored: 3 })
    const after = await rows(id)
    expect(after).toHaveLength(22)
    expect(after.find((row) => row.id === 'd0')?.state).toBe('done')
    expect(await ledgers(id)).toMatchObject([{ ledger: 'deposits', readTo: clock.now(), errorCode: null, entries: 23 }])
    await deps.keyActivity?.write()
    expect((await listActivity(ctx, { id })).map(({ purpose }) => purpose)).toContain('flows')
    expect(key).toBeTruthy()
  })

  it('since a day, what was read before is read anew and kept once; what was told under a coin’s number gets its name', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', windowMs: 7 * DAY, settlesMs: DAY }, { id: 'more' }])
    exchanges.flows.pageSize = 3
    const { id, tell } = await connect()
    const told = (coin: string) =>
      Array.from({ length: 12 }, (_, n) => someEntry({ id: `d${n}`, coin, at: ago(n * 4 + 5), amount: `${n + 1}` }))
    tell('deposits', told('1'))
    await readLedgers(ctx, id)
    const [before] = await ledgers(id)
    tell('deposits', told('BTC'))
    exchanges.usdThen.set('BTC', '50000')
    expect(await readLedgers(ctx, id)).toMatchObject({ stored: 0 })
    // A turn that is over at once: what was asked for is not forgotten.
    await readLedgers(ctx, id, { since: ago(30), turnMs: -1 })
    expect(await ledgers(id)).toMatchObject([{ ledger: 'deposits', readFrom: before?.readFrom }, { ledger: 'more' }])
    expect(await readLedgers(ctx, id)).toMatchObject({ stored: 7, done: true })
    const after = await rows(id)
    expect(after.map((row) => row.coin)).toEqual([...Array(7).fill('BTC'), ...Array(5).fill('1')])
    expect(after[0]).toMatchObject({ price: '50000' })
    expect((await ledgers(id))[0]).toMatchObject({ readFrom: before?.readFrom, readTo: clock.now(), page: null })
    expect(await readLedgers(ctx, id, { since: ago(400) })).toMatchObject({ stored: 5 })
    expect((await rows(id)).map((row) => row.coin)).toEqual(Array(12).fill('BTC'))
  })

  it('as far back as the installation wants, and further where somebody asks', async () => {
    exchanges.flows.tell('binance', [
      { id: 'deposits', windowMs: 7 * DAY, settlesMs: DAY },
      { id: 'short', reachMs: 10 * DAY },
    ])
    const { id, tell } = await connect()
    tell(
      'deposits',
      Array.from({ length: 12 }, (_, n) => someEntry({ id: `d${n}`, at: ago(n * 10 + 5) })),
    )
    const installation = { ...ctx, ledgersDays: 30 }
    expect(await readLedgers(installation, id)).toMatchObject({ stored: 3, done: true })
    expect(await ledgers(id)).toMatchObject([
      { ledger: 'deposits', readFrom: ago(30), backTo: ago(30) },
      { ledger: 'short', readFrom: ago(10), backTo: ago(10) },
    ])
    expect(await readLedgers(installation, id, { since: ago(60) })).toMatchObject({ stored: 3, done: true })
  })

  it('a ledger that the key may not read says so and holds no other up; it is asked again hours later', async () => {
    exchanges.flows.tell('binance', [
      { id: 'deposits', reachMs: 30 * DAY },
      { id: 'income', reachMs: 30 * DAY },
    ])
    const { id, key, tell } = await connect()
    tell('deposits', [someEntry({ at: ago(1) })])
    exchanges.flows.failures.set(`${key} income`, new DomainError('exchange_permission', 'The key may not read income.'))
    await readLedgers(ctx, id)
    expect(await rows(id)).toHaveLength(1)
    const [deposits, income] = await ledgers(id)
    expect(deposits).toMatchObject({ errorCode: null, readTo: clock.now() })
    expect(income).toMatchObject({ errorCode: 'exchange_permission', errorSince: clock.now(), readFrom: income?.readTo })
    exchanges.flows.failures.clear()
    clock.advance(7 * 3600)
    await readLedgers(ctx, id)
    expect((await ledgers(id))[1]).toMatchObject({ errorCode: null, errorSince: null, readTo: clock.now() })
  })

  it('an account is due while something is to be asked, and not before it was read', async () => {
    const due = async () =>
      (await findDueFlows(deps, 100)).filter(({ deskId }) => deskId === ctx.deskId).map(({ accountId }) => accountId)
    const { id } = await connect('binance', false)
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 30 * DAY }])
    expect(await due()).toEqual([])
    await refreshAccount(ctx, id)
    expect(await due()).toEqual([id])
    await readLedgers(ctx, id)
    expect(await due()).toEqual([])
    clock.advance(601)
    expect(await due()).toEqual([id])
  })

  it('entries get the price of the nearest reading, of a candle where there is none near, or none', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 90 * DAY }])
    const { id, tell } = await connect()
    exchanges.usdThen.set('BTC', '50000')
    tell('deposits', [
      someEntry({ id: 'now', coin: 'BTC', amount: '1', at: ago(0.01), fee: { coin: 'USDT', amount: '2' } }),
      someEntry({ id: 'then', coin: 'BTC', amount: '1', at: ago(40) }),
      someEntry({ id: 'never', coin: 'NOPE', amount: '1', at: ago(40) }),
      someEntry({ id: 'usd', coin: 'USD', amount: '1', at: ago(40) }),
    ])
    await readLedgers(ctx, id)
    const byId = new Map((await rows(id)).map((row) => [row.id, row]))
    expect(byId.get('now')).toMatchObject({ price: '60000', priceSource: 'snapshot', priceAt: clock.now(), feePrice: '1' })
    expect(byId.get('then')).toMatchObject({ price: '50000', priceSource: 'candle' })
    expect(byId.get('then')?.priceRoute).toBe('BTC-USD')
    expect(byId.get('never')).toMatchObject({ price: null, priceAt: null, priceRoute: 'No market leads from NOPE to USD.' })
    expect(byId.get('usd')).toMatchObject({ price: '1', priceSource: 'fixed' })
  })

  const asked = () =>
    exchanges.calls.filter((call) => call.startsWith('priceThen')).map((call) => call.split(' ').slice(2).join(' '))
  const old = (id: string, coin: string, days: number, more: Partial<FlowEntry> = {}) =>
    someEntry({ id, coin, amount: '1', at: ago(days), ...more })

  it('an hour of a coin is asked for once, whichever account needs it and however often', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 90 * DAY }])
    const [one, two] = [await connect(), await connect()]
    exchanges.usdThen.set('ONCE', '5')
    one.tell('deposits', [old('a', 'ONCE', 40.01), old('b', 'ONCE', 40.02), old('c', 'ONCE', 41)])
    two.tell('deposits', [old('a', 'ONCE', 40.01), old('d', 'NOWHERE', 40.01)])
    await readLedgers(ctx, one.id)
    await readLedgers(ctx, two.id)
    await readLedgers(ctx, two.id)
    const hour = (days: number) => `${ago(days).toISOString().slice(0, 13)}:00:00.000Z`
    expect(asked()).toEqual([`ONCE ${hour(40.01)}`, `ONCE ${hour(41)}`, `NOWHERE ${hour(40.01)}`])
    expect((await rows(one.id)).map(({ price }) => price)).toEqual(['5', '5', '5'])
    expect((await rows(two.id)).map(({ price }) => price).toSorted()).toEqual(['5', null])
  })

  it('of what candles did not tell is asked again after a week, in case it is listed by then', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 90 * DAY }])
    const { id, tell } = await connect()
    tell('deposits', [old('a', 'LATER', 40)])
    await readLedgers(ctx, id)
    exchanges.usdThen.set('LATER', '3')
    clock.advance(6 * 86_400)
    await readLedgers(ctx, id)
    expect([asked().length, (await rows(id))[0]?.price]).toEqual([1, null])
    clock.advance(2 * 86_400)
    await readLedgers(ctx, id)
    expect([asked().length, (await rows(id))[0]?.price]).toEqual([2, '3'])
  })

  it('a price of a reading takes away why there was none before', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 90 * DAY }])
    const { id, key, tell } = await connect()
    tell('deposits', [old('a', 'NEW', 0.001)])
    await readLedgers(ctx, id)
    expect(await rows(id)).toMatchObject([{ price: null, priceRoute: 'No market leads from NEW to USD.' }])
    exchanges.usd.set('NEW', '2')
    const fake = exchanges.accounts.get(key)
    if (!fake) throw new Error('The exchange forgot its account.')
    fake.holdings.holdings = [token('NEW', '1')]
    clock.advance(180)
    expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
    await retain(deps, ctx.signal)
    await readLedgers(ctx, id)
    expect(await rows(id)).toMatchObject([
      { price: expect.stringMatching(/^2(\.0+)?$/), priceSource: 'snapshot', priceRoute: null },
    ])
  })

  it('what an entry cost in another coin has its price of the same hour', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 90 * DAY }])
    const { id, tell } = await connect()
    exchanges.usdThen.set('OWN', '7').set('COST', '11')
    tell('deposits', [
      old('other', 'OWN', 40, { fee: { coin: 'COST', amount: '0.1' } }),
      old('same', 'OWN', 41, { fee: { coin: 'OWN', amount: '0.1' } }),
      old('known', 'BTC', 0.01, { fee: { coin: 'COST', amount: '0.1' } }),
    ])
    await readLedgers(ctx, id)
    const fees = (await rows(id)).map((row) => [row.id, row.priceSource, row.feePrice])
    expect(fees.toSorted()).toEqual([
      ['known', 'snapshot', '11'],
      ['other', 'candle', '11'],
      ['same', 'candle', '7'],
    ])
  })

  it('an exchange that does not answer for one coin holds no other up, and is asked again the next time', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 90 * DAY }])
    const { id, tell } = await connect()
    exchanges.usdThen.set('MUTE', new DomainError('exchange_network', 'No answer.')).set('HEARD', '2')
    tell('deposits', [old('a', 'MUTE', 40), old('b', 'MUTE', 41), old('c', 'HEARD', 42)])
    await readLedgers(ctx, id)
    expect((await rows(id)).map((row) => [row.id, row.price, row.priceRoute])).toEqual([
      ['a', null, null],
      ['b', null, null],
      ['c', '2', 'HEARD-USD'],
    ])
    expect(asked().length).toBe(2)
    exchanges.usdThen.set('MUTE', '4')
    await readLedgers(ctx, id)
    expect((await rows(id)).map(({ price }) => price)).toEqual(['4', '4', '2'])
  })

  it('a price of candles changes the days that its entry lies in, and no others', async () => {
    exchanges.flows.tell('binance', [{ id: 'deposits', reachMs: 90 * DAY }])
    const { id, tell } = await connect()
    tell('deposits', [old('a', 'DAYS', 0.2)])
    exchanges.usdThen.set('DAYS', new DomainError('exchange_network', 'No answer.'))
    await readLedgers(ctx, id)
    const [today = '', before = ''] = [ago(0.2), ago(3)].map((at) => at.toISOString().slice(0, 10))
    const zeros = { opened: '0', closed: '0', joined: '0', flows: '0', weighted: '0', factor: null, note: null, parts: null }
    const day = (of: string) => {
      const [openAt, closeAt] = [new Date(`${of}T00:00:00Z`), new Date(`${of}T23:59:59Z`)]
      return { ...zeros, accountId: id, day: of, openAt, closeAt, width: 300, leftOut: [] }
    }
    const made = () =>
      database.db.asDesk(ctx.deskId, async (tx) => {
        const days = await accountDays(tx, ctx.deskId, [id], { from: before, to: today })
        return days.map((each) => each.day)
      })
    await database.db.asDesk(ctx.deskId, (tx) => saveDays(tx, ctx.deskId, [day(before), day(today)], clock.now()))
    expect(await made()).toEqual([before, today])
    exchanges.usdThen.set('DAYS', '4')
    await priceFlows(ctx, id, 'binance')
    expect(await made()).toEqual([before])
  })

  it('ties the two legs of a transfer between two accounts, whichever arrives first', async () => {
    exchanges.flows.tell('binance', [{ id: 'withdrawals', reachMs: 30 * DAY }])
    exchanges.flows.tell('okx', [{ id: 'deposits', reachMs: 30 * DAY }])
    const [from, to] = [await connect('binance'), await connect('binance')]
    const txHash = 'ab'.repeat(32)
    to.tell('withdrawals', [someEntry({ id: 'in', at: ago(0.9), counterpart: otherEnd({ txHash }) })])
    await readLedgers(ctx, to.id)
    from.tell('withdrawals', [
      someEntry({
        id: 'out',
        kind: 'withdrawal',
        amount: '-1001',
        at: ago(1),
        fee: { coin: 'USDT', amount: '1' },
        counterpart: otherEnd({ txHash }),
      }),
    ])
    await readLedgers(ctx, from.id)
    const [[out], [into]] = [await rows(from.id), await rows(to.id)]
    expect([out?.pairedWith, into?.pairedWith, out?.pairedBy]).toEqual([into?.rowId, out?.rowId, 'rule'])
  })
})
