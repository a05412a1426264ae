import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

/** Funding of one pair of an account, in one coin. */
export interface FundingOfPair {
  accountId: string
  /** Empty where the exchange does not tell. */
  pair: string
  coin: string
  /** In the coin; received less paid. */
  amount: DecimalString
  /** USD of the entries that have a value; null where none has. */
  value: DecimalString | null
  received: DecimalString
  paid: DecimalString
  entries: number
  unvalued: number
}

/** Funding of accounts between two moments, by pair and by day (UTC); the largest first, days in their order. */
export async function fundingByPairAndDay(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<{ pairs: FundingOfPair[]; days: { day: string; value: DecimalString }[] }> {
  const chosen = sql`from flows f where f.user_id = ${deskId}::uuid and f.account_id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])
    and coalesce(f.set_kind, f.kind) = 'funding' and f.state = 'done'
    and f.at >= ${from.toISOString()}::timestamptz and f.at < ${to.toISOString()}::timestamptz`
  const pairs = await tx.execute<Record<keyof FundingOfPair, string> & { value: string | null; n: number; missing: number }>(sql`
    select account_id as "accountId", coalesce(pair, '') as pair, coin, sum(amount)::text as amount, sum(amount * price)::text as value,
      coalesce(sum(amount * price) filter (where amount > 0), 0)::text as received,
      coalesce(-sum(amount * price) filter (where amount < 0), 0)::text as paid,
      count(*)::int as n, (count(*) - count(price))::int as missing
    ${chosen} group by 1, 2, 3 order by abs(coalesce(sum(amount * price), 0)) desc, 1, 2, 3`)
  const days = await tx.execute<{ day: string; value: string }>(sql`
    select (f.at at time zone 'UTC')::date::text as day, sum(amount * price)::text as value
    ${chosen} and f.price is not null group by 1 order by 1`)
  return {
    pairs: pairs.map(({ n, missing, accountId, pair, coin, amount, value, received, paid }) => ({
      ...{ accountId, pair, coin, amount, value, received, paid },
      entries: n,
      unvalued: missing,
    })),
    days: days.map(({ day, value }) => ({ day, value })),
  }
}

/** What a position or a coin brought in over a stretch. */
export interface LegIncomeRow {
  accountId: string
  /** The pair of a position (empty: the exchange does not tell of which), the code of a coin. */
  symbol: string
  position: boolean
  /** USD of the entries that have a value; null where none has. */
  value: DecimalString | null
  unvalued: number
  /** What the entries without a value are in. */
  coins: string[]
}

/** Funding by pair, and interest and rewards by coin, of accounts between two moments. */
export async function incomeOfLegs(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<LegIncomeRow[]> {
  const kind = sql`coalesce(f.set_kind, f.kind)`
  const rows = await tx.execute<
    Record<'accountId' | 'symbol', string> & { position: boolean; value: string | null; missing: number; coins: string }
  >(sql`
    select account_id as "accountId", case when ${kind} = 'funding' then coalesce(pair, '') else coin end as symbol, ${kind} = 'funding' as position,
      sum(amount * price)::text as value, (count(*) - count(price))::int as missing,
      coalesce(json_agg(distinct coin) filter (where price is null), '[]')::text as coins
    from flows f where f.user_id = ${deskId}::uuid and f.account_id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])
      and f.state = 'done' and f.at >= ${from.toISOString()}::timestamptz and f.at < ${to.toISOString()}::timestamptz
      and ${kind} in ('interest', 'reward', 'funding')
    group by 1, 2, 3`)
  return rows.map(({ accountId, symbol, position, value, missing, coins }) => ({
    ...{ accountId, symbol, position, value },
    unvalued: missing,
    coins: z.array(z.string()).parse(JSON.parse(coins)),
  }))
}
