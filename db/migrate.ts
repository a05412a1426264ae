import { setTimeout as pause } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import type postgres from 'postgres'
import { openPostgres } from './connection'
import { gaveWay } from './errors'
import { MIGRATIONS } from './known-migrations'
import { moveSnapshots } from './move-snapshots'
import { requireSession } from './pooling'
import { asDatabaseProblem, DatabaseProblem } from './problem'
import { grantQueues, grantRows, requireBoundRole } from './process-role'
import { ensureQueueSchema } from './queue-schema'
import { ensureApplicationRole } from './roles'

/** Whoever holds it migrates; the others wait and find the work done. Any number that nothing else locks on. */
export const MIGRATION_LOCK = 4_926_001
/**
 * How long a migration waits for a table that somebody uses. Whoever comes meanwhile stands behind it: a version that runs beside
 * it is held up for so long at most, and has the table again until the next try.
 */
const LOCK_TIMEOUT_MS = 3_000
const TRIES = 60
const PAUSE_MS = 1_000
/** `server_version_num` of PostgreSQL 15. */
const OLDEST_SERVER = 150_000

/**
 * Brings the database to the newest schema and gives the application a role that row-level security binds. May run in
 * several processes at once.
 * @param url of the role that owns the tables
 * @param processRole another one, as which the processes log in: it is given the rows. None: they log in as the owner.
 * @throws DatabaseProblem in one sentence where the server is out of reach, too old, or refuses the role, and where the
 * processes' role is none that row-level security binds
 */
export async function migrate(url: string, processRole?: string): Promise<void> {
  const sql = openPostgres(url, { max: 1, connect_timeout: 10 })
  try {
    await checkVersion(sql)
    await requireSession(url)
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    try {
      await applyMigrations(sql)
      await moveSnapshots(sql)
      await ensureQueueSchema(url)
      await ensureApplicationRole(sql)
      if (processRole !== undefined) {
        await requireBoundRole(sql, processRole)
        await grantRows(sql, processRole)
        await grantQueues(sql, processRole)
      }
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`
    }
  } catch (error) {
    throw asDatabaseProblem(error, url)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/**
 * All that are missing, in one transaction: tried again where it gave way to somebody, also to one who held a table that it
 * wanted and wanted one that it held. @throws DatabaseProblem where a table is in use for minutes
 */
async function applyMigrations(sql: postgres.Sql): Promise<void> {
  await sql`select set_config('lock_timeout', ${`${LOCK_TIMEOUT_MS}ms`}, false)`
  for (let tries = 1; ; tries++) {
    try {
      await runMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS })
      break
    } catch (error) {
      if (!gaveWay(error)) throw error
      if (tries === TRIES)
        throw new DatabaseProblem('Its tables cannot be changed: somebody has used one of them for minutes without a pause.', {
          cause: error,
        })
      await pause(PAUSE_MS)
    }
  }
  await sql`reset lock_timeout`
}

async function checkVersion(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<{ version: number; name: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name`
  if (row && row.version < OLDEST_SERVER) {
    throw new DatabaseProblem(`PostgreSQL 15 or newer is needed; this server is ${row.name}.`)
  }
}
