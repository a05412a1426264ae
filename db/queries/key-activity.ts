import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { keyActivity } from '../schema'

export type KeyActivityRow = typeof keyActivity.$inferInsert

/** Adds counts to those of the same day, whoever else adds to them; for the system. Accounts that are gone are passed over. */
export async function addKeyActivity(tx: Tx, rows: readonly KeyActivityRow[]): Promise<void> {
  const given = JSON.stringify(
    rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() })).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  )
  await tx.execute(sql`
    insert into key_activity (account_id, user_id, key, purpose, question, day, asked, refused, unanswered, last_at, last_outcome)
    select a.id, a.user_id, g.key, g.purpose, g.question, g.day, g.asked, g.refused, g.unanswered, g."lastAt", g."lastOutcome"
    from jsonb_to_recordset(${given}::text::jsonb) as g("accountId" uuid, "deskId" uuid, key text, purpose text, question text,
      day date, asked int, refused int, unanswered int, "lastAt" timestamptz, "lastOutcome" text)
    join accounts a on a.id = g."accountId" and a.user_id = g."deskId"
    on conflict (account_id, key, purpose, question, day) do update set
      asked = key_activity.asked + excluded.asked,
      refused = key_activity.refused + excluded.refused,
      unanswered = key_activity.unanswered + excluded.unanswered,
      last_outcome = case when excluded.last_at >= key_activity.last_at then excluded.last_outcome else key_activity.last_outcome end,
      last_at = greatest(key_activity.last_at, excluded.last_at)`)
}

/** The same order everywhere, so that two processes that add at once do not wait for each other in a circle. */
const keyOf = ({ accountId, key, purpose, question, day }: Omit<KeyActivityRow, 'lastAt'>) =>
  [accountId, key, purpose, question, day].join(' ')

/** What was asked with a key since a day, over all days, the last asked first. */
export async function listKeyActivity(tx: Tx, deskId: string, account: { id: string; key: string; since: string }) {
  const latest = sql<string>`(array_agg(${keyActivity.lastOutcome} order by ${keyActivity.lastAt} desc))[1]`
  return tx
    .select({
      purpose: keyActivity.purpose,
      question: keyActivity.question,
      asked: sql<number>`sum(${keyActivity.asked})::int`,
      refused: sql<number>`sum(${keyActivity.refused})::int`,
      unanswered: sql<number>`sum(${keyActivity.unanswered})::int`,
      lastAt: sql<Date>`max(${keyActivity.lastAt})`.mapWith(keyActivity.lastAt),
      lastOutcome: latest,
    })
    .from(keyActivity)
    .where(
      and(
        eq(keyActivity.accountId, account.id),
        eq(keyActivity.deskId, deskId),
        eq(keyActivity.key, account.key),
        gte(keyActivity.day, account.since),
      ),
    )
    .groupBy(keyActivity.purpose, keyActivity.question)
    .orderBy(desc(sql`max(${keyActivity.lastAt})`), keyActivity.question)
}

/** Forgets what is older; for the system. */
export async function deleteKeyActivity(tx: Tx, before: string): Promise<void> {
  await tx.delete(keyActivity).where(lt(keyActivity.day, before))
}
