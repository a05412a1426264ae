import { randomUUID } from 'node:crypto'
import path from 'node:path'
import postgres from 'postgres'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { restoreInto } from '@/db/backup/target'
import { gaveWay } from '@/db/errors'
import { migrate } from '@/db/migrate'
import { migrateTo } from '@/db/migrate-to.testing'
import { roleOf } from '@/db/process-role'
import { databaseUrl, PROCESSES_VARIABLE } from '@/db/testing'
import { openBackup } from '../backup/check'
import { backupDesk } from '../backup/desk.testing'
import { type PersonBefore, personBefore } from './before-desks.testing'
import { contentOf, systemConnection } from './content.testing'

/** The newest step of the version whose rows were a person's. */
const BEFORE = '0035_snapshot_days_without_deadlock'
const FIXTURE = path.join(import.meta.dirname, 'fixtures', '0.1.0.backup')
/** What there may be without anybody: the installation's own. */
const EMPTY = ['setup_codes', 'vault_keys']
const server = process.env.TEST_DATABASE_URL ?? ''
const processes = process.env[PROCESSES_VARIABLE] ?? server
const upgrade = (url: string) => migrate(url, processes === server ? undefined : roleOf(processes))
const installation = backupDesk()

interface Table {
  name: string
  columns: string[]
}

async function tablesOf(sql: postgres.Sql): Promise<Table[]> {
  return sql<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname order by 1`
}

/** A database of that version: the demo of 0.1.0 upgraded as far, and two people with something in each table. */
async function filled() {
  const url = await installation.emptyDatabase(server)
  const { manifest, chunks } = await openBackup(FIXTURE, null)
  await restoreInto(url, manifest, chunks, { asItWas: true })
  await migrateTo(url, BEFORE)
  const sql = systemConnection(url)
  atEnd(() => sql.end({ timeout: 5 }))
  const alice = await personBefore(sql, 'alice@example.com', 45)
  const bob = await personBefore(sql, 'bob@example.com', 300)
  await sql`update users set disabled_at = now() where id = ${bob.id}`
  return { url, sql, alice, bob }
}

const ending: (() => Promise<unknown>)[] = []
const atEnd = (end: () => Promise<unknown>) => ending.push(end)

describe('from people to desks', () => {
  let url: string
  let sql: postgres.Sql
  let alice: PersonBefore
  let bob: PersonBefore
  let tables: Table[]
  let before: Record<string, string>
  /** A desk that is nobody's own, with alice as one of its owners; `former` is a process of the version before. */
  let shared: PersonBefore
  let former: postgres.Sql

  beforeAll(async () => {
    ;({ url, sql, alice, bob } = await filled())
    tables = await tablesOf(sql)
    before = await contentOf(url, tables)
    await upgrade(url)
    former = postgres(databaseUrl(processes, new URL(url).pathname.slice(1)), { max: 1, onnotice: () => {} })
    atEnd(() => former.end({ timeout: 5 }))
    return async () => {
      for (const end of ending.reverse()) await end()
    }
  }, 120_000)

  it('leaves each row of each table as it was', async () => {
    expect(Object.entries(before).filter(([name, content]) => content.startsWith('0 ') && !EMPTY.includes(name))).toEqual([])
    expect(await contentOf(url, tables)).toEqual(before)
  })

  it('gives everybody a desk of their own with themselves as its owner, and nobody another', async () => {
    const lacking = await sql`
      select u.email from users u left join desks d on d.id = u.id and d.is_personal
          and d.refresh_interval_seconds = u.refresh_interval_seconds and d.disabled_at is not distinct from u.disabled_at
        left join desk_members m on m.desk_id = u.id and m.user_id = u.id and m.role = 'owner' and m.tag_ids is null
      where d.id is null or m.desk_id is null`
    expect([...lacking]).toEqual([])
    const [counted] = await sql`select (select count(*)::int from users) as people, (select count(*)::int from desks) as desks,
      (select count(*)::int from desk_members) as members`
    expect(counted?.people).toBeGreaterThan(2)
    expect(counted).toEqual({ people: counted?.people, desks: counted?.people, members: counted?.people })
  })

  it('says of tokens and rules who made them', async () => {
    const others = await sql`
      select 'token' as what from api_tokens where created_by is distinct from user_id
      union all select 'rule' from alert_rules where created_by is distinct from user_id`
    expect([...others]).toEqual([])
  })

  it('refers each row to a desk that is there, and has PostgreSQL see to it', async () => {
    const references = await sql<{ table: string; column: string; to: string }[]>`
      select c.conrelid::regclass::text as table, a.attname as column, c.confrelid::regclass::text as to
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid in ('users'::regclass, 'desks'::regclass) and array_length(c.conkey, 1) = 1`
    const toDesks = references.filter(({ column, to }) => column === 'user_id' && to === 'desks').map(({ table }) => table)
    expect(toDesks.sort()).toEqual([
      ...['accounts', 'alert_rules', 'alert_settings', 'api_tokens', 'channels', 'flow_pairs', 'group_points', 'oauth_codes'],
      ...['open_pages', 'share_links', 'stream_events', 'tags', 'webhooks'],
    ])
    for (const { table, column, to } of references) {
      const [row] = await sql.unsafe<{ n: number }[]>(
        `select count(*)::int as n from ${table} x where ${column} is not null and not exists (select from ${to} y where y.id = x.${column})`,
      )
      expect(row?.n, `${table}.${column}`).toBe(0)
    }
    // They were not looked at by the step; that they hold for rows of before is asked of PostgreSQL itself.
    const unproven = await sql<{ table: string; name: string }[]>`
      select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'f' and not convalidated`
    expect(unproven.length).toBeGreaterThan(10)
    for (const { table, name } of unproven) await sql.unsafe(`alter table ${table} validate constraint "${name}"`)
  })

  describe('beside a version before', () => {
    /** What that version sends, in a transaction as it begins it. */
    const asUser = <T>(id: string, work: (tx: postgres.TransactionSql) => Promise<T>) =>
      former.begin(async (tx) => {
        await tx.unsafe(`set local app.user_id = '${id}'`)
        return work(tx)
      })
    const deskOf = async (id: string) =>
      (
        await sql`select d.refresh_interval_seconds as seconds, d.disabled_at is not null as disabled, m.role
          from desks d left join desk_members m on m.desk_id = d.id and m.user_id = d.id where d.id = ${id} and d.is_personal`
      )[0] ?? null

    beforeAll(async () => {
      const desk = randomUUID()
      await sql`insert into desks (id, name) values (${desk}, 'Fund')`
      await sql`insert into desk_members (desk_id, user_id, role, created_at) values (${desk}, ${alice.id}, 'owner', now())`
      shared = await personBefore(sql, 'carol@example.com', 60, desk)
      await sql`update api_tokens set created_by = ${alice.id} where user_id = ${desk}`
    })

    it('shows it its user’s rows in each table, as many as there were, and none of anybody else or of a shared desk', async () => {
      const owned = tables.filter(({ name, columns }) => columns.includes('user_id') && name !== 'challenges')
      expect(owned.length).toBeGreaterThan(30)
      for (const { name } of owned) {
        const [there] = await sql.unsafe<{ n: number }[]>(
          `select count(*)::int as n from "${name}" where user_id = '${alice.id}'`,
        )
        const seen = await asUser(alice.id, (tx) =>
          tx.unsafe<{ of: string; n: number }[]>(
            // The version before asks for its user by name as well; without that it is the wall alone that answers.
            `select user_id::text as of, count(*)::int as n from "${name}" group by 1`,
          ),
        )
        // What a person made on any desk is shown to them by the wall: that version's own condition leaves it out.
        const rows = seen.filter(({ of }) => name !== 'api_tokens' || of === alice.id)
        expect(rows, name).toEqual([{ of: alice.id, n: there?.n }])
      }
      const tokens = await asUser(alice.id, (tx) => tx`select id from api_tokens where user_id = ${alice.id}`)
      expect(tokens.map(({ id }) => id)).toEqual([alice.token])
    })

    it('shows it nothing where it names nobody, or somebody limited to accounts', async () => {
      expect(await former`select id from accounts`).toHaveLength(0)
      const names = await asUser(alice.id, async (tx) => {
        await tx.unsafe(`set local app.accounts = '{${alice.sub}}'`)
        return tx<{ name: string }[]>`select name from accounts`
      })
      expect(names.map(({ name }) => name)).toEqual(['Sub'])
    })

    it('finds no token, link, key or account of a shared desk by what it asks as the system', async () => {
      const asSystem = (query: string) =>
        former.begin(async (tx) => {
          await tx.unsafe(`set local app.system = 'on'`)
          return tx.unsafe<{ id: string }[]>(query)
        })
      const asked = {
        tokens: `select t.user_id::text as id from api_tokens t join users u on u.id = t.user_id`,
        links: `select s.user_id::text as id from share_links s join users u on u.id = s.user_id`,
        'keys of programs': `select k.user_id::text as id from oauth_keys k join api_tokens t on t.id = k.token_id and t.user_id = k.user_id
          join users u on u.id = t.user_id`,
        'due accounts': `select a.user_id::text as id from accounts a join users u on u.id = a.user_id and u.disabled_at is null`,
        'alerts to look at': `select s.user_id::text as id from alert_settings s join users u on u.id = s.user_id`,
      }
      for (const [what, query] of Object.entries(asked)) {
        const of = (await asSystem(query)).map(({ id }) => id)
        expect(of, what).toContain(alice.id)
        expect(of, what).not.toContain(shared.id)
      }
    })

    it('lets it store what it stores', async () => {
      const token = randomUUID()
      await asUser(alice.id, async (tx) => {
        const [account] = await tx<{ id: string }[]>`insert into accounts (user_id, name, name_key, exchange, masked_key)
          values (${alice.id}, 'New', 'new', 'okx', 'x') returning id`
        await tx`with stored as (
            insert into snapshots (account_id, user_id, as_of, duration_ms, equity, equities, unpriced, not_included, warnings)
            values (${account?.id ?? ''}, ${alice.id}, now(), 3, 1.10, '[]', '{}', '[]', '{}')
            on conflict (account_id, user_id, as_of) do update set duration_ms = snapshots.duration_ms returning id
          ), kept as (
            insert into holdings (account_id, user_id, day, hash, assets)
            values (${account?.id ?? ''}, ${alice.id}, date_trunc('day', now(), 'UTC'), md5('')::uuid, '{}') on conflict do nothing
          ) select id from stored`
        await tx`insert into group_points (user_id, scope, resolution_seconds, bucket, open, high, low, close, close_as_of, accounts)
          values (${alice.id}, 'total', 3600, now(), 1, 1, 1, 1, now(), 1)`
        await tx`insert into audit_events (user_id, at, actor, event, details) values (${alice.id}, now(), 'session', 'account.created', '{}')`
        await tx`insert into api_tokens (id, user_id, name, hash, prefix) values (${token}, ${alice.id}, 'Late', ${token}, 'bal_')`
        await tx`insert into alert_rules (user_id, rule, created_at, updated_at) values (${alice.id}, '{}', now(), now())`
      })
      const log = await asUser(
        alice.id,
        (tx) => tx`select event from audit_events where user_id = ${alice.id} order by id desc limit 1`,
      )
      expect(log[0]?.event).toBe('account.created')
      // A token that says nothing of its maker is that desk's person's.
      const [made] = await sql`select m.role from api_tokens t
        join desk_members m on m.desk_id = t.user_id and m.user_id = coalesce(t.created_by, t.user_id) where t.id = ${token}`
      expect(made?.role).toBe('owner')
    })

    it('keeps it from storing for others and for a shared desk', async () => {
      for (const other of [bob.id, shared.id]) {
        const storing = asUser(
          alice.id,
          (tx) => tx`insert into accounts (user_id, name, name_key, exchange, masked_key)
          values (${other}, 'Theirs', 'theirs', 'okx', 'x')`,
        )
        await expect(storing).rejects.toMatchObject({ code: '42501' })
        const changed = await asUser(alice.id, (tx) => tx`update accounts set name = 'x' where user_id = ${other} returning id`)
        expect(changed).toHaveLength(0)
      }
    })

    it('whom it adds, changes, disables and deletes has, keeps and loses a desk', async () => {
      const id = randomUUID()
      const asSystem = (statement: string) =>
        former.begin(async (tx) => {
          await tx.unsafe(`set local app.system = 'on'`)
          await tx.unsafe(statement)
        })
      await asSystem(`insert into users (id, email) values ('${id}', 'dora@example.com')`)
      expect(await deskOf(id)).toEqual({ seconds: 60, disabled: false, role: 'owner' })
      // Their own setting: not as the system.
      await asUser(id, (tx) => tx`update users set refresh_interval_seconds = 90 where id = ${id}`)
      expect(await deskOf(id)).toEqual({ seconds: 90, disabled: false, role: 'owner' })
      await asSystem(`update users set disabled_at = now() where id = '${id}'`)
      expect(await deskOf(id)).toEqual({ seconds: 90, disabled: true, role: 'owner' })
      await asSystem(`update users set disabled_at = null where id = '${id}'`)
      expect(await deskOf(id)).toEqual({ seconds: 90, disabled: false, role: 'owner' })
      await asUser(
        id,
        (tx) => tx`insert into accounts (user_id, name, name_key, exchange, masked_key)
        values (${id}, 'Main', 'main', 'okx', 'x')`,
      )
      await asUser(
        id,
        (tx) => tx`insert into audit_events (user_id, at, actor, event, details) values (${id}, now(), 'session', 'e', '{}')`,
      )
      await asSystem(`delete from users where id = '${id}'`)
      expect(await deskOf(id)).toBeNull()
      const [left] =
        await sql`select (select count(*) from accounts where user_id = ${id}) + (select count(*) from audit_events where user_id = ${id})
        + (select count(*) from desk_members where user_id = ${id}) as n`
      expect(Number(left?.n)).toBe(0)
    })

    it('with a person goes every row of theirs in every table, and none of another', async () => {
      const { sql: own, url: at, alice: gone, bob: stays } = await filled()
      await upgrade(at)
      const owned = (await tablesOf(own)).filter(({ columns }) => columns.includes('user_id'))
      const rowsOf = async (id: string) => {
        const counts: Record<string, number> = {}
        for (const { name } of owned) {
          const [row] = await own.unsafe<{ n: number }[]>(`select count(*)::int as n from "${name}" where user_id = '${id}'`)
          counts[name] = row?.n ?? -1
        }
        return counts
      }
      const there = await rowsOf(stays.id)
      await own`delete from users where id = ${gone.id}`
      expect(Object.entries(await rowsOf(gone.id)).filter(([, n]) => n !== 0)).toEqual([])
      expect(await rowsOf(stays.id)).toEqual(there)
    })
  })
})

it('begins again where somebody else’s order of tables and its own stand in each other’s way', { timeout: 120_000 }, async () => {
  const url = await installation.emptyDatabase(server)
  await migrateTo(url, BEFORE)
  const [other, watch] = [systemConnection(url), systemConnection(url)]
  onTestFinished(async () => {
    await Promise.all([other.end({ timeout: 5 }), watch.end({ timeout: 5 })])
  })
  let upgrading: Promise<void> = Promise.resolve()
  const both = other.begin(async (tx) => {
    await tx`lock table webhooks in row exclusive mode`
    upgrading = upgrade(url)
    upgrading.catch(() => {})
    const waiting = async () => {
      const [row] = await watch<
        { n: number }[]
      >`select count(*)::int as n from pg_locks where relation = 'webhooks'::regclass and not granted`
      return row?.n ?? 0
    }
    await expect.poll(waiting, { timeout: 60_000 }).toBe(1)
    // It waits already, so that it is the first to look whether they wait for each other, and the one that is ended.
    await tx`select count(*) from accounts`
  })
  // On a machine that stands still meanwhile it may be the other one.
  await both.catch((error: unknown) => {
    if (!gaveWay(error)) throw error
  })
  await upgrading
  const [made] = await watch`select to_regclass('desks') is not null as yes`
  expect(made?.yes).toBe(true)
})
