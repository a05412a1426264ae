import { sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { newestOf } from './snapshots'

export interface SnapshotNotice {
  id: string
  accountId: string
  asOf: Date
}

/**
 * The newest snapshot of each of the user's active accounts that was stored behind `afterId`. Ids are given out before
 * they are seen by others, so a little overlap is taken along: what was stored in the minute before that snapshot.
 */
export async function snapshotsBehind(tx: Tx, deskId: string, afterId: string): Promise<SnapshotNotice[]> {
  const rows = await tx.execute<{ id: string; account: string; at: string }>(sql`
    select s.id::text as id, s.account_id as account, (extract(epoch from s.as_of) * 1000)::bigint as at
    from accounts a join snapshots s on ${newestOf('s', deskId)}
    where a.user_id = ${deskId}::uuid and a.archived_at is null
      and (s.id > ${afterId}::bigint or s.as_of > (
        select as_of - interval '1 minute' from snapshots where id = ${afterId}::bigint and user_id = ${deskId}::uuid))
    order by s.id`)
  return rows.map(({ id, account, at }) => ({ id, accountId: account, asOf: new Date(Number(at)) }))
}

/** The highest id among the newest snapshots of the user's accounts; `'0'` before the first. */
export async function newestSnapshotId(tx: Tx, deskId: string): Promise<string> {
  const [row] = await tx.execute<{ id: string | null }>(sql`
    select max(s.id)::text as id
    from accounts a join snapshots s on ${newestOf('s', deskId)}
    where a.user_id = ${deskId}::uuid`)
  return row?.id ?? '0'
}
