import { sql } from 'drizzle-orm'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'
import { bin, widthList } from './points'

/** What is known of a stretch of time before Ballast read the account; amounts in USD. */
export interface PastPoint {
  /** Start of the stretch. */
  at: Date
  open: DecimalString
  high: DecimalString
  low: DecimalString
  close: DecimalString
  grossExposure: DecimalString
  netExposure: DecimalString
}

/** Whose points they are: an account's, or those of all accounts (`total`) or of an exchange's, which are so many. */
export type PastOf = { accountId: string } | { scope: string; accounts: number }

/**
 * Enters points of the time before the first reading, in every width. A bucket in which readings were made already keeps
 * its close; what is there before it is not touched.
 */
export async function insertPastPoints(
  tx: Tx,
  deskId: string,
  of: PastOf,
  points: readonly PastPoint[],
  widths: readonly number[],
): Promise<void> {
  const single = 'accountId' in of
  const list = (pick: (point: PastPoint) => string) => sql`${`{${points.map(pick).join(',')}}`}::text`
  const amounts = (name: Exclude<keyof PastPoint, 'at'>) => sql`${list((point) => point[name])}::numeric[]`
  const table = single ? sql`equity_points` : sql`group_points`
  const [key, who] = single
    ? [sql`account_id`, sql`${of.accountId}::uuid as account_id, ${deskId}::uuid as user_id, count(*) as samples`]
    : [sql`scope`, sql`${of.scope}::text as scope, ${deskId}::uuid as user_id, ${of.accounts}::int as accounts`]
  const count = single ? sql`samples` : sql`accounts`
  const unique = single ? sql`account_id, resolution_seconds, bucket` : sql`user_id, scope, resolution_seconds, bucket`
  const first = (column: string) => sql`(array_agg(${sql.identifier(column)} order by at))[1] as ${sql.identifier(column)}`
  const last = (column: string) => sql`(array_agg(${sql.identifier(column)} order by at desc))[1] as ${sql.identifier(column)}`
  await tx.execute(sql`
    insert into ${table} (${key}, user_id, ${count}, resolution_seconds, bucket,
      open, high, low, close, close_as_of, gross_exposure, net_exposure)
    select ${who}, width, ${bin(sql`width`, sql`at`)} as bucket, ${first('open')}, max(high), min(low), ${last('close')}, max(at),
      ${last('gross')}, ${last('net')}
    from unnest(${list(({ at }) => at.toISOString())}::timestamptz[], ${amounts('open')}, ${amounts('high')}, ${amounts('low')},
        ${amounts('close')}, ${amounts('grossExposure')}, ${amounts('netExposure')})
      as point(at, open, high, low, close, gross, net),
      unnest(${widthList(widths)}::text::int[]) width
    group by width, bucket
    on conflict (${unique}) do update set open = excluded.open, open_aside = null,
      high = greatest(${table}.high, excluded.high), low = least(${table}.low, excluded.low)`)
}
