import type { Tx } from '@/db/client'
import { notify } from '@/db/queries/live'
import type { LiveEvent } from '@/server/domain/views'

/** PostgreSQL channel on which finished changes are told to every web process. */
export const LIVE_CHANNEL = 'ballast_live'

/** Tells every open page of the user, once and only if the transaction commits. Amounts never travel this way. */
export async function announce(tx: Tx, userId: string, event: LiveEvent): Promise<void> {
  await notify(tx, LIVE_CHANNEL, JSON.stringify({ userId, event }))
}
