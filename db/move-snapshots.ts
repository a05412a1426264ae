import type postgres from 'postgres'

export interface MoveOptions {
  /** Snapshots moved in one transaction. */
  batch?: number
  /** Told after each batch how many it moved. */
  moved?(count: number): void
}

/**
 * Moves what the tables of before migration `snapshot_days` hold into those of now, some at a time in the order of their
 * numbers, and drops them when all of it is there. Broken off, it goes on where it was.
 * @throws Error where a row would be lost; nothing is dropped then
 */
export async function moveSnapshots(sql: postgres.Sql, { batch = 500, moved }: MoveOptions = {}): Promise<void> {
  const [found] = await sql`select to_regclass('public.snapshots_before') is not null as yes`
  if (!found?.yes) return
  await sql`select set_config('app.system', 'on', false)`
  const [newest] = await sql<{ id: string | null }[]>`select max(id)::text as id from snapshots_before`
  const last = newest?.id ?? '0'
  for (;;) {
    const count = await moveSome(sql, last, batch)
    if (count === 0) break
    moved?.(count)
  }
  const [lost] = await sql<{ n: string }[]>`
    select count(*)::text as n from snapshots_before b
    where not exists (select from snapshots s where s.account_id = b.account_id and s.user_id = b.user_id and s.as_of = b.as_of)`
  if (lost?.n !== '0') throw new Error(`${lost?.n ?? 'Some'} snapshots were not moved; the old tables stay.`)
  await sql`drop table snapshot_assets_before, snapshots_before`
  await sql`reset app.system`
}

/** The next of those up to number `last`. @returns how many there were */
async function moveSome(sql: postgres.Sql, last: string, size: number): Promise<number> {
  const rows = await sql`
    with batch as materialized (
      select * from snapshots_before
      where id > coalesce((select max(id) from snapshots where id <= ${last}::bigint), 0) order by id limit ${size}
    ), packed as materialized (
      select b.id,
        array_agg(row(symbol, asset_type, market_type, wallet_type, base, settle, size, amount, borrowed, leverage, price_route,
          entry_price, margin_mode, position_side)::held_asset order by ordinal) as held,
        array_agg(row(notional, notional_pct_total, unrealized_profit, initial_margin, maint_margin, margin_balance,
          available_balance, price, price_as_of, mark_price, liquidation_price)::asset_value order by ordinal) as valued
      from batch b join snapshot_assets_before a on a.snapshot_id = b.id group by b.id
    ), kept as (
      insert into holdings (account_id, user_id, day, hash, assets)
      select b.account_id, b.user_id, date_trunc('day', b.as_of, 'UTC'), md5(held::text)::uuid, held
      from batch b join packed using (id)
      on conflict do nothing
    )
    insert into snapshots (id, account_id, user_id, as_of, duration_ms, equity, gross_exposure, net_exposure, equities, unpriced,
      not_included, warnings, position_mode, holdings_hash, asset_values)
    select b.id, account_id, user_id, as_of, duration_ms, equity, gross_exposure, net_exposure, equities, unpriced, not_included,
      warnings, position_mode, md5(held::text)::uuid, coalesce(valued, '{}')
    from batch b left join packed using (id)
    returning 1`
  return rows.length
}
