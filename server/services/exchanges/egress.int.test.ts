import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import { signedInUser, TestClock, testDeps } from '../testing'
import { askEgress, getEgress } from './egress'

let database: TestDatabase
let ctx: ServiceContext
let calls = 0
const clock = new TestClock()

beforeAll(async () => {
  database = await testDatabase()
  const exchanges = Object.assign(new FakeExchanges(clock.now), {
    tellsAddress: new Set(['okx']),
    seenFrom: async () => `203.0.113.${++calls}`,
  })
  ctx = await signedInUser(testDeps(database.db, exchanges, clock))
})
afterAll(() => database.close())

it('tells what the operator has set, and who can be asked, and asks nobody by itself', async () => {
  expect(await getEgress(ctx, ['203.0.113.9'])).toEqual({ addresses: ['203.0.113.9'], askable: [{ id: 'okx', name: 'OKX' }] })
  expect(calls).toBe(0)
})

it('asks an exchange that tells, once a minute for everybody', async () => {
  const first = await askEgress(ctx, { exchange: 'okx' })
  expect(first).toEqual({ name: 'OKX', address: '203.0.113.1', at: clock.now() })
  expect(await askEgress(ctx, { exchange: 'okx' })).toEqual(first)
  clock.advance(61)
  expect(await askEgress(ctx, { exchange: 'okx' })).toMatchObject({ address: '203.0.113.2' })
})

it('asks no other, and for no token', async () => {
  for (const exchange of ['binance', 'nothing']) {
    await expect(askEgress(ctx, { exchange })).rejects.toMatchObject({
      code: 'bad_request',
      fields: { exchange: expect.any(String) },
    })
  }
  const actor = { kind: 'token', tokenId: 'x', userId: null, scopes: ['read'], ipAddress: null, userAgent: null } as const
  await expect(askEgress({ ...ctx, actor }, { exchange: 'okx' })).rejects.toMatchObject({ code: 'forbidden' })
})
