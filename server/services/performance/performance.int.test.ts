import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askOne } from '@/db/question'
import { testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '@/server/context'
import { otherEnd, someEntry } from '@/server/domain/flows/flows.testing'
import type { FlowEntry } from '@/server/domain/flows/types'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { FakeExchanges, failure } from '@/server/exchanges/testing'
import { explainSchema, fundingPaidSchema, gainSchema, listFlowsSchema, performanceSchema } from '@/server/schemas/flows'
import { compareHistorySchema } from '@/server/schemas/history'
import { createAccount } from '../accounts/create'
import { loadAccounts } from '../accounts/load'
import { listDeskAudit } from '../audit/list'
import { refreshAccount } from '../balances/refresh-account'
import { classifyFlow, removeFlow, tieFlows, untieFlows, writeFlow } from '../flows/by-hand'
import { getFlowCoverage, knownFlows } from '../flows/coverage'
import { getFundingPaid } from '../flows/funding-paid'
import { listFlows } from '../flows/list'
import { readLedgers } from '../flows/read-ledgers'
import { compareHistory } from '../history/compare'
import { retain } from '../history/retain'
import { signedInUser, TestClock, testDeps } from '../testing'
import { explainChange } from './explain'
import { gainOf, gainOfEach } from './gain'
import { getPerformance } from './get'
import { getGain } from './get-gain'
import { bringDays } from './make-days'

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
  clock = new TestClock(new Date('2026-03-01T23:50:00Z'))
  exchanges = new FakeExchanges(clock.now)
  exchanges.usd.set('BTC', '60000')
  exchanges.flows.tell('binance', [{ id: 'all', reachMs: 90 * 86_400_000, settlesMs: 5 * 86_400_000 }])
  deps = testDeps(database.db, exchanges, clock)
  ctx = await signedInUser(deps)
})

interface Open {
  id: string
  hold(coins: Record<string, string>): void
  tell(entries: FlowEntry[], ledger?: string): void
}

async function connect(exchange = 'binance'): Promise<Open> {
  const key = `performance-key-${++keys}`
  const fake = exchanges.open(key, { holdings: [token('USDT', '1000')] })
  const { id } = await createAccount(ctx, { name: key, exchange, credentials: { apiKey: key, apiSecret: fake.secret } })
  return {
    id,
    hold: (coins) => {
      fake.holdings = { ...fake.holdings, holdings: Object.entries(coins).map(([coin, size]) => token(coin, size)) }
    },
    tell: (entries, ledger = 'all') => exchanges.flows.entries.set(`${key} ${ledger}`, entries),
  }
}

const system = () => ({ ...ctx, actor: { kind: 'system' as const } })
/** Reads the accounts now, and has what they hold summed up. */
async function read(...accounts: Open[]) {
  for (const { id } of accounts) expect(await refreshAccount(system(), id)).toMatchObject({ ok: true })
  await retain(deps, ctx.signal)
}
const flows = async (...accounts: Open[]) => {
  for (const { id } of accounts) await readLedgers(system(), id)
}
const nextDay = () => clock.advance(86_400)
const noon = (day: number) => new Date(Date.UTC(2026, 2, day, 12))
const performance = (input: Record<string, unknown> = {}) =>
  getPerformance(ctx, performanceSchema.parse({ range: '30d', ...input }))
const explain = (input: Record<string, unknown> = {}) => explainChange(ctx, explainSchema.parse({ range: '30d', ...input }))

describe('returns of an account', () => {
  it('a deposit is no gain, an income is; a late entry changes what it touches; parts add up and open to their rows', async () => {
    const account = await connect()
    await read(account)
    nextDay()
    account.hold({ USDT: '1500' })
    await read(account)
    nextDay()
    account.hold({ USDT: '1489.5', BTC: '0.001' })
    await read(account)
    nextDay()
    exchanges.usd.set('BTC', '70000')
    await read(account)
    account.tell([someEntry({ id: 'in', amount: '500', at: noon(2) })])
    clock.advance(7200)
    await flows(account)

    const first = await performance()
    expect(first).toMatchObject({ start: '0', end: '1559.5', flows: '1500', gain: '59.5', notes: [] })
    expect(first.days.map(({ day, rate, flows: moved }) => [day, rate, moved])).toEqual([
      ['2026-03-01', null, '1000'],
      ['2026-03-02', '0', '500'],
      ['2026-03-03', '0.033', '0'],
      ['2026-03-04', '0.00645369474', '0'],
    ])
    expect(first.twr).toBe('0.039666666667')
    // Days of one's own are those that are named: the first from its midnight, none that only begins as the range ends.
    const own = await performance({ range: 'custom', from: '2026-03-02T00:00:00Z', to: '2026-03-04T00:00:00Z' })
    expect(own.days.map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03'])
    expect(own).toMatchObject({ start: '1000', end: '1549.5', flows: '500', gain: '49.5' })
    const unexplained = await explain()
    expect(unexplained.parts).toMatchObject({ flows: '1500', prices: '10', unexplained: '49.5' })

    account.tell([
      someEntry({ id: 'in', amount: '500', at: noon(2) }),
      someEntry({ id: 'f', kind: 'funding', amount: '-10', at: noon(3), pair: 'BTC:PERP-USDT' }),
      someEntry({ id: 'r', kind: 'reward', coin: 'BTC', amount: '0.001', at: noon(3) }),
      someEntry({ id: 'x', kind: 'fee', amount: '-0.5', at: noon(3) }),
    ])
    clock.advance(3600)
    await flows(account)
    const told = await explain()
    expect(told.change).toBe('1559.5')
    expect(told.parts).toMatchObject({
      flows: '1500',
      funding: '-10',
      fees: '-0.5',
      rewards: '60',
      prices: '10',
      unexplained: '0',
      unrealized: '0',
    })
    expect(told.coins.map(({ coin, unexplainedSize }) => [coin, unexplainedSize])).toEqual([
      ['USDT', '0'],
      ['BTC', '0'],
    ])
    const rows = await listFlows(ctx, listFlowsSchema.parse({ ids: told.rows.funding }))
    expect(rows.flows.map(({ kind, value }) => [kind, value])).toEqual([['funding', '-10']])
    expect(await getFundingPaid(ctx, fundingPaidSchema.parse({ range: '30d' }))).toMatchObject({
      total: '-10',
      received: '0',
      paid: '10',
      byPair: [{ pair: 'BTC:PERP-USDT', amount: '-10', value: '-10', entries: 1 }],
      byDay: [{ day: '2026-03-03', value: '-10', cumulative: '-10' }],
    })
    // Returns are as before: what came to light is income.
    expect((await performance()).twr).toBe(first.twr)
    const accounts = await loadAccounts(ctx, false)
    expect(await gainOf(ctx, accounts, { from: noon(2), to: clock.now() })).toMatchObject({ gain: '59.5', flows: '500' })
  })

  it('has none while a ledger is not read, cannot be read, or reaches less far; gaps say since when', async () => {
    const account = await connect()
    await read(account)
    nextDay()
    await read(account)
    // Nor is it known that no funding was paid.
    expect(await getFundingPaid(ctx, fundingPaidSchema.parse({ range: '30d' }))).toMatchObject({
      total: null,
      received: null,
      paid: null,
    })
    clock.advance(7200)
    const unknown = await performance()
    expect(unknown).toMatchObject({ gain: null, twr: null, notes: ['gap'], end: '1000' })
    expect(unknown.days.length).toBeGreaterThan(0)
    expect(unknown.days.map(({ flows: moved, gain, rate, index }) => [moved, gain, rate, index])).toEqual(
      unknown.days.map(() => [null, null, null, null]),
    )
    exchanges.flows.failures.set(
      `performance-key-${keys} all`,
      new DomainError('exchange_permission', 'The key may not read this.'),
    )
    await flows(account)
    /** Coverage, after what gains rest on was held to it. */
    const coverage = async () => {
      const told = await getFlowCoverage(ctx, {})
      const known = await askOne(ctx.db, ctx.deskId, knownFlows(ctx, await loadAccounts(ctx, false)))
      expect(known).toEqual(told.map(({ accountId, knownFrom, knownTo }) => ({ accountId, knownFrom, knownTo })))
      return told
    }
    const [refused] = await coverage()
    expect(refused).toMatchObject({ knownFrom: null, knownTo: null })
    expect(refused?.gaps.map(({ reason, external }) => [reason, external])).toContainEqual(['permission', true])
    exchanges.flows.failures.clear()
    clock.advance(7 * 3600)
    await flows(account)
    expect(await performance()).toMatchObject({ gain: '0', notes: [] })
    const [read2] = await coverage()
    expect(read2?.knownTo).not.toBeNull()
    expect(read2?.gaps.map(({ reason }) => reason)).toEqual(['reach'])
    expect(read2?.ledgers).toMatchObject([{ id: 'all', progress: 1, error: null }])
    exchanges.flows.tell('binance', [{ id: 'all' }], [{ words: 'gifts', external: true }])
    expect(await performance()).toMatchObject({ gain: null, notes: ['gap'] })
    await coverage()
  })

  it('what the ledgers were not asked about yet is no gain, nor a change that nothing explains; what may not wait sees it', async () => {
    const account = await connect()
    await read(account)
    clock.advance(12 * 3600)
    await read(account)
    await flows(account)
    const looked = clock.now()
    const accounts = await loadAccounts(ctx, false)
    const gain = (end?: 'readings') => gainOf(ctx, accounts, { from: noon(1), to: clock.now() }, end)
    clock.advance(300)
    account.hold({ USDT: '1500' })
    account.tell([someEntry({ id: 'new', amount: '500', at: clock.now() })])
    await read(account)
    expect(await gain()).toMatchObject({ gain: '0', flows: '1000', until: looked })
    expect(await performance({ groupBy: 'account' })).toMatchObject({ gain: '0', end: '1000', groups: [{ gain: '0' }] })
    for (const range of ['24h', '30d']) {
      const made = await explain({ range })
      expect(made).toMatchObject({ change: '1000', parts: { flows: '1000', unexplained: '0' }, accounts: [{ to: looked }] })
    }
    expect(await gain('readings')).toMatchObject({ gain: '500' })
    expect((await getPerformance(ctx, performanceSchema.parse({ range: '30d' }), 'readings')).gain).toBe('500')
    clock.advance(300)
    await flows(account)
    await read(account)
    expect(await gain()).toMatchObject({ gain: '0', flows: '1500', until: clock.now() })
    expect(await performance()).toMatchObject({ gain: '0', end: '1500' })
    expect(await explain()).toMatchObject({ change: '1500', parts: { flows: '1500', unexplained: '0' } })
  })

  it('what was held at the last look is not mixed with what came behind it, where both points begin at one moment', async () => {
    const account = await connect()
    await read(account)
    // The first five minutes of a day, in which a point of any width begins.
    clock.advance(12 * 60)
    await read(account)
    await flows(account)
    const looked = clock.now()
    clock.advance(15 * 60)
    account.hold({ USDT: '1000', BTC: '0.01' })
    account.tell([someEntry({ id: 'new', coin: 'BTC', amount: '0.01', at: clock.now() })])
    await read(account)
    for (const range of ['24h', '30d']) {
      const made = await explain({ range })
      expect(made).toMatchObject({ change: '1000', accounts: [{ to: looked }] })
      expect(made.parts).toMatchObject({ flows: '1000', unexplained: '0', unrealized: '0' })
      expect(made.coins.map(({ coin }) => coin)).not.toContain('BTC')
    }
  })

  it('an account that was not read today is as it was: what it holds is not lost', async () => {
    const [one, other] = [await connect(), await connect()]
    await read(one, other)
    nextDay()
    await read(one, other)
    clock.advance(2 * 86_400)
    await read(one)
    await flows(one, other)
    const made = await performance({ groupBy: 'exchange' })
    expect(made).toMatchObject({ gain: '0', end: '2000', twr: '0', groups: [{ gain: '0', end: '2000' }] })
    // Of a day in which nothing at all was read nothing is told.
    expect(made.days.map(({ day, closed }) => `${day} ${closed}`)).toEqual([
      '2026-03-01 2000',
      '2026-03-02 2000',
      '2026-03-04 2000',
    ])
    clock.advance(3600)
    await read(other)
    await flows(one, other)
    expect(await performance()).toMatchObject({ gain: '0', end: '2000' })
  })

  it('an account that was not read as the range began is as it was before: read again, it has won nothing', async () => {
    const [one, gone, back] = [await connect(), await connect(), await connect()]
    await read(one, gone, back)
    nextDay()
    await read(one, gone, back)
    const days = (from: number) => performance({ range: 'custom', from: new Date(Date.UTC(2026, 2, from)).toISOString() })
    for (let day = 3; day <= 6; day++) {
      nextDay()
      await read(...(day < 5 ? [one] : [one, back]))
    }
    await flows(one, back)
    await flows(gone)
    const all = { start: '3000', end: '3000', flows: '0', gain: '0', twr: '0' }
    // Last read before the range, and again within it; and not at all.
    const made = await days(4)
    expect(made).toMatchObject(all)
    expect(made.days.map(({ day, opened, closed }) => `${day} ${opened} ${closed}`)).toEqual(
      [4, 5, 6].map((day) => `2026-03-0${day} 3000 3000`),
    )
    // Again only in the day that is not over.
    expect(await days(6)).toMatchObject(all)
    // A range that begins with its first day takes it in as what came.
    expect(await days(1)).toMatchObject({ start: '0', end: '3000', flows: '3000', gain: '0' })
  })

  it('days that are not over are those of all accounts, however many: none is left as it was', async () => {
    const account = await connect()
    await read(account)
    // Half an hour past midnight, when the day before may still be added to.
    clock.advance(40 * 60)
    account.hold({ USDT: '1100' })
    await read(account)
    // A thousand more who were read the same way.
    const ids = await database.db.asSystem((tx) =>
      tx.execute<{ id: string }>(`
        with more as (
          insert into accounts select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'name', n, 'name_key', n, 'key_fingerprint', n))).*
          from accounts a cross join generate_series(1, 1000) n where a.id = '${account.id}' returning id
        ), points as (
          insert into equity_points select (jsonb_populate_record(p, jsonb_build_object('account_id', more.id))).*
          from equity_points p cross join more where p.account_id = '${account.id}' and p.resolution_seconds = 86400
        ) select id from more`),
    )
    const all = [account.id, ...ids.map(({ id }) => id)]
    const open = await bringDays(ctx, all, { from: '2026-03-01', to: '2026-03-02' })
    expect(new Set(open.map(({ accountId, day, closed }) => `${accountId} ${day} ${closed}`))).toEqual(
      new Set(all.flatMap((id) => [`${id} 2026-03-01 1000`, `${id} 2026-03-02 1100`])),
    )
    // A day later the first two are stored, the third is not over.
    clock.advance(86_400)
    await read(account)
    expect(await bringDays(ctx, [account.id], { from: '2026-03-01', to: '2026-03-03' })).toMatchObject([
      { day: '2026-03-02', closed: '1100' },
      { day: '2026-03-03', closed: '1100' },
    ])
  })

  it('a movement that two ledgers tell on either side of midnight counts once', async () => {
    exchanges.flows.tell('binance', [
      { id: 'all', reachMs: 90 * 86_400_000 },
      { id: 'log', reachMs: 90 * 86_400_000 },
    ])
    const account = await connect()
    await read(account)
    nextDay()
    account.hold({ USDT: '1500' })
    clock.advance(599)
    await read(account)
    nextDay()
    await read(account)
    const counterpart = otherEnd({ txHash: 'cd'.repeat(32) })
    account.tell([someEntry({ id: 'a', amount: '500', at: new Date('2026-03-02T23:59:50Z'), counterpart })])
    account.tell([someEntry({ id: 'b', amount: '500', at: new Date('2026-03-03T00:00:10Z'), counterpart })], 'log')
    clock.advance(7200)
    await flows(account)
    expect(await performance()).toMatchObject({ gain: '0', flows: '1500' })
  })

  it('one coin alone opens to its own entries', async () => {
    const account = await connect()
    await read(account)
    nextDay()
    account.hold({ USDT: '1500', BTC: '0.01' })
    const at = new Date(clock.now().getTime() - 3600_000)
    account.tell([
      someEntry({ id: 'usdt', amount: '500', at }),
      someEntry({ id: 'btc', coin: 'BTC', amount: '0.01', at }),
      someEntry({ id: 'odd', coin: 'ODD', amount: '1', at }),
    ])
    await read(account)
    await flows(account)
    const all = await explain()
    expect(all).toMatchObject({ leftOut: ['ODD'] })
    expect(all.rows.flows).toHaveLength(3)
    const btc = await explain({ coin: 'BTC' })
    expect(btc).toMatchObject({ parts: { flows: '600' }, leftOut: [], coins: [{ coin: 'BTC', entries: { flows: 1 } }] })
    expect(all.accounts[0]?.entries).toEqual({ flows: 3 })
    const { flows: rows } = await listFlows(ctx, listFlowsSchema.parse({ ids: btc.rows.flows }))
    expect(rows.map(({ coin }) => coin)).toEqual(['BTC'])
  })

  it('money on its way between two accounts over midnight is no loss; tied and parted by hand with who and when', async () => {
    const [from, to] = [await connect(), await connect()]
    await read(from, to)
    nextDay()
    from.hold({ USDT: '600' })
    await read(from, to)
    const left = someEntry({
      id: 'out',
      kind: 'withdrawal',
      amount: '-400',
      at: new Date('2026-03-02T22:00:00Z'),
      counterpart: otherEnd({ txHash: 'ab'.repeat(32) }),
    })
    from.tell([left])
    nextDay()
    to.hold({ USDT: '1399' })
    await read(from, to)
    to.tell([someEntry({ id: 'in', amount: '399', at: new Date('2026-03-03T02:00:00Z') })])
    clock.advance(7200)
    await flows(from, to)
    const all = () =>
      performance().then(({ gain, twr, days }) => ({ gain, twr, transit: days.map(({ inTransit }) => inTransit) }))
    expect(await all()).toMatchObject({ gain: '0', transit: ['0', '0', '0'] })
    const { flows: listed } = await listFlows(ctx, listFlowsSchema.parse({}))
    const [outId, inId] = ['-400', '399'].map((amount) => listed.find((row) => row.amount === amount)?.id ?? '')
    if (!outId || !inId) throw new Error('none')
    const stretch = (input: Record<string, unknown> = {}) => getGain(ctx, gainSchema.parse({ range: '30d', ...input }))
    expect((await stretch()).marks.map(({ in: came, out }) => [came, out])).toEqual([
      ['0', '400'],
      ['399', '0'],
    ])
    await tieFlows(ctx, { outId, inId })
    // On the way over the beginning of a stretch: what left before it arrives in it.
    const behind = await stretch({ range: 'custom', from: '2026-03-02T23:55:00Z' })
    expect(behind).toMatchObject({ gain: '-1', flows: '0', opened: '2000', rate: '-0.0005', since: null, marks: [] })
    const arrived = await stretch({ range: 'custom', from: '2026-03-02T23:55:00Z', accountIds: [to.id] })
    expect(arrived).toMatchObject({ gain: '0', flows: '399', opened: '1000', marks: [{ in: '399', out: '0', entries: 1 }] })
    expect(arrived.marks[0]?.first).toMatchObject([{ kind: 'deposit', coin: 'USDT', amount: '399', value: '399' }])
    const each = await gainOfEach(ctx, await loadAccounts(ctx, false), {
      from: new Date('2026-03-02T23:55:00Z'),
      to: clock.now(),
    })
    expect([...each.values()].map(({ gain, flows: moved }) => [gain, moved]).sort()).toEqual([
      ['0', '0'],
      ['0', '399'],
    ])
    expect(await all()).toEqual({ gain: '-1', twr: '-0.0005', transit: ['0', '400', '0'] })
    expect((await performance({ groupBy: 'account' })).groups.map(({ gain, flows: moved }) => `${gain} ${moved}`).sort()).toEqual(
      ['0 1399', '0 600'],
    )
    expect((await failure(tieFlows(ctx, { outId: inId, inId: outId }))).code).toBe('conflict')
    const other = { accountId: to.id, at: noon(3), coin: 'ETH', amount: '399', kind: 'deposit' } as const
    const { id: etherId } = await writeFlow(ctx, { ...other, price: '1', note: null })
    expect((await failure(tieFlows(ctx, { outId, inId: etherId }))).message).toMatch(/in USDT and the other in ETH/)
    await removeFlow(ctx, { id: etherId })
    await untieFlows(ctx, { outId, inId })
    await flows(from, to)
    expect(await all()).toMatchObject({ gain: '0' })
    const { events } = await listDeskAudit(ctx, { limit: 10 })
    const said = events.map(({ event }) => event)
    expect(said.slice(0, 4)).toEqual(['flows_untied', 'flow_removed', 'flow_written', 'flows_tied'])
    expect(events[0]?.details).toMatchObject({ out: expect.stringMatching(/^-400 USDT/), in: expect.stringMatching(/^399 USDT/) })
  })

  it('a person writes what no exchange tells, says what an entry is, and takes only own words back', async () => {
    const account = await connect()
    await read(account)
    nextDay()
    account.hold({ USDT: '1300' })
    await read(account)
    account.tell([someEntry({ id: 'odd', kind: 'other', word: 'SURPRISE', amount: '100', at: noon(2) })])
    clock.advance(7200)
    await flows(account)
    expect((await performance()).gain).toBe('200')
    const written = await writeFlow(ctx, {
      accountId: account.id,
      at: noon(2),
      coin: 'USDT',
      amount: '200',
      kind: 'deposit',
      price: null,
      note: 'cash',
    })
    expect(written).toMatchObject({ byHand: true, note: 'cash', value: '200', external: true })
    expect((await performance()).gain).toBe('0')
    const { flows: listed } = await listFlows(ctx, listFlowsSchema.parse({ kinds: ['other'] }))
    expect(listed).toHaveLength(1)
    expect(await classifyFlow(ctx, { id: listed[0]?.id ?? '', kind: 'reward' })).toMatchObject({
      kind: 'reward',
      exchangeKind: 'other',
      word: 'SURPRISE',
    })
    expect((await performance()).gain).toBe('100')
    await flows(account)
    expect((await listFlows(ctx, listFlowsSchema.parse({ kinds: ['reward'] }))).flows).toHaveLength(1)
    expect((await failure(removeFlow(ctx, { id: listed[0]?.id ?? '' }))).code).toBe('conflict')
    await removeFlow(ctx, { id: written.id })
    expect((await performance()).gain).toBe('300')
    const stranger = await signedInUser(deps)
    expect((await failure(removeFlow(stranger, { id: written.id }))).code).toBe('not_found')
    expect((await failure(classifyFlow(stranger, { id: listed[0]?.id ?? '', kind: null }))).code).toBe('not_found')
    const unknown = {
      accountId: account.id,
      at: noon(2),
      coin: 'USDT',
      amount: '1',
      kind: 'deposit',
      price: null,
      note: null,
    } as const
    expect((await failure(writeFlow(stranger, unknown))).code).toBe('not_found')
    expect((await listFlows(stranger, listFlowsSchema.parse({}))).flows).toEqual([])
    expect((await failure(writeFlow(ctx, { ...unknown, at: new Date(clock.now().getTime() + 1) }))).fields).toHaveProperty('at')
  })

  it('pages through entries without losing or repeating one, same seconds too', async () => {
    const account = await connect()
    await read(account)
    account.tell(
      Array.from({ length: 25 }, (_, n) => someEntry({ id: `e${n}`, at: noon(1 - Math.floor(n / 10)), amount: String(n + 1) })),
    )
    await flows(account)
    const seen: string[] = []
    for (let after: string | undefined, page = 0; page < 5; page++) {
      const { flows: rows, next } = await listFlows(ctx, listFlowsSchema.parse({ limit: 10, after }))
      seen.push(...rows.map(({ id }) => id))
      if (next === null) break
      after = next
    }
    expect(seen).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
  })
})

describe('the history of equity beside the same money in a coin', () => {
  const compare = (against: ('btc' | 'eth')[]) => compareHistory(ctx, compareHistorySchema.parse({ range: '7d', against }))

  it('is bought and sold as money came and went, at its prices; what is not known is said', async () => {
    const account = await connect()
    account.hold({ USDT: '940', BTC: '0.001' })
    await read(account)
    clock.advance(noon(2).getTime() / 1000 - clock.now().getTime() / 1000)
    exchanges.usd.set('BTC', '120000')
    account.hold({ USDT: '1440', BTC: '0.001' })
    await read(account)
    clock.advance(3600)
    exchanges.usd.set('BTC', '240000')
    await read(account)
    // Not all that came and went is known yet.
    expect(await compare(['btc'])).toEqual({ series: [], missing: [{ id: 'btc', because: 'flows' }], partly: [] })

    account.tell([someEntry({ id: 'in', amount: '500', at: noon(2) })])
    clock.advance(7200)
    await flows(account)
    const { series, missing } = await compare(['btc', 'eth'])
    expect(missing).toEqual([{ id: 'eth', because: 'price' }])
    expect(series.map(({ key, label }) => [key, label])).toEqual([['btc', 'In Bitcoin']])
    // 1000 at 60000; 500 more at 120000, when the first had doubled; all of it doubled again.
    expect(series[0]?.points.flatMap(({ close }) => close ?? [])).toEqual(['1000', '2500', '5000'])
    expect(series[0]?.change).toBe('4000')
  })

  it('begins together with the total where the coin’s price is first known, and an account that came later is money that came', async () => {
    exchanges.usd.set('BTC', '50000')
    const account = await connect()
    account.hold({ USDT: '1000' })
    await read(account)
    clock.advance(3600)
    // Nobody held the coin before; from here on its price is known.
    account.hold({ USDT: '950', BTC: '0.001' })
    await read(account)
    const joined = clock.now()
    clock.advance(3600)
    exchanges.usd.set('BTC', '100000')
    const second = await connect()
    second.hold({ USDT: '500' })
    await read(account)
    await read(second)
    clock.advance(3600)
    exchanges.usd.set('BTC', '200000')
    await read(account)
    await read(second)
    clock.advance(7200)
    await flows(account)
    await flows(second)
    const { series, missing, partly } = await compare(['btc'])
    expect(missing).toEqual([])
    expect(partly).toMatchObject([{ id: 'btc', until: null }])
    expect(Math.abs((partly[0]?.since?.getTime() ?? 0) - joined.getTime())).toBeLessThan(3_600_000)
    // 1000 at 50000, 500 more at 100000, and all of it doubled.
    expect(series[0]?.points.flatMap(({ close }) => close ?? [])).toEqual(['1000', '2500', '5000'])
  })
})
