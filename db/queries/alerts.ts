import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { alertMutes, alertRules, alertSettings, alertStates } from '../schema'

export type AlertRuleRow = typeof alertRules.$inferSelect

/**
 * What a rule of a member's own is stored within: versions that would look at all accounts for it know no rule of this kind, and
 * pass it over.
 */
export const OF_MEMBER = 'of_member'
const within = (rule: unknown) => ({ kind: OF_MEMBER, rule })
const stored = z.object({ kind: z.literal(OF_MEMBER), rule: z.unknown() })

/** A rule as it is meant. */
function opened(row: AlertRuleRow): AlertRuleRow {
  const inner = row.ofMember === null ? null : stored.safeParse(row.rule).data
  return inner ? { ...row, rule: inner.rule } : row
}
export type AlertStateRow = typeof alertStates.$inferSelect
export type AlertSettingsRow = typeof alertSettings.$inferSelect

/** Told that a person's rules, states or channels changed; the payload is the person's id. */
export const ALERTS_CHANNEL = 'ballast_alerts'

/** Writes the settings that everybody begins with; false where there are some. */
export async function insertAlertSettings(tx: Tx, deskId: string): Promise<boolean> {
  const rows = await tx.insert(alertSettings).values({ deskId }).onConflictDoNothing().returning({ deskId: alertSettings.deskId })
  return rows.length > 0
}

/**
 * A person's settings; null before the first. With `lock` nobody else changes the person's states, rules or settings until
 * the transaction ends.
 */
export async function findAlertSettings(tx: Tx, deskId: string, { lock = false } = {}): Promise<AlertSettingsRow | null> {
  const query = tx.select().from(alertSettings).where(eq(alertSettings.deskId, deskId))
  const [row] = await (lock ? query.for('update') : query)
  return row ?? null
}

/** Changes some of a person's settings. */
export async function updateAlertSettings(
  tx: Tx,
  deskId: string,
  change: Partial<Omit<AlertSettingsRow, 'deskId'>>,
): Promise<AlertSettingsRow | null> {
  const [row] = await tx.update(alertSettings).set(change).where(eq(alertSettings.deskId, deskId)).returning()
  return row ?? null
}

/** All rules of a person, the oldest first. */
export async function listAlertRules(tx: Tx, deskId: string): Promise<AlertRuleRow[]> {
  const rows = await tx
    .select()
    .from(alertRules)
    .where(eq(alertRules.deskId, deskId))
    .orderBy(alertRules.createdAt, alertRules.id)
  return rows.map(opened)
}

/**
 * Adds rules.
 * @param createdBy the member who did; null: the system, or nobody knows
 * @param ofMember the member who sees some accounts and whose own they are; null: the desk's
 */
export async function insertAlertRules(
  tx: Tx,
  deskId: string,
  rules: readonly unknown[],
  now: Date,
  { createdBy = null, ofMember = null }: { createdBy?: string | null; ofMember?: string | null } = {},
): Promise<AlertRuleRow[]> {
  if (rules.length === 0) return []
  const common = { deskId, createdBy, ofMember, updatedAt: now }
  // A microsecond apart, so that they keep their order.
  const values = rules.map((rule, i) => ({
    ...common,
    rule: ofMember === null ? rule : within(rule),
    createdAt: new Date(now.getTime() + i),
  }))
  return (await tx.insert(alertRules).values(values).returning()).map(opened)
}

/** Changes a rule; null where it is not the person's. */
export async function updateAlertRule(
  tx: Tx,
  deskId: string,
  id: string,
  { rule, ...change }: Partial<Pick<AlertRuleRow, 'rule' | 'enabled' | 'updatedAt'>>,
): Promise<AlertRuleRow | null> {
  const as = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`
  const [row] = await tx
    .update(alertRules)
    .set({
      ...change,
      ...(rule !== undefined && {
        rule: sql`case when ${alertRules.ofMember} is null then ${as(rule)} else ${as(within(rule))} end`,
      }),
    })
    .where(and(eq(alertRules.id, id), eq(alertRules.deskId, deskId)))
    .returning()
  return row ? opened(row) : null
}

/** A rule; null where it is not the desk's. */
export async function findAlertRule(tx: Tx, deskId: string, id: string): Promise<AlertRuleRow | null> {
  const [row] = await tx
    .select()
    .from(alertRules)
    .where(and(eq(alertRules.id, id), eq(alertRules.deskId, deskId)))
  return row ? opened(row) : null
}

/** Takes rules away, with where they stand; answers how many there were. Null: all. */
export async function deleteAlertRules(tx: Tx, deskId: string, ids: readonly string[] | null): Promise<number> {
  const own = eq(alertRules.deskId, deskId)
  const rows = await tx
    .delete(alertRules)
    .where(ids === null ? own : and(own, inArray(alertRules.id, [...ids])))
    .returning({ id: alertRules.id })
  return rows.length
}

/** Where a person's rules stand that are not well. */
export async function listAlertStates(tx: Tx, deskId: string): Promise<AlertStateRow[]> {
  return tx.select().from(alertStates).where(eq(alertStates.deskId, deskId)).orderBy(alertStates.since, alertStates.subject)
}

/** Writes where subjects stand; what is well again is taken away. */
export async function writeAlertStates(
  tx: Tx,
  deskId: string,
  states: readonly Omit<AlertStateRow, 'deskId'>[],
  well: readonly { ruleId: string; subject: string }[],
): Promise<void> {
  if (states.length > 0) {
    await tx
      .insert(alertStates)
      .values(states.map((state) => ({ ...state, deskId })))
      .onConflictDoUpdate({
        target: [alertStates.ruleId, alertStates.subject],
        set: {
          level: sql`excluded.level`,
          known: sql`excluded.known`,
          since: sql`excluded.since`,
          insideSince: sql`excluded.inside_since`,
          toldAt: sql`excluded.told_at`,
          facts: sql`excluded.facts`,
          seenAt: sql`excluded.seen_at`,
          snoozedUntil: sql`excluded.snoozed_until`,
        },
      })
  }
  if (well.length === 0) return
  const keys = well.map(({ ruleId, subject }) => sql`(${ruleId}::uuid, ${subject}::text)`)
  await tx
    .delete(alertStates)
    .where(
      and(eq(alertStates.deskId, deskId), sql`(${alertStates.ruleId}, ${alertStates.subject}) in (${sql.join(keys, sql`, `)})`),
    )
}

/** Keeps a subject quiet until then; null where nothing of that name stands. */
export async function snoozeAlertState(
  tx: Tx,
  deskId: string,
  { ruleId, subject }: { ruleId: string; subject: string },
  until: Date | null,
): Promise<AlertStateRow | null> {
  const [row] = await tx
    .update(alertStates)
    .set({ snoozedUntil: until })
    .where(and(eq(alertStates.deskId, deskId), eq(alertStates.ruleId, ruleId), eq(alertStates.subject, subject)))
    .returning()
  return row ?? null
}

/** Accounts that a person hears nothing of now, with until when (null: until taken back). */
export async function listAlertMutes(tx: Tx, deskId: string, now: Date): Promise<{ accountId: string; until: Date | null }[]> {
  return tx
    .select({ accountId: alertMutes.accountId, until: alertMutes.until })
    .from(alertMutes)
    .where(and(eq(alertMutes.deskId, deskId), or(isNull(alertMutes.until), sql`${alertMutes.until} > ${now.toISOString()}`)))
}

/** Mutes an account, or (undefined) hears of it again. */
export async function setAlertMute(tx: Tx, deskId: string, accountId: string, until: Date | null | undefined): Promise<void> {
  if (until === undefined) {
    await tx.delete(alertMutes).where(and(eq(alertMutes.deskId, deskId), eq(alertMutes.accountId, accountId)))
    return
  }
  await tx
    .insert(alertMutes)
    .values({ accountId, deskId, until })
    .onConflictDoUpdate({ target: alertMutes.accountId, set: { until } })
}

/** Mutes that are over. */
export async function deleteEndedMutes(tx: Tx, now: Date): Promise<void> {
  await tx.delete(alertMutes).where(lt(alertMutes.until, now))
}

/**
 * Takes people for whom time alone was not looked at for a minute, each for this caller alone; those without settings yet
 * and with accounts are among them.
 */
export async function claimTicks(db: Db, now: Date, limit: number): Promise<string[]> {
  return db.asSystem(async (tx) => {
    const at = now.toISOString()
    const rows = await tx.execute(sql`
      with begun as (
        insert into alert_settings (user_id)
        select distinct a.user_id from accounts a
        where a.archived_at is null and not exists (select from alert_settings s where s.user_id = a.user_id)
        limit ${limit}
        on conflict do nothing returning user_id
      ), due as (
        select s.user_id from alert_settings s join desks u on u.id = s.user_id
        where (s.ticked_at is null or s.ticked_at <= ${at}::timestamptz - interval '60 seconds' or s.ticked_at > ${at}::timestamptz)
          and u.disabled_at is null
        order by s.ticked_at nulls first limit ${limit} for update of s skip locked
      )
      update alert_settings set ticked_at = ${at}::timestamptz where user_id in (select user_id from due)
      returning user_id as "deskId"`)
    return z
      .array(z.object({ deskId: z.string() }))
      .parse([...rows])
      .map(({ deskId }) => deskId)
  })
}
