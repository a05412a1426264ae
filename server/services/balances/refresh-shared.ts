import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { advisoryLocks } from '@/db/locks'
import { lastRefresh } from '@/db/queries/refreshes'
import type { ServiceContext } from '@/server/context'
import { DOMAIN_ERROR_CODES, DomainError } from '@/server/errors'
import { orAborted } from '@/server/on-abort'
import { sentence } from '../../language/sentence'
import { accountNotFound, loadAccount } from '../accounts/load'
import { withoutLimit } from '../authorise'
import { SingleFlight } from '../single-flight'
import { cachedByAccount } from './get-cached'
import { FETCH_DEADLINE_MS, type RefreshOutcome, refreshAccount } from './refresh-account'

/** Pause between two looks whether another process has finished with an account. */
const LOOK_AGAIN_MS = 100

/** Flights of this process, per database, so that tests with two of them do not share. */
const flights = new WeakMap<Db, SingleFlight<RefreshOutcome>>()

function flightsOf(db: Db): SingleFlight<RefreshOutcome> {
  let own = flights.get(db)
  if (!own) {
    own = new SingleFlight()
    flights.set(db, own)
  }
  return own
}

/** Number of the account's newest try, which grows with each; 0 before the first. */
async function newestTry(ctx: ServiceContext, accountId: string): Promise<bigint> {
  return (await ctx.db.asDesk(ctx.deskId, (tx) => lastRefresh(tx, ctx.deskId, accountId)))?.id ?? 0n
}

/** What another process found while we waited for it; null if it finished no try behind the one of number `before`. */
async function othersOutcome(ctx: ServiceContext, accountId: string, before: bigint): Promise<RefreshOutcome | null> {
  const refresh = await ctx.db.asDesk(ctx.deskId, (tx) => lastRefresh(tx, ctx.deskId, accountId))
  if (!refresh || refresh.id <= before) return null
  const { view: account } = await loadAccount(ctx, accountId)
  if (account.lastError) {
    const { message, exchangeError } = account.lastError
    const code = DOMAIN_ERROR_CODES.find((known) => known === account.lastError?.code) ?? 'internal'
    return { ok: false, account, error: new DomainError(code, message, { exchangeError: exchangeError ?? undefined }) }
  }
  const balance = (await cachedByAccount(ctx, [account])).get(accountId)
  return balance ? { ok: true, account, balance, durationMs: refresh.durationMs } : null
}

/**
 * Waits until nobody else reads the account, and keeps others waiting during `work`.
 * @param work is told the number of the newest try when the waiting began; null: nobody else was reading
 */
export async function leased<T>(
  ctx: ServiceContext,
  accountId: string,
  work: (waitedBehind: bigint | null) => Promise<T>,
): Promise<T> {
  const locks = advisoryLocks(ctx.db)
  const name = `account:${accountId}`
  const giveUpAt = performance.now() + 2 * FETCH_DEADLINE_MS
  let waitedBehind: bigint | null = null
  while (!(await locks.tryLock(name))) {
    if (performance.now() > giveUpAt)
      throw new DomainError('exchange_timeout', sentence`Another process is still reading this account.`)
    waitedBehind ??= await newestTry(ctx, accountId)
    await pause(LOOK_AGAIN_MS, undefined, { signal: ctx.signal })
  }
  try {
    return await work(waitedBehind)
  } finally {
    await locks.unlock(name)
  }
}

/** Reads the account, or takes over what another process found while we waited. */
function refreshLeased(ctx: ServiceContext, accountId: string): Promise<RefreshOutcome> {
  return leased(
    ctx,
    accountId,
    async (waitedBehind) =>
      (waitedBehind === null ? null : await othersOutcome(ctx, accountId, waitedBehind)) ??
      (await refreshAccount(ctx, accountId)),
  )
}

/**
 * Refreshes an account; whoever asks for the same account at the same time, in this process or another, gets the same
 * reading. A caller that goes away (its signal) stops waiting; the reading goes on for the others and is stored. Only
 * the worker's own signal, which ends with the process, stops the reading itself.
 * @throws DomainError `not_found`
 */
export async function refreshShared(ctx: ServiceContext, accountId: string): Promise<RefreshOutcome> {
  const { accounts } = ctx.db
  if (accounts !== null && !accounts.includes(accountId)) throw accountNotFound()
  // The reading is the same whoever asked for it, and so is what follows from it: sums over all accounts, alerts.
  const whole = withoutLimit(ctx)
  const work: ServiceContext = ctx.actor.kind === 'system' ? whole : { ...whole, signal: new AbortController().signal }
  // The user is part of the key: a foreign id must not join somebody's flight.
  const flight = flightsOf(whole.db).run(`${ctx.deskId}/${accountId}`, () => refreshLeased(work, accountId))
  return ctx.actor.kind === 'system' ? flight : orAborted(flight, ctx.signal)
}
