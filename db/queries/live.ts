import { sql } from 'drizzle-orm'
import type { Tx } from '../client'

/** Sends a notification when the transaction commits, and only then. At most 8,000 bytes. */
export async function notify(tx: Tx, channel: string, payload: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${payload})`)
}
