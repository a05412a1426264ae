import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { requireScope } from '../authorise'

/** When the oldest history of equity begins, to the day; null where none is kept. */
export async function historyBegins(ctx: ServiceContext): Promise<Date | null> {
  requireScope(ctx, 'read')
  return ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId))
}
