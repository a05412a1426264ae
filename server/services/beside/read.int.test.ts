import { describe, expect, it } from 'vitest'
import { listSideReadings } from '@/db/queries/side-readings'
import type { ServiceContext } from '@/server/context'
import { perp, token } from '@/server/domain/holdings.testing'
import type { KeptTable } from '@/server/domain/risk/types'
import { DomainError } from '@/server/errors'
import type { Connection } from '@/server/exchanges/port'
import { updateAccount } from '../accounts/update'
import { refreshIfDue } from '../balances/refresh-due'
import { testDesk } from '../desk.testing'
import { getRisk } from '../risk/get'
import { signedInUser } from '../testing'

const desk = testDesk()
const TABLE: KeptTable = {
  ...{ unit: 'quote', by: 'slice' },
  steps: [
    { from: '0', rate: '0.005' },
    { from: '60000', rate: '0.1' },
  ],
}
const margin = (usdt: string, maintMargin: string) =>
  token('USDT', usdt, { wallet: 'perp', marginBalance: usdt, unrealizedProfit: '0', maintMargin, available: '0' })
const btc = () => perp('BTC', '1', '50000', { markPrice: '50000', unrealizedProfit: '0', maintMargin: '250' })
const eth = () => perp('ETH', '1', '2500', { markPrice: '2500', unrealizedProfit: '0', maintMargin: '12.5' })

/** Has the exchange tell tables. @returns pairs that it was asked for, each time */
function telling(
  answer: (pairs: readonly string[]) => Record<string, KeptTable> | null,
): { pairs: string[]; priority: unknown }[] {
  const asked: { pairs: string[]; priority: unknown }[] = []
  Object.assign(desk.exchanges, {
    maintenanceTables: async ({ priority }: Connection, pairs: readonly string[]) => {
      asked.push({ pairs: [...pairs], priority })
      const told = answer(pairs)
      return told && new Map(Object.entries(told))
    },
  })
  return asked
}

const job = (): ServiceContext => ({ ...desk.ctx, actor: { kind: 'system' } })
async function readLater(id: string, seconds: number): Promise<void> {
  desk.clock.advance(seconds)
  expect((await refreshIfDue(job(), id))?.ok).toBe(true)
}
const stored = (ctx = desk.ctx) =>
  ctx.db.asDesk(ctx.deskId, (tx) => listSideReadings(tx, ctx.deskId, { ids: null, kinds: ['tables'] }))

describe('tables of maintenance margins beside readings', () => {
  it('are read behind readings, once a day and as soon as a market has none, and are what the risk of the book goes by', async () => {
    const { id, fake } = await desk.connect('Perps', [margin('10000', '250'), btc()])
    const asked = telling(() => ({ 'BTC:PERP-USDT': TABLE }))
    await readLater(id, 0)
    expect(asked).toEqual([{ pairs: ['BTC:PERP-USDT'], priority: 'flows' }])
    expect((await getRisk(desk.ctx)).accounts[0]).toMatchObject({ maintenance: { tables: 1, shares: 0 }, assumptions: [] })
    await readLater(id, 600)
    expect(asked).toHaveLength(1)
    // A market that is new is asked for at once; one that has no table is not asked for again before tomorrow.
    fake.holdings.holdings = [margin('10000', '262.5'), btc(), eth()]
    await readLater(id, 600)
    expect(asked.at(-1)?.pairs).toEqual(['BTC:PERP-USDT', 'ETH:PERP-USDT'])
    await readLater(id, 600)
    expect(asked).toHaveLength(2)
    expect((await getRisk(desk.ctx)).accounts[0]).toMatchObject({
      ...{ maintenance: { tables: 1, shares: 1 }, assumptions: ['maintenance_share'] },
    })
    await readLater(id, 86_400)
    expect(asked).toHaveLength(3)
  })

  it('that cannot be read leave what was known, say why, and are asked for again an hour later', async () => {
    const { id } = await desk.connect('Perps', [margin('10000', '250'), btc()])
    let refusal: DomainError | null = null
    const asked = telling(() => {
      if (refusal) throw refusal
      return { 'BTC:PERP-USDT': TABLE }
    })
    await readLater(id, 0)
    const first = (await stored())[0]?.asOf
    refusal = new DomainError('exchange_permission', 'This key may not read them.')
    await readLater(id, 86_400)
    expect(await stored()).toMatchObject([{ asOf: first, problem: 'This key may not read them.' }])
    expect((await getRisk(desk.ctx)).accounts[0]?.maintenance).toEqual({ tables: 1, shares: 0 })
    await readLater(id, 1800)
    expect(asked).toHaveLength(2)
    // After a week they may be others: what the exchange says of the position itself counts.
    desk.clock.advance(7 * 86_400)
    expect((await getRisk(desk.ctx)).accounts[0]?.maintenance).toEqual({ tables: 0, shares: 1 })
    desk.clock.advance(-7 * 86_400)
    refusal = null
    await readLater(id, 1801)
    expect(await stored()).toMatchObject([{ asOf: desk.clock.now(), problem: null }])
  })

  it('of an account are seen by nobody else, and are forgotten with the key that they were read with', async () => {
    const { id } = await desk.connect('Perps', [margin('10000', '250'), btc()])
    telling(() => ({ 'BTC:PERP-USDT': TABLE }))
    await readLater(id, 0)
    expect(await stored()).toHaveLength(1)
    expect(await stored(await signedInUser(desk.ctx))).toEqual([])
    await updateAccount(desk.ctx, { id, credentials: desk.key([margin('10000', '250'), btc()]) })
    expect(await stored()).toEqual([])
    expect((await getRisk(desk.ctx)).accounts[0]?.maintenance).toEqual({ tables: 0, shares: 1 })
  })

  it('of an exchange that tells none are not asked for at each reading, and one without contracts is left alone', async () => {
    const { id } = await desk.connect('Perps', [margin('10000', '250'), btc()])
    const spot = await desk.connect('Spot', [token('BTC', '1')])
    const asked = telling(() => null)
    await readLater(id, 0)
    await readLater(spot.id, 0)
    await readLater(id, 600)
    expect(asked).toHaveLength(1)
    expect((await getRisk(desk.ctx)).accounts[0]?.maintenance).toEqual({ tables: 0, shares: 1 })
  })
})

describe("an exchange's own volatility of options", () => {
  it('is read with each look and taken instead of the one that the mark price stands for, while it is fresh', async () => {
    const option = perp('BTC', '2', '6000', {
      ...{ symbol: 'BTC:260327-60000-C-USDT', marketType: 'option', unrealizedProfit: '0', markPrice: '3000' },
    })
    const { id } = await desk.connect('Options', [token('BTC', '1'), margin('10000', '100'), option])
    const greeks = { delta: '0.3', gamma: '0.00001', vega: '60', theta: '-40' }
    const asked: string[][] = []
    Object.assign(desk.exchanges, {
      optionMarks: async (_: Connection, pairs: readonly string[]) => {
        asked.push([...pairs])
        return new Map([['BTC:260327-60000-C-USDT', { volatility: '0.61', greeks }]])
      },
    })
    await readLater(id, 0)
    const terms = async () => (await getRisk(desk.ctx)).accounts[0]?.pools[0]?.positions[0]?.option
    expect(await terms()).toMatchObject({ volatility: 0.61, volatilityFrom: 'exchange', greeks })
    const [sum] = (await getRisk(desk.ctx)).greeks
    expect(sum).toMatchObject({ coin: 'BTC', delta: '0.6', vega: '120', theta: '-80' })
    expect((await getRisk(desk.ctx)).accounts[0]?.assumptions).not.toContain('implied_volatility')
    await readLater(id, 61)
    expect(asked).toEqual([['BTC:260327-60000-C-USDT'], ['BTC:260327-60000-C-USDT']])
    // Greeks move with the price: sooner than the volatility they are too old.
    desk.clock.advance(181)
    expect(await terms()).toMatchObject({ volatility: 0.61, volatilityFrom: 'exchange', greeks: null })
    desk.clock.advance(720)
    expect(await terms()).toMatchObject({ volatilityFrom: 'mark', greeks: null })
  })
})
