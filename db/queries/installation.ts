import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'

const standing = z.object({
  exchange: z.string(),
  fresh: z.coerce.number(),
  stale: z.coerce.number(),
  failing: z.coerce.number(),
  unread: z.coerce.number(),
  overdue: z.coerce.number(),
  /** Seconds; null: none was read yet. */
  median: z.coerce.number().nullable(),
  most: z.coerce.number().nullable(),
  p95: z.coerce.number().nullable(),
})
/** How the accounts of an exchange stand, whosever they are. */
export type AccountsStanding = z.output<typeof standing>

/** When numbers are stale, as `isStale` has it. */
export interface StaleRule {
  /** Intervals. */
  after: number
  /** The shortest interval of each exchange, seconds, and of those that are not among them. */
  floors: readonly (readonly [exchange: string, seconds: number])[]
  floor: number
  /** What lies further ahead was noted by a clock that was wrong. */
  toleranceMs: number
}

/**
 * Not by the connection that tells whose a token is: sums over ten thousand accounts would hold that up.
 *
 * Counts of active accounts by exchange and state, and how old their numbers are.
 */
export async function accountsStanding(db: Db, now: Date, rule: StaleRule): Promise<AccountsStanding[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  const rows = await db.asSystem((tx) =>
    tx.execute(sql`
    select exchange,
      count(*) filter (where error_code is not null) as failing,
      count(*) filter (where error_code is null and age is null) as unread,
      count(*) filter (where error_code is null and age is not null and stale) as stale,
      count(*) filter (where error_code is null and age is not null and not stale) as fresh,
      count(*) filter (where next_refresh_at < ${at} - interval '1 minute') as overdue,
      max(shown) as most,
      percentile_disc(0.5) within group (order by shown) as median,
      percentile_disc(0.95) within group (order by shown) as p95
    from (
      select *, age > ${rule.after}::int * wanted or age < -${rule.toleranceMs}::float8 / 1000 as stale,
        -- Of null and 0, greatest() is 0: what was never read would be new.
        case when age is not null then greatest(0, age) end as shown
      from (
        select a.exchange, a.error_code, a.next_refresh_at,
          greatest(u.refresh_interval_seconds, coalesce(floors.seconds, ${rule.floor}::int)) as wanted,
          extract(epoch from ${at} - a.last_refreshed_at)::float8 as age
        from accounts a join desks u on u.id = a.user_id and u.disabled_at is null
        left join (select f->>0 as id, (f->>1)::int as seconds from json_array_elements(${JSON.stringify(rule.floors)}::text::json) f) floors
          on floors.id = a.exchange
        where a.archived_at is null
      ) read
    ) each group by exchange order by exchange`),
  )
  return z.array(standing).parse([...rows])
}

const queued = z.object({ queue: z.string(), waiting: z.coerce.number(), active: z.coerce.number() })
/** Jobs of a queue. */
export type QueueDepth = z.output<typeof queued>

/** How much waits in each queue, and how much is being worked on. */
export async function queueDepths(db: Db): Promise<QueueDepth[]> {
  const rows = await db.asSystem((tx) =>
    tx.execute(sql`
    select name as queue, count(*) filter (where state < 'active') as waiting, count(*) filter (where state = 'active') as active
    from pgboss.job where state < 'completed' group by name order by name`),
  )
  return z.array(queued).parse([...rows])
}

const waiting = z.object({ waiting: z.coerce.number(), oldest: z.coerce.number().nullable(), failing: z.coerce.number() })

/** Messages that wait to be sent, since how many seconds the oldest is due (null: none is), and channels that nothing gets through to. */
export async function outboxStanding(db: Db, now: Date): Promise<z.output<typeof waiting>> {
  const at = sql`${now.toISOString()}::timestamptz`
  const [row] = await db.asSystem((tx) =>
    tx.execute(sql`
    select count(*) as waiting,
      extract(epoch from ${at} - min(due_at) filter (where due_at <= ${at}))::float8 as oldest,
      (select count(*) from channels where enabled and failing_since is not null) as failing
    from deliveries where state = 'waiting'`),
  )
  return waiting.parse(row)
}

const held = z.object({
  id: z.string(),
  name: z.string(),
  exchange: z.string(),
  /** Address of the desk's first owner. */
  owner: z.string(),
  equity: z.coerce.number().nullable(),
  bound: z.coerce.number().nullable(),
  asOf: z.coerce.number(),
})

/** The newest stored equity of every active account, whosever it is; those that were never read are absent. */
export async function equityOfAll(db: Db): Promise<z.output<typeof held>[]> {
  const rows = await db.asSystem((tx) =>
    tx.execute(sql`
    select a.id, a.name, a.exchange, (
        select p.email from desk_members m join users p on p.id = m.user_id where m.desk_id = u.id and m.role = 'owner'
        order by m.created_at, p.id limit 1
      ) as owner, newest.equity::float8 as equity, newest.bound,
      extract(epoch from newest.as_of)::float8 as "asOf"
    from accounts a join desks u on u.id = a.user_id and u.disabled_at is null
    join snapshots newest on newest.account_id = a.id and newest.user_id = a.user_id and newest.as_of = a.last_refreshed_at
    where a.archived_at is null order by a.id`),
  )
  return z.array(held).parse([...rows])
}
