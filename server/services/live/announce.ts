import type { Tx } from '@/db/client'
import { notify } from '@/db/queries/live'
import type { LiveEvent } from '@/server/domain/views'
import { LIVE_CHANNEL, writeLiveMessage } from './message'

/** Tells every open page of the user, once and only if the transaction commits. */
export async function announce(tx: Tx, userId: string, event: LiveEvent): Promise<void> {
  await notify(tx, LIVE_CHANNEL, writeLiveMessage(userId, event))
}
