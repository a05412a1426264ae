import type { Tx } from '@/db/client'
import { notify } from '@/db/queries/live'
import type { LiveEvent } from '@/server/domain/views'
import { LIVE_CHANNEL, writeLiveMessage } from './message'

/** Tells every open page of the user, once and only if the transaction commits. */
export async function announce(tx: Tx, deskId: string, event: LiveEvent): Promise<void> {
  await notify(tx, LIVE_CHANNEL, writeLiveMessage(deskId, event))
}

/** What open pages are told of a snapshot, but for its id, which whoever stores it learns last. */
export function snapshotNotice(deskId: string, accountId: string, asOf: Date): { channel: string; message: string } {
  return { channel: LIVE_CHANNEL, message: writeLiveMessage(deskId, { kind: 'snapshot', id: '', accountId, asOf }) }
}
