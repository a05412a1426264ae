import { insertStreamEvents } from '@/db/queries/stream-events'
import type { ServiceContext } from '@/server/context'
import { announce } from '../live/announce'
import type { FailedData } from './events'

/** What else is awaited in the transaction, after the events were written. */
type Meanwhile = () => Promise<void>

/** Keeps failures of an account, each with its words, in one transaction, and tells so: as a reading that fails does. */
export async function happen(
  { db, deskId, now }: Pick<ServiceContext, 'db' | 'deskId' | 'now'>,
  accountId: string,
  errors: readonly string[],
  meanwhile: Meanwhile = async () => {},
): Promise<void> {
  const at = now()
  const moment = at.toISOString()
  const events = errors.map((error) => {
    const data: FailedData = { code: 'exchange_network', error, since: moment, nextTryAt: moment }
    return { at, kind: 'account_failed' as const, accountId, data }
  })
  await db.asDesk(deskId, async (tx) => {
    await insertStreamEvents(tx, deskId, events)
    await announce(tx, deskId, { kind: 'failed', accountId, code: 'exchange_network', nextTryAt: null })
    await meanwhile()
  })
}
