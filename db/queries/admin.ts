import { and, asc, count, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts, sessions, users } from '../schema'

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
}

/** Everybody, in the order of signing up, with how many accounts they have and never what is in them. For the system. */
export async function listUsers(tx: Tx): Promise<AdminUserRow[]> {
  const seen = tx
    .select({ userId: sessions.userId, at: sql<Date>`max(${sessions.lastUsedAt})`.mapWith(sessions.lastUsedAt).as('at') })
    .from(sessions)
    .groupBy(sessions.userId)
    .as('seen')
  const active = tx
    .select({ userId: accounts.userId, n: count().as('n') })
    .from(accounts)
    .where(isNull(accounts.archivedAt))
    .groupBy(accounts.userId)
    .as('active')
  const rows = await tx
    .select({
      ...{ id: users.id, email: users.email, name: users.name, isAdmin: users.isAdmin },
      ...{ createdAt: users.createdAt, disabledAt: users.disabledAt, lastSeenAt: seen.at, accounts: active.n },
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
