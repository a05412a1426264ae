import { type CachedBody, type CachedHead, cachedBalances, cachedHeads } from '@/db/queries/cached-balances'
import type { ServiceContext } from '@/server/context'
import { refreshInterval } from '@/server/domain/refresh-schedule'
import { isStale } from '@/server/domain/staleness'
import type { CachedBalanceError } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { chosenOf } from '../accounts/load'
import { standingFailure } from '../accounts/view'
import { requireScope } from '../authorise'
import { standingError } from './get-cached'

/** What the cached balances of an account depend on: all of them are the same as long as this is. */
export interface CachedState {
  accountId: string
  accountName: string
  exchangeName: string
  /** Null: never read. */
  snapshot: { id: string; asOf: Date; stale: boolean } | null
  error: CachedBalanceError | null
}

export interface CachedContent extends CachedState {
  /** Null as `snapshot` is. */
  body: CachedBody | null
}

/**
 * The state of the chosen accounts' cached balances (all active ones if none is named), without their assets: enough to
 * tell whether they changed. Asks no exchange. @throws DomainError `not_found`
 */
export async function getCachedState(ctx: ServiceContext, choice: AccountChoice): Promise<CachedState[]> {
  requireScope(ctx, 'read')
  return chosenOf(ctx, await cachedHeads(ctx.db, ctx.userId), choice).map((head) => stateOf(ctx, head))
}

/**
 * The same with what the newest snapshots hold, assets as JSON of these columns; state and content are of one moment.
 * @throws DomainError `not_found`
 */
export async function getCachedContent(
  ctx: ServiceContext,
  choice: AccountChoice,
  assetColumns: readonly string[],
): Promise<CachedContent[]> {
  requireScope(ctx, 'read')
  const all = Object.values(choice).every((wanted) => wanted === undefined || wanted.length === 0)
  const ids = all ? null : chosenOf(ctx, await cachedHeads(ctx.db, ctx.userId), choice).map(({ id }) => id)
  const rows = await cachedBalances(ctx.db, ctx.userId, ids, assetColumns)
  return rows.map(({ head, body }) => ({ ...stateOf(ctx, head), body }))
}

/** An account's head as it is told. */
export function stateOf(ctx: ServiceContext, row: CachedHead): CachedState {
  const info = ctx.exchanges.find(row.exchange)
  const { id, name, createdAt, nextRefreshAt, snapshotId, asOf } = row
  const lastError = standingFailure(row, false)
  const intervalSeconds = refreshInterval(row.intervalSeconds, { id: row.exchange, generic: info?.generic ?? true })
  return {
    accountId: id,
    accountName: name,
    exchangeName: info?.name ?? row.exchange,
    snapshot:
      snapshotId === null || asOf === null
        ? null
        : { id: snapshotId, asOf, stale: isStale({ asOf, intervalSeconds, failed: lastError !== null }, ctx.now()) },
    error: standingError({ id, name, createdAt, nextRefreshAt, lastError }, snapshotId !== null),
  }
}
