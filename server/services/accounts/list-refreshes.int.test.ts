import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { FakeExchanges } from '@/server/exchanges/testing'
import { refreshBalances } from '../balances/refresh'
import { signedInUser, TestClock, testDeps } from '../testing'
import { createAccount } from './create'
import { listRefreshes } from './list-refreshes'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it('lists the tries of an account, newest first, with why they failed, to its owner alone', async () => {
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)
  const deps = testDeps(database.db, exchanges, clock)
  const owner = await signedInUser(deps)
  const fake = exchanges.open('refresh-key', { holdings: [token('USDT', '1')] })
  const credentials = { apiKey: 'refresh-key', apiSecret: fake.secret }
  const { id } = await createAccount(owner, { name: 'Main', exchange: 'binance', credentials })

  await refreshBalances(owner, { accountIds: [id] })
  clock.advance(61)
  fake.failure = new DomainError('exchange_network', 'It is down.', { exchangeError: 'busy' })
  await refreshBalances(owner, { accountIds: [id] })

  const tries = await listRefreshes(owner, { id, limit: 20 })
  expect(tries.map(({ error }) => error)).toEqual([
    { code: 'exchange_network', message: 'It is down.', exchangeError: 'busy' },
    null,
  ])
  expect(tries[0]?.startedAt).toEqual(clock.now())
  expect(await listRefreshes(owner, { id, limit: 1 })).toHaveLength(1)

  const stranger = await signedInUser(deps)
  await expect(listRefreshes(stranger, { id, limit: 20 })).rejects.toMatchObject({ code: 'not_found' })
})
