import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing'
import { someAccount, someSnapshot, someUser } from './fixtures.testing'
import { type Reading, storeReading } from './readings'
import { latestSnapshots } from './snapshots'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const now = new Date()
const reading = (id: string, equity: string): Reading => ({
  account: { id, keyFingerprint: null },
  startedAt: now,
  durationMs: 1,
  nextRefreshAt: now,
  plannedAt: now,
  valued: someSnapshot({ equity, asOf: now }),
  widths: [300],
  notice: { channel: 'test', message: '{"event":{}}' },
})

async function accountsOf(people: number, each: number) {
  const made: { deskId: string; id: string }[] = []
  for (let n = 0; n < people; n++) {
    const deskId = await someUser(database.db)
    for (let account = 0; account < each; account++) made.push({ deskId, id: await someAccount(database.db, deskId) })
  }
  await database.db.asSystem((tx) => tx.execute('update accounts set key_fingerprint = null'))
  return made
}

const equityOf = async ({ deskId, id }: { deskId: string; id: string }) =>
  (await database.db.asDesk(deskId, (tx) => latestSnapshots(tx, deskId, [id]))).get(id)?.equity ?? null

it('readings that end together are stored together, each for its own user', async () => {
  const accounts = await accountsOf(3, 8)
  const together = vi.spyOn(database.db, 'writeAsDesks')
  const stored = await Promise.all(
    accounts.map(({ deskId, id }, index) => storeReading(database.db, deskId, reading(id, String(100 + index)))),
  )
  expect(stored).toEqual(accounts.map(() => true))
  expect(together.mock.calls.flat(2).length).toBeGreaterThan(accounts.length / 2)
  expect(together.mock.calls.length).toBeLessThanOrEqual(4)
  for (const [index, account] of accounts.entries()) expect(Number(await equityOf(account))).toBe(100 + index)
  together.mockRestore()
})

it('one that cannot be stored takes no other with it, and another user names no account of mine', async () => {
  const accounts = await accountsOf(2, 4)
  const [mine, strangers] = [accounts[0], accounts[7]]
  if (!mine || !strangers) throw new Error('There are eight accounts.')
  const outcomes = await Promise.allSettled([
    ...accounts.slice(0, 4).map(({ deskId, id }) => storeReading(database.db, deskId, reading(id, '5'))),
    storeReading(database.db, strangers.deskId, reading(strangers.id, 'no number')),
    storeReading(database.db, strangers.deskId, reading(mine.id, '1000000')),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual([...Array<string>(4).fill('fulfilled'), 'rejected', 'fulfilled'])
  expect(outcomes.at(-1)).toMatchObject({ value: false })
  for (const account of accounts.slice(0, 4)) expect(Number(await equityOf(account))).toBe(5)
  expect(await equityOf(strangers)).toBeNull()
})
