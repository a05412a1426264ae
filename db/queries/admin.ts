import { and, asc, count, eq, exists, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts, authenticators, deskMembers, passkeys, sessions, users } from '../schema'

export interface AdminUserRow {
  id: string
  email: string
  name: string | null
  isAdmin: boolean
  createdAt: Date
  disabledAt: Date | null
  /** When a session of theirs was last used; null: never. */
  lastSeenAt: Date | null
  accounts: number
  /** An authenticator app was confirmed, or there is a passkey. */
  secondFactor: boolean
}

/** Everybody, in the order of signing up, with how many accounts the desks that they own have and never what is in them. For the system. */
export async function listUsers(tx: Tx): Promise<AdminUserRow[]> {
  const seen = tx
    .select({ userId: sessions.userId, at: sql<Date>`max(${sessions.lastUsedAt})`.mapWith(sessions.lastUsedAt).as('at') })
    .from(sessions)
    .groupBy(sessions.userId)
    .as('seen')
  const active = tx
    .select({ userId: deskMembers.userId, n: count().as('n') })
    .from(accounts)
    .innerJoin(deskMembers, and(eq(deskMembers.deskId, accounts.deskId), eq(deskMembers.role, 'owner')))
    .where(isNull(accounts.archivedAt))
    .groupBy(deskMembers.userId)
    .as('active')
  const app = tx
    .select({ one: sql`1` })
    .from(authenticators)
    .where(and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt)))
  const passkey = tx.select({ one: sql`1` }).from(passkeys).where(eq(passkeys.userId, users.id))
  const rows = await tx
    .select({
      ...{ id: users.id, email: users.email, name: users.name, isAdmin: users.isAdmin },
      ...{ createdAt: users.createdAt, disabledAt: users.disabledAt, lastSeenAt: seen.at, accounts: active.n },
      secondFactor: sql<boolean>`${or(exists(app), exists(passkey))}`,
    })
    .from(users)
    .leftJoin(seen, eq(seen.userId, users.id))
    .leftJoin(active, eq(active.userId, users.id))
    .orderBy(asc(users.createdAt), asc(users.id))
  return rows.map((row) => ({ ...row, accounts: row.accounts ?? 0 }))
}

/** Administrators beside this user who can sign in; for the system. */
export async function countOtherAdmins(tx: Tx, userId: string): Promise<number> {
  return tx.$count(users, and(eq(users.isAdmin, true), isNull(users.disabledAt), ne(users.id, userId)))
}

/**
 * Holds up everything else that could leave the installation without an administrator, until this transaction ends: two
 * administrators who take the right from each other at once must not both succeed.
 */
export async function lockAdmins(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(4926004)`)
}

/** Administrators who can sign in, the longest known first; for the system. */
export async function listAdminIds(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.isAdmin, true), isNull(users.disabledAt)))
    .orderBy(asc(users.createdAt), asc(users.id))
  return rows.map(({ id }) => id)
}
