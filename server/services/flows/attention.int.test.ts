import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createAccount } from '../accounts/create'
import { refreshAccount } from '../balances/refresh-account'
import { retain } from '../history/retain'
import { getAttention } from '../overview/get'
import { signedInUser, TestClock, testDeps } from '../testing'
import { readLedgers } from './read-ledgers'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it('coins that are gone without an entry, and a ledger that cannot be read, want attention; noise does not', async () => {
  const clock = new TestClock(new Date('2026-03-01T23:50:00Z'))
  const exchanges = new FakeExchanges(clock.now)
  exchanges.flows.tell('binance', [{ id: 'all', reachMs: 90 * 86_400_000 }])
  const deps = testDeps(database.db, exchanges, clock)
  const ctx = await signedInUser(deps)
  const system = { ...ctx, actor: { kind: 'system' as const } }
  const fake = exchanges.open('attention-key', { holdings: [token('USDT', '10000')] })
  const credentials = { apiKey: 'attention-key', apiSecret: fake.secret }
  const { id } = await createAccount(ctx, { name: 'Desk', exchange: 'binance', credentials })
  const read = async (usdt: string) => {
    fake.holdings = { ...fake.holdings, holdings: [token('USDT', usdt)] }
    await refreshAccount(system, id)
    await retain(deps, ctx.signal)
    clock.advance(86_400)
  }
  await read('10000')
  await read('9960')
  await read('9000')
  clock.advance(-79_200)
  await readLedgers(system, id)
  const matters = async () =>
    (await getAttention(ctx)).flatMap(({ level, matter }) => (matter.kind === 'stale' ? [] : [[level, matter]]))
  expect(await matters()).toEqual([['warning', { kind: 'unexplained', day: '2026-03-03', amount: '-960', share: '0.096386' }]])
  exchanges.flows.failures.set('attention-key all', new DomainError('exchange_permission', 'The key may not read this.'))
  clock.advance(1200)
  await readLedgers(system, id)
  expect(await matters()).toContainEqual(['note', { kind: 'flow-gap', words: 'all: The key may not read this.' }])
})
