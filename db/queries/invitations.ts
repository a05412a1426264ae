import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Tx } from '../client'
import { invitations } from '../schema'

export type InvitationRow = typeof invitations.$inferSelect

/** Stores an invitation: the hash of its code, never the code. */
export async function insertInvitation(
  tx: Tx,
  userId: string,
  invitation: Pick<InvitationRow, 'hash' | 'email' | 'createdAt' | 'expiresAt'>,
): Promise<InvitationRow> {
  const [row] = await tx
    .insert(invitations)
    .values({ ...invitation, userId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for an invitation it stored.')
  return row
}

/** An invitation that still counts, by its code's hash, held until the transaction ends; for the system. */
export async function takeOpenInvitation(tx: Tx, hash: string, now: Date): Promise<InvitationRow | null> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.hash, hash),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .for('update')
  return row ?? null
}

/** Notes that somebody signed up with an invitation: it is good once. */
export async function acceptInvitation(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.update(invitations).set({ acceptedAt: now }).where(eq(invitations.id, id))
}

/** Invitations that an administrator made, the newest first. */
export async function listInvitations(tx: Tx, userId: string): Promise<InvitationRow[]> {
  return tx.select().from(invitations).where(eq(invitations.userId, userId)).orderBy(desc(invitations.createdAt))
}

/** Makes an invitation void; false where it is not the administrator's own, or no longer open. */
export async function revokeInvitation(tx: Tx, userId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(eq(invitations.id, id), eq(invitations.userId, userId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)),
    )
    .returning({ id: invitations.id })
  return rows.length > 0
}
