import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ValuedAccount } from '@/server/domain/types'
import type { Db } from '../client'
import { equityPointInsert } from './points'
import { snapshotParts } from './snapshots'

/** What a successful reading of an account leaves behind. */
export interface Reading {
  account: { id: string; keyFingerprint: string | null }
  startedAt: Date
  durationMs: number
  nextRefreshAt: Date
  valued: ValuedAccount
  /** Widths of the equity points that it is entered into, seconds. */
  widths: readonly number[]
  /** Told on the channel when all is stored; the snapshot's id is put into the message's `event`. */
  notice: { channel: string; message: string }
}

/**
 * Stores a reading in one statement and one round trip: the account's good standing and next try, the snapshot with its
 * assets, the try, the equity points (an unknown equity leaves a gap) and the notice to open pages. All or nothing.
 * False where nothing was stored because the account was archived, or has another key than the one that was used.
 */
export async function storeReading(db: Db, userId: string, reading: Reading): Promise<boolean> {
  const [rows = []] = await db.writeAsUser(userId, statement(userId, reading))
  return z.array(z.object({ id: z.string() })).parse(rows).length > 0
}

function statement(userId: string, { account, startedAt, durationMs, nextRefreshAt, valued, widths, notice }: Reading): SQL {
  const { asOf, equity, grossExposure, netExposure } = valued
  const meant = sql`meant`
  const points =
    equity === null
      ? sql``
      : sql`, points as (
    ${equityPointInsert(userId, meant, { asOf, equity, grossExposure, netExposure }, widths)}
  )`
  return sql`
    with meant as (
      update accounts set valid = true, failures = 0, error_code = null, error_message = null, error_exchange = null,
        error_since = null, last_refreshed_at = ${asOf.toISOString()}::timestamptz,
        position_mode = coalesce(${valued.positionMode}::text, position_mode),
        next_refresh_at = ${nextRefreshAt.toISOString()}::timestamptz
      where id = ${account.id}::uuid and user_id = ${userId}::uuid and archived_at is null
        and key_fingerprint is not distinct from ${account.keyFingerprint}::text
      returning id
    ), ${snapshotParts(userId, meant, valued, durationMs)}, tried as (
      insert into refreshes (account_id, user_id, started_at, duration_ms)
      select id, ${userId}::uuid, ${startedAt.toISOString()}::timestamptz, ${durationMs}::int from meant
    )${points}
    select id::text as id,
      pg_notify(${notice.channel}, jsonb_set(${notice.message}::text::jsonb, '{event,id}', to_jsonb(id::text))::text)::text
    from stored`
}
