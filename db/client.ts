import { sql } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema'

export type Schema = typeof schema
type Drizzle = PostgresJsDatabase<Schema>
/** A running transaction in which row-level security shows one user's rows (or, for the system, all). */
export type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0]

/** The only ways to the tables: as one user, or as the system. Both are transactions; an error rolls all back. */
export interface Db {
  /** Runs `work` where only `userId`'s rows exist. */
  asUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** For what belongs to no signed-in user yet: sign-in, token look-up, the scheduler, migrations. */
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The driver itself, for LISTEN/NOTIFY, health checks and benchmarks. */
  readonly connection: postgres.Sql
  /** One connection beside the pool, opened on first use: the session that holds this process's locks (`db/locks`). */
  readonly lockSession: postgres.Sql
  close(): Promise<void>
}

export interface DbOptions {
  url: string
  /** Connections at most (default 10). */
  max?: number
  /** Role that the connections take on, for a login role that row-level security would not bind. */
  role?: string
}

/** Opens a pool; connects on first use. */
export function openDb({ url, max = 10, role }: DbOptions): Db {
  const common = { onnotice: () => {}, connection: role ? { role } : {} }
  const connection = postgres(url, { ...common, max })
  // Never recycled by age: its locks would go with it.
  const lockSession = postgres(url, { ...common, max: 1, max_lifetime: null })
  const db: Drizzle = drizzle(connection, { schema })
  return {
    connection,
    lockSession,
    asUser: (userId, work) =>
      db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.user_id', ${userId}, true)`)
        return work(tx)
      }),
    asSystem: (work) =>
      db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.system', 'on', true)`)
        return work(tx)
      }),
    close: async () => {
      await Promise.all([lockSession.end({ timeout: 1 }), connection.end({ timeout: 5 })])
    },
  }
}
