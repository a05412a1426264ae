import { latestSnapshots } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import { accountFigures } from '@/server/domain/account-figures'
import { Desk } from '@/server/domain/desk'
import { hedgeOf } from '@/server/domain/exposure'
import type { Moment } from '@/server/domain/moment'
import type { CachedBalanceError, ExposureView } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { loadAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { getCachedState } from './cached-state'

/**
 * Exposure of the chosen accounts (all active ones if none is named) to every coin, the largest gross first, and how much
 * of it is hedged; what the sums are to all that is held, and what they leave out. Asks no exchange.
 * @param moment of which it is wanted; null: now
 * @throws DomainError `not_found` that says which name
 */
export async function getExposureOf(
  ctx: ServiceContext,
  choice: AccountChoice,
  moment: Moment | null,
): Promise<ExposureView & { errors: CachedBalanceError[] }> {
  requireScope(ctx, 'read')
  const states = await getCachedState(ctx, choice, moment)
  const chosen = new Set(states.map(({ accountId }) => accountId))
  const accounts = (await loadAccounts(ctx, true)).filter(({ id }) => chosen.has(id))
  const snapshots = await ctx.db.asUser(ctx.userId, (tx) => latestSnapshots(tx, ctx.userId, [...chosen], moment))
  const desk = new Desk()
  desk.take(accounts, new Map([...snapshots].map(([id, snapshot]) => [id, accountFigures(snapshot)])))
  const allRead =
    states.every(({ snapshot }) => snapshot !== null) &&
    [...snapshots.values()].every(({ notIncluded }) => notIncluded.every(({ unopened }) => unopened === true))
  const { bounds, leftOut, grossExposure, netExposure, oldestAsOf } = desk.totals()
  return {
    coins: desk.exposure().map((row) => ({ ...row, ...hedgeOf(row, allRead) })),
    gross: grossExposure,
    net: netExposure,
    bounds: { gross: bounds.gross, net: bounds.net },
    leftOut,
    oldestAsOf,
    stale: states.some(({ snapshot }) => snapshot?.stale === true),
    errors: states.flatMap(({ error }) => error ?? []),
  }
}
