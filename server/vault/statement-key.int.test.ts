import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { publishedKey } from '../statements/envelope'
import { LocalMasterKeys, MasterKeyProblem, masterKeyId } from './master-keys'
import { rewrapAll } from './rotate'
import { statementKeyOf } from './statement-key'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const ring = (...keys: Buffer[]) => new LocalMasterKeys(() => keys.map((key) => ({ id: masterKeyId(key), key })))
const shown = async (...keys: Buffer[]) => publishedKey(await statementKeyOf(database.db, ring(...keys))())

it('is made once, whoever asks first, and stays through restarts and a new master key', async () => {
  const [old, next] = [randomBytes(32), randomBytes(32)]
  const made = await Promise.all(Array.from({ length: 4 }, () => shown(old)))
  expect(new Set(made.map(({ kid }) => kid)).size).toBe(1)
  expect(await rewrapAll(database.db, ring(next, old))).toBe(1)
  expect(await shown(next)).toEqual(made[0])
})

it('is never made anew: without its master key it is missed, not replaced', async () => {
  const old = randomBytes(32)
  const first = await shown(old)
  await expect(shown(randomBytes(32))).rejects.toThrow(MasterKeyProblem)
  expect(await shown(old)).toEqual(first)
})
