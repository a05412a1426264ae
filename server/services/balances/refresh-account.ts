import { findAccount } from '@/db/queries/accounts'
import { refreshIntervalOf } from '@/db/queries/desk-members'
import type { DueReading } from '@/db/queries/due-readings'
import type { ExchangePause } from '@/db/queries/exchange-pauses'
import { findSecrets } from '@/db/queries/secrets'
import { leftOutBefore } from '@/db/queries/snapshots'
import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import { asideOf } from '@/server/domain/aside'
import type { ValuedAccount } from '@/server/domain/types'
import { hasVanished, vanishedWarning } from '@/server/domain/vanished'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'
import { counted as countedByKey } from '../accounts/key-activity'
import { accountNotFound } from '../accounts/load'
import { accountView } from '../accounts/view'
import { afterReading } from '../alerts/after-reading'
import { withDeadline } from '../deadline'
import { reasonToWait } from './exchange-limits'
import { withExchangeSlot } from './exchange-slot'
import { cachedByAccount } from './get-cached'
import { readAccount } from './read-account'
import { storeFailure, storeSuccess, storeWait, type Try } from './store'
import { balanceView } from './view'

/** Longest that one reading of an account may take, waiting for its turn included. */
export const FETCH_DEADLINE_MS = 30_000

/** What one try to refresh an account came to; told to everyone who asked for it at the same time. */
export type RefreshOutcome =
  | { ok: true; account: AccountView; balance: BalanceView; durationMs: number }
  | { ok: false; account: AccountView; error: DomainError }

/** An active account with its sealed credentials. @throws DomainError `not_found` */
async function load(ctx: ServiceContext, accountId: string): Promise<DueReading> {
  const found = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const row = await findAccount(tx, ctx.deskId, accountId)
    if (!row || row.archivedAt !== null) return null
    const interval = await refreshIntervalOf(tx, ctx.deskId)
    const leftOut = await leftOutBefore(tx, ctx.deskId, accountId)
    return { row, interval, leftOut, sealed: await findSecrets(tx, ctx.deskId, accountId) }
  })
  if (!found) throw accountNotFound()
  return found
}

type LeftOut = Pick<ValuedAccount, 'unpriced' | 'notIncluded'>
interface Loaded extends DueReading {
  account: AccountView
  /** Exchanges that want no calls, where that was just asked; null: not asked yet. */
  pauses: readonly ExchangePause[] | null
}

async function read(ctx: ServiceContext, { row, account, sealed, pauses }: Loaded) {
  if (!sealed) throw new DomainError('exchange_credentials', sentence`No key is stored for this account. Enter it again.`)
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId: account.id }, sealed)
  const connection = countedByKey(ctx, account.id, {
    exchange: account.exchange,
    credentials,
    sandbox: account.sandbox,
    options: account.credentialOptions,
  })
  return withDeadline(FETCH_DEADLINE_MS, ctx.signal, (signal) =>
    withExchangeSlot(ctx, row, signal, () => readAccount(ctx, connection, signal), pauses),
  )
}

/**
 * A reading in which everything vanished at once is asked again before it is believed, and marked where it stays so: an
 * account that was emptied and an answer that lacks the account look alike.
 */
async function readTwiceIfGone(ctx: ServiceContext, loaded: Loaded): Promise<ValuedAccount> {
  const first = await read(ctx, loaded)
  if (first.assets.length > 0) return first
  const before = (await cachedByAccount(ctx, [loaded.account])).get(loaded.account.id) ?? null
  const valued = hasVanished(before, first) ? await read(ctx, loaded) : first
  const warning = vanishedWarning(before, valued)
  return warning === null ? valued : { ...valued, bound: 'uncertain', warnings: [...valued.warnings, warning] }
}

const leavesOut = ({ unpriced, notIncluded }: LeftOut) => [unpriced, notIncluded.filter(({ unopened }) => !unopened)].flat()

/**
 * The reading with what it sets aside, so that it compares with the one before. The whole of that is read only where either
 * leaves something out that the other does not, or something was set aside already.
 */
async function withAside(ctx: ServiceContext, { account, leftOut: before }: Loaded, valued: ValuedAccount) {
  if (before === null) return valued
  const [then, now] = [leavesOut(before), leavesOut(valued)].map((left) => JSON.stringify(left))
  if (before.aside === null && then === now) return valued
  const last = (await cachedByAccount(ctx, [account])).get(account.id) ?? null
  return { ...valued, aside: asideOf(last, valued) }
}

/** A refusal as it is; anything else is a defect: logged, and told as a generic sentence. */
function asDomainError(ctx: ServiceContext, accountId: string, error: unknown): DomainError {
  if (error instanceof DomainError) return error
  ctx.log.error({ accountId, cause: describeCause(error) }, 'a refresh failed')
  return new DomainError('internal', sentence`Something went wrong on our side while this account was read.`, { cause: error })
}

function changedMeanwhile(): DomainError {
  return new DomainError('conflict', sentence`This account was archived or got another key while it was read.`)
}

/**
 * Reads one account from its exchange and stores the snapshot, or why there is none; asks nothing while the exchange wants
 * no calls for this account or from our address. `ctx.signal` stops it without a trace (the process ends). Callers go through `refreshShared`,
 * which sees to it that an account is read once at a time.
 * @throws DomainError `not_found`; the signal's reason; whatever the database throws
 */
export async function refreshAccount(ctx: ServiceContext, accountId: string): Promise<RefreshOutcome> {
  return refreshLoaded(ctx, await load(ctx, accountId), null)
}

/** `refreshAccount` of an account that was just loaded. */
export async function refreshLoaded(
  ctx: ServiceContext,
  due: DueReading,
  pauses: readonly ExchangePause[] | null,
): Promise<RefreshOutcome> {
  const { row } = due
  const account = accountView(row, due.interval, ctx)
  const loaded = { ...due, account, pauses }
  const began = performance.now()
  const counted = (outcome: string) => ctx.meter?.reading({ exchange: row.exchange, outcome }, (performance.now() - began) / 1000)
  const attempt: Try = { row, intervalSeconds: account.refreshIntervalSeconds, startedAt: ctx.now() }
  try {
    const valued = await withAside(ctx, loaded, await readTwiceIfGone(ctx, loaded))
    const durationMs = Math.max(0, ctx.now().getTime() - attempt.startedAt.getTime())
    if (!(await storeSuccess(ctx, attempt, valued))) return { ok: false, account, error: changedMeanwhile() }
    const fresh = { ...account, lastError: null, valid: true, lastRefreshedAt: valued.asOf }
    const balance = balanceView(fresh, valued, ctx.now())
    counted('ok')
    await afterReading(ctx, { account: fresh, balance })
    return { ok: true, account: fresh, balance, durationMs }
  } catch (thrown) {
    if (ctx.signal.aborted) throw ctx.signal.reason
    const error = asDomainError(ctx, account.id, thrown)
    counted(error.code)
    const reason = reasonToWait(error)
    const stored = await (reason === null ? storeFailure(ctx, attempt, error) : storeWait(ctx, attempt, { error, reason }))
    if (stored) await afterReading(ctx, { account: failed(account, error, attempt.startedAt), balance: null })
    return { ok: false, account, error }
  }
}

/** The account as it stands after a failure. */
function failed(account: AccountView, { code, message, exchangeError }: DomainError, since: Date): AccountView {
  const lastError = account.lastError ?? { code, message, exchangeError: exchangeError ?? null, since, nextTryAt: null }
  return { ...account, lastError, valid: account.valid && code !== 'exchange_credentials' }
}
