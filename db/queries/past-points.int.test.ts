import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing'
import { someAccount, someSnapshot, someUser } from './fixtures.testing'
import { insertPastPoints, type PastPoint } from './past-points'
import { accountPoints, groupedPoints, recordGroupPoints } from './points'
import { storeSnapshot } from './snapshots'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
const range = { from: at(0), to: at(600), storedSeconds: 3600, shownSeconds: 3600 }
const past = (minute: number, open: string, close: string): PastPoint => ({
  ...{ at: at(minute), open, close, high: String(Math.max(Number(open), Number(close))), grossExposure: '7', netExposure: '-3' },
  low: String(Math.min(Number(open), Number(close))),
})
const POINTS = [past(0, '10', '12'), past(30, '12', '9'), past(60, '9', '11.25')]

it('sums the past up in each width, and leaves what was read its close', async () => {
  const { db } = database
  const deskId = await someUser(db)
  const accountId = await someAccount(db, deskId)
  const reading = someSnapshot({ asOf: at(90), equity: '20', grossExposure: '1', netExposure: '1' })
  await db.asDesk(deskId, (tx) => storeSnapshot(tx, deskId, accountId, reading, 1))
  await recordGroupPoints(db, deskId, ['bybit'], at(90), [3600])
  await db.asDesk(deskId, (tx) => insertPastPoints(tx, deskId, { scope: 'total', accounts: 1 }, POINTS, [300, 3600]))

  const points = await groupedPoints(db, deskId, 'total', range)
  const valued = { bound: 0, openAside: '0', closeAside: '0', came: '0' }
  expect(points).toEqual([
    {
      ...{ key: 'total', at: at(0), open: '10', high: '12', low: '9', close: '9', accounts: 1 },
      ...{ grossExposure: '7', netExposure: '-3' },
      ...valued,
    },
    {
      ...{ key: 'total', at: at(60), open: '9', high: '20', low: '9', close: '20', accounts: 1 },
      ...{ grossExposure: '1', netExposure: '1' },
      ...valued,
    },
  ])
})

it('belongs to one account of one user', async () => {
  const { db } = database
  const [deskId, other] = [await someUser(db), await someUser(db)]
  const accountId = await someAccount(db, deskId)
  await db.asDesk(deskId, (tx) => insertPastPoints(tx, deskId, { accountId }, POINTS, [300, 3600]))
  const read = (who: string) => db.asDesk(who, (tx) => accountPoints(tx, who, [accountId], range))
  expect((await read(deskId)).map(({ open, close }) => [open, close])).toEqual([
    ['10', '9'],
    ['9', '11.25'],
  ])
  expect(await read(other)).toEqual([])
  await expect(db.asDesk(other, (tx) => insertPastPoints(tx, other, { accountId }, POINTS, [300]))).rejects.toThrow()
})
