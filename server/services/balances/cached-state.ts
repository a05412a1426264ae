import { type CachedHeadRow, cachedHeads, type SnapshotBody, snapshotBodies } from '@/db/queries/cached-balances'
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

/**
 * The state of the chosen accounts' cached balances (all active ones if none is named), without their assets: enough to
 * tell whether they changed. Asks no exchange. @throws DomainError `not_found`
 */
export async function getCachedState(ctx: ServiceContext, input: AccountChoice): Promise<CachedState[]> {
  requireScope(ctx, 'read')
  const now = ctx.now()
  return chosenOf(ctx, await cachedHeads(ctx.db, ctx.userId), input).map((row) => stateOf(ctx, row, now))
}

function stateOf({ exchanges }: ServiceContext, row: CachedHeadRow, now: Date): CachedState {
  const info = exchanges.find(row.exchange)
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
        : { id: snapshotId, asOf, stale: isStale({ asOf, intervalSeconds, failed: lastError !== null }, now) },
    error: standingError({ id, name, createdAt, nextRefreshAt, lastError }, snapshotId !== null),
  }
}

/**
 * What was stored in the snapshots of these states, assets as JSON of the columns asked for. Snapshots never change, so
 * that it belongs to the states however much later it is read.
 */
export async function getCachedBodies(
  ctx: ServiceContext,
  states: readonly CachedState[],
  columns: readonly string[],
): Promise<Map<string, SnapshotBody>> {
  requireScope(ctx, 'read')
  const ids = states.flatMap(({ snapshot }) => (snapshot ? [snapshot.id] : []))
  return ids.length === 0 ? new Map() : snapshotBodies(ctx.db, ctx.userId, ids, columns)
}
