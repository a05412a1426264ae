import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canStore } from './queries/health'
import { openAppDb } from './roles'
import { onServer, type TestDatabase, testDatabase } from './testing'
import { troubleOf } from './trouble'

describe('whether something can be stored', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase()
  })
  afterEach(() => database.close())

  it('is asked by a statement that goes to the disk, and leaves nothing there', async () => {
    const bytes = () => database.db.connection<{ bytes: string }[]>`
      select temp_bytes::text as bytes from pg_stat_database where datname = current_database()`
    expect(await database.db.asSystem(canStore)).toBe(true)
    // What a session did is told to others when it next is idle.
    await expect.poll(async () => Number((await bytes())[0]?.bytes), { timeout: 120_000 }).toBeGreaterThan(100_000)
    const left = await database.db.connection`select name from pg_ls_tmpdir()`.catch(() => [])
    expect(left).toEqual([])
  })

  it('is no where the database takes no changes', async () => {
    await onServer(database.ownerUrl, (owner) =>
      owner.unsafe(
        `do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`,
      ),
    )
    const later = await openAppDb({ url: database.url, max: 1 })
    try {
      expect(await later.asSystem(canStore)).toBe(false)
      const failure = await later
        .asSystem((tx) => tx.execute(`insert into users (email) values ('a@example.com')`))
        .catch((error) => error)
      expect(troubleOf(failure)).toBe('read_only')
    } finally {
      await later.close()
    }
  })

  it('is known by the database’s own code where its disk is full', async () => {
    const failure = await database.db
      .asSystem((tx) =>
        tx.execute(`do $$ begin raise exception using errcode = 'disk_full', message = 'could not extend file'; end $$`),
      )
      .catch((error) => error)
    expect(troubleOf(failure)).toBe('full')
    expect(troubleOf(new Error('something else'))).toBeNull()
  })
})
