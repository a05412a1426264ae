import postgres from 'postgres'
import { type Db, type DbOptions, openDb, type Tx } from './client'
import { databaseTarget } from './database-url'
import { loginOf, reachOf } from './pooling'
import { DatabaseNotMigrated, DatabaseProblem } from './problem'
import { grantRows } from './process-role'
import { isMigrated } from './queries/health'
import { ReadReplica, type ReplicaState } from './read-replica'

/** Taken on by connections whose login role row-level security would not bind. */
export const APP_ROLE = 'ballast_app'

/** True where row-level security does not bind the role that `sql` logs in as (superuser or BYPASSRLS). */
async function isExempt(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ exempt: boolean }[]>`
    select rolsuper or rolbypassrls as exempt from pg_roles where rolname = current_user`
  if (!row) throw new DatabaseProblem('PostgreSQL does not know the role that it let in.')
  return row.exempt
}

/**
 * The role that the application's connections have to take on: none where the login role is bound by row-level security
 * (tables force it on their owner), `ballast_app` where it is a superuser or may bypass it.
 * @throws DatabaseProblem in one sentence where the server is out of reach
 */
export async function applicationRole(url: string): Promise<string | undefined> {
  return (await loginOf(url)).isExempt ? APP_ROLE : undefined
}

/** How an application's database is opened. */
export interface AppDbOptions extends Omit<DbOptions, 'role' | 'reach'> {
  /** Past a pooler, to PostgreSQL itself; DATABASE_DIRECT_URL unless given. */
  directUrl?: string | undefined
  /** A streaming replica for reads of the past; DATABASE_READ_URL unless given. */
  readUrl?: string | undefined
  /** Told when the replica begins to serve, or ends. */
  onReplica?: (state: ReplicaState) => void
}

/**
 * The same once the database has all tables of this version.
 * @throws DatabaseNotMigrated where it has not
 */
export async function openMigratedDb(options: AppDbOptions): Promise<Db> {
  const db = await openAppDb(options)
  try {
    if (await db.asSystem(isMigrated)) return db
  } catch (error) {
    await db.close().catch(() => {})
    throw error
  }
  await db.close().catch(() => {})
  throw new DatabaseNotMigrated()
}

/**
 * Opens the application's pool as a role that row-level security binds: the one way for product code and tests alike.
 * @throws DatabaseProblem in one sentence where the server is out of reach, or a pooler leaves no session to be had
 */
export async function openAppDb({
  directUrl = process.env.DATABASE_DIRECT_URL,
  readUrl = process.env.DATABASE_READ_URL,
  onReplica,
  ...options
}: AppDbOptions): Promise<Db> {
  const { isExempt, pooled } = await loginOf(options.url)
  const reach = await reachOf(options.url, pooled, directUrl || undefined)
  const replica = readUrl ? openReplica(readUrl, options, onReplica) : undefined
  return openDb({ ...options, reach, replica, ...(isExempt && { role: APP_ROLE }) })
}

/** Connects when it is first asked: a replica that is away holds up no start. @throws DatabaseProblem about the address */
function openReplica(url: string, options: DbOptions, onChange: AppDbOptions['onReplica']): ReadReplica<Tx> {
  databaseTarget(url, 'DATABASE_READ_URL')
  return new ReadReplica({
    ...(onChange && { onChange }),
    // Its login may be another one: whether row-level security binds it is asked of it.
    open: async () => {
      const { isExempt, pooled } = await loginOf(url)
      // Nothing is listened for and nothing locked there.
      return openDb({ ...options, url, reach: { pooled, sessionUrl: url }, ...(isExempt && { role: APP_ROLE }) })
    },
  })
}

/** Makes `ballast_app` and gives it rows, not tables; nothing where the login role needs no other. Safe to repeat. */
export async function ensureApplicationRole(sql: postgres.Sql): Promise<void> {
  if (!(await isExempt(sql))) return
  const [known] = await sql`select from pg_roles where rolname = ${APP_ROLE}`
  if (!known) {
    const attributes = 'nologin nosuperuser nobypassrls nocreatedb nocreaterole'
    await sql.unsafe(`create role ${APP_ROLE} ${attributes}`).catch((error: unknown) => {
      // Roles belong to the whole server: another database's migration may have been quicker.
      if (!(error instanceof postgres.PostgresError && ['42710', '23505'].includes(error.code))) throw error
    })
  }
  const [member] = await sql<{ yes: boolean }[]>`select pg_has_role(current_user, ${APP_ROLE}, 'member') as yes`
  if (!member?.yes) await sql.unsafe(`grant ${APP_ROLE} to current_user`)
  await grantRows(sql, APP_ROLE)
}
