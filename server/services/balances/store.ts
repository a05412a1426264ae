import type { Tx } from '@/db/client'
import { type AccountRow, findAccount, updateAccount } from '@/db/queries/accounts'
import { recordEquityPoint } from '@/db/queries/points'
import { recordRefresh } from '@/db/queries/refreshes'
import { storeSnapshot } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import { nextAfterFailure, nextAfterSuccess } from '@/server/domain/refresh-schedule'
import { POINT_RESOLUTIONS } from '@/server/domain/retention'
import type { ValuedAccount } from '@/server/domain/types'
import type { DomainError } from '@/server/errors'
import { announce } from '../live/announce'
import { noteGroupPoints } from './group-points'

/** One try to refresh: which account, begun when, and the interval that applies to it. */
export interface Try {
  row: AccountRow
  intervalSeconds: number
  startedAt: Date
}

const NO_ERROR = { errorCode: null, errorMessage: null, errorExchange: null, errorSince: null, failures: 0 }

/** False where the account was archived, or got another key, while the old one was in use: what was read is void. */
async function stillMeant(tx: Tx, userId: string, row: AccountRow): Promise<boolean> {
  const current = await findAccount(tx, userId, row.id)
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
  const durationMs = now.getTime() - startedAt.getTime()
  const { asOf, equity, grossExposure, netExposure } = valued
  const stored = await ctx.db.asUser(ctx.userId, async (tx) => {
    if (!(await stillMeant(tx, ctx.userId, row))) return false
    const snapshotId = await storeSnapshot(tx, ctx.userId, row.id, valued, durationMs)
    await updateAccount(tx, ctx.userId, row.id, {
      ...NO_ERROR,
      valid: true,
      lastRefreshedAt: valued.asOf,
      positionMode: valued.positionMode ?? row.positionMode,
      nextRefreshAt: nextAfterSuccess(startedAt, intervalSeconds, now),
    })
    await recordRefresh(tx, ctx.userId, { accountId: row.id, startedAt, durationMs })
    await announce(tx, ctx.userId, { kind: 'snapshot', id: String(snapshotId), accountId: row.id, asOf: valued.asOf })
    // An unknown equity leaves a gap in the history.
    if (equity !== null) {
      await recordEquityPoint(tx, ctx.userId, row.id, { asOf, equity, grossExposure, netExposure }, POINT_RESOLUTIONS)
    }
    return true
  })
  if (stored && equity !== null) await noteGroupPoints(ctx.db, ctx.userId, row.exchange, asOf)
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
  const { code, message, retryAfterSeconds } = error
  const nextRefreshAt = nextAfterFailure({ code, failures, intervalSeconds, retryAfterSeconds }, now)
  const failure = { errorCode: code, errorMessage: message, errorExchange: error.exchangeError ?? null }
  return ctx.db.asUser(ctx.userId, async (tx) => {
    if (!(await stillMeant(tx, ctx.userId, row))) return false
    await updateAccount(tx, ctx.userId, row.id, {
      ...failure,
      errorSince: row.errorSince ?? startedAt,
      failures,
      nextRefreshAt,
      ...(code === 'exchange_credentials' ? { valid: false } : {}),
    })
    await recordRefresh(tx, ctx.userId, {
      accountId: row.id,
      startedAt,
      durationMs: now.getTime() - startedAt.getTime(),
      ...failure,
    })
    await announce(tx, ctx.userId, { kind: 'failed', accountId: row.id, code, nextTryAt: nextRefreshAt })
    return true
  })
}
