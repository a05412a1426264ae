import { Batcher } from '@/db/batcher'
import type { Db } from '@/db/client'
import { type DueReading, dueReadings } from '@/db/queries/due-readings'
import { type ExchangePause, pausedExchanges } from '@/db/queries/exchange-pauses'
import type { ServiceContext } from '@/server/context'
import { isDueNow } from '@/server/domain/refresh-schedule'
import { readBeside } from '../beside/read'
import { egressOf } from './exchange-limits'
import { type RefreshOutcome, refreshLoaded } from './refresh-account'
import { leased } from './refresh-shared'

interface Asked {
  ctx: ServiceContext
  accountId: string
}
interface Found {
  due: DueReading | null
  pauses: ExchangePause[]
}

const loaders = new WeakMap<Db, Batcher<Asked, Found>>()

/** Many jobs begin side by side: what they begin with is asked for together. */
function loaderOf(db: Db): Batcher<Asked, Found> {
  let own = loaders.get(db)
  if (!own) {
    own = new Batcher(async (asked) => {
      const [first] = asked
      if (!first) return []
      const { due, pauses } = await db.asSystem(async (tx) => {
        const [due, pauses] = await Promise.all([
          dueReadings(tx, [...new Set(asked.map(({ accountId }) => accountId))]),
          pausedExchanges(tx, egressOf(first.ctx), first.ctx.now()),
        ])
        return { due, pauses }
      })
      return asked.map(({ ctx, accountId }) => {
        const found = due.get(accountId)
        // A job names the account's user; nobody else's is read for it.
        return { due: found?.row.deskId === ctx.deskId ? found : null, pauses }
      })
    })
    loaders.set(db, own)
  }
  return own
}

/**
 * Refreshes an account if its time has come: what a job does. That is looked at when nobody else is at it any more, so
 * that of two who find it due at the same time one reads. Null where there is nothing to do (refreshed meanwhile, archived,
 * gone).
 * @throws the signal's reason; whatever the database throws
 */
export async function refreshIfDue(ctx: ServiceContext, accountId: string): Promise<RefreshOutcome | null> {
  const outcome = await leased(ctx, accountId, async () => {
    const { due, pauses } = await loaderOf(ctx.db).run({ ctx, accountId })
    if (due === null || due.row.archivedAt !== null || !isDueNow(due.row, ctx.now())) return null
    return refreshLoaded(ctx, due, pauses)
  })
  if (outcome?.ok) await readBeside(ctx, outcome)
  return outcome
}
