import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { webhookDeliveries, webhooks } from '../schema'
import { makerOf, memberAccounts, withinBoth } from './tokens'

export type WebhookRow = typeof webhooks.$inferSelect
export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect

const own = (deskId: string, id: string) => and(eq(webhooks.id, id), eq(webhooks.deskId, deskId))

/** A person's webhooks, the oldest first; of one token where that is said. */
export async function listWebhooks(tx: Tx, deskId: string, tokenId?: string): Promise<WebhookRow[]> {
  return tx
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.deskId, deskId), tokenId === undefined ? undefined : eq(webhooks.tokenId, tokenId)))
    .orderBy(asc(webhooks.createdAt), asc(webhooks.id))
}

/** One of a person's; null where it is none. */
export async function findWebhook(tx: Tx, deskId: string, id: string): Promise<WebhookRow | null> {
  const [row] = await tx.select().from(webhooks).where(own(deskId, id))
  return row ?? null
}

/** The same, which nobody else changes until the transaction ends. */
export async function lockWebhook(tx: Tx, deskId: string, id: string): Promise<WebhookRow | null> {
  const [row] = await tx.select().from(webhooks).where(own(deskId, id)).for('update')
  return row ?? null
}

/** Adds one. `id` is made before, since the address is sealed for it. */
export async function insertWebhook(
  tx: Tx,
  deskId: string,
  webhook: Pick<WebhookRow, 'id' | 'tokenId' | 'shown' | 'masterKeyId' | 'wrappedKey' | 'events' | 'position' | 'createdAt'>,
): Promise<WebhookRow> {
  const [row] = await tx
    .insert(webhooks)
    .values({ ...webhook, deskId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a webhook it stored.')
  return row
}

/** Changes one; null where it is not the person's. */
export async function updateWebhook(
  tx: Tx,
  deskId: string,
  id: string,
  change: Partial<Omit<WebhookRow, 'id' | 'deskId' | 'tokenId' | 'createdAt'>>,
): Promise<WebhookRow | null> {
  const [row] = await tx.update(webhooks).set(change).where(own(deskId, id)).returning()
  return row ?? null
}

/** Takes one away with the list of what it was sent; false where it is not the person's. */
export async function deleteWebhook(tx: Tx, deskId: string, id: string): Promise<boolean> {
  const rows = await tx.delete(webhooks).where(own(deskId, id)).returning({ id: webhooks.id })
  return rows.length > 0
}

const ids = z.array(z.string()).nullable()
const claim = z
  .object({ webhookId: z.string(), deskId: z.string(), own: ids, ofMaker: ids })
  .transform(({ webhookId, deskId, own, ofMaker }) => ({ webhookId, deskId, accountIds: withinBoth(own, ofMaker) }))
export type ClaimedWebhook = z.output<typeof claim>

/**
 * Webhooks that have something to send now, the longest due first, each for this caller alone until `leaseSeconds` have
 * gone: by then a worker that died is taken for dead. Of tokens that live and may read, with the accounts that each, and
 * whoever made it, is limited to by now.
 */
export async function claimWebhooks(
  db: Db,
  now: Date,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<ClaimedWebhook[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  // A position is `time.seen` or, in the middle of a look, `time.seen.since.xid.id`.
  const seen = sql`split_part(w.position, '.', 2)::pg_snapshot`
  const rows = await db.asSystem((tx) =>
    tx.execute(sql`
      update webhooks c set rests_until = ${at} + make_interval(secs => ${leaseSeconds})
      from api_tokens t join ${makerOf('t')}
      where t.id = c.token_id and c.id in (
        select w.id from webhooks w join api_tokens k on k.id = w.token_id join desks u on u.id = w.user_id
          join ${makerOf('k')} join users p on p.id = m.user_id
        where w.enabled and u.disabled_at is null and p.disabled_at is null and k.revoked_at is null
          and (k.expires_at is null or k.expires_at > ${at}) and 'read' = any(k.scopes)
          and (w.rests_until is null or w.rests_until <= ${at} or w.rests_until > ${at} + interval '1 day')
          -- A position that lies ahead is of a database that was another one (a backup was restored): it would hear nothing.
          and (w.message_id is not null or w.gap_since is not null
            or pg_snapshot_xmax(${seen}) > pg_snapshot_xmax(pg_current_snapshot()) or split_part(w.position, '.', 3) <> ''
            or exists (select from stream_events e where e.user_id = w.user_id and e.xid >= pg_snapshot_xmin(${seen})
              and not pg_visible_in_snapshot(e.xid, ${seen})))
        order by w.rests_until nulls first limit ${limit} for update of w skip locked)
      returning c.id as "webhookId", c.user_id as "deskId", t.account_ids::text[] as own,
        ${memberAccounts(sql`m`)} as "ofMaker"`),
  )
  return z.array(claim).parse([...rows])
}

/** Notes a try: a new row for a message's first, the same one for the others. */
export async function noteWebhookTry(
  tx: Tx,
  deskId: string,
  tried: Pick<WebhookDeliveryRow, 'webhookId' | 'messageId' | 'events' | 'state' | 'lastTryAt' | 'durationMs' | 'answer'>,
): Promise<void> {
  const { state, lastTryAt, durationMs, answer } = tried
  await tx
    .insert(webhookDeliveries)
    .values({ ...tried, deskId, at: lastTryAt, attempts: 1 })
    .onConflictDoUpdate({
      target: [webhookDeliveries.webhookId, webhookDeliveries.messageId],
      set: { state, lastTryAt, durationMs, answer, attempts: sql`${webhookDeliveries.attempts} + 1` },
    })
}

/** What a webhook was sent, the newest first. */
export async function listWebhookDeliveries(
  tx: Tx,
  deskId: string,
  webhookId: string,
  { before, limit }: { before: bigint | null; limit: number },
): Promise<WebhookDeliveryRow[]> {
  return tx
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.deskId, deskId),
        eq(webhookDeliveries.webhookId, webhookId),
        before === null ? undefined : lt(webhookDeliveries.id, before),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit)
}

/** Forgets what is older. */
export async function deleteWebhookDeliveries(tx: Tx, before: Date): Promise<void> {
  await tx.delete(webhookDeliveries).where(lt(webhookDeliveries.at, before))
}
