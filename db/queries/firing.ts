import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'

const moment = z.number().transform((ms) => new Date(ms))
const milliseconds = (column: string) => sql`(date_part('epoch', ${sql.raw(column)}) * 1000)::bigint`

const packed = z.tuple([
  z.string(), // 0 ruleId
  z.string(), // 1 subject
  z.string().nullable(), // 2 accountId
  z.string().nullable(), // 3 accountName
  z.string(), // 4 level
  z.boolean(), // 5 known
  moment, // 6 since
  moment.nullable(), // 7 insideSince
  z.unknown(), // 8 facts
  moment, // 9 seenAt
  moment.nullable(), // 10 snoozedUntil
  z.boolean(), // 11 muted
  z.unknown(), // 12 rule
  z.string().nullable(), // 13 ofMember
])

/** What fires of a rule that is on, with what it is shown by. */
export type FiringRow = ReturnType<typeof unpack>

function unpack(row: z.output<typeof packed>) {
  return {
    ruleId: row[0],
    subject: row[1],
    accountId: row[2],
    accountName: row[3],
    level: row[4],
    known: row[5],
    since: row[6],
    insideSince: row[7],
    facts: row[8],
    seenAt: row[9],
    snoozedUntil: row[10],
    muted: row[11],
    rule: row[12],
    /** The member who sees some accounts and whose own rule it is; null: the desk's. */
    ofMember: row[13],
  }
}

const answer = z.object({ firing: z.array(packed), kinds: z.array(z.string()), begun: z.boolean() })

/**
 * What fires of a person's rules that are on, the urgent first and then the newest; nothing of archived accounts. With it
 * which kinds of rules of the desk are on, and whether the rules that everybody begins with were made yet. One round trip.
 */
export async function firingRows(
  db: Db,
  deskId: string,
  now: Date,
): Promise<{ firing: FiringRow[]; kinds: string[]; begun: boolean }> {
  const rows = await db.readAsDesk(
    deskId,
    sql`
    select json_build_object('firing', coalesce((
      select json_agg(json_build_array(s.rule_id, s.subject, s.account_id, a.name, s.level, s.known, ${milliseconds('s.since')},
        ${milliseconds('s.inside_since')}, s.facts, ${milliseconds('s.seen_at')}, ${milliseconds('s.snoozed_until')},
        m.account_id is not null,
        case when r.of_member is null then r.rule else r.rule->'rule' end, r.of_member) order by (s.level = 'urgent') desc, s.since desc, s.subject, s.rule_id)
      from alert_states s join alert_rules r on r.id = s.rule_id and r.enabled
        left join accounts a on a.id = s.account_id
        left join alert_mutes m on m.account_id = s.account_id and (m.until is null or m.until > ${now.toISOString()}::timestamptz)
      where s.user_id = ${deskId}::uuid and (s.account_id is null or (a.id is not null and a.archived_at is null))
    ), '[]'::json), 'kinds', coalesce((
      select json_agg(distinct rule->>'kind') from alert_rules where user_id = ${deskId}::uuid and enabled and of_member is null
    ), '[]'::json), 'begun', exists (
      select from alert_settings where user_id = ${deskId}::uuid and begun_at is not null))`,
  )
  const { firing, ...rest } = answer.parse(JSON.parse(String(rows[0]?.[0])))
  return { firing: firing.map(unpack), ...rest }
}
