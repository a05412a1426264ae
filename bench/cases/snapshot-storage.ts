import { existsSync } from 'node:fs'
import postgres from 'postgres'
import { moveSnapshots } from '@/db/move-snapshots'
import { dropSnapshotDays } from '@/db/queries/snapshot-days'
import { benchAccount, benchUser } from '../context'
import { type BenchDatabase, benchDatabase } from '../database'
import { type Benchmark, CannotRun } from '../harness'
import { databaseMs, postmasterOf } from '../processor'

const ACCOUNTS = 30
const ASSETS = 40
const MINUTES = 1440
/** Whole days before today, which are old enough to go. */
const DAYS_AGO = 2

/**
 * A day of snapshots as they were kept before partitions, a row an asset: prices, and what follows from them, walk from
 * minute to minute; what is held changes every four hours.
 */
const FILL = `
  create table snapshots_before (
    id bigint generated always as identity primary key, account_id uuid not null, user_id uuid not null, as_of timestamptz not null,
    duration_ms integer not null, equity numeric, gross_exposure numeric, net_exposure numeric, equities jsonb not null,
    unpriced text[] not null, not_included jsonb not null, warnings text[] not null, position_mode text,
    unique (account_id, user_id, as_of), unique (id, user_id));
  create table snapshot_assets_before (
    snapshot_id bigint not null, user_id uuid not null, ordinal integer not null, symbol text not null, asset_type text not null,
    market_type text not null, wallet_type text not null, base text not null, settle text, size numeric not null,
    amount numeric not null, borrowed numeric not null, notional numeric, notional_pct_total numeric, unrealized_profit numeric,
    initial_margin numeric, maint_margin numeric, margin_balance numeric, available_balance numeric, leverage numeric,
    price numeric, price_route text, price_as_of timestamptz, entry_price numeric, mark_price numeric, liquidation_price numeric,
    margin_mode text, position_side text, primary key (snapshot_id, ordinal),
    foreign key (snapshot_id, user_id) references snapshots_before (id, user_id) on delete cascade);
  insert into snapshots_before (account_id, user_id, as_of, duration_ms, equity, gross_exposure, net_exposure, equities, unpriced,
    not_included, warnings, position_mode)
  select a.id, a.user_id, minute, 500, round((100000 + 200 * random())::numeric, 12), round((250000 + 500 * random())::numeric, 6),
    round((1200 * random())::numeric, 6),
    format('[{"walletType":"unified","totalEquity":"%s","marginBalance":"%s","initialMargin":"12000.25","maintMargin":"4000.125","availableMargin":"86000.25","marginRatio":"0.040816","unrealizedProfit":"%s","reportedEquity":null}]',
      round((100000 + 200 * random())::numeric, 12), round((98000 + 200 * random())::numeric, 8), round((120 * random())::numeric, 8))::jsonb,
    '{}', '[]', '{}', 'one_way'
  from accounts a, generate_series(date_trunc('day', now(), 'UTC') - interval '${DAYS_AGO} days',
    date_trunc('day', now(), 'UTC') - interval '${DAYS_AGO - 1} days' - interval '1 minute', interval '1 minute') minute;
  insert into snapshot_assets_before
  select s.id, s.user_id, n, case when position then 'COIN' || n || ':PERP-USDT' else 'COIN' || n end,
    case when position then 'position' else 'token' end, case when position then 'perp' else 'unified' end, 'unified', 'COIN' || n,
    case when position then 'USDT' end, held, held, 0, round(held * mark, 6), round((random() / 40)::numeric, 6),
    case when position then round((held * (mark - 1791.036213))::numeric, 8) end,
    case when position then round((held * mark / 10)::numeric, 8) end, case when position then round((held * mark / 200)::numeric, 8) end,
    case when not position then held end, case when not position then held end, case when position then 10 end,
    round((1 + random() / 1000)::numeric, 6), case when position then 'USDT-USD' else 'COIN' || n || '-USDT, USDT-USD' end,
    s.as_of - interval '1 second', case when position then 1791.036213 end, case when position then mark end,
    case when position then 1500.12345678 end, case when position then 'cross' end, case when position then 'net' end
  from snapshots_before s, generate_series(0, ${ASSETS - 1}) n, lateral (
    select n % 2 = 1 as position, round((1 + n + floor(extract(epoch from s.as_of) / 14400)::bigint % 6 * 0.12345678)::numeric, 8) as held,
      round((1800 + n + 20 * random())::numeric, 8) as mark) shape
  order by s.id, n;
  analyze snapshots_before, snapshot_assets_before;`

interface Figures {
  bytes: { before: number; now: number }
  forgetCpuMs: { before: number; now: number }
  forgetWal: { before: number; now: number }
}

let measured: Promise<Figures> | null = null

/** One run for all rows of the table. */
function figures(): Promise<Figures> {
  measured ??= measure()
  return measured
}

async function measure(): Promise<Figures> {
  if (!existsSync('/proc/self/stat')) throw new CannotRun('the processor time of PostgreSQL is read from /proc')
  const database = await benchDatabase()
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  try {
    await sql`select set_config('app.system', 'on', false)`
    const ctx = await benchUser(database.db)
    for (let n = 0; n < ACCOUNTS; n++) await benchAccount(ctx, `a${n}`)
    await sql.unsafe(FILL)
    const size = async (name: string) => {
      const [row] = await sql<{ n: string }[]>`
        select sum(pg_total_relation_size(oid))::text as n from pg_class where relkind = 'r' and relname ~ ${name}`
      return Number(row?.n)
    }
    const before = await size('^snapshot.*_before$')
    const old = await forgotten(sql, async () => {
      await sql`begin`
      await sql`delete from snapshots_before`
    })
    // The rows are needed for the move; what deleting them took is measured.
    await sql`rollback`
    const began = performance.now()
    await moveSnapshots(sql)
    console.error(`snapshot-storage: ${ACCOUNTS * MINUTES} snapshots moved in ${Math.round(performance.now() - began)} ms`)
    await sql`select set_config('app.system', 'on', false)`
    const now = await size('^(snapshots|holdings)_')
    await sql`insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size)
      select id, user_id, 300, now(), 'USDT', 'unified', 'token', 1 from accounts limit 1`
    const recent = await forgotten(sql, () => dropDay(database))
    return {
      bytes: { before: before / (ACCOUNTS * MINUTES), now: now / (ACCOUNTS * MINUTES) },
      forgetCpuMs: { before: old.cpuMs, now: recent.cpuMs },
      forgetWal: { before: old.wal, now: recent.wal },
    }
  } finally {
    await sql.end({ timeout: 5 })
    await database.close()
  }
}

async function dropDay({ db }: BenchDatabase): Promise<void> {
  const today = new Date()
  today.setUTCHours(0, 0, 0, 0)
  await dropSnapshotDays(db, new Date(today.getTime() - (DAYS_AGO - 1) * 86_400_000), 300)
}

/** What some work takes: milliseconds of all PostgreSQL's processors, and bytes of write-ahead log. */
async function forgotten(sql: postgres.Sql, work: () => Promise<void>): Promise<{ cpuMs: number; wal: number }> {
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  const postmaster = postmasterOf(Number(backend?.pid))
  const position = async () => (await sql<{ at: string }[]>`select pg_current_wal_insert_lsn()::text as at`)[0]?.at ?? '0/0'
  const [from, began] = [await position(), databaseMs(postmaster)]
  await work()
  const cpuMs = databaseMs(postmaster) - began
  const [row] = await sql<{ n: string }[]>`select pg_wal_lsn_diff(${await position()}::pg_lsn, ${from}::pg_lsn)::text as n`
  return { cpuMs, wal: Number(row?.n) }
}

function storage(name: keyof Figures, title: string, said: Pick<Benchmark, 'what' | 'baseline' | 'unit' | 'goal'>): Benchmark {
  return {
    name: title,
    ...said,
    rounds: 1,
    prepare: async () => {
      const { before, now } = (await figures())[name]
      return { ours: async () => now, baseline: async () => before, close: async () => {} }
    },
  }
}

export const SNAPSHOT_STORAGE: readonly Benchmark[] = [
  storage('bytes', 'snapshot-bytes', {
    what: `a snapshot of ${ASSETS} assets on the disk, indexes included (of a day of ${ACCOUNTS} accounts read each minute)`,
    baseline: 'a row an asset',
    unit: 'bytes',
    goal: { atMost: 1 / 3 },
  }),
  storage('forgetCpuMs', 'retention-processor', {
    what: `forgetting a day of ${ACCOUNTS} accounts × ${ASSETS} assets × ${MINUTES} snapshots: PostgreSQL's processor time`,
    baseline: 'deleting the rows',
    unit: 'ms',
    goal: { atMost: 1 / 20 },
  }),
  storage('forgetWal', 'retention-wal', {
    what: 'the same: write-ahead log',
    baseline: 'deleting the rows',
    unit: 'bytes',
    goal: { atMost: 1 / 20 },
  }),
]
