import { eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { users } from '../schema'

export type UserRow = typeof users.$inferSelect

/** A user by id; null where there is none, or the transaction may not see them. */
export async function findUser(tx: Tx, userId: string): Promise<UserRow | null> {
  const [row] = await tx.select().from(users).where(eq(users.id, userId))
  return row ?? null
}

/** A user by address, for sign-in: only the system may look. @param email in lower case */
export async function findUserByEmail(tx: Tx, email: string): Promise<UserRow | null> {
  const [row] = await tx.select().from(users).where(eq(users.email, email))
  return row ?? null
}

/**
 * Holds up other first sign-ups until this transaction ends, so that two with the same setup code do not both become
 * administrators.
 */
export async function lockFirstSignUp(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(4926003)`)
}

/**
 * Stores a user. Null where the address is taken.
 * @param user.email in lower case
 * @param user.isAdmin default: no administrator
 */
export async function insertUser(
  tx: Tx,
  user: { email: string; name: string | null; passwordHash: string | null; isAdmin?: boolean; now: Date },
): Promise<UserRow | null> {
  const { email, name, passwordHash, isAdmin = false, now } = user
  const [row] = await tx
    .insert(users)
    .values({ email, name, passwordHash, isAdmin, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: users.email })
    .returning()
  return row ?? null
}

/** Changes columns of a user; null where there is none. */
export async function updateUser(
  tx: Tx,
  userId: string,
  change: Partial<Omit<UserRow, 'id' | 'createdAt'>>,
): Promise<UserRow | null> {
  const [row] = await tx.update(users).set(change).where(eq(users.id, userId)).returning()
  return row ?? null
}

/** Removes a user and, by cascade, everything that is theirs. */
export async function deleteUser(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.delete(users).where(eq(users.id, userId)).returning({ id: users.id })
  return rows.length > 0
}

/** False until somebody has signed up with the setup code, or was made an administrator by command; for the system. */
export async function hasAdministrator(tx: Tx): Promise<boolean> {
  const [row] = await tx.select({ id: users.id }).from(users).where(eq(users.isAdmin, true)).limit(1)
  return row !== undefined
}

/** True where somebody else is left; for the system. */
export async function hasOtherUsers(tx: Tx, userId: string): Promise<boolean> {
  const [row] = await tx.select({ id: users.id }).from(users).where(ne(users.id, userId)).limit(1)
  return row !== undefined
}
