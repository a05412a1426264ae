import { mkdtempSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { insertAccount } from '@/db/queries/accounts'
import { someSnapshot } from '@/db/queries/fixtures.testing'
import { storeSnapshot } from '@/db/queries/snapshots'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import { TestClock, type TestContext, testDeps } from '../testing'
import { createToken } from '../tokens/create'
import { PASSWORD, signedIn, signedUp, someVisitor } from '../users/testing'
import { deleteMe } from './delete'
import { exportMe } from './export'

const document = z.record(z.string(), z.union([z.string(), z.array(z.record(z.string(), z.unknown()))]))

describe('a user’s own data', () => {
  let database: TestDatabase
  let deps: Deps
  let admin: TestContext
  let user: TestContext
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    admin = await signedUp(deps, 'admin@example.com')
    user = await signedUp(deps, 'user@example.com')
  })
  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  async function fill(ctx: TestContext, name: string, snapshots: number) {
    await ctx.db.asUser(ctx.userId, async (tx) => {
      const account = { name, nameKey: name, exchange: 'bybit', maskedKey: 'abcde********', keyFingerprint: name }
      const sealed = { masterKeyId: 'k', wrappedKey: 'WRAPPED', secrets: [{ field: 'apiKey', sealed: 'SEALED' }] }
      const { id } = await insertAccount(tx, ctx.userId, account, sealed)
      for (let i = 0; i < snapshots; i++) {
        await storeSnapshot(tx, ctx.userId, id, someSnapshot({ asOf: new Date(i), equity: `0.${'0'.repeat(30)}1` }), 1)
      }
    })
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'ballast-spool-'))
  /** Transactions that somebody holds open in this database. */
  const transactions = async () => {
    const [row] = await database.db.connection<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
    return row?.n
  }
  async function exported(ctx: TestContext) {
    let text = ''
    for await (const part of exportMe(ctx, folder)) text += Buffer.from(part).toString('utf8')
    return { text, data: document.parse(JSON.parse(text)) }
  }

  it('is exported whole, to the last digit, without another’s and without what opens anything', async () => {
    await fill(user, 'mine', 1200)
    await fill(admin, 'theirs', 3)
    const { secret } = await createToken(user, { name: 'script', scopes: ['read'], password: PASSWORD })
    const { text, data } = await exported(user)
    expect(data.users).toMatchObject([{ email: 'user@example.com' }])
    expect(data.accounts).toMatchObject([{ name: 'mine' }])
    expect(data.snapshots).toHaveLength(1200)
    expect(data.snapshot_assets).toHaveLength(1200)
    expect(data.api_tokens).toMatchObject([{ name: 'script' }])
    expect(data.audit_events).toEqual(expect.arrayContaining([expect.objectContaining({ event: 'data_exported' })]))
    expect(data.passkeys).toEqual([])
    expect(text).toContain(`0.${'0'.repeat(30)}1`)
    for (const hidden of [
      'theirs',
      'admin@example.com',
      'WRAPPED',
      'SEALED',
      '$argon2id',
      secret.slice(10),
      'password_hash',
      '"hash"',
    ]) {
      expect(text).not.toContain(hidden)
    }
  })

  it('holds no connection once its reader has gone', async () => {
    for (let i = 0; i < 10; i++) {
      const parts = exportMe(user, folder)
      await parts.next()
      await parts.return(undefined)
      clock.advance(3601)
    }
    expect((await exported(user)).data.snapshots).toHaveLength(1200)
    expect(await readdir(folder)).toEqual([])
  })

  it('holds no connection while its reader takes its time, and is begun once at a time', async () => {
    clock.advance(3601)
    const readers = [user, admin].map((ctx) => exportMe(ctx, folder))
    for (const parts of readers) await parts.next()
    const again = exportMe(user, folder).next()
    await expect(again).rejects.toMatchObject({ code: 'rate_limited', message: expect.stringContaining('under way') })
    // Nobody reads on: all that the database was asked for it has answered and forgotten.
    await expect.poll(transactions).toBe(0)
    await Promise.all(readers.map((parts) => parts.return(undefined)))
    await exported(user)
  })

  it('can be exported a few times an hour', async () => {
    const ask = () =>
      exported(admin).then(
        () => 'whole',
        (error: { code: string }) => error.code,
      )
    const outcomes = []
    for (let i = 0; i < 13; i++) outcomes.push(await ask())
    expect(outcomes.filter((outcome) => outcome === 'rate_limited').length).toBeGreaterThan(0)
    clock.advance(3700)
    expect(await ask()).toBe('whole')
  })

  it('is deleted with its owner, everywhere, and nothing of anybody else', async () => {
    const refusal = { fields: { email: 'This is not your own address.' } }
    await expect(deleteMe(user, { email: 'admin@example.com', password: PASSWORD })).rejects.toMatchObject(refusal)
    await expect(deleteMe(user, { email: 'user@example.com' })).rejects.toMatchObject({ code: 'bad_request' })
    await deleteMe(user, { email: 'user@example.com', password: PASSWORD })
    const tables = await database.db.connection<{ name: string }[]>`
      select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
        and exists (select from pg_attribute where attrelid = c.oid and attname = 'user_id')`
    expect(tables.length).toBeGreaterThan(10)
    for (const { name } of tables) {
      const [row] = await database.db.asSystem((tx) =>
        tx.execute(`select count(*)::int as n from "${name}" where user_id = '${user.userId}'`),
      )
      expect([name, row?.n]).toEqual([name, 0])
    }
    await expect(signedIn(someVisitor(deps), 'user@example.com')).rejects.toMatchObject({ code: 'unauthenticated' })
    expect((await exported(admin)).data.snapshots).toHaveLength(3)
  })

  it('is not deleted by the only administrator while others are left', async () => {
    const other = await signedUp(deps, 'other@example.com')
    const input = { email: 'admin@example.com', password: PASSWORD }
    await expect(deleteMe(admin, input)).rejects.toMatchObject({ code: 'conflict' })
    await deleteMe(other, { email: 'other@example.com', password: PASSWORD })
    await deleteMe(admin, input)
  })
})
