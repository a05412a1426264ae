import type { Db } from '../client'

/** What a user can take away, table by table, with the columns that are left out. */
const TABLES = {
  users: ['password_hash'],
  accounts: ['key_fingerprint', 'name_key'],
  snapshots: ['user_id'],
  snapshot_assets: ['user_id'],
  refreshes: ['user_id'],
  equity_points: ['user_id'],
  asset_points: ['user_id'],
  group_points: ['user_id'],
  api_tokens: ['user_id', 'hash'],
  sessions: ['user_id'],
  passkeys: ['user_id', 'public_key', 'credential_id', 'counter'],
  identities: ['user_id'],
  invitations: ['user_id', 'hash'],
  audit_events: ['user_id'],
} as const satisfies Record<string, readonly string[]>
export type ExportedTable = keyof typeof TABLES
export const EXPORTED_TABLES = Object.keys(TABLES) as ExportedTable[]

const ROWS_AT_A_TIME = 500

/**
 * All of a user's rows as JSON texts (numbers as they are stored, to the last digit), table by table and some at a time,
 * as of one moment. Holds a connection until the end, or until the reader has stopped reading for a minute.
 */
export async function* exportRows(db: Db, userId: string): AsyncGenerator<{ table: ExportedTable; rows: string[] }> {
  const sql = await db.connection.reserve()
  try {
    await sql`begin isolation level repeatable read read only`
    await sql`select set_config('app.user_id', ${userId}, true), set_config('idle_in_transaction_session_timeout', '60s', true)`
    for (const table of EXPORTED_TABLES) {
      const owner = table === 'users' ? 'id' : 'user_id'
      const cursor = sql<{ row: string }[]>`
        select (to_jsonb(t) - ${[...TABLES[table]]}::text[])::text as row
        from ${sql(table)} t where t.${sql(owner)} = ${userId}`.cursor(ROWS_AT_A_TIME)
      for await (const rows of cursor) yield { table, rows: rows.map(({ row }) => row) }
    }
  } finally {
    await sql`rollback`.catch(() => {})
    sql.release()
  }
}
