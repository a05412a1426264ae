import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FlowEntry } from '@/server/domain/flows/types'
import { type TestDatabase, testDatabase } from '../testing'
import { someAccount, someUser } from './fixtures.testing'
import { listFlows, upsertFlows } from './flows'

const entry = (change: Partial<FlowEntry> = {}): FlowEntry => ({
  id: 'd1',
  at: new Date('2026-03-01T12:00:00Z'),
  coin: 'USDT',
  amount: '1000.000000000000000001',
  kind: 'deposit',
  word: 'DEPOSIT',
  state: 'pending',
  wallet: 'spot',
  pair: null,
  fee: { coin: 'TRX', amount: '1.1' },
  counterpart: { wallet: null, account: null, chain: 'TRX', address: 'TAbc…wxyz', txHash: 'aa11', transferId: null },
  ...change,
})

describe('entries of ledgers', () => {
  let database: TestDatabase
  let user: string
  let stranger: string
  let accountId: string
  const now = new Date('2026-03-02T00:00:00Z')

  beforeAll(async () => {
    database = await testDatabase()
    user = await someUser(database.db)
    stranger = await someUser(database.db)
    accountId = await someAccount(database.db, user)
  })
  afterAll(() => database.close())

  const store = (entries: FlowEntry[], ledger = 'deposits') =>
    database.db.asDesk(user, (tx) => upsertFlows(tx, user, { accountId, ledger, now }, entries))
  const list = () => database.db.asDesk(user, (tx) => listFlows(tx, user, { accountIds: [accountId] }))

  it('are stored once, every digit and part of them, however often they are read', async () => {
    expect(await store([entry()])).toBe(1)
    expect(await store([entry()])).toBe(0)
    const [row] = await list()
    expect(row).toMatchObject({ ...entry(), accountId, ledger: 'deposits', price: null, pairedWith: null })
  })

  it('change with their state; a ledger of its own may have the same id; what was computed of their days is made anew', async () => {
    const day = (date: string) =>
      database.db.asDesk(user, (tx) =>
        tx.execute(sql`insert into performance_days (account_id, user_id, day, open_at, close_at, opened, closed, joined, flows,
            weighted, prices, unrealized, realized, funding, interest, fees, rewards, unexplained, width, left_out, made_at)
          values (${accountId}::uuid, ${user}::uuid, ${date}::date, ${date}::date::timestamp at time zone 'UTC', (${date}::date + 1)::timestamp at time zone 'UTC', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 300, '{}', now())`),
      )
    for (const date of ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03']) await day(date)
    const moved = entry({ state: 'done', at: new Date('2026-03-02T23:59:59.999Z') })
    expect(await store([moved])).toBe(1)
    expect(await store([entry({ id: 'd1', amount: '-5', kind: 'withdrawal', state: 'done' })], 'withdrawals')).toBe(1)
    const days = await database.db.asDesk(user, (tx) =>
      tx.execute<{ day: string }>(sql`select day::text from performance_days order by day`),
    )
    expect(days.map(({ day: left }) => left)).toEqual(['2026-02-28', '2026-03-03'])
    expect((await list()).map(({ ledger, state }) => [ledger, state])).toEqual([
      ['deposits', 'done'],
      ['withdrawals', 'done'],
    ])
  })

  it('are another user’s to nobody, and go with their account', async () => {
    expect(await database.db.asDesk(stranger, (tx) => listFlows(tx, user, { accountIds: [accountId] }))).toEqual([])
    await database.db.asDesk(user, (tx) =>
      tx.execute(sql`delete from accounts where id = ${accountId}::uuid and user_id = ${user}::uuid`),
    )
    expect(await list()).toEqual([])
  })
})
