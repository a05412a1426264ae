import { and, desc, eq, lt } from 'drizzle-orm'
import type { Tx } from '../client'
import { auditEvents } from '../schema'

export type AuditRow = typeof auditEvents.$inferSelect
export type NewAuditEvent = Omit<typeof auditEvents.$inferInsert, 'id' | 'userId'>

/** Adds to a user's log, in the transaction of what happened. */
export async function addAuditEvent(tx: Tx, userId: string, event: NewAuditEvent): Promise<void> {
  await tx.insert(auditEvents).values({ ...event, userId })
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
