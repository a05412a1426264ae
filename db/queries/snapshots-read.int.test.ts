import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Tx } from '../client'
import { type TestDatabase, testDatabase } from '../testing'
import { someUser } from './fixtures.testing'
import { newestSnapshotId } from './snapshot-ids'
import { latestSnapshots } from './snapshots'

const USERS = 40
const ACCOUNTS = 3
const SNAPSHOTS = 100
/** While it plans a join by time PostgreSQL looks at the index's first and last entry, however many are between. */
const ENDS = 2

let database: TestDatabase
let user: string
beforeAll(async () => {
  database = await testDatabase()
  user = await someUser(database.db)
  // Many users: what is one user's is then rare for PostgreSQL, and what is one account's too.
  await database.db.asSystem(async (tx) => {
    await tx.execute(
      sql`insert into users (id, email) select gen_random_uuid(), n || '@example.com' from generate_series(2, ${USERS}::int) n`,
    )
    await tx.execute(sql`
      insert into accounts (user_id, name, name_key, exchange, masked_key)
      select id, 'a' || n, 'a' || n, 'bybit', 'abcde********' from users, generate_series(1, ${ACCOUNTS}::int) n`)
    await tx.execute(sql`
      insert into snapshots (account_id, user_id, as_of, duration_ms, equities, unpriced, not_included, warnings)
      select id, user_id, timestamptz '2026-01-01' + n * interval '1 minute', 1, '[]', '{}', '[]', '{}'
      from accounts, generate_series(1, ${SNAPSHOTS}::int) n`)
    await tx.execute(
      sql`update accounts set last_refreshed_at = timestamptz '2026-01-01' + ${SNAPSHOTS}::int * interval '1 minute'`,
    )
    await tx.execute(sql`analyze accounts, snapshots`)
  })
})
afterAll(() => database.close())

const LOOKED_AT = sql`
  select sum(seq_tup_read + idx_tup_fetch) as n from pg_stat_xact_user_tables where relname ~ '^snapshots_'`

/** Rows of all partitions of `snapshots` that PostgreSQL looked at for what `work` asked. */
function looked(work: (tx: Tx, accounts: string[]) => Promise<unknown>): Promise<number> {
  return database.db.asDesk(user, async (tx) => {
    const accounts = await tx.execute<{ id: string }>(sql`select id from accounts where user_id = ${user}::uuid`)
    const ids = accounts.map(({ id }) => id)
    const [before] = await tx.execute<{ n: string }>(LOOKED_AT)
    await work(tx, ids)
    const [after] = await tx.execute<{ n: string }>(LOOKED_AT)
    return Number(after?.n) - Number(before?.n)
  })
}

it('finds the newest snapshots of accounts without looking at the older ones, whoever else is there', async () => {
  expect(await looked((tx, accounts) => latestSnapshots(tx, user, accounts))).toBeLessThanOrEqual(ACCOUNTS + ENDS)
  expect(await looked((tx) => newestSnapshotId(tx, user))).toBeLessThanOrEqual(ACCOUNTS + ENDS)
})
