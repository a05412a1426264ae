import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts, sideReadings } from '../schema'

/** `tables`: maintenance margins of the exchange's own; `orders`: those that wait; `options`: their mark volatility. */
export type SideKind = 'tables' | 'orders' | 'options'

/** The newest reading of one kind; facts as they are stored, for whoever reads them to parse. */
export interface SideReading {
  accountId: string
  kind: string
  triedAt: Date
  asOf: Date | null
  facts: unknown
  problem: string | null
}

/** What was read beside balances of a user's active accounts with the keys that they have now. @param ids null: of all */
export async function listSideReadings(
  tx: Tx,
  deskId: string,
  { ids, kinds }: { ids: readonly string[] | null; kinds: readonly SideKind[] },
): Promise<SideReading[]> {
  const { accountId, kind, triedAt, asOf, facts, problem } = sideReadings
  return tx
    .select({ accountId, kind, triedAt, asOf, facts, problem })
    .from(sideReadings)
    .innerJoin(
      accounts,
      and(
        eq(accounts.id, sideReadings.accountId),
        eq(accounts.deskId, sideReadings.deskId),
        eq(accounts.keyFingerprint, sideReadings.key),
        isNull(accounts.archivedAt),
      ),
    )
    .where(
      and(
        eq(sideReadings.deskId, deskId),
        inArray(sideReadings.kind, [...kinds]),
        ...(ids === null ? [] : [inArray(sideReadings.accountId, [...ids])]),
      ),
    )
}

export interface SideReadingTry {
  accountId: string
  kind: SideKind
  key: string
  triedAt: Date
  /** What was told; null: nothing was, for `problem`, and what an earlier try with the same key told stays. */
  facts: object | null
  problem: string | null
}

/** Stores what a try told. One that began before the stored one changes nothing. */
export async function putSideReading(tx: Tx, deskId: string, { facts, triedAt, ...tried }: SideReadingTry): Promise<void> {
  const told = facts === null ? { asOf: null, facts: null } : { asOf: triedAt, facts }
  const kept = (column: 'as_of' | 'facts') =>
    sql.raw(
      `case when excluded.as_of is null and side_readings.key = excluded.key then side_readings.${column} else excluded.${column} end`,
    )
  await tx
    .insert(sideReadings)
    .values({ ...tried, ...told, triedAt, deskId })
    .onConflictDoUpdate({
      target: [sideReadings.accountId, sideReadings.kind],
      set: {
        key: tried.key,
        triedAt,
        problem: tried.problem,
        asOf: kept('as_of'),
        facts: kept('facts'),
      },
      setWhere: sql`${sideReadings.triedAt} <= ${triedAt.toISOString()}::timestamptz`,
    })
}
