import type { Db } from '../client'

/** What a person can take away of their sign-in, table by table, with the columns that are left out. */
const OF_PERSON = {
  users: ['password_hash'],
  desk_members: ['user_id'],
  sessions: ['user_id'],
  passkeys: ['user_id', 'public_key', 'credential_id', 'counter'],
  identities: ['user_id'],
  invitations: ['user_id', 'hash'],
  audit_events: ['user_id'],
} as const satisfies Record<string, readonly string[]>

/** The same of the desk. */
const OF_DESK = {
  desks: [],
  desk_invitations: ['desk_id', 'hash'],
  accounts: ['key_fingerprint', 'name_key'],
  // Their assets are rows of the next.
  snapshots: ['user_id', 'holdings_hash', 'asset_values'],
  snapshot_assets: ['user_id'],
  refreshes: ['user_id'],
  side_readings: ['user_id', 'key'],
  equity_points: ['user_id'],
  asset_points: ['user_id'],
  group_points: ['user_id'],
  flows: ['user_id'],
  flow_pairs: ['user_id'],
  flow_ledgers: ['user_id', 'page_from', 'page_to', 'page_cursor', 'page_forward'],
  performance_days: ['user_id'],
  api_tokens: ['user_id', 'hash'],
  token_calls: ['user_id'],
  share_links: ['user_id', 'hash', 'password_hash'],
  oauth_codes: ['user_id', 'hash', 'challenge'],
  oauth_keys: ['user_id', 'hash'],
  alert_settings: ['user_id'],
  alert_rules: ['user_id'],
  alert_states: ['user_id'],
  alert_mutes: ['user_id'],
  channels: ['user_id', 'master_key_id', 'wrapped_key'],
  deliveries: ['user_id'],
  stream_events: ['user_id', 'xid'],
  tags: ['user_id', 'name_key'],
  tag_rules: ['user_id'],
  webhooks: ['user_id', 'master_key_id', 'wrapped_key', 'position', 'message_events', 'message_end'],
  webhook_deliveries: ['user_id'],
} as const satisfies Record<string, readonly string[]>
const TABLES = { ...OF_PERSON, ...OF_DESK }
export type ExportedTable = keyof typeof TABLES
export const EXPORTED_TABLES = Object.keys(TABLES) as ExportedTable[]

const ROWS_AT_A_TIME = 500

/**
 * All rows of a person's sign-in and of the desk as JSON texts (numbers as they are stored, to the last digit), table by table and some at a time,
 * as of one moment. It holds a connection until the last row: `take` is to put the rows somewhere that is always quick (a
 * file), never to wait for whoever reads them.
 */
export async function exportRows(
  db: Db,
  whose: { deskId: string; userId: string },
  take: (table: ExportedTable, rows: string[]) => Promise<void>,
): Promise<void> {
  await db.readAtOneMoment(whose, async (sql) => {
    for (const table of EXPORTED_TABLES) {
      const owner = table === 'users' || table === 'desks' ? 'id' : table === 'desk_invitations' ? 'desk_id' : 'user_id'
      const id = table in OF_PERSON ? whose.userId : whose.deskId
      const cursor = sql<{ row: string }[]>`
        select (to_jsonb(t) - ${[...TABLES[table]]}::text[])::text as row
        from ${sql(table)} t where t.${sql(owner)} = ${id}`.cursor(ROWS_AT_A_TIME)
      for await (const rows of cursor) {
        const texts = rows.map(({ row }) => row)
        await take(table, texts)
      }
    }
  })
}
