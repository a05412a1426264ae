import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '@/server/context'
import { someEntry } from '@/server/domain/flows/flows.testing'
import { perp, token } from '@/server/domain/holdings.testing'
import { FakeExchanges, failure } from '@/server/exchanges/testing'
import { fundingPaidSchema } from '@/server/schemas/flows'
import { createAccount } from '../accounts/create'
import { refreshAccount } from '../balances/refresh-account'
import { retain } from '../history/retain'
import { signedInUser, TestClock, testDeps } from '../testing'
import { getFundingPaid } from './funding-paid'
import { getHedges } from './hedges'
import { readLedgers } from './read-ledgers'

describe('carry of hedges', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let exchanges: FakeExchanges
  let deps: Deps
  let ctx: ServiceContext
  const clock = new TestClock(new Date('2026-03-01T00:10:00Z'))

  beforeAll(async () => {
    database = await testDatabase()
    exchanges = new FakeExchanges(clock.now)
    exchanges.usd.set('BTC', '60000')
    exchanges.flows.tell('binance', [{ id: 'all', reachMs: 90 * 86_400_000, settlesMs: 5 * 86_400_000 }])
    deps = testDeps(database.db, exchanges, clock)
    ctx = await signedInUser(deps)
  })
  afterAll(() => database.close())

  const system = () => ({ ...ctx, actor: { kind: 'system' as const } })
  const hedges = (input: Record<string, unknown> = {}) => getHedges(ctx, fundingPaidSchema.parse({ range: '30d', ...input }))

  async function connect(key: string, holdings: ReturnType<typeof token | typeof perp>[]): Promise<string> {
    const { secret } = exchanges.open(key, { holdings })
    const { id } = await createAccount(ctx, { name: key, exchange: 'binance', credentials: { apiKey: key, apiSecret: secret } })
    return id
  }
  async function read(...ids: string[]) {
    for (const id of ids) expect(await refreshAccount(system(), id)).toMatchObject({ ok: true })
    await retain(deps, ctx.signal)
  }

  it('joins the legs of two accounts, however often each is read, and counts what is hedged for as long as it was', async () => {
    const held = await connect('carry-spot', [token('BTC', '1'), token('USDT', '1000')])
    const short = await connect('carry-perp', [token('USDT', '60000'), perp('BTC', '-2', '-120000')])
    await read(held, short)
    // The one is read every six hours, the other once a day.
    for (let turn = 1; turn <= 16; turn++) {
      clock.advance(6 * 3600)
      await read(...(turn % 4 === 0 ? [held, short] : [held]))
    }
    const before = await hedges()
    expect(before.hedges).toMatchObject([{ coin: 'BTC', carry: null, yearly: null }])

    exchanges.flows.entries.set('carry-perp all', [
      someEntry({ id: '1', kind: 'funding', amount: '30', at: new Date('2026-03-02T08:00:00Z'), pair: 'BTC:PERP-USDT' }),
      someEntry({ id: '2', kind: 'funding', amount: '-6', at: new Date('2026-03-03T08:00:00Z'), pair: 'BTC:PERP-USDT' }),
      someEntry({ id: '3', kind: 'funding', amount: '99', at: new Date('2026-03-03T08:00:00Z'), pair: 'ETH:PERP-USDT' }),
    ])
    for (const id of [held, short]) await readLedgers(system(), id)
    const { hedges: told, widthSeconds } = await hedges()
    expect(widthSeconds).toBe(86_400)
    // Sixty thousand dollars for four days and the few minutes of the fifth: half of the short is the hedge.
    const [hedge] = told
    expect(told).toHaveLength(1)
    expect(hedge).toMatchObject({ coin: 'BTC', hedged: '60000', carry: '12', rate: '0.0002' })
    expect(hedge?.seconds).toBe(4 * 86_400 + 600)
    expect(Number(hedge?.yearly)).toBeCloseTo((0.0002 * 365 * 86_400) / (4 * 86_400 + 600), 9)
    expect(hedge?.legs).toMatchObject([
      { accountName: 'carry-spot', symbol: 'BTC', side: 'long', average: '60000', income: '0' },
      { accountName: 'carry-perp', symbol: 'BTC:PERP-USDT', side: 'short', average: '120000', income: '24' },
    ])
    expect(await getFundingPaid(ctx, fundingPaidSchema.parse({ range: '30d' }))).toMatchObject({
      total: '123',
      byAccount: [{ accountName: 'carry-perp', total: '123', received: '129', paid: '6' }],
    })
    // Hour by hour the same: what is read once a day is as it was read last.
    const hourly = await hedges({ range: '7d' })
    expect(hourly).toMatchObject({ widthSeconds: 3600, hedges: [{ hedged: '60000', seconds: 4 * 86_400 + 600, carry: '12' }] })
    expect((await hedges({ accountIds: [held] })).hedges).toEqual([])
    const stranger = await signedInUser(deps)
    expect((await getHedges(stranger, fundingPaidSchema.parse({}))).hedges).toEqual([])
    expect((await failure(getHedges(stranger, fundingPaidSchema.parse({ accountIds: [held] })))).code).toBe('not_found')
  })

  it('ends where a side is closed and its account is empty, not as long as a point stands', async () => {
    const spot = await connect('closed-spot', [token('BTC', '1'), token('USDT', '1000')])
    const perps = await connect('closed-perp', [token('USDT', '60000'), perp('BTC', '-1', '-60000')])
    await read(spot, perps)
    clock.advance(3 * 3600)
    const fake = exchanges.accounts.get('closed-perp')
    if (!fake) throw new Error('The exchange forgot its account.')
    fake.holdings = { ...fake.holdings, holdings: [] }
    await read(spot, perps)
    clock.advance(5 * 3600)
    await read(spot, perps)
    const told = await hedges({ range: '7d', accountIds: [spot, perps] })
    expect(told).toMatchObject({ widthSeconds: 3600, hedges: [{ coin: 'BTC', hedged: '60000', seconds: 3 * 3600 }] })
  })

  it('of a position is not known where funding names no pair; sums are none while entries are still to be read', async () => {
    const id = await connect('carry-odd', [token('BTC', '1'), token('USDT', '1000'), perp('BTC', '-1', '-60000')])
    await read(id)
    clock.advance(86_400)
    await read(id)
    const at = new Date(clock.now().getTime() - 3600_000)
    exchanges.flows.entries.set('carry-odd all', [someEntry({ id: '1', kind: 'funding', amount: '5', at, pair: null })])
    const paid = () => getFundingPaid(ctx, fundingPaidSchema.parse({ range: '7d', accountIds: [id] }))
    expect(await paid()).toMatchObject({ total: null, shareOfEquity: null })
    await readLedgers(system(), id)
    expect(await paid()).toMatchObject({ total: '5' })
    const [hedge] = (await hedges({ range: '7d', accountIds: [id] })).hedges
    expect(hedge).toMatchObject({ coin: 'BTC', carry: null, rate: null })
    expect(hedge?.legs.map(({ position, income }) => `${position} ${income}`).sort()).toEqual(['false 0', 'true null'])
    // The account's share is not known once nobody has read for days what it holds.
    clock.advance(5 * 86_400)
    await readLedgers(system(), id)
    expect(await paid()).toMatchObject({ total: '5', shareOfEquity: null, byAccount: [{ total: '5', shareOfEquity: null }] })
  })
})
