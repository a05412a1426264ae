import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { deskMembers, desks } from '../schema'
import { prepared } from '../statement'
import { memberAccounts } from './tokens'

export type DeskRow = typeof desks.$inferSelect

/** Seconds between snapshots of the desk's accounts; a minute where there is no such desk. */
export async function refreshIntervalOf(tx: Tx, deskId: string): Promise<number> {
  const [row] = await tx.select({ seconds: desks.refreshIntervalSeconds }).from(desks).where(eq(desks.id, deskId))
  return row?.seconds ?? 60
}

/** Whether a desk is somebody's own, whose addresses name none. */
export async function isPersonalDesk(tx: Tx, deskId: string): Promise<boolean> {
  const [row] = await tx.select({ own: desks.isPersonal }).from(desks).where(eq(desks.id, deskId))
  return row?.own ?? true
}

/** Makes a desk with its first owner. For the system: nobody is a member of it yet. */
export async function insertDesk(tx: Tx, desk: { name: string; ownerId: string; now: Date }): Promise<DeskRow> {
  const { name, ownerId, now } = desk
  const [row] = await tx.insert(desks).values({ name, createdAt: now, updatedAt: now }).returning()
  if (!row) throw new Error('PostgreSQL returned no row for a desk it stored.')
  await tx.insert(deskMembers).values({ deskId: row.id, userId: ownerId, role: 'owner', createdAt: now })
  return row
}

const owner = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  isAdmin: z.boolean(),
  settings: z.unknown(),
  refreshIntervalSeconds: z.number(),
  emailProvenAt: z.coerce
    .number()
    .nullable()
    .transform((ms) => (ms === null ? null : new Date(ms))),
})
export type DeskOwner = z.output<typeof owner>

const firstOwner = prepared<'deskId'>(
  (value) => sql`
  select u.id, u.email, u.name, u.is_admin as "isAdmin", u.settings, d.refresh_interval_seconds as "refreshIntervalSeconds",
    (extract(epoch from u.email_proven_at) * 1000)::bigint as "emailProvenAt"
  from desks d join desk_members m on m.desk_id = d.id and m.role = 'owner' join users u on u.id = m.user_id
  where d.id = ${value('deskId')}::uuid order by u.disabled_at nulls first, m.created_at, u.id limit 1`,
)

/**
 * The person whose choices (time zone, currency) count for what a desk is told: its first owner who may sign in; of a personal
 * desk the person. For the system, since a desk does not see the rows of people.
 */
export async function ownerOfDesk(db: Db, deskId: string): Promise<DeskOwner | null> {
  const [row] = await db.readAsSystem(firstOwner({ deskId }))
  return row === undefined ? null : owner.parse(row)
}

const member = z.object({ role: z.string(), accounts: z.array(z.string()).nullable() })
const memberBy = prepared<'deskId' | 'userId'>(
  (value) => sql`
  select json_build_object('role', m.role, 'accounts', ${memberAccounts(sql`m`)}) from desk_members m
  where m.desk_id = ${value('deskId')}::uuid and m.user_id = ${value('userId')}::uuid`,
)

/** A person's role on a desk and the accounts that they see there (null: all), in one round trip; null where they are no member. */
export async function memberOf(db: Db, userId: string, deskId: string): Promise<z.output<typeof member> | null> {
  const [[found] = []] = await db.readAsDesk(deskId, memberBy({ deskId, userId }))
  return found ? member.parse(JSON.parse(found.toString())) : null
}
