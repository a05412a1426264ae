import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing'
import { updateAccount } from './accounts'
import { someAccount, someSnapshot, someUser } from './fixtures.testing'
import { recordGroupPoints } from './points'
import { storeSnapshot } from './snapshots'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const AT = new Date('2026-01-01T00:00:00Z')

async function totalAfter(deskId: string): Promise<string[]> {
  await recordGroupPoints(database.db, deskId, ['bybit'], AT, [300])
  const rows = await database.db.asDesk(deskId, (tx) =>
    tx.execute(sql`select close::text from group_points where user_id = ${deskId} and scope = 'total'`),
  )
  return rows.map(({ close }) => String(close))
}

it('takes no sum while an account waits for its first reading, and one without it once it failed', async () => {
  const { db } = database
  const deskId = await someUser(db)
  const [read, waiting] = [await someAccount(db, deskId), await someAccount(db, deskId)]
  await db.asDesk(deskId, (tx) => storeSnapshot(tx, deskId, read, someSnapshot({ asOf: AT, equity: '100' }), 1))
  expect(await totalAfter(deskId)).toEqual([])

  await db.asDesk(deskId, (tx) => updateAccount(tx, deskId, waiting, { errorCode: 'exchange_network', errorMessage: 'down' }))
  expect(await totalAfter(deskId)).toEqual(['100'])

  await db.asDesk(deskId, (tx) => storeSnapshot(tx, deskId, waiting, someSnapshot({ asOf: AT, equity: '11.5' }), 1))
  expect(await totalAfter(deskId)).toEqual(['111.5'])
})
