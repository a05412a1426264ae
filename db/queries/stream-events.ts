import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { makerOf, memberAccounts } from './tokens'

/** A thing that happened, as it is kept. */
export interface NewStreamEvent {
  at: Date
  kind: 'account_failed' | 'alert'
  accountId: string | null
  data: Record<string, unknown>
}

/** Whether somebody may listen to what happens to this person: nobody else's events are kept. */
export const hasTokens = (deskId: SQL) => sql`exists (select from api_tokens where user_id = ${deskId} and revoked_at is null)`

/** Keeps what happened, in the transaction in which it does. */
export async function insertStreamEvents(tx: Tx, deskId: string, events: readonly NewStreamEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = sql.join(
    events.map(
      ({ at, kind, accountId, data }) =>
        sql`(${at.toISOString()}::timestamptz, ${kind}::text, ${accountId}::uuid, ${JSON.stringify(data)}::text::jsonb)`,
    ),
    sql`, `,
  )
  const user = sql`${deskId}::uuid`
  await tx.execute(sql`
    insert into stream_events (user_id, xid, at, kind, account_id, data)
    select ${user}, pg_current_xact_id(), e.at, e.kind, e.account_id, e.data
    from (values ${rows}) e (at, kind, account_id, data) where ${hasTokens(user)}`)
}

/** What a look at the database could see: `pg_snapshot` as text. */
export type Seen = string

const row = z.object({
  id: z.string(),
  xid: z.string(),
  at: z.coerce.date(),
  kind: z.string(),
  account_id: z.string().nullable(),
  account: z.string().nullable(),
  exchange: z.string().nullable(),
  data: z.unknown(),
})

/** An event as it is read; name and exchange of its account are those of now. */
export type StreamEventRow = z.output<typeof row>

/** Where reading stands within what one look saw: behind this event, in the order of transactions. */
export interface Place {
  xid: string
  id: string
}

const looked = z.object({ seen: z.string(), events: z.array(row) })

/**
 * What became visible between two looks, the oldest transaction first. Not by ids: a transaction that began earlier may
 * end later, and would be passed over.
 * @param since what the earlier look saw
 * @param until what the later one saw; null: it is this one
 * @param behind where reading stood; null: at the beginning
 */
export async function eventsBetween(
  db: Db,
  deskId: string,
  { since, until, behind, limit }: { since: Seen; until: Seen | null; behind: Place | null; limit: number },
): Promise<{ seen: Seen; events: StreamEventRow[] }> {
  const from = sql`${since}::text::pg_snapshot`
  const rows = await db.asDesk(deskId, (tx) =>
    tx.execute(sql`
      select pg_current_snapshot()::text as seen,
        coalesce((select json_agg(found order by found.order_xid, found.order_id) from (
          select e.xid as order_xid, e.id as order_id, e.id::text as id, e.xid::text as xid, e.at, e.kind, e.account_id,
            a.name as account, a.exchange, e.data
          from stream_events e left join accounts a on a.id = e.account_id and a.user_id = e.user_id
          where e.user_id = ${deskId}::uuid and e.xid >= pg_snapshot_xmin(${from})
            and not pg_visible_in_snapshot(e.xid, ${from})
            ${until === null ? sql`` : sql`and pg_visible_in_snapshot(e.xid, ${until}::text::pg_snapshot)`}
            ${behind === null ? sql`` : sql`and (e.xid, e.id) > (${behind.xid}::text::xid8, ${behind.id}::bigint)`}
          order by e.xid, e.id limit ${limit}
        ) found), '[]') as events`),
  )
  const [found] = z.array(looked).parse([...rows])
  if (!found) throw new Error('PostgreSQL answered a look at events with no row.')
  return found
}

/** Whether this database was where a look saw that; false: it is another one, or an older state of it that was restored. */
export async function hasSeen(db: Db, deskId: string, seen: Seen): Promise<boolean> {
  const rows = await db.asDesk(deskId, (tx) =>
    tx.execute(sql`
      select pg_snapshot_xmax(${seen}::text::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) as known`),
  )
  return z.array(z.object({ known: z.boolean() })).parse([...rows])[0]?.known === true
}

/** What the database can see now. */
export async function seenNow(db: Db, deskId: string): Promise<Seen> {
  const rows = await db.asDesk(deskId, (tx) => tx.execute(sql`select pg_current_snapshot()::text as seen`))
  const [found] = z.array(z.object({ seen: z.string() })).parse([...rows])
  if (!found) throw new Error('PostgreSQL does not say what it sees.')
  return found.seen
}

/**
 * Forgets what is older, and later where somebody's webhook that is switched on may not have heard it yet. One that had not
 * heard what goes, though it would have been told it, has a gap since where it stands.
 * @param laterBefore what is older than this goes in any case
 */
export async function deleteStreamEvents(tx: Tx, before: Date, laterBefore: Date): Promise<void> {
  // A position is `time.seen` or, in the middle of a look, `time.seen.since.xid.id` (`server/services/stream/cursor`).
  const part = (n: number) => sql.raw(`split_part(w.position, '.', ${n})`)
  await tx.execute(sql`
    with gone as (
      delete from stream_events e where e.at < ${before.toISOString()}::timestamptz
        and (e.at < ${laterBefore.toISOString()}::timestamptz
          or not exists (select from webhooks w where w.user_id = e.user_id and w.enabled))
      returning e.user_id, e.xid, e.kind, e.account_id)
    update webhooks w set gap_since = to_timestamp(${part(1)}::bigint / 1000.0)
    from api_tokens t join ${makerOf('t')} where t.id = w.token_id and w.enabled and w.gap_since is null
      and exists (
        select from gone g where g.user_id = w.user_id and g.kind = any(w.events)
          and (t.account_ids is null or g.account_id = any(t.account_ids))
          and (m.tag_ids is null or g.account_id::text = any(${memberAccounts(sql`m`)}))
          and not pg_visible_in_snapshot(g.xid, coalesce(nullif(${part(3)}, ''), ${part(2)})::pg_snapshot))`)
}

/** Events by their ids, in the order in which they became visible; those that are gone are left out. */
export async function eventsByIds(db: Db, deskId: string, ids: readonly bigint[]): Promise<StreamEventRow[]> {
  const rows = await db.asDesk(deskId, (tx) =>
    tx.execute(sql`
      select e.id::text as id, e.xid::text as xid, e.at, e.kind, e.account_id, a.name as account, a.exchange, e.data
      from stream_events e left join accounts a on a.id = e.account_id and a.user_id = e.user_id
      where e.user_id = ${deskId}::uuid and e.id = any(${sql.param(`{${ids.join(',')}}`)}::bigint[]) order by e.xid, e.id`),
  )
  return z.array(row).parse([...rows])
}
