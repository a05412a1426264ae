import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accounts, snapshots, users } from './schema'
import { type TestDatabase, testDatabase } from './testing'

/** A condition without the selects in it that look at no table: those are asked once a statement. */
function withoutSelects(condition: string): string {
  const at = condition.search(/\( SELECT (?:(?!FROM)[\s\S])*?current_setting/)
  if (at < 0) return condition
  let depth = 0
  for (let end = at; end < condition.length; end++) {
    if (condition[end] === '(') depth += 1
    if (condition[end] === ')') depth -= 1
    if (depth === 0) return condition.slice(0, at) + withoutSelects(condition.slice(end + 1))
  }
  return condition
}

describe('row-level security', () => {
  let database: TestDatabase
  const alice = randomUUID()
  const bob = randomUUID()
  const accountOf = new Map<string, string>()

  beforeAll(async () => {
    database = await testDatabase()
    for (const [id, email] of [
      [alice, 'alice@example.com'],
      [bob, 'bob@example.com'],
    ] as const) {
      await database.db.asSystem((tx) => tx.insert(users).values({ id, email }))
      const [account] = await database.db.asDesk(id, (tx) =>
        tx
          .insert(accounts)
          .values({ deskId: id, name: 'Main', nameKey: 'main', exchange: 'bybit', maskedKey: 'abcde********' })
          .returning({ id: accounts.id }),
      )
      if (!account) throw new Error('no account')
      accountOf.set(id, account.id)
    }
  })
  afterAll(() => database.close())

  it('is enabled and forced on every table that holds rows of a user', async () => {
    const unguarded = await database.db.connection`
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and (c.relname in ('users', 'desks') or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname in ('user_id', 'desk_id') and not a.attisdropped))
        and not (c.relrowsecurity and c.relforcerowsecurity)`
    expect(unguarded.map((row) => row.relname)).toEqual([])
  })

  it('asks once a statement who asks, not at each row', async () => {
    const policies = await database.db.connection<{ name: string; condition: string }[]>`
      select p.polname || ' of ' || p.polrelid::regclass as name, condition
      from pg_policy p, lateral (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) c(condition)
      where p.polrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        and condition like '%current_setting%'`
    expect(policies.length).toBeGreaterThan(100)
    const asked = policies.filter(({ condition }) => withoutSelects(condition).includes('current_setting('))
    expect(asked.map(({ name }) => name)).toEqual([])
  })

  it('leaves a limited transaction nothing of other accounts in any table: each has its wall for that', async () => {
    const unguarded = await database.db.connection`
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('user_id', 'desk_id') and not a.attisdropped)
        and not exists (select from pg_policies p where p.tablename = c.relname and p.permissive = 'RESTRICTIVE')`
    // Who has pages open tells nothing of accounts.
    expect(unguarded.map((row) => row.relname)).toEqual(['open_pages'])
  })

  it('shows, changes and adds only the accounts that a transaction is limited to', async () => {
    const { db } = database
    const insert = (name: string) => ({ deskId: alice, name, nameKey: name, exchange: 'okx', maskedKey: 'x' })
    const [other] = await db.asDesk(alice, (tx) => tx.insert(accounts).values(insert('other')).returning({ id: accounts.id }))
    const main = accountOf.get(alice) ?? ''
    const names = (rows: { name: string }[]) => rows.map(({ name }) => name).sort()
    const seen = (of: string[] | null) =>
      db.limitedTo(of).asDesk(alice, (tx) => tx.select({ name: accounts.name }).from(accounts))
    expect(names(await seen([main]))).toEqual(['Main'])
    expect(names(await seen([main, other?.id ?? '']))).toEqual(['Main', 'other'])
    expect(names(await seen([]))).toEqual([])
    expect(names(await seen(null))).toEqual(['Main', 'other'])
    // Another user's account stays theirs, whoever writes its id.
    expect(names(await seen([accountOf.get(bob) ?? '']))).toEqual([])
    const limited = db.limitedTo([main])
    expect(await limited.readAsDesk(alice, sql`select name from accounts`)).toEqual([[Buffer.from('Main')]])
    expect(
      await limited.writeAsDesk(alice, sql`update accounts set name = 'x' where id = ${other?.id}::uuid returning 1`),
    ).toEqual([[]])
    expect(await limited.readAtOneMoment({ deskId: alice }, async (own) => (await own`select name from accounts`).length)).toBe(1)
    const added = limited.asDesk(alice, (tx) => tx.insert(accounts).values(insert('third')))
    await expect(added).rejects.toMatchObject({ cause: { code: '42501' } })
    expect(db.limitedTo([other?.id ?? '', main])).toBe(db.limitedTo([main, other?.id ?? '']))
    expect(limited.whole).toBe(db)
    expect(() => db.limitedTo([`${main}'`])).toThrow('UUID')
    // Nothing of it stays behind on the connection.
    expect(names(await seen(null))).toEqual(['Main', 'other'])
    await db.asDesk(alice, (tx) => tx.execute(sql`delete from accounts where id = ${other?.id}::uuid`))
  })

  it('binds the role that the application runs as', async () => {
    const [role] = await database.db.connection`
      select rolsuper, rolbypassrls from pg_roles where rolname = current_user`
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false })
  })

  it('shows nothing to a query that names nobody', async () => {
    const bare = await database.db.connection`select id from accounts`
    const people = await database.db.connection`select id from users`
    expect([...bare, ...people]).toEqual([])
  })

  it('shows only one’s own rows to a query that forgot its condition', async () => {
    const seen = await database.db.asDesk(alice, (tx) => tx.select({ deskId: accounts.deskId }).from(accounts))
    expect(seen).toEqual([{ deskId: alice }])
    const people = await database.db.asUser(alice, (tx) => tx.select({ id: users.id }).from(users))
    expect(people).toEqual([{ id: alice }])
  })

  it('keeps readers in one round trip apart, however many share the connections and whichever of them fails', async () => {
    const { db } = database
    const own = (deskId: string) => db.readAsDesk(deskId, sql`select user_id from accounts`)
    const reads = Array.from({ length: 60 }, async (_, n) => {
      if (n % 10 === 0)
        await expect(db.readAsDesk(alice, sql`select 1 / (${n}::int - ${n}::int)`)).rejects.toThrow('division by zero')
      const deskId = n % 2 === 0 ? alice : bob
      return [deskId, await own(deskId)]
    })
    for (const [deskId, rows] of await Promise.all(reads)) expect(rows).toEqual([[Buffer.from(String(deskId))]])
    expect(await db.readAsSystem(sql`select id from accounts`)).toHaveLength(2)
    await expect(db.readAsDesk(alice, sql`delete from accounts`)).rejects.toThrow('read-only')
    await expect(db.readAsSystem(sql`delete from accounts`)).rejects.toThrow('read-only')
    expect(await db.writeAsSystem(sql`update accounts set name = name returning id`)).toHaveLength(2)
    await expect(db.writeAsSystem(sql`update accounts set name = null`)).rejects.toThrow('null value')
    expect([...(await db.connection`select id from accounts`)]).toEqual([])
    await expect(db.readAsDesk(`${alice}'`, sql`select 1`)).rejects.toThrow('UUID')
  })

  it('keeps writers in one round trip apart: all that is their own or nothing', async () => {
    const { db } = database
    const rename = (name: string, id = accountOf.get(bob)) =>
      sql`update accounts set name = ${name} where id = ${id} returning name`
    expect(await db.writeAsDesk(alice, rename('taken'))).toEqual([[]])
    expect(await db.writeAsDesk(bob, rename('Other'), sql`select name from accounts`)).toEqual([
      [{ name: 'Other' }],
      [{ name: 'Other' }],
    ])
    await expect(db.writeAsDesk(bob, rename('Half'), sql`select 1 / ${0}::int`, rename('More'))).rejects.toThrow(
      'division by zero',
    )
    await expect(
      db.writeAsDesk(
        alice,
        sql`insert into accounts (user_id, name, name_key, exchange, masked_key) values (${bob}::uuid, 'x', 'x', 'okx', '')`,
      ),
    ).rejects.toThrow('row-level security')
    expect(await db.writeAsDesk(bob, rename('Main'), sql`select name from accounts`)).toEqual([
      [{ name: 'Main' }],
      [{ name: 'Main' }],
    ])
  })

  it('changes and deletes nothing of another user, even when named', async () => {
    const changed = await database.db.asDesk(alice, (tx) =>
      tx.execute(sql`update accounts set name = 'taken' where user_id = ${bob} returning id`),
    )
    const deleted = await database.db.asDesk(alice, (tx) =>
      tx.execute(sql`delete from accounts where user_id = ${bob} returning id`),
    )
    expect([...changed, ...deleted]).toEqual([])
    const left = await database.db.asDesk(bob, (tx) => tx.select({ name: accounts.name }).from(accounts))
    expect(left).toEqual([{ name: 'Main' }])
  })

  it('refuses a row written in another user’s name', async () => {
    const forged = database.db.asDesk(alice, (tx) =>
      tx.insert(accounts).values({ deskId: bob, name: 'x', nameKey: 'x', exchange: 'bybit', maskedKey: 'x' }),
    )
    await expect(forged).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  it('does not carry one transaction’s user over to the next on the same connection', async () => {
    const single = await testDatabase({ max: 1 })
    try {
      await single.db.asSystem((tx) => tx.insert(users).values({ id: alice, email: 'a@example.com' }))
      await single.db.asDesk(alice, (tx) => tx.select().from(users))
      expect(await single.db.connection`select id from users`).toHaveLength(0)
    } finally {
      await single.close()
    }
  })

  it('has composite foreign keys: a row cannot hang on another user’s account, not even for the system', async () => {
    const crossed = database.db.asSystem((tx) =>
      tx.insert(snapshots).values({
        accountId: accountOf.get(bob) ?? '',
        deskId: alice,
        asOf: new Date(),
        durationMs: 1,
        equities: [],
        unpriced: [],
        notIncluded: [],
        warnings: [],
      }),
    )
    await expect(crossed).rejects.toMatchObject({ cause: { code: '23503' } })
  })
})
