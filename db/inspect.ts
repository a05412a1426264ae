import type postgres from 'postgres'
import { openPostgres } from './connection'
import { knownMigrations } from './known-migrations'
import { asDatabaseProblem } from './problem'

/** What a database is, as seen with one login; for whoever looks after it. */
export interface Inspection {
  /** In words, e.g. `17.2 (Debian 17.2-1)`. */
  version: string
  /** `server_version_num`: 150004 is 15.4. */
  versionNumber: number
  role: string
  /** Row-level security does not bind the login: a superuser, or BYPASSRLS. */
  isExempt: boolean
  /** The login owns the tables; null before there are any. */
  ownsTables: boolean | null
  /** It takes no changes: a standby, or told so. */
  isReadOnly: boolean
  /** How far this machine's clock is ahead of the server's, ms; told in the middle of the question that took `tookMs`. */
  aheadMs: number
  tookMs: number
  /** Steps of the schema that this version of Ballast has and the database has not. */
  missing: string[]
  /** The database was brought further by a newer version. */
  isNewer: boolean
  /** Tables with rows of people that row-level security does not guard, or not from their owner. */
  unguarded: string[]
  /** Tables of which the login may not read and write rows. */
  forbidden: string[]
}

/** Looks at a database and changes nothing. @throws DatabaseProblem in one sentence where it is out of reach */
export async function inspectDatabase(url: string): Promise<Inspection> {
  // A pooler gives each question another session, which knows no statement that was kept.
  const sql = openPostgres(url, { max: 1, connect_timeout: 10, prepare: false })
  try {
    const about = await aboutServer(sql)
    const steps = await stepsOf(sql)
    return { ...about, ...steps, ...(await wallsOf(sql)) }
  } catch (error) {
    throw asDatabaseProblem(error, url)
  } finally {
    await sql.end({ timeout: 5 }).catch(() => {})
  }
}

async function aboutServer(sql: postgres.Sql) {
  // The first question opens the connection, which would count as the clock's.
  await sql`select 1`
  const asked = performance.now()
  const [row] = await sql<
    { version: string; versionNumber: number; role: string; isExempt: boolean; isReadOnly: boolean; time: Date }[]
  >`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as "versionNumber",
      current_user as role, rolsuper or rolbypassrls as "isExempt",
      pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as "isReadOnly", clock_timestamp() as time
    from pg_roles where rolname = current_user`
  const [tookMs, now] = [performance.now() - asked, Date.now()]
  if (!row) throw new Error('PostgreSQL does not know the role that it let in.')
  const { time, ...rest } = row
  return { ...rest, aheadMs: now - tookMs / 2 - time.getTime(), tookMs }
}

async function stepsOf(sql: postgres.Sql): Promise<Pick<Inspection, 'missing' | 'isNewer'>> {
  const known = knownMigrations()
  const [made] = await sql<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null and has_schema_privilege(current_user, 'drizzle', 'usage') as there
    where exists (select from pg_namespace where nspname = 'drizzle')`
  if (!made?.there) return { missing: known.map(({ tag }) => tag), isNewer: false }
  const [row] = await sql<{ newest: string | null }[]>`
    select max(created_at)::text as newest from drizzle.__drizzle_migrations`
  const newest = Number(row?.newest ?? 0)
  return {
    missing: known.filter(({ when }) => when > newest).map(({ tag }) => tag),
    isNewer: newest > Math.max(...known.map(({ when }) => when)),
  }
}

async function wallsOf(sql: postgres.Sql): Promise<Pick<Inspection, 'unguarded' | 'forbidden' | 'ownsTables'>> {
  const tables = await sql<{ name: string; isGuarded: boolean; isOurs: boolean; isOwn: boolean }[]>`
    select c.relname as name,
      (c.relrowsecurity and c.relforcerowsecurity)
        or not (c.relname = 'users' or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped)) as "isGuarded",
      has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
        and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete') as "isOurs",
      pg_has_role(current_user, c.relowner, 'usage') as "isOwn"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (not c.relispartition or c.relrowsecurity is false)
    order by c.relname`
  const users = tables.find(({ name }) => name === 'users')
  return {
    unguarded: tables.flatMap(({ name, isGuarded }) => (isGuarded ? [] : [name])),
    forbidden: tables.flatMap(({ name, isOurs }) => (isOurs ? [] : [name])),
    ownsTables: users === undefined ? null : users.isOwn,
  }
}
