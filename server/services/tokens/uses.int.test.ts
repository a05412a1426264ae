import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KEPT_CALLS } from '@/db/queries/token-calls'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import { TestClock, testDeps } from '../testing'
import { PASSWORD, signedUp } from '../users/testing'
import { createToken } from './create'
import { listCalls } from './list-calls'

let database: TestDatabase
let user: ServiceContext
let stranger: ServiceContext
const clock = new TestClock()

beforeAll(async () => {
  database = await testDatabase()
  const deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
  user = await signedUp(deps, 'uses@example.com')
  stranger = await signedUp(deps, 'other@example.com')
})
afterAll(() => database.close())

const make = async (ctx: ServiceContext) => (await createToken(ctx, { name: 'x', scopes: ['read'], password: PASSWORD })).token.id

function call(tokenId: string, status: number, route = '/api/balances/') {
  clock.advance(1)
  const of = { tokenId, deskId: user.deskId, at: clock.now(), method: 'GET', route, status }
  user.tokenUses?.note({ ...of, client: 'curl/8.5.0 (x86_64)', address: '192.0.2.1' })
}

it('lists a token’s last calls, newest first, to its owner alone', async () => {
  const id = await make(user)
  expect(await listCalls(user, { id })).toEqual([])
  call(id, 200)
  call(id, 403, '/api/set_leverage/')
  expect(await listCalls(user, { id })).toMatchObject([
    { status: 403, route: '/api/set_leverage/', client: 'curl/8.5.0', address: '192.0.2.1', at: clock.now() },
    { status: 200, route: '/api/balances/' },
  ])
  await expect(listCalls(stranger, { id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(listCalls(user, { id: randomUUID() })).rejects.toMatchObject({ code: 'not_found' })
})

it('keeps so many and no more, and an error is not pushed out by what goes well', async () => {
  const [busy, other] = [await make(user), await make(user)]
  call(other, 200)
  call(busy, 401, 'the error')
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 5 * KEPT_CALLS; n++) call(busy, 200, `call ${round}-${n}`)
    await user.tokenUses?.write()
  }
  const calls = await listCalls(user, { id: busy })
  expect(calls).toHaveLength(KEPT_CALLS + 1)
  expect(calls[0]).toMatchObject({ route: `call 2-${5 * KEPT_CALLS - 1}` })
  expect(calls.at(-1)).toMatchObject({ route: 'the error', status: 401 })
  expect(await listCalls(user, { id: other })).toHaveLength(1)
  const [stored] = await database.db.asSystem((tx) => tx.execute<{ n: string }>('select count(*) as n from token_calls'))
  expect(Number(stored?.n)).toBeLessThanOrEqual(KEPT_CALLS + 1 + 1 + 2)
})

it('passes over what was called with a token that is gone, and writes the rest', async () => {
  const id = await make(user)
  call(randomUUID(), 200)
  call(id, 200)
  expect(await listCalls(user, { id })).toHaveLength(1)
})
