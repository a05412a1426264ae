import { and, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { channels, deliveries } from '../schema'

export type DeliveryRow = typeof deliveries.$inferSelect
export type NewDelivery = Pick<
  DeliveryRow,
  'channelId' | 'what' | 'event' | 'ruleId' | 'subject' | 'accountId' | 'level' | 'at' | 'dueAt'
>

/**
 * What a channel of a member who sees some accounts may tell them just now; any other tells all. The database asks it of each
 * message that is put into the outbox, too, whichever version of Ballast does that.
 */
const MAY_BE_TOLD = sql.raw(
  'may_be_told(deliveries.channel_id, deliveries.what, deliveries.rule_id, deliveries.subject, deliveries.account_id)',
)

/**
 * Takes back what waits to be told to a member who sees other accounts from now on: what they may not be told any more, and what their
 * own rules saw of all that they saw together, which was other accounts.
 */
export async function dropUntold(tx: Tx, deskId: string, userId: string): Promise<void> {
  const theirs = tx
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.deskId, deskId), eq(channels.ofMember, userId)))
  const together = and(eq(deliveries.what, 'alert'), isNull(deliveries.accountId))
  await tx
    .update(deliveries)
    .set({ state: 'dropped' })
    .where(
      and(
        eq(deliveries.deskId, deskId),
        eq(deliveries.state, 'waiting'),
        inArray(deliveries.channelId, theirs),
        or(together, sql`not ${MAY_BE_TOLD}`),
      ),
    )
}

/**
 * Puts messages into the outbox, in the transaction of what they tell. One that is for a member who may not be told it is passed over
 * (`may_be_told`).
 */
export async function insertDeliveries(tx: Tx, deskId: string, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length > 0) await tx.insert(deliveries).values(rows.map((row) => ({ ...row, deskId })))
}

/** Takes back what was not sent yet of a subject that is well again; answers the channels that never heard of it. */
export async function dropWaiting(
  tx: Tx,
  deskId: string,
  { ruleId, subject }: { ruleId: string; subject: string },
): Promise<string[]> {
  const rows = await tx
    .update(deliveries)
    .set({ state: 'dropped' })
    .where(
      and(
        eq(deliveries.deskId, deskId),
        eq(deliveries.ruleId, ruleId),
        eq(deliveries.subject, subject),
        eq(deliveries.state, 'waiting'),
        // What was handed out once may have arrived.
        sql`message_id is null`,
      ),
    )
    .returning({ channelId: deliveries.channelId })
  return rows.map(({ channelId }) => channelId)
}

/** When what grew old and waits to be told is told; where none waits, `withinMs` from now. */
export async function gatheringUntil(tx: Tx, deskId: string, now: Date, withinMs: number): Promise<Date> {
  const latest = new Date(now.getTime() + withinMs)
  const [row] = await tx
    .select({ dueAt: deliveries.dueAt })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.deskId, deskId),
        eq(deliveries.state, 'waiting'),
        sql`message_id is null and due_at > ${now.toISOString()} and due_at <= ${latest.toISOString()}`,
        sql`event->>'kind' = 'unknown' and event->'facts'->>'what' = 'stale'`,
      ),
    )
    .orderBy(deliveries.dueAt)
    .limit(1)
  return row?.dueAt ?? latest
}

/**
 * What was and is to be sent, the newest first.
 * @param ofMember by the channels of this member who sees some accounts alone, and only what they may be told today; null: all
 */
export async function listDeliveries(
  tx: Tx,
  deskId: string,
  { before, limit, ofMember = null }: { before: bigint | null; limit: number; ofMember?: string | null },
): Promise<DeliveryRow[]> {
  const theirs = (id: string) =>
    and(
      inArray(
        deliveries.channelId,
        tx
          .select({ id: channels.id })
          .from(channels)
          .where(and(eq(channels.deskId, deskId), eq(channels.ofMember, id))),
      ),
      MAY_BE_TOLD,
    )
  return tx
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.deskId, deskId),
        before === null ? undefined : lt(deliveries.id, before),
        ofMember === null ? undefined : theirs(ofMember),
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(limit)
}

const claim = z.object({ channelId: z.string(), deskId: z.string() })

/**
 * Channels that have something to send now, each for this caller alone until `leaseSeconds` have gone: by then a worker
 * that died is taken for dead.
 */
export async function claimChannels(
  db: Db,
  now: Date,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<{ channelId: string; deskId: string }[]> {
  const at = now.toISOString()
  const rows = await db.writeAsSystem(sql`
    update channels c set rests_until = ${at}::timestamptz + make_interval(secs => ${leaseSeconds}::int)
    where c.id in (
      select d.id from channels d join desks u on u.id = d.user_id
      where d.enabled and u.disabled_at is null
        and (d.of_member is null or exists (
          select from desk_members m join users p on p.id = m.user_id
          where m.desk_id = d.user_id and m.user_id = d.of_member and p.disabled_at is null
            -- Their browser tells whoever may see; other channels are for those who manage.
            and (d.device is not null or m.role in ('manager', 'owner'))))
        and (d.rests_until is null or d.rests_until <= ${at}::timestamptz
          or d.rests_until > ${at}::timestamptz + interval '1 day')
        and exists (
          select from deliveries w where w.channel_id = d.id and w.state = 'waiting' and w.due_at <= ${at}::timestamptz)
      order by d.rests_until nulls first limit ${limit}::int for update of d skip locked)
    returning c.id as "channelId", c.user_id as "deskId"`)
  return z.array(claim).parse(rows)
}

/**
 * The next message of a channel: all that is due, under a message id that stays the same however often it is tried. What
 * was handed out before goes out again as the same message, alone. What may not be told any more is dropped.
 */
export async function takeMessage(
  tx: Tx,
  deskId: string,
  channelId: string,
  { now, messageId, limit }: { now: Date; messageId: string; limit: number },
): Promise<DeliveryRow[]> {
  const due = and(
    eq(deliveries.deskId, deskId),
    eq(deliveries.channelId, channelId),
    eq(deliveries.state, 'waiting'),
    sql`due_at <= ${now.toISOString()}`,
  )
  // Behind each other on one connection: what the first takes back the others do not see.
  const [, begun, rows] = await Promise.all([
    tx
      .update(deliveries)
      .set({ state: 'dropped' })
      .where(and(due, sql`not ${MAY_BE_TOLD}`)),
    tx
      .select()
      .from(deliveries)
      .where(
        and(
          due,
          sql`message_id = (select b.message_id from ${deliveries} b where b.channel_id = ${channelId}::uuid and b.user_id = ${deskId}::uuid
            and b.state = 'waiting' and b.due_at <= ${now.toISOString()} and b.message_id is not null order by b.id limit 1)`,
        ),
      )
      .orderBy(deliveries.id),
    tx.select().from(deliveries).where(due).orderBy(deliveries.id).limit(limit),
  ])
  if (begun.length > 0) return begun
  // A digest is a message of its own.
  const [first] = rows
  const together = first?.what === 'digest' ? [first] : rows.filter(({ what }) => what !== 'digest')
  if (together.length === 0) return []
  const ids = together.map(({ id }) => id)
  await tx
    .update(deliveries)
    .set({ messageId })
    .where(and(eq(deliveries.deskId, deskId), inArray(deliveries.id, ids)))
  return together.map((row) => ({ ...row, messageId }))
}

/** Notes how a message fared. */
export async function noteDelivery(
  tx: Tx,
  deskId: string,
  ids: readonly bigint[],
  change: Pick<DeliveryRow, 'state' | 'answer'> & Partial<Pick<DeliveryRow, 'sentAt' | 'dueAt'>>,
): Promise<void> {
  await tx
    .update(deliveries)
    .set({ ...change, attempts: sql`attempts + 1` })
    .where(and(eq(deliveries.deskId, deskId), inArray(deliveries.id, [...ids])))
}

/** Gives up all that still waits for a channel that nothing may be sent to any more. */
export async function failWaiting(tx: Tx, deskId: string, channelId: string, answer: string): Promise<void> {
  await tx
    .update(deliveries)
    .set({ state: 'failed', answer })
    .where(and(eq(deliveries.deskId, deskId), eq(deliveries.channelId, channelId), eq(deliveries.state, 'waiting')))
}

/** What is older than it is kept. */
export async function deleteDeliveries(tx: Tx, before: Date): Promise<void> {
  await tx.delete(deliveries).where(lt(deliveries.at, before))
}

/** Notes that a message's link was used; answers what it told of, or null where there is no such message or it was used before. */
export async function useSnoozeLink(tx: Tx, deskId: string, messageId: string, now: Date): Promise<DeliveryRow[] | null> {
  const rows = await tx
    .update(deliveries)
    .set({ snoozedAt: now })
    .where(and(eq(deliveries.deskId, deskId), eq(deliveries.messageId, messageId), sql`snoozed_at is null`))
    .returning()
  return rows.length > 0 ? rows : null
}

/** Events of what began to fire since a moment, as they were written, for any channel; at most a thousand. */
export async function firedSince(tx: Tx, deskId: string, since: Date): Promise<unknown[]> {
  const rows = await tx
    .select({ event: deliveries.event })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.deskId, deskId),
        eq(deliveries.what, 'alert'),
        sql`at > ${since.toISOString()} and event ->> 'told' = 'raised'`,
      ),
    )
    .orderBy(deliveries.id)
    .limit(1000)
  return rows.map(({ event }) => event)
}
