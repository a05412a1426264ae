import { newestSnapshotId, snapshotsBehind } from '@/db/queries/snapshot-ids'
import type { ServiceContext } from '@/server/context'
import type { LiveEvent } from '@/server/domain/views'
import { requireScope } from '../authorise'
import { holdRight } from '../rights/hold'
import { heardBy } from './heard-by'
import { liveHub } from './hub'

/** An event with the id that a reconnecting page resumes behind. */
export interface LiveUpdate {
  id: string
  event: LiveEvent
}

/**
 * What happens to the user's accounts from now on, until the signal is aborted. A page that comes back names the last
 * id it saw: it first gets what was stored behind it, then `resync` (failures and changed accounts leave no id), so that
 * nothing is missed. Ids are those of snapshots. It ends when the caller's right does.
 * @throws DomainError `unauthenticated` or `forbidden` where there is none
 */
export async function* liveUpdates(ctx: ServiceContext, input: { lastEventId?: string | null }): AsyncGenerator<LiveUpdate> {
  requireScope(ctx, 'read')
  const right = await holdRight(ctx)
  try {
    yield* updatesWhile(ctx, right.signal, input)
  } finally {
    right.release()
  }
}

async function* updatesWhile(
  ctx: ServiceContext,
  signal: AbortSignal,
  input: { lastEventId?: string | null },
): AsyncGenerator<LiveUpdate> {
  const { inbox, close } = await liveHub(ctx).open(ctx.deskId)
  try {
    // Listening began before this is read, so that nothing falls between.
    const [newest, missed] = await ctx.db.asDesk(ctx.deskId, async (tx) => [
      await newestSnapshotId(tx, ctx.deskId),
      input.lastEventId ? await snapshotsBehind(tx, ctx.deskId, input.lastEventId) : [],
    ])
    let id = newest
    const heard = heardBy(ctx.db.accounts)
    for (const snapshot of missed) yield { id, event: { kind: 'snapshot', ...snapshot } }
    yield { id, event: { kind: 'resync' } }
    for await (const event of inbox.read(signal)) {
      if (!heard(event)) continue
      if (event.kind === 'snapshot' && BigInt(event.id) > BigInt(id)) id = event.id
      yield { id, event }
    }
  } finally {
    close()
  }
}
