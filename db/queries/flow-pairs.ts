import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FoundPair } from '@/server/domain/flows/matching'
import type { Tx } from '../client'

/** Pairs of a user that are decided: those that are one, and those that a person said are none. */
export async function decidedPairs(tx: Tx, deskId: string): Promise<{ outId: string; inId: string; apart: boolean }[]> {
  const rows = await tx.execute<{ out: string; into: string; apart: boolean }>(sql`
    select out_id::text as out, in_id::text as into, apart from flow_pairs where user_id = ${deskId}::uuid`)
  return rows.map(({ out, into, apart }) => ({ outId: out, inId: into, apart }))
}

/** Days in which the legs lie are made anew: what is a pair within one account is none of its flows. */
const forgetDaysOf = (deskId: string, ids: readonly string[]) => sql`
  delete from performance_days d using flows f
  where f.id = any(${sql.param(`{${ids.join(',')}}`)}::bigint[]) and f.user_id = ${deskId}::uuid and d.account_id = f.account_id
    and d.user_id = ${deskId}::uuid and d.open_at < f.at and d.close_at >= f.at`

/** Ties what a rule found; what was decided meanwhile stays. Answers how many. */
export async function tieFound(tx: Tx, deskId: string, pairs: readonly FoundPair[], now: Date): Promise<number> {
  if (pairs.length === 0) return 0
  const rows = await tx.execute<{ n: string }>(sql`
    with tied as (
      insert into flow_pairs (user_id, out_id, in_id, apart, decided_by, rule, decided_at)
      select ${deskId}::uuid, "outId", "inId", false, 'rule', rule, ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as g("outId" bigint, "inId" bigint, rule text)
      on conflict do nothing returning 1
    ) select count(*) as n from tied`)
  await tx.execute(
    forgetDaysOf(
      deskId,
      pairs.flatMap(({ outId, inId }) => [outId, inId]),
    ),
  )
  return Number(rows[0]?.n ?? 0)
}

/** Ties two legs because a person said so; each may have been another's before. */
export async function tieByHand(tx: Tx, deskId: string, pair: { outId: string; inId: string }, now: Date): Promise<void> {
  const { outId, inId } = pair
  await tx.execute(sql`
    delete from flow_pairs where user_id = ${deskId}::uuid and not apart
      and (out_id = any(array[${outId}, ${inId}]::bigint[]) or in_id = any(array[${outId}, ${inId}]::bigint[]))`)
  await tx.execute(sql`
    insert into flow_pairs (user_id, out_id, in_id, apart, decided_by, decided_at)
    values (${deskId}::uuid, ${outId}::bigint, ${inId}::bigint, false, 'person', ${now.toISOString()}::timestamptz)
    on conflict (out_id, in_id) do update set apart = false, decided_by = 'person', rule = null, decided_at = excluded.decided_at`)
  await tx.execute(forgetDaysOf(deskId, [outId, inId]))
}

/** Parts a pair for good. False where there is none. */
export async function untieByHand(tx: Tx, deskId: string, pair: { outId: string; inId: string }, now: Date): Promise<boolean> {
  const rows = await tx.execute(sql`
    update flow_pairs set apart = true, decided_by = 'person', rule = null, decided_at = ${now.toISOString()}::timestamptz
    where user_id = ${deskId}::uuid and out_id = ${pair.outId}::bigint and in_id = ${pair.inId}::bigint and not apart returning 1`)
  await tx.execute(forgetDaysOf(deskId, [pair.outId, pair.inId]))
  return rows.length > 0
}

const legSchema = z.object({
  id: z.string(),
  account: z.string(),
  at: z.number(),
  coin: z.string(),
  amount: z.string(),
  value: z.string().nullable(),
  state: z.string(),
  day: z.object({ day: z.string(), openAt: z.number(), closeAt: z.number() }).nullable(),
  /** When the account's first day begins: with its first reading. Null: none is made. */
  began: z.number().nullable(),
})

/** One leg of a pair, and the day of its account's performance that it lies in, if that is made. */
export type PairLeg = z.output<typeof legSchema>

/** Pairs between accounts of those given, of which a leg lies behind a moment, the departure before another; not those within one account. */
export async function pairsBetween(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<{ out: PairLeg; into: PairLeg }[]> {
  // Not `=`: by the index of a person's days each leg would look through those of all their accounts, and not by the account's own key.
  const theirs = sql`d.user_id is not distinct from ${deskId}::uuid`
  const leg = (flow: string) => {
    const of = (column: string) => sql.raw(`${flow}.${column}`)
    return sql`json_build_object('id', ${of('id')}::text, 'account', ${of('account_id')},
      'at', (extract(epoch from ${of('at')}) * 1000)::bigint, 'coin', ${of('coin')}, 'amount', ${of('amount')}::text,
      'value', (${of('amount')} * ${of('price')})::text, 'state', ${of('state')}, 'day', (
        select json_build_object('day', d.day::text, 'openAt', (extract(epoch from d.open_at) * 1000)::bigint,
          'closeAt', (extract(epoch from d.close_at) * 1000)::bigint)
        from performance_days d where d.account_id = ${of('account_id')} and ${theirs}
          and d.day >= (${of('at')} at time zone 'UTC')::date and d.open_at < ${of('at')} and d.close_at >= ${of('at')}
        order by d.day limit 1), 'began', (
        select (extract(epoch from d.open_at) * 1000)::bigint from performance_days d
        where d.account_id = ${of('account_id')} and ${theirs} order by d.day limit 1))`
  }
  const ids = sql`any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(json_build_object('out', ${leg('o')}, 'into', ${leg('i')}))::text as rows
    from flow_pairs p
    join flows o on o.id = p.out_id and o.user_id = p.user_id
    join flows i on i.id = p.in_id and i.user_id = p.user_id
    where p.user_id = ${deskId}::uuid and not p.apart and o.account_id = ${ids} and i.account_id = ${ids}
      and o.account_id <> i.account_id and o.state = 'done' and i.state <> 'failed'
      and o.at < ${to.toISOString()}::timestamptz and (i.state = 'pending' or i.at > ${from.toISOString()}::timestamptz)`)
  return z.array(z.object({ out: legSchema, into: legSchema })).parse(JSON.parse(row?.rows ?? '[]'))
}
