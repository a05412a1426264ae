import { describe, expect, it } from 'vitest'
import type { OpenOrder } from '@/server/domain/orders'
import { DomainError } from '@/server/errors'
import type { Connection } from '@/server/exchanges/port'
import { failure } from '@/server/exchanges/testing'
import { archiveAccount } from '../accounts/archive'
import { testDesk } from '../desk.testing'
import { signedInUser } from '../testing'
import { getOpenOrders } from './get'

const desk = testDesk()
const stop: OpenOrder = {
  ...{ id: '1', pair: 'BTC:PERP-USDT', side: 'sell', word: 'Stop', price: null, trigger: '45000', size: '1' },
  ...{ wholePosition: false, reduceOnly: true, positionSide: null, at: null },
}

/** Has the exchange tell this of orders. @returns keys that it was asked with */
function telling(answer: () => OpenOrder[] | null): string[] {
  const asked: string[] = []
  Object.assign(desk.exchanges, {
    openOrders: async ({ credentials }: Connection) => {
      asked.push(credentials.apiKey ?? '')
      return answer()
    },
  })
  return asked
}

describe('open orders of an account', () => {
  it('are asked for as somebody looks, once in thirty seconds however many look', async () => {
    const { id } = await desk.connect('A')
    const asked = telling(() => [stop])
    const [first, second] = await Promise.all([getOpenOrders(desk.ctx, { id }), getOpenOrders(desk.ctx, { id })])
    expect(first).toEqual({ asOf: desk.clock.now(), orders: [stop], told: true, problem: null })
    expect(second).toEqual(first)
    desk.clock.advance(29)
    await getOpenOrders(desk.ctx, { id })
    expect(asked).toHaveLength(1)
    desk.clock.advance(1)
    expect((await getOpenOrders(desk.ctx, { id })).asOf).toEqual(desk.clock.now())
    expect(asked).toHaveLength(2)
  })

  it('that cannot be read are not known, with the reason, and asked for again by the next who looks', async () => {
    const { id } = await desk.connect('A')
    let refusal: DomainError | null = new DomainError('exchange_permission', 'This key may not read orders.')
    const asked = telling(() => {
      if (refusal) throw refusal
      return []
    })
    expect(await getOpenOrders(desk.ctx, { id })).toMatchObject({
      told: false,
      orders: [],
      problem: 'This key may not read orders.',
    })
    refusal = null
    expect(await getOpenOrders(desk.ctx, { id })).toMatchObject({ told: true, orders: [], problem: null })
    expect(asked).toHaveLength(2)
  })

  it('of an exchange without such a call are not known, and no zero', async () => {
    const { id } = await desk.connect('A')
    expect(await getOpenOrders(desk.ctx, { id })).toMatchObject({ told: false, problem: null })
    const other = await desk.connect('B')
    telling(() => null)
    expect(await getOpenOrders(desk.ctx, { id: other.id })).toMatchObject({ told: false, problem: null })
  })

  it("are nobody else's, not of an archived account, and need the right to read", async () => {
    const { id } = await desk.connect('A')
    const asked = telling(() => [stop])
    await getOpenOrders(desk.ctx, { id })
    const stranger = await signedInUser(desk.ctx)
    expect((await failure(getOpenOrders(stranger, { id }))).code).toBe('not_found')
    const actor = {
      kind: 'token' as const,
      tokenId: 't',
      userId: null,
      scopes: ['trade'] as const,
      ipAddress: null,
      userAgent: null,
    }
    expect((await failure(getOpenOrders({ ...desk.ctx, actor }, { id }))).code).toBe('forbidden')
    await archiveAccount(desk.ctx, { id })
    expect((await failure(getOpenOrders(desk.ctx, { id }))).code).toBe('not_found')
    expect(asked).toHaveLength(1)
  })
})
