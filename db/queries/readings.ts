import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { z } from 'zod'
import type { ValuedAccount } from '@/server/domain/types'
import { Batcher } from '../batcher'
import type { Db } from '../client'
import { prepared, type Statement } from '../statement'
import { type EquityPointValue, equityPointInsert, widthList } from './points'
import { type SnapshotValue, snapshotParts, snapshotValues } from './snapshots'
import { hasTokens } from './stream-events'

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
 * Stores a reading in one statement, with others that end at the same time in one round trip: the account's good standing and next try, the snapshot with its
 * assets, the try, the equity points (an unknown equity leaves a gap), what programs are told and the notice to open pages. All of it or nothing.
 * False where nothing was stored because the account was archived, or has another key than the one that was used.
 */
export async function storeReading(db: Db, deskId: string, reading: Reading): Promise<boolean> {
  const stored = await storingOf(db).run({ deskId, reading })
  if (stored.status === 'rejected') throw stored.reason
  return stored.value
}

interface Stored {
  deskId: string
  reading: Reading
}

/** Readings that are stored in one transaction at most, and such transactions at a time. */
const TOGETHER = { most: 16, lanes: 2 } as const

const batchers = new WeakMap<Db, Batcher<Stored, PromiseSettledResult<boolean>>>()

/** Readings that end while others are being stored are stored together: one round trip and one wait for the disk for all. */
function storingOf(db: Db): Batcher<Stored, PromiseSettledResult<boolean>> {
  let own = batchers.get(db)
  if (!own) {
    own = new Batcher((all) => storeTogether(db, all), TOGETHER.most, TOGETHER.lanes)
    batchers.set(db, own)
  }
  return own
}

async function storeTogether(db: Db, all: readonly Stored[]): Promise<PromiseSettledResult<boolean>[]> {
  const alone = () =>
    Promise.allSettled(
      all.map(async ({ deskId, reading }) => wasStored((await db.writeAsDesk(deskId, statementOf(deskId, reading)))[0])),
    )
  if (all.length === 1) return alone()
  // All processes take accounts in one order.
  const inOrder = [...all.entries()].sort(([, a], [, b]) => (a.reading.account.id < b.reading.account.id ? -1 : 1))
  try {
    const answers = await db.writeAsDesks(
      inOrder.map(([, { deskId, reading }]) => ({ deskId, statement: statementOf(deskId, reading) })),
    )
    const outcomes = new Map(inOrder.map(([index], place) => [index, wasStored(answers[place])]))
    return all.map((_, index) => ({ status: 'fulfilled', value: outcomes.get(index) ?? false }))
  } catch (error) {
    // One that PostgreSQL refuses must not take the others with it. Of a lost connection nobody knows what was stored.
    if (!(error instanceof postgres.PostgresError)) throw error
    return alone()
  }
}

const wasStored = (rows: unknown) => z.array(z.object({ id: z.string() })).parse(rows).length > 0

function statementOf(deskId: string, reading: Reading): Statement {
  const { account, startedAt, durationMs, nextRefreshAt, plannedAt, valued, widths, notice } = reading
  return (valued.equity === null ? withoutPoints : withPoints)({
    ...snapshotValues(deskId, valued, durationMs),
    ...notice,
    accountId: account.id,
    keyFingerprint: account.keyFingerprint,
    startedAt: startedAt.toISOString(),
    nextRefreshAt: nextRefreshAt.toISOString(),
    plannedAt: plannedAt.toISOString(),
    widths: widthList(widths),
  })
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
      where id = ${value('accountId')}::uuid and user_id = ${value('deskId')}::uuid and archived_at is null
        and key_fingerprint is not distinct from ${value('keyFingerprint')}::text
      returning id
    ), ${snapshotParts(meant, value)}, tried as (
      insert into refreshes (account_id, user_id, started_at, duration_ms)
      select id, ${value('deskId')}::uuid, ${value('startedAt')}::timestamptz, ${value('durationMs')}::int from meant
    ), told as (
      insert into stream_events (user_id, xid, at, kind, account_id, data)
      select ${value('deskId')}::uuid, pg_current_xact_id(), ${value('plannedAt')}::timestamptz, 'snapshot', meant.id,
        jsonb_build_object('snapshotId', stored.id::text, 'asOf', ${value('asOf')}::text)
      from meant, stored where ${hasTokens(sql`${value('deskId')}::uuid`)}
    )${points ? sql`, points as (${equityPointInsert(meant, value)})` : sql``}
    select id::text as id,
      pg_notify(${value('channel')}, jsonb_set(${value('message')}::text::jsonb, '{event,id}', to_jsonb(id::text))::text)::text
    from stored`,
  )
const withPoints = storing(true)
/** Where the equity is not known: a gap. */
const withoutPoints = storing(false)
