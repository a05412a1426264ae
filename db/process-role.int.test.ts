import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import PgBoss from 'pg-boss'
import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from './embedded'
import { migrate } from './migrate'
import { startOwnPostgres } from './own-postgres.testing'
import { roleOf } from './process-role'
import { insertUser } from './queries/users'
import { openAppDb } from './roles'
import { databaseUrl, dropDatabase, onServer } from './testing'

const name = () => `ballast_test_${randomBytes(8).toString('hex')}`
const refused = { code: '42501' }
/** What a role that may change tables, or get around row-level security, would be able to do. */
const CHANGES = [
  'alter table accounts add column x int',
  'alter table accounts disable row level security',
  'alter table accounts no force row level security',
  'drop policy accounts_tenant on accounts',
  'create policy all_of_it on accounts using (true)',
  'alter table audit_events disable trigger all',
  'truncate audit_events cascade',
  'truncate users cascade',
  'drop table accounts cascade',
  'create table public.mine (id int)',
  'create schema mine',
  'create function public.mine() returns int language sql as $$ select 1 $$',
  'create or replace function audit_events_keep() returns trigger language plpgsql as $$ begin return old; end $$',
  'set session_replication_role = replica',
  'insert into drizzle.__drizzle_migrations (hash, created_at) values (1, 1)',
  'alter table pgboss.job add column x int',
  'drop table pgboss.job cascade',
  'create role somebody superuser',
  'alter role current_user bypassrls',
  "copy accounts to program 'cat'",
]

/** All that the processes do: sign-up, rows of one's own, days of snapshots, the audit log, the queue. */
async function works(url: string): Promise<void> {
  const db = await openAppDb({ url, max: 3 })
  const boss = new PgBoss({ connectionString: url, max: 2 })
  try {
    const email = `${randomBytes(4).toString('hex')}@example.com`
    const user = await db.asSystem((tx) => insertUser(tx, { email, name: null, passwordHash: null, now: new Date() }))
    if (!user) throw new Error('Nobody was stored.')
    expect(await db.asUser(user.id, (tx) => tx.execute('select email from users'))).toEqual([{ email }])
    expect([...(await db.connection`select id from users`)]).toEqual([])
    boss.on('error', () => {})
    await boss.start()
    const queue = `refresh.${randomBytes(4).toString('hex')}`
    await boss.createQueue(queue, { name: queue, policy: 'short' })
    await boss.send(queue, { n: 1 })
    const jobs = await boss.fetch<{ n: number }>(queue)
    expect(jobs.map(({ data }) => data)).toEqual([{ n: 1 }])
    await boss.complete(queue, jobs[0]?.id ?? '')
    await boss.maintain()
  } finally {
    await boss.stop({ graceful: false, wait: true })
    await db.close()
  }
}

async function changesNothing(url: string, owner: string): Promise<void> {
  await onServer(url, async (sql) => {
    const [role] = await sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false })
    for (const change of [...CHANGES, `set role ${owner}`, `set session authorization ${owner}`]) {
      const outcome = await sql.unsafe(change).then(
        () => 'done',
        (error: postgres.PostgresError) => error.code,
      )
      expect([change, outcome]).toEqual([change, refused.code])
    }
  })
}

describe.each([
  ['the embedded PostgreSQL', 'embedded'],
  ['one’s own PostgreSQL', 'own'],
])('the role of the processes on %s', (_what, kind) => {
  let server: string
  let stop = async () => {}

  beforeAll(async () => {
    server = process.env.TEST_DATABASE_URL ?? ''
    if (kind === 'embedded') return
    const own = await startOwnPostgres()
    server = own.url
    stop = own.stop
    await onServer(server, async (sql) => {
      await sql.unsafe(`create role ballast_owner login createdb password 'owner'`)
      await sql.unsafe(`create role ballast_plain login password 'plain'`)
      await sql.unsafe(`create role ballast_strong login bypassrls password 'strong'`)
      await sql.unsafe(`create role ballast_heir login password 'heir' in role ballast_owner`)
    })
  })
  afterAll(() => stop())

  const as = (role: string, password: string, database: string) => {
    const url = new URL(databaseUrl(server, database))
    url.username = role
    url.password = password
    return url.toString()
  }
  const addresses = (database: string) =>
    kind === 'own'
      ? { owner: as('ballast_owner', 'owner', database), processes: as('ballast_plain', 'plain', database) }
      : { owner: databaseUrl(server, database), processes: databaseUrl(process.env.TEST_PROCESSES_URL ?? '', database) }

  it('reads and writes rows, and changes no table, policy or role', async () => {
    const database = name()
    const { owner, processes } = addresses(database)
    await onServer(kind === 'own' ? as('ballast_owner', 'owner', 'postgres') : server, (sql) =>
      sql.unsafe(`create database ${database}`),
    )
    await migrate(owner, roleOf(processes))
    await works(processes)
    await changesNothing(processes, roleOf(owner))
    await migrate(owner, roleOf(processes))
    await works(processes)
    await dropDatabase(server, database)
  })

  it('is given what an earlier version’s single role had made, with what is in it', async () => {
    const database = name()
    const { owner, processes } = addresses(database)
    await onServer(kind === 'own' ? as('ballast_owner', 'owner', 'postgres') : server, (sql) =>
      sql.unsafe(`create database ${database}`),
    )
    await migrate(owner)
    await works(owner)
    await expect(works(processes)).rejects.toThrow()
    await migrate(owner, roleOf(processes))
    await works(processes)
    await changesNothing(processes, roleOf(owner))
    const emails = await onServer(processes, (sql) =>
      sql.begin(async (tx) => {
        await tx`select set_config('app.system', 'on', true)`
        return tx`select email from users`
      }),
    )
    expect(emails).toHaveLength(2)
    await dropDatabase(server, database)
  })

  const unfit: [string, RegExp][] = [
    ['ballast_owner', /is, or may become, the one of MIGRATION_DATABASE_URL/],
    ['ballast_heir', /is, or may become, the one of MIGRATION_DATABASE_URL/],
    ['ballast_strong', /is a superuser or may bypass row-level security/],
    ['postgres', /is a superuser/],
    ['nobody_at_all', /does not exist/],
  ]
  it.each(kind === 'own' ? unfit : [])('is not %s', async (role, why) => {
    const database = name()
    await onServer(as('ballast_owner', 'owner', 'postgres'), (sql) => sql.unsafe(`create database ${database}`))
    await expect(migrate(as('ballast_owner', 'owner', database), role)).rejects.toThrow(why)
    await dropDatabase(server, database)
  })
})

describe('a folder of an earlier version', () => {
  it('gets the role of the processes at its next start, and new passwords where they are asked for', async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ballast-earlier-'))
    const settings = { fsync: 'off' }
    try {
      const first = await startEmbedded({ dataDir, settings })
      await migrate(first.url)
      await onServer(first.url.replace(/\/ballast$/, '/ballast'), (sql) => sql`select 1`)
      await first.stop()
      const file = path.join(dataDir, 'postgres.json')
      const { processesPassword, ...earlier } = JSON.parse(readFileSync(file, 'utf8'))
      expect(processesPassword).toMatch(/^[\w-]{32}$/)
      writeFileSync(file, JSON.stringify(earlier))
      const second = await startEmbedded({ dataDir, settings })
      try {
        expect(second.processesUrl).not.toContain(processesPassword)
        await migrate(second.url, second.processesRole)
        await works(second.processesUrl)
        await changesNothing(second.processesUrl, 'ballast')
      } finally {
        await second.stop()
      }
      const third = await startEmbedded({ dataDir, settings, newPasswords: true })
      try {
        for (const old of [second.url, second.processesUrl]) {
          const stale = new URL(old)
          stale.port = String(third.port)
          await expect(onServer(stale.toString(), (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' })
        }
        await migrate(third.url, third.processesRole)
        await works(third.processesUrl)
      } finally {
        await third.stop()
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  })
})
