import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openAppDb } from '@/db/roles'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { AddressSharers } from './address-sharers'

let database: TestDatabase
const ends: (() => Promise<void>)[] = []
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A process of its own, which looks only when it is told to. */
async function process(egress: string) {
  const db = await openAppDb({ url: database.url, max: 4 })
  const sharers = new AddressSharers(db, egress, 3_600_000)
  ends.push(async () => {
    await sharers.close()
    await db.close()
  })
  return { sharers, dies: () => db.close() }
}

it('processes that use an exchange from one address know how many they are, until one dies', async () => {
  const [one, two, elsewhere] = [await process('office'), await process('office'), await process('cloud')]
  const all = [one, two, elsewhere]
  for (const { sharers } of all) expect(sharers.of('bybit')).toBe(1)
  const seen = async () => {
    for (const { sharers } of all) await sharers.look()
    return all.map(({ sharers }) => sharers.of('bybit'))
  }
  await expect.poll(seen, { timeout: 50_000 }).toEqual([2, 2, 1])
  expect(one.sharers.of('okx')).toBe(1)
  await one.sharers.look()
  expect(one.sharers.of('okx')).toBe(1)
  await two.dies()
  await expect
    .poll(
      async () => {
        await one.sharers.look()
        return one.sharers.of('bybit')
      },
      { timeout: 50_000 },
    )
    .toBe(1)
})
