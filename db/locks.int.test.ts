import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from './client'
import { advisoryLocks } from './locks'
import { openAppDb } from './roles'
import { type TestDatabase, testDatabase } from './testing'

let database: TestDatabase
let other: Db

beforeAll(async () => {
  database = await testDatabase()
  other = await openAppDb({ url: database.url, max: 3 })
})
afterAll(async () => {
  await other.close()
  await database.close()
})

it('gives a lock to one process at a time, and to one part of a process', async () => {
  const [here, there] = [advisoryLocks(database.db), advisoryLocks(other)]
  expect(await Promise.all([here.tryLock('a'), here.tryLock('a')])).toEqual([true, false])
  expect(await there.tryLock('a')).toBe(false)
  expect(await there.tryLock('b')).toBe(true)
  await here.unlock('a')
  expect(await there.tryLock('a')).toBe(true)
  await there.releaseAll()
  expect(await here.tryLock('a')).toBe(true)
  await here.unlock('a')
})

it('gives each place once over all processes', async () => {
  const [here, there] = [advisoryLocks(database.db), advisoryLocks(other)]
  const places = await Promise.all([here.tryPlace('p', 3), there.tryPlace('p', 3), here.tryPlace('p', 3), there.tryPlace('p', 3)])
  expect(places.filter((place) => place !== null).sort()).toEqual([0, 1, 2])
  await Promise.all([here.releaseAll(), there.releaseAll()])
  expect(await here.tryPlace('p', 3)).toBe(0)
  await here.leavePlace('p', 0)
})

it('gives a place as the first thing that a process asks the database', async () => {
  const fresh = await openAppDb({ url: database.url, max: 1 })
  expect(await advisoryLocks(fresh).tryPlace('first', 64)).toBe(0)
  await fresh.close()
})

it('lets go when the connection that holds it is lost', async () => {
  const [here, there] = [advisoryLocks(database.db), advisoryLocks(other)]
  expect(await here.tryLock('c')).toBe(true)
  expect([await here.holds('c'), await there.holds('c')]).toEqual([true, false])
  await database.db.connection`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())`
  await expect.poll(() => there.tryLock('c')).toBe(true)
  await expect.poll(() => here.holds('c').catch(() => true)).toBe(false)
  await there.unlock('c')
  // What was lost may be taken again, although nobody here let go of it.
  await expect.poll(() => here.tryLock('c').catch(() => false)).toBe(true)
  await here.unlock('c')
})
