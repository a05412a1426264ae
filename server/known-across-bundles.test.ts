import { expect, it } from 'vitest'
import { DatabaseNotMigrated, DatabaseProblem } from '@/db/problem'
import { MasterKeyProblem } from './vault/master-keys'

/** What another bundle of the same process throws: its class is not ours, its name is. */
const foreign = (name: string) => Object.assign(new Error('elsewhere'), { name })

it('problems of the other bundle of a process are known by their name', () => {
  expect(foreign('DatabaseNotMigrated')).toBeInstanceOf(DatabaseNotMigrated)
  expect(foreign('DatabaseNotMigrated')).toBeInstanceOf(DatabaseProblem)
  expect(foreign('DatabaseProblem')).toBeInstanceOf(DatabaseProblem)
  expect(foreign('DatabaseProblem')).not.toBeInstanceOf(DatabaseNotMigrated)
  expect(foreign('MasterKeyProblem')).toBeInstanceOf(MasterKeyProblem)
  expect(new Error('DatabaseProblem')).not.toBeInstanceOf(DatabaseProblem)
})
