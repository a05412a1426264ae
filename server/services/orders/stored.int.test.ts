import { describe, expect, it } from 'vitest'
import type { ServiceContext } from '@/server/context'
import { perp, token } from '@/server/domain/holdings.testing'
import type { OpenOrder } from '@/server/domain/orders'
import { DomainError } from '@/server/errors'
import { failure } from '@/server/exchanges/testing'
import { readFiring } from '../alerts/firing'
import { addRule } from '../alerts/rules'
import { tickPerson } from '../alerts/tick'
import { refreshIfDue } from '../balances/refresh-due'
import { testDesk } from '../desk.testing'
import { signedInUser } from '../testing'
import { getOpenOrders } from './get'
import { listOrders } from './list'

const desk = testDesk()
const stop: OpenOrder = {
  ...{ id: '1', pair: 'BTC:PERP-USDT', side: 'sell', word: 'Stop', price: null, trigger: '45000', size: '1' },
  ...{ wholePosition: false, reduceOnly: true, positionSide: null, at: new Date('2025-12-31T00:00:00Z') },
}
const held = () => [token('USDT', '1000'), perp('BTC', '1', '50000', { wallet: 'spot', markPrice: '50000', side: 'net' })]

/** Has the exchange tell this of orders. @returns how often it was asked */
function telling(answer: () => OpenOrder[] | null): { times: number } {
  const asked = { times: 0 }
  Object.assign(desk.exchanges, {
    openOrders: async () => {
      asked.times += 1
      return answer()
    },
  })
  return asked
}

const job = (): ServiceContext => ({ ...desk.ctx, actor: { kind: 'system' } })
async function readLater(id: string, seconds: number): Promise<void> {
  desk.clock.advance(seconds)
  expect((await refreshIfDue(job(), id))?.ok).toBe(true)
}

describe('orders that are stored', () => {
  it('are read beside the balances every five minutes, with their age, and told without asking', async () => {
    const { id } = await desk.connect('Desk', held())
    const asked = telling(() => [stop])
    expect(await listOrders(desk.ctx, {})).toMatchObject([{ told: false, asOf: null, problem: 'They were not read yet.' }])
    await readLater(id, 0)
    const first = desk.clock.now()
    expect(await listOrders(desk.ctx, {})).toEqual([
      {
        ...{ accountId: id, accountName: 'Desk', exchange: 'binance', exchangeName: 'Binance' },
        ...{ asOf: first, told: true, problem: null, orders: [stop] },
      },
    ])
    await readLater(id, 240)
    expect(asked.times).toBe(1)
    await readLater(id, 61)
    expect(asked.times).toBe(2)
    // What somebody saw by looking is kept too.
    desk.clock.advance(40)
    await getOpenOrders(desk.ctx, { id })
    expect((await listOrders(desk.ctx, { accountNames: ['Desk'] }))[0]?.asOf).toEqual(desk.clock.now())
    expect(asked.times).toBe(3)
    const stranger = await signedInUser(desk.ctx)
    expect(await listOrders(stranger, {})).toEqual([])
    expect((await failure(listOrders(stranger, { accountIds: [id] }))).code).toBe('not_found')
  })

  it('that cannot be read any more are those of before, with their age and why', async () => {
    const { id } = await desk.connect('Desk', held())
    let refusal: DomainError | null = null
    telling(() => {
      if (refusal) throw refusal
      return [stop]
    })
    await readLater(id, 0)
    const first = desk.clock.now()
    refusal = new DomainError('exchange_permission', 'This key may not read orders.')
    await readLater(id, 301)
    expect(await listOrders(desk.ctx, {})).toMatchObject([
      { asOf: first, told: true, problem: 'This key may not read orders.', orders: [{ id: '1' }] },
    ])
  })

  it('of an exchange without such a call are not known, and it is asked for them once an hour', async () => {
    const { id } = await desk.connect('Desk', held())
    const asked = telling(() => null)
    await readLater(id, 0)
    await readLater(id, 600)
    expect(asked.times).toBe(1)
    expect(await listOrders(desk.ctx, {})).toMatchObject([{ told: false, asOf: null, problem: null, orders: [] }])
  })
})

describe('attention to a position without a stop', () => {
  const firing = async () =>
    (await readFiring(desk.ctx)).firing.filter(({ kind }) => kind === 'no_stop').map(({ title }) => title)

  it('is off until one asks for it, then one list tells it, and it ends with a stop', async () => {
    const { id } = await desk.connect('Desk', held())
    let orders: OpenOrder[] = []
    telling(() => orders)
    await readLater(id, 0)
    await tickPerson(job(), null)
    expect(await firing()).toEqual([])
    await addRule(desk.ctx, { rule: { kind: 'no_stop', accounts: null } })
    // What this process keeps in mind of rules is told to be old by the database.
    const looked = async () => {
      await tickPerson(job(), null)
      return firing()
    }
    await expect.poll(looked).toEqual([expect.stringContaining('BTC:PERP-USDT has no stop')])
    orders = [stop]
    for (const seconds of [301, 301, 301]) {
      await readLater(id, seconds)
      await tickPerson(job(), null)
    }
    expect(await firing()).toEqual([])
  })

  it('says nothing while orders are not known, and forgets nothing by it', async () => {
    const { id } = await desk.connect('Desk', held())
    let answer: OpenOrder[] | null = null
    telling(() => answer)
    await addRule(desk.ctx, { rule: { kind: 'no_stop', accounts: null } })
    await readLater(id, 0)
    await tickPerson(job(), null)
    expect(await firing()).toEqual([])
    answer = []
    await readLater(id, 3601)
    await tickPerson(job(), null)
    expect(await firing()).toHaveLength(1)
    Object.assign(desk.exchanges, {
      openOrders: async () => {
        throw new DomainError('exchange_network', 'No answer.')
      },
    })
    for (const seconds of [600, 600, 600]) {
      await readLater(id, seconds)
      await tickPerson(job(), null)
    }
    expect(await firing()).toHaveLength(1)
  })
})
