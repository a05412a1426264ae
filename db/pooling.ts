import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { openPostgres } from './connection'
import { databaseTarget } from './database-url'
import { asDatabaseProblem, DatabaseProblem } from './problem'

/** How a database is reached. */
export interface Reach {
  /**
   * Something stands between that takes no settings with a connection and may give each transaction another session
   * (PgBouncer): settings are said in every transaction, and statements are not kept.
   */
  pooled: boolean
  /** Where a connection is one session: for LISTEN and for locks. */
  sessionUrl: string
}

/** What a login is, and whether its connections take settings when they begin. */
export interface Login {
  /** Row-level security does not bind it: a superuser, or BYPASSRLS. */
  isExempt: boolean
  pooled: boolean
}

const WAIT_MS = 6_000
const AGAIN_MS = 250

/**
 * Logs in with a setting that only a session of PostgreSQL's own takes: a pooler refuses it, or leaves it out without a word.
 * @throws DatabaseProblem in one sentence where the server is out of reach
 */
export async function loginOf(url: string): Promise<Login> {
  if (databaseTarget(url).pooled) return ask(url, {})
  try {
    return await ask(url, { 'app.probe': 'on' })
  } catch (error) {
    if (isRefusedSetting(error)) return ask(url, {})
    throw error
  }
}

async function ask(url: string, connection: Record<string, string>): Promise<Login> {
  const sql = openPostgres(url, { max: 1, connect_timeout: 10, prepare: false, connection })
  try {
    const [row] = await sql<{ isExempt: boolean; isTaken: boolean }[]>`
      select rolsuper or rolbypassrls as "isExempt", coalesce(current_setting('app.probe', true), '') = 'on' as "isTaken"
      from pg_roles where rolname = current_user`
    if (!row) throw new DatabaseProblem('PostgreSQL does not know the role that it let in.')
    return { isExempt: row.isExempt, pooled: !row.isTaken }
  } catch (error) {
    throw asDatabaseProblem(error, url)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** PgBouncer's words; of `application_name` and `options` in the address they are for whoever wrote them there. */
function isRefusedSetting(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError && /startup parameter/.test(cause.message))
      return /app\.probe/.test(cause.message)
  }
  return false
}

/**
 * Where sessions are to be had for a login behind a pooler: at an address of PostgreSQL itself, or at the pooler's where it
 * gives each connection a session of its own.
 * @throws DatabaseProblem in one sentence: nowhere, or the other address is of another database
 */
export async function reachOf(url: string, pooled: boolean, directUrl: string | undefined): Promise<Reach> {
  if (!pooled) return { pooled, sessionUrl: url }
  if (directUrl !== undefined) {
    databaseTarget(directUrl, 'DATABASE_DIRECT_URL')
    if (await isHeard(directUrl, url)) return { pooled, sessionUrl: directUrl }
    throw new DatabaseProblem(
      'What is told through DATABASE_URL is not heard at DATABASE_DIRECT_URL: it must lead to the same database, past the pooler.',
    )
  }
  if (await isHeard(url, url)) return { pooled, sessionUrl: url }
  throw new DatabaseProblem(
    'What stands at DATABASE_URL shares sessions among connections (PgBouncer in transaction mode), by which nothing that changes would be heard: set DATABASE_DIRECT_URL to the address of PostgreSQL itself, or let the pooler pool sessions.',
  )
}

/** Whether a connection to one address hears what is told through another. */
async function isHeard(at: string, through: string): Promise<boolean> {
  const options = { max: 1, connect_timeout: 10, prepare: false }
  const [listener, teller] = [openPostgres(at, options), openPostgres(through, options)]
  const channel = `ballast_probe_${randomBytes(8).toString('hex')}`
  try {
    let heard = false
    const end = performance.now() + WAIT_MS
    await listener.listen(channel, () => {
      heard = true
    })
    while (!heard && performance.now() < end) {
      await teller.notify(channel, '')
      await pause(heard ? 0 : AGAIN_MS)
    }
    return heard
  } catch (error) {
    throw asDatabaseProblem(error, at)
  } finally {
    await Promise.all([listener.end({ timeout: 1 }), teller.end({ timeout: 1 })])
  }
}

/**
 * Whether whoever needs one session for long (migrations) has it at an address.
 * @throws DatabaseProblem in one sentence where it has not
 */
export async function requireSession(url: string): Promise<void> {
  const { pooled } = await loginOf(url)
  if (!pooled || (await isHeard(url, url))) return
  throw new DatabaseProblem(
    'Migrations need a session of their own, and what stands there shares them (PgBouncer in transaction mode): let MIGRATION_DATABASE_URL, or DATABASE_DIRECT_URL, lead to PostgreSQL itself.',
  )
}
