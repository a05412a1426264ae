import { listRefreshes as findRefreshes } from '@/db/queries/refreshes'
import type { ServiceContext } from '@/server/context'
import type { RefreshView } from '@/server/domain/views'
import type { ListRefreshesInput } from '@/server/schemas/accounts'
import { requireScope } from '../authorise'
import { loadAccount } from './load'

/** The newest tries to read one of the user's accounts, newest first, failed ones too. @throws DomainError `not_found` */
export async function listRefreshes(ctx: ServiceContext, input: ListRefreshesInput): Promise<RefreshView[]> {
  requireScope(ctx, 'read')
  await loadAccount(ctx, input.id)
  const rows = await ctx.db.asDesk(ctx.deskId, (tx) => findRefreshes(tx, ctx.deskId, input.id, input.limit))
  return rows.map(({ id, startedAt, durationMs, errorCode, errorMessage, errorExchange }) => ({
    id: String(id),
    startedAt,
    durationMs,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '', exchangeError: errorExchange },
  }))
}
