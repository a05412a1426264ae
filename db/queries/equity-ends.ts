import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import type { Db } from '../client'
import { askOne, questionOfText } from '../question'
import { prepared } from '../statement'

/** Equity of an account at a moment, with what is set aside, so that it compares with others. */
export interface EquityEnd {
  at: Date
  equity: DecimalString
}

export interface EquityEnds {
  accountId: string
  /** The last point up to the beginning, else the first behind it. */
  first: EquityEnd
  last: EquityEnd
}

interface EndsRange {
  from: Date
  /** A point so long before the beginning still is one. */
  reachMs: number
  /** Widths of the points that the ends are taken from, in seconds. */
  widths: { first: number; last: number }
}

const moments = z.array(z.number())
const amounts = z.array(z.string())
/** Column by column: of a thousand accounts, next to a quarter of the work of a thousand rows. */
const columns = z.tuple([z.array(z.string()), moments, amounts, moments, amounts])

type Value = 'deskId' | 'ids' | 'untils' | 'from' | 'reach' | 'before' | 'firstWidth' | 'lastWidth'

const ends = prepared<Value>((value) => {
  const [from, reach] = [sql`${value('from')}::timestamptz`, sql`${value('reach')}::timestamptz`]
  // Not `=`: by the index of a person's points each account would look through those of all others (130 ms of 1,000 accounts).
  const of = (width: 'firstWidth' | 'lastWidth') => sql`
    select close_as_of as at, close + coalesce(close_aside, 0) as equity from equity_points
    where account_id = a.id and user_id is not distinct from ${value('deskId')}::uuid and resolution_seconds = ${value(width)}::int`
  const ms = (column: SQL) => sql`json_agg((extract(epoch from ${column}) * 1000)::bigint order by a.nr)`
  return sql`
    select json_build_array(json_agg(a.id order by a.nr),
      ${ms(sql`coalesce(b.at, f.at)`)}, json_agg(coalesce(b.equity, f.equity)::text order by a.nr),
      ${ms(sql`l.at`)}, json_agg(l.equity::text order by a.nr))::text
    from unnest(${value('ids')}::uuid[], ${value('untils')}::timestamptz[]) with ordinality as a(id, until, nr)
    left join lateral (
      ${of('firstWidth')} and bucket <= ${from} and bucket >= ${reach} and close_as_of <= ${from} order by bucket desc limit 1) b on true
    left join lateral (
      ${of('firstWidth')} and b.at is null and bucket > ${value('before')}::timestamptz and close_as_of > ${from}
        and close_as_of <= a.until
      order by bucket limit 1) f on true
    join lateral (
      ${of('lastWidth')} and bucket <= a.until and bucket >= ${reach} and close_as_of <= a.until order by bucket desc limit 1) l on true
    where b.at is not null or f.at is not null having count(*) > 0`
})

/** Equity of accounts at the beginning of a stretch and at an end of their own, each by a few look-ups; absent where nothing was read in it. */
export async function equityEnds(
  db: Db,
  deskId: string,
  accounts: readonly { id: string; to: Date }[],
  { from, reachMs, widths }: EndsRange,
): Promise<EquityEnds[]> {
  const list = (values: readonly string[]) => `{${values.join(',')}}`
  const moment = (ms: number) => new Date(ms).toISOString()
  const query = ends({
    deskId,
    ids: list(accounts.map(({ id }) => id)),
    untils: list(accounts.map(({ to }) => to.toISOString())),
    from: from.toISOString(),
    reach: moment(from.getTime() - reachMs),
    before: moment(from.getTime() - widths.first * 1000),
    firstWidth: widths.first,
    lastWidth: widths.last,
  })
  return askOne(
    db,
    deskId,
    questionOfText(query, (text) => {
      if (text === null) return []
      const [ids, firstAt, firstEquity, lastAt, lastEquity] = columns.parse(JSON.parse(text))
      const told = (at: readonly number[], equity: readonly string[], nr: number): EquityEnd => ({
        at: new Date(at[nr] ?? Number.NaN),
        equity: equity[nr] ?? '',
      })
      return ids.map((accountId, nr) => ({
        accountId,
        first: told(firstAt, firstEquity, nr),
        last: told(lastAt, lastEquity, nr),
      }))
    }),
  )
}
