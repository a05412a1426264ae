import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import { token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createAccount } from '../accounts/create'
import { tickPerson } from '../alerts/tick'
import { refreshAccount } from '../balances/refresh-account'
import { retain } from '../history/retain'
import { getAttention } from '../overview/get'
import { signedInUser, TestClock, testDeps } from '../testing'
import { readLedgers } from './read-ledgers'
import { unexplainedDays } from './unexplained'

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
  const attention = async () =>
    (await getAttention(ctx)).flatMap(({ level, matter }) =>
      matter.kind === 'alert'
        ? matter.alert.kind === 'unexplained'
          ? [[level, matter.alert.title]]
          : []
        : matter.kind === 'flow-gap'
          ? [[level, matter.words]]
          : [],
    )
  expect(await unexplainedDays(ctx)).toEqual([{ accountId: id, day: '2026-03-03', usd: '-960', share: '0.096386' }])
  await tickPerson(system, null)
  const unexplained = ['warning', 'Equity moved by −$960.00 (9.63 %) on 2026-03-03 that no price, trade or transfer explains']
  expect(await attention()).toEqual([unexplained])
  exchanges.flows.failures.set('attention-key all', new DomainError('exchange_permission', 'The key may not read this.'))
  clock.advance(1200)
  await readLedgers(system, id)
  expect(await attention()).toEqual([unexplained, ['note', 'all: The key may not read this.']])
})
