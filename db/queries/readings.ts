import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ValuedAccount } from '@/server/domain/types'
import type { Db } from '../client'
import { prepared } from '../statement'
import { type EquityPointValue, equityPointInsert, widthList } from './points'
import { type SnapshotValue, snapshotParts, snapshotValues } from './snapshots'

/** What a successful reading of an account leaves behind. */
export interface Reading {
  account: { id: string; keyFingerprint: string | null }
  startedAt: Date
  durationMs: number
  nextRefreshAt: Date
  /** When that was planned. */
  plannedAt: Date
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
  const { account, startedAt, durationMs, nextRefreshAt, plannedAt, valued, widths, notice } = reading
  const statement = (valued.equity === null ? withoutPoints : withPoints)({
    ...snapshotValues(userId, valued, durationMs),
    ...notice,
    accountId: account.id,
    keyFingerprint: account.keyFingerprint,
    startedAt: startedAt.toISOString(),
    nextRefreshAt: nextRefreshAt.toISOString(),
    plannedAt: plannedAt.toISOString(),
    widths: widthList(widths),
  })
  const [rows = []] = await db.writeAsUser(userId, statement)
  return z.array(z.object({ id: z.string() })).parse(rows).length > 0
}

type ReadingValue =
  | SnapshotValue
  | EquityPointValue
  | keyof Reading['notice']
  | 'accountId'
  | 'keyFingerprint'
  | 'startedAt'
  | 'nextRefreshAt'
  | 'plannedAt'

const meant = sql`meant`
const storing = (points: boolean) =>
  prepared<ReadingValue>(
    (value) => sql`
    with meant as (
      update accounts set valid = true, failures = 0, error_code = null, error_message = null, error_exchange = null,
        error_since = null, last_refreshed_at = ${value('asOf')}::timestamptz,
        position_mode = coalesce(${value('positionMode')}::text, position_mode),
        next_refresh_at = ${value('nextRefreshAt')}::timestamptz, planned_at = ${value('plannedAt')}::timestamptz
      where id = ${value('accountId')}::uuid and user_id = ${value('userId')}::uuid and archived_at is null
        and key_fingerprint is not distinct from ${value('keyFingerprint')}::text
      returning id
    ), ${snapshotParts(meant, value)}, tried as (
      insert into refreshes (account_id, user_id, started_at, duration_ms)
      select id, ${value('userId')}::uuid, ${value('startedAt')}::timestamptz, ${value('durationMs')}::int from meant
    )${points ? sql`, points as (${equityPointInsert(meant, value)})` : sql``}
    select id::text as id,
      pg_notify(${value('channel')}, jsonb_set(${value('message')}::text::jsonb, '{event,id}', to_jsonb(id::text))::text)::text
    from stored`,
  )
const withPoints = storing(true)
/** Where the equity is not known: a gap. */
const withoutPoints = storing(false)
