import {
  type CachedBody,
  type CachedHead,
  type CachedStretch,
  cachedBalances,
  cachedBalancesIn,
  cachedHeads,
} from '@/db/queries/cached-balances'
import type { ServiceContext } from '@/server/context'
import type { Moment } from '@/server/domain/moment'
import { refreshInterval } from '@/server/domain/refresh-schedule'
import { isStale } from '@/server/domain/staleness'
import type { CachedBalanceError } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { chosenOf, taggedAccounts } from '../accounts/load'
import { standingFailure } from '../accounts/view'
import { requireScope } from '../authorise'
import { standingError } from './get-cached'
import { nothingOf } from './moment'

/** What the cached balances of an account depend on: all of them are the same as long as this is. */
export interface CachedState {
  accountId: string
  accountName: string
  createdAt: Date
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
 * @param moment of which they are wanted; null: now
 */
export async function getCachedState(
  ctx: ServiceContext,
  choice: AccountChoice,
  moment: Moment | null = null,
): Promise<CachedState[]> {
  requireScope(ctx, 'read')
  return (await chosenHeads(ctx, choice, moment)).map((head) => stateOf(ctx, head, moment))
}

/**
 * The same with what the newest snapshots hold, assets as JSON of these columns; state and content are of one moment.
 * @param choice of which accounts; or those whose state is known already: what is not there any more is left out
 * @throws DomainError `not_found`
 */
export async function getCachedContent(
  ctx: ServiceContext,
  choice: AccountChoice | readonly CachedState[],
  assetColumns: readonly (string | { text: string })[],
  moment: Moment | null = null,
): Promise<CachedContent[]> {
  requireScope(ctx, 'read')
  const ids = isKnown(choice) ? choice.map(({ accountId }) => accountId) : await idsOf(ctx, choice, moment)
  if (ids?.length === 0) return []
  const rows = await cachedBalances(ctx.db, ctx.deskId, ids, assetColumns, moment)
  return rows.map(({ head, body }) => ({ ...stateOf(ctx, head, moment), body }))
}

/**
 * The same of a stretch of all active accounts, in the order of their creation, and whether there are more behind it: what
 * many accounts hold is read as far as it is told.
 */
export async function getCachedStretch(
  ctx: ServiceContext,
  stretch: CachedStretch,
  assetColumns: readonly (string | { text: string })[],
  moment: Moment | null = null,
): Promise<{ contents: CachedContent[]; more: boolean }> {
  requireScope(ctx, 'read')
  const { balances, more } = await cachedBalancesIn(ctx.db, ctx.deskId, stretch, assetColumns, moment)
  return { contents: balances.map(({ head, body }) => ({ ...stateOf(ctx, head, moment), body })), more }
}

const isKnown = (choice: AccountChoice | readonly CachedState[]): choice is readonly CachedState[] => Array.isArray(choice)

/** Whether a choice is of all accounts. */
export const choosesAll = (choice: AccountChoice) =>
  Object.values(choice).every((wanted) => wanted === undefined || wanted.length === 0)

/** Null where all accounts are chosen. */
async function idsOf(ctx: ServiceContext, choice: AccountChoice, moment: Moment | null): Promise<string[] | null> {
  if (choosesAll(choice)) return null
  return (await chosenHeads(ctx, choice, moment)).map(({ id }) => id)
}

async function chosenHeads(ctx: ServiceContext, choice: AccountChoice, moment: Moment | null): Promise<CachedHead[]> {
  const [heads, tagged] = await Promise.all([cachedHeads(ctx.db, ctx.deskId, moment), taggedAccounts(ctx, choice)])
  return chosenOf(ctx, heads, choice, tagged)
}

/** An account's head as it is told; what failed by a moment that is over is not known. */
export function stateOf(ctx: ServiceContext, row: CachedHead, moment: Moment | null = null): CachedState {
  const info = ctx.exchanges.find(row.exchange)
  const { id, name, createdAt, nextRefreshAt, snapshotId, asOf } = row
  const lastError = moment === null ? standingFailure(row, false) : null
  const intervalSeconds = refreshInterval(row.intervalSeconds, { id: row.exchange, generic: info?.generic ?? true })
  return {
    accountId: id,
    accountName: name,
    createdAt,
    exchangeName: info?.name ?? row.exchange,
    snapshot:
      snapshotId === null || asOf === null
        ? null
        : {
            id: snapshotId,
            asOf,
            stale: isStale({ asOf, intervalSeconds, failed: lastError !== null }, moment?.at ?? ctx.now()),
          },
    error:
      moment === null
        ? standingError({ id, name, createdAt, nextRefreshAt, lastError }, snapshotId !== null)
        : snapshotId === null
          ? nothingOf(ctx, moment, { id, name })
          : null,
  }
}
