import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../client'
import { type TestDatabase, testDatabase } from '../testing'
import { addAuditEvent, listAuditEvents } from './audit'
import { someUser } from './fixtures.testing'
import { deleteUser } from './users'

describe('the audit log', () => {
  let database: TestDatabase
  let user: string

  beforeAll(async () => {
    database = await testDatabase()
    user = await someUser(database.db)
    for (const event of ['a', 'b', 'c']) await add(event)
  })
  afterAll(() => database.close())

  const add = (event: string) =>
    database.db.asUser(user, (tx) => addAuditEvent(tx, user, { event, actor: 'session', details: { event }, at: new Date() }))
  const list = (owner: string, before: bigint | null = null) =>
    database.db.asUser(owner, (tx) => listAuditEvents(tx, owner, { before, limit: 2 }))

  it('is read newest first, page by page', async () => {
    const first = await list(user)
    expect(first.map(({ event }) => event)).toEqual(['c', 'b'])
    expect((await list(user, first.at(-1)?.id ?? null)).map(({ event }) => event)).toEqual(['a'])
  })

  it.each(['update audit_events set event = $$x$$', 'delete from audit_events', 'truncate audit_events'])(
    'cannot be altered: %s',
    async (statement) => {
      const alter = (tx: Tx) => tx.execute(sql.raw(statement))
      const refused = { cause: { code: '42501' } }
      await expect(database.db.asUser(user, alter)).rejects.toMatchObject(refused)
      await expect(database.db.asSystem(alter)).rejects.toMatchObject(refused)
      expect(await list(user)).toHaveLength(2)
    },
  )

  it('of another user is not shown, and goes only together with its user', async () => {
    const stranger = await someUser(database.db)
    expect(await list(stranger)).toEqual([])
    await database.db.asUser(stranger, (tx) =>
      addAuditEvent(tx, stranger, { event: 'x', actor: 'session', details: {}, at: new Date() }),
    )
    expect(await database.db.asUser(stranger, (tx) => deleteUser(tx, stranger))).toBe(true)
    const left = await database.db.asSystem((tx) => tx.execute(sql`select user_id from audit_events where user_id = ${stranger}`))
    expect([...left]).toEqual([])
    expect(await list(user)).toHaveLength(2)
  })
})
