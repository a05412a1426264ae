import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { LocalMasterKeys, MasterKeyProblem, masterKeyId } from './master-keys'
import { pushKeysOf } from './push-keys'
import { leftToRewrap, rewrapAll } from './rotate'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const ring = (...keys: Buffer[]) => new LocalMasterKeys(() => keys.map((key) => ({ id: masterKeyId(key), key })))

it('are made once, whoever asks first, and stay through restarts and a new master key', async () => {
  const [old, next] = [randomBytes(32), randomBytes(32)]
  const made = await Promise.all(Array.from({ length: 4 }, () => pushKeysOf(database.db, ring(old))()))
  expect(new Set(made.map(({ privateKey }) => privateKey)).size).toBe(1)
  const [first] = made
  expect(Buffer.from(first?.publicKey ?? '', 'base64url')).toHaveLength(65)
  expect(Buffer.from(first?.privateKey ?? '', 'base64url')).toHaveLength(32)

  const keys = ring(next, old)
  expect(await leftToRewrap(database.db, keys)).toBe(1)
  expect(await rewrapAll(database.db, keys)).toBe(1)
  expect(await leftToRewrap(database.db, keys)).toBe(0)
  expect(await pushKeysOf(database.db, ring(next))()).toEqual(first)
})

it('are never made anew: without their master key they are missed, not replaced', async () => {
  const old = randomBytes(32)
  const first = await pushKeysOf(database.db, ring(old))()
  await expect(pushKeysOf(database.db, ring(randomBytes(32)))()).rejects.toThrow(MasterKeyProblem)
  expect(await pushKeysOf(database.db, ring(old))()).toEqual(first)
})
