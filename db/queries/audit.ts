import { and, desc, eq, lt } from 'drizzle-orm'
import type { Tx } from '../client'
import { auditEvents } from '../schema'

export type AuditRow = typeof auditEvents.$inferSelect
export type NewAuditEvent = Omit<typeof auditEvents.$inferInsert, 'id' | 'userId' | 'deskId' | 'byId'>

/** Adds to the log of a person's sign-in, in the transaction of what happened. */
export async function addAuditEvent(tx: Tx, userId: string, event: NewAuditEvent): Promise<void> {
  await tx.insert(auditEvents).values({ ...event, userId })
}

/** Adds to a desk's log: of a person's own desk to the person's, as a trigger has it. @param byId the member who did it; null: none */
export async function addDeskAuditEvent(tx: Tx, deskId: string, byId: string | null, event: NewAuditEvent): Promise<void> {
  await tx.insert(auditEvents).values({ ...event, deskId, byId })
}

/** A shared desk's log, newest first, behind the event with the id `before`. */
export async function listDeskAuditEvents(
  tx: Tx,
  deskId: string,
  options: { before: bigint | null; limit: number },
): Promise<AuditRow[]> {
  return tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.deskId, deskId), options.before === null ? undefined : lt(auditEvents.id, options.before)))
    .orderBy(desc(auditEvents.id))
    .limit(options.limit)
}

/** A user's log, newest first, behind the event with the id `before`. */
export async function listAuditEvents(
  tx: Tx,
  userId: string,
  options: { before: bigint | null; limit: number },
): Promise<AuditRow[]> {
  return tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.userId, userId), options.before === null ? undefined : lt(auditEvents.id, options.before)))
    .orderBy(desc(auditEvents.id))
    .limit(options.limit)
}
