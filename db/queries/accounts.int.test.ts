import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uniqueViolation } from '../errors'
import { type TestDatabase, testDatabase } from '../testing'
import { archiveAccount, findAccount, insertAccount, listAccounts, updateAccount } from './accounts'
import { someAccount, someUser } from './fixtures.testing'
import { findSecrets, replaceSecrets } from './secrets'

const sealed = { masterKeyId: 'k1', wrappedKey: 'YQ==', secrets: [{ field: 'apiKey', sealed: 'Yg==' }] }

describe('accounts', () => {
  let database: TestDatabase
  let user: string
  let stranger: string

  beforeAll(async () => {
    database = await testDatabase()
    user = await someUser(database.db)
    stranger = await someUser(database.db)
  })
  afterAll(() => database.close())

  const insert = (owner: string, change: { nameKey?: string; keyFingerprint?: string }) =>
    database.db.asDesk(owner, (tx) =>
      insertAccount(
        tx,
        owner,
        { name: 'n', nameKey: randomUUID(), exchange: 'bybit', maskedKey: 'm', keyFingerprint: randomUUID(), ...change },
        sealed,
      ),
    )

  it('have a name and a key that no other active account of the user has; archiving frees both', async () => {
    const taken = { nameKey: 'desk', keyFingerprint: 'f1' }
    const first = await insert(user, taken)
    await expect(insert(user, { nameKey: 'desk' }).catch(uniqueViolation)).resolves.toBe('accounts_name')
    await expect(insert(user, { keyFingerprint: 'f1' }).catch(uniqueViolation)).resolves.toBe('accounts_key')
    await insert(stranger, taken)
    await database.db.asDesk(user, (tx) => archiveAccount(tx, user, first.id, new Date()))
    await insert(user, taken)
  })

  it('lose their credentials when archived, and keep their row', async () => {
    const id = await someAccount(database.db, user)
    const archived = await database.db.asDesk(user, (tx) => archiveAccount(tx, user, id, new Date('2026-02-01T00:00:00Z')))
    expect(archived).toMatchObject({ archivedAt: new Date('2026-02-01T00:00:00Z'), keyFingerprint: null })
    expect(await database.db.asDesk(user, (tx) => findSecrets(tx, user, id))).toBeNull()
    const active = await database.db.asDesk(user, (tx) => listAccounts(tx, user, { includeArchived: false }))
    expect(active.map((row) => row.id)).not.toContain(id)
    const all = await database.db.asDesk(user, (tx) => listAccounts(tx, user, { includeArchived: true }))
    expect(all.map((row) => row.id)).toContain(id)
  })

  it('have their credentials replaced as a whole', async () => {
    const id = await someAccount(database.db, user)
    const next = { masterKeyId: 'k2', wrappedKey: 'eA==', secrets: [{ field: 'privateKey', sealed: 'eQ==' }] }
    await database.db.asDesk(user, (tx) => replaceSecrets(tx, user, id, next))
    expect(await database.db.asDesk(user, (tx) => findSecrets(tx, user, id))).toEqual(next)
  })

  it('of another user are not found, changed, archived or opened, even by id', async () => {
    const id = await someAccount(database.db, user)
    await database.db.asDesk(stranger, async (tx) => {
      expect(await findAccount(tx, stranger, id)).toBeNull()
      expect(await updateAccount(tx, stranger, id, { name: 'mine' })).toBeNull()
      expect(await archiveAccount(tx, stranger, id, new Date())).toBeNull()
      expect(await findSecrets(tx, stranger, id)).toBeNull()
    })
    // Also where a query names the owner, in a transaction of another user: the second wall.
    await database.db.asDesk(stranger, async (tx) => {
      expect(await findAccount(tx, user, id)).toBeNull()
      expect(await findSecrets(tx, user, id)).toBeNull()
    })
    expect(await database.db.asDesk(user, (tx) => findSecrets(tx, user, id))).not.toBeNull()
  })
})
