import type { Tx } from '@/db/client'
import { type AccountRow, findAccount, updateAccount } from '@/db/queries/accounts'
import { storeReading } from '@/db/queries/readings'
import { recordRefresh } from '@/db/queries/refreshes'
import { insertStreamEvents } from '@/db/queries/stream-events'
import type { ServiceContext } from '@/server/context'
import { nextAfterFailure, nextAfterSuccess } from '@/server/domain/refresh-schedule'
import { POINT_RESOLUTIONS } from '@/server/domain/retention'
import type { ValuedAccount } from '@/server/domain/types'
import type { DomainError, DomainErrorCode } from '@/server/errors'
import { announce, snapshotNotice } from '../live/announce'
import type { FailedData } from '../stream/events'
import { waitAfter } from './exchange-limits'
import { noteGroupPoints } from './group-points'

/** One try to refresh: which account, begun when, and the interval that applies to it. */
export interface Try {
  row: AccountRow
  intervalSeconds: number
  startedAt: Date
}

/** False where the account was archived, or got another key, while the old one was in use: what was read is void. */
async function stillMeant(tx: Tx, deskId: string, row: AccountRow): Promise<boolean> {
  const current = await findAccount(tx, deskId, row.id)
  return current !== null && current.archivedAt === null && current.keyFingerprint === row.keyFingerprint
}

/**
 * Stores a snapshot whole, the account's good standing and the next try, and tells open pages: all or nothing. False
 * where nothing was stored because the account was archived or got another key meanwhile.
 */
export async function storeSuccess(
  ctx: ServiceContext,
  { row, intervalSeconds, startedAt }: Try,
  valued: ValuedAccount,
): Promise<boolean> {
  const now = ctx.now()
  const { asOf, equity } = valued
  const stored = await storeReading(ctx.db, ctx.deskId, {
    account: row,
    startedAt,
    durationMs: Math.max(0, now.getTime() - startedAt.getTime()),
    nextRefreshAt: nextAfterSuccess(startedAt, intervalSeconds, now),
    plannedAt: now,
    valued,
    widths: POINT_RESOLUTIONS,
    notice: snapshotNotice(ctx.deskId, row.id, asOf),
  })
  if (stored && equity !== null) await noteGroupPoints(ctx.db, ctx.deskId, row.exchange, asOf)
  return stored
}

/** Stores why a try failed, since when and when the next one is; the last snapshot stays in place. False as above. */
export async function storeFailure(
  ctx: ServiceContext,
  { row, intervalSeconds, startedAt }: Try,
  error: DomainError,
): Promise<boolean> {
  const now = ctx.now()
  const failures = row.failures + 1
  const { code, message } = error
  const nextRefreshAt = nextAfterFailure({ code, failures, intervalSeconds, retryAfterSeconds: waitAfter(error) }, now)
  const failure = { errorCode: code, errorMessage: message, errorExchange: error.exchangeError ?? null }
  return ctx.db.asDesk(ctx.deskId, async (tx) => {
    if (!(await stillMeant(tx, ctx.deskId, row))) return false
    await updateAccount(tx, ctx.deskId, row.id, {
      ...failure,
      errorSince: row.errorSince ?? startedAt,
      failures,
      nextRefreshAt,
      plannedAt: now,
      ...(code === 'exchange_credentials' ? { valid: false } : {}),
    })
    await recordRefresh(tx, ctx.deskId, {
      accountId: row.id,
      startedAt,
      durationMs: Math.max(0, now.getTime() - startedAt.getTime()),
      ...failure,
    })
    await tellFailure(tx, ctx, row, { code, error: message, since: row.errorSince ?? startedAt, nextTryAt: nextRefreshAt })
    await announce(tx, ctx.deskId, { kind: 'failed', accountId: row.id, code, nextTryAt: nextRefreshAt })
    return true
  })
}

/** Keeps for programs that an account could not be read. */
async function tellFailure(
  tx: Tx,
  ctx: ServiceContext,
  { id: accountId }: AccountRow,
  { code, error, since, nextTryAt }: { code: DomainErrorCode; error: string; since: Date; nextTryAt: Date },
): Promise<void> {
  const data: FailedData = { code, error, since: since.toISOString(), nextTryAt: nextTryAt.toISOString() }
  await insertStreamEvents(tx, ctx.deskId, [{ at: ctx.now(), kind: 'account_failed', accountId, data }])
}

/**
 * Keeps an account whose exchange wants no calls now until it does. It was not asked, so that is no further failure: what
 * stands stays, and where nothing stood the reason for the wait does. False as above.
 */
export async function storeWait(
  ctx: ServiceContext,
  { row, startedAt }: Try,
  { error, reason }: { error: DomainError; reason: string },
): Promise<boolean> {
  const now = ctx.now()
  const until = new Date(now.getTime() + (waitAfter(error) ?? 0) * 1000)
  const { code } = error
  const why = { errorCode: code, errorMessage: reason, errorExchange: error.exchangeError ?? null, errorSince: startedAt }
  return ctx.db.asDesk(ctx.deskId, async (tx) => {
    if (!(await stillMeant(tx, ctx.deskId, row))) return false
    const nextRefreshAt = row.nextRefreshAt > until ? row.nextRefreshAt : until
    await updateAccount(tx, ctx.deskId, row.id, { ...(row.errorCode === null ? why : {}), nextRefreshAt, plannedAt: now })
    // Nothing new where it failed before: it was not asked again.
    if (row.errorCode === null) {
      await tellFailure(tx, ctx, row, { code, error: reason, since: startedAt, nextTryAt: nextRefreshAt })
    }
    await announce(tx, ctx.deskId, { kind: 'failed', accountId: row.id, code: row.errorCode ?? code, nextTryAt: nextRefreshAt })
    return true
  })
}
