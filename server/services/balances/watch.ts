import { findAccount } from '@/db/queries/accounts'
import { findSecrets } from '@/db/queries/secrets'
import { type WatchedAccount, watchedAccounts } from '@/db/queries/watched-accounts'
import type { Deps, ServiceContext } from '@/server/context'
import { isDueNow } from '@/server/domain/refresh-schedule'
import type { WatchListener } from '@/server/exchanges/port'
import { counted } from '../accounts/key-activity'
import { accountNotFound, loadAccount } from '../accounts/load'
import { egressOf, isPaused, mindRefusal } from './exchange-limits'
import { refreshShared } from './refresh-shared'

/** Readings that a change may ask for until one began after it: the first may have been under way already. */
const TRIES = 3

/** Accounts of all users with an open page, on exchanges that can be watched. */
export async function findWatchedAccounts(deps: Deps): Promise<WatchedAccount[]> {
  const exchanges = [...(deps.exchanges.watchable ?? [])]
  if (exchanges.length === 0) return []
  return deps.db.asSystem((tx) => watchedAccounts(tx, exchanges, egressOf(deps), deps.now()))
}

/**
 * Watches one account over its exchange's websockets until the signal is aborted.
 * @throws DomainError `not_found` for an account that is archived or gone; the exchange's refusal; when the connection is lost
 */
export async function watchAccount(
  ctx: ServiceContext,
  accountId: string,
  listener: WatchListener,
  signal: AbortSignal,
): Promise<void> {
  const { row, view } = await loadAccount(ctx, accountId)
  const sealed = await ctx.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, accountId))
  if (view.archived || !sealed) throw accountNotFound()
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId }, sealed)
  const connection = counted(ctx, accountId, {
    exchange: view.exchange,
    credentials,
    sandbox: view.sandbox,
    options: view.credentialOptions,
  })
  try {
    await ctx.exchanges.watch?.(connection, listener, signal)
  } catch (error) {
    await mindRefusal(ctx, row, error)
    throw error
  }
}

/**
 * Reads an account because something happened to it at `changedAt`: the same reading as every other, begun after that
 * moment. Does nothing where the account waits after a failure or its exchange wants no calls: its next try comes anyway.
 * @throws the signal's reason; whatever the database throws
 */
export async function refreshChanged(ctx: ServiceContext, accountId: string, changedAt: Date): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await ctx.db.asDesk(ctx.deskId, (tx) => findAccount(tx, ctx.deskId, accountId))
    if (!row || row.archivedAt !== null) return
    if (row.errorCode !== null && !isDueNow(row, ctx.now())) return
    if (await isPaused(ctx, row.exchange)) return
    const outcome = await refreshShared(ctx, accountId)
    if (!outcome.ok || outcome.balance.asOf >= changedAt) return
  }
}
