import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import type { Db } from './client'
import { openAppDb } from './roles'

export interface TestDatabase {
  /** As the processes log in. */
  url: string
  /** Of the tables' owner, for tests that change them. */
  ownerUrl: string
  db: Db
  /** Ends the pool and drops the database. */
  close(): Promise<void>
}

/** Names the template that the global setup made; the address of the server is in TEST_DATABASE_URL. */
export const TEMPLATE_VARIABLE = 'TEST_DATABASE_TEMPLATE'
/** The same server with the login of the processes; not set where TEST_DATABASE_URL was given. */
export const PROCESSES_VARIABLE = 'TEST_PROCESSES_URL'

/**
 * A fresh, empty, migrated database of its own, opened as the application opens its own: row-level security binds it.
 * For `*.int.test.ts`; needs Vitest's global setup `db/testing-global-setup.ts`.
 */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  const template = process.env[TEMPLATE_VARIABLE]
  if (!server || !template) throw new Error('No test server: add db/testing-global-setup.ts to globalSetup in the Vitest config.')
  const name = `ballast_test_${randomBytes(8).toString('hex')}`
  await onServer(server, (sql) => sql.unsafe(`create database ${name} template ${template}`))
  const ownerUrl = databaseUrl(server, name)
  const url = databaseUrl(process.env[PROCESSES_VARIABLE] ?? server, name)
  const db = await openAppDb({ url, max: options.max ?? 4 })
  return {
    ...{ url, ownerUrl },
    db,
    close: async () => {
      await db.close()
      await dropDatabase(server, name)
    },
  }
}

/** The same database as another process has it: what is kept by it is not shared with whoever has the first. */
export function asAnotherProcess(db: Db): Db {
  const own: Db = {
    ...db,
    limitedTo: (accounts) => (accounts === null ? own : db.limitedTo(accounts)),
    get whole() {
      return own
    },
  }
  return own
}

/**
 * Drops a database with whatever is still connected to it. While autovacuum works there, `force` is refused to whoever is
 * no superuser (42501); without it PostgreSQL ends autovacuum itself.
 */
export async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, async (sql) => {
    try {
      await sql.unsafe(`drop database if exists ${name} with (force)`)
    } catch (error) {
      if (!(error instanceof postgres.PostgresError) || error.code !== '42501') throw error
      await sql.unsafe(`drop database if exists ${name}`)
    }
  })
}

/** The same server and login, another database. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.toString()
}

/** Runs statements that concern the server, on a connection of their own. */
export async function onServer<T>(server: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
