import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { accountKeys, accountSecrets, accounts, desks } from '../schema'
import type { AccountRow } from './accounts'
import type { SealedCredentials } from './secrets'
import { type LeftOutBefore, leftOutOfAll } from './snapshots'

/** What reading an account begins with. */
export interface DueReading {
  row: AccountRow
  /** The interval that its user wants, seconds. */
  interval: number
  /** Null: no key is stored. */
  sealed: SealedCredentials | null
  /** What its newest snapshot leaves out, or sets aside; null: never read. */
  leftOut: LeftOutBefore | null
}

/** Accounts of any users that are to be read, those that are gone left out; for the system. A few statements for all. */
export async function dueReadings(tx: Tx, ids: readonly string[]): Promise<Map<string, DueReading>> {
  const wanted = sql`${`{${ids.join(',')}}`}::uuid[]`
  const [rows, secrets, leftOut] = await Promise.all([
    tx
      .select({ row: getTableColumns(accounts), interval: desks.refreshIntervalSeconds })
      .from(accounts)
      .innerJoin(desks, eq(desks.id, accounts.deskId))
      .where(sql`${accounts.id} = any(${wanted})`),
    tx
      .select({
        accountId: accountKeys.accountId,
        masterKeyId: accountKeys.masterKeyId,
        wrappedKey: accountKeys.wrappedKey,
        field: accountSecrets.field,
        sealed: accountSecrets.sealed,
      })
      .from(accountKeys)
      .innerJoin(
        accountSecrets,
        sql`${accountSecrets.accountId} = ${accountKeys.accountId} and ${accountSecrets.deskId} = ${accountKeys.deskId}`,
      )
      .where(sql`${accountKeys.accountId} = any(${wanted})`),
    leftOutOfAll(tx, ids),
  ])
  const sealed = new Map<string, SealedCredentials>()
  for (const { accountId, masterKeyId, wrappedKey, ...secret } of secrets) {
    const known = sealed.get(accountId) ?? { masterKeyId, wrappedKey, secrets: [] }
    known.secrets.push(secret)
    sealed.set(accountId, known)
  }
  return new Map(
    rows.map(({ row, interval }) => [
      row.id,
      { row, interval, sealed: sealed.get(row.id) ?? null, leftOut: leftOut.get(row.id) ?? null },
    ]),
  )
}
