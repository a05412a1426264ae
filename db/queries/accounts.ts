import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts } from '../schema'
import { deleteSecrets, insertSecrets, type SealedCredentials } from './secrets'

export type AccountRow = typeof accounts.$inferSelect
/** Everything of an account but its owner. */
export type NewAccount = Omit<typeof accounts.$inferInsert, 'deskId'>
/** What may change; its id, owner and exchange never do. */
export type AccountChange = Partial<Omit<AccountRow, 'id' | 'deskId' | 'exchange' | 'createdAt'>>

const own = (deskId: string, id: string) => and(eq(accounts.id, id), eq(accounts.deskId, deskId))

/** One of the user's accounts, archived or not; null for any other. */
export async function findAccount(tx: Tx, deskId: string, id: string): Promise<AccountRow | null> {
  const [row] = await tx.select().from(accounts).where(own(deskId, id))
  return row ?? null
}

/** The same, and nobody else changes it, or takes a sub-account from it, before this transaction is over. */
export async function lockAccount(tx: Tx, deskId: string, id: string): Promise<AccountRow | null> {
  const [row] = await tx.select().from(accounts).where(own(deskId, id)).for('update')
  return row ?? null
}

/** The user's accounts in the order of creation. */
export async function listAccounts(tx: Tx, deskId: string, options: { includeArchived: boolean }): Promise<AccountRow[]> {
  return tx
    .select()
    .from(accounts)
    .where(and(eq(accounts.deskId, deskId), options.includeArchived ? undefined : isNull(accounts.archivedAt)))
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
}

/** What accounts are called, also archived ones, by id. */
export async function accountNames(tx: Tx, deskId: string): Promise<Map<string, string>> {
  const rows = await tx.select({ id: accounts.id, name: accounts.name }).from(accounts).where(eq(accounts.deskId, deskId))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What is planned for a moment without saying when is planned at that moment: now. */
function planned<T extends { nextRefreshAt?: Date; plannedAt?: Date | null }>(change: T): T {
  return change.nextRefreshAt && change.plannedAt === undefined ? { ...change, plannedAt: change.nextRefreshAt } : change
}

/**
 * Stores an account with its sealed credentials.
 * @throws a unique violation (`accounts_name`, `accounts_key`; see `uniqueViolation`) where name or key is taken
 */
export async function insertAccount(tx: Tx, deskId: string, account: NewAccount, sealed: SealedCredentials): Promise<AccountRow> {
  const [row] = await tx
    .insert(accounts)
    .values({ ...planned(account), deskId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for an account it stored.')
  await insertSecrets(tx, deskId, row.id, sealed)
  return row
}

/** Changes columns of one of the user's accounts; null where it is not theirs. @throws as `insertAccount` */
export async function updateAccount(tx: Tx, deskId: string, id: string, change: AccountChange): Promise<AccountRow | null> {
  const [row] = await tx.update(accounts).set(planned(change)).where(own(deskId, id)).returning()
  return row ?? null
}

/** Notes that the exchange wants no calls for an account until `until`: it is not due before. Of several the longest holds. */
export async function limitAccount(
  tx: Tx,
  deskId: string,
  id: string,
  { until, notedAt }: { until: Date; notedAt: Date },
): Promise<void> {
  const at = sql`${until.toISOString()}::timestamptz`
  await tx
    .update(accounts)
    .set({
      limitedUntil: sql`greatest(${accounts.limitedUntil}, ${at})`,
      nextRefreshAt: sql`greatest(${accounts.nextRefreshAt}, ${at})`,
      plannedAt: notedAt,
    })
    .where(own(deskId, id))
}

/** Archives an account: its credentials are destroyed, its name and key are free again, its history stays. */
export async function archiveAccount(tx: Tx, deskId: string, id: string, now: Date): Promise<AccountRow | null> {
  await deleteSecrets(tx, deskId, id)
  return updateAccount(tx, deskId, id, { archivedAt: now, updatedAt: now, keyFingerprint: null })
}
