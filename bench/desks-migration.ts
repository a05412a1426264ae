import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { migrateTo } from '@/db/migrate-to.testing'
import { roleOf } from '@/db/process-role'
import { machine, spread } from './harness'

/**
 * `node --import tsx bench/desks-migration.ts`: the step from people to desks (0036) on a database of the version before, with
 * thirty days of history and ten million rows of assets, twice: packed in snapshots, and as points. Says how long it takes, which
 * locks it holds for how long, and what those wait meanwhile who read and write as the version before does; before that the same
 * without it, for what the machine itself makes them wait.
 */
const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100)
const ACCOUNTS = Number(process.env.BENCH_ACCOUNTS ?? 50)
const SNAPSHOTS = Number(process.env.BENCH_SNAPSHOTS ?? 250_000)
const POINTS = Number(process.env.BENCH_POINTS ?? 10_000_000)
const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000)
const [DAYS, ASSETS] = [30, 40]
const BEFORE = '0035_snapshot_days_without_deadlock'
/** Of `db/migrate`: whoever holds it migrates. */
const MIGRATION_LOCK = 4_926_001
const QUIET_MS = Number(process.env.BENCH_QUIET_MS ?? 20_000)

const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-desks-'))
const server = await startEmbedded({ dataDir: folder })
const connect = (url: string, system = false) =>
  postgres(url, { max: 1, onnotice: () => {}, connection: { timezone: 'UTC', ...(system && { 'app.system': 'on' }) } })
const sql = connect(server.url, true)
const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)

async function fill(): Promise<void> {
  await migrateTo(server.url, BEFORE)
  // As that version's own start leaves the processes' role.
  const role = roleOf(server.processesUrl)
  await sql.unsafe(`grant usage on schema public to ${role}; grant select, insert, update, delete on all tables in schema public to ${role};
    grant usage, select on all sequences in schema public to ${role}; grant execute on all functions in schema public to ${role}`)
  await sql`insert into users (email) select 'p' || n || '@bench.local' from generate_series(1, ${PEOPLE}::int) n`
  await sql`insert into accounts (user_id, name, name_key, exchange, masked_key)
    select (select id from users order by email offset n % ${PEOPLE}::int limit 1), 'a' || n, 'a' || n, 'bybit', 'x' from generate_series(0, ${ACCOUNTS - 1}::int) n`
  await sql`insert into api_tokens (user_id, name, hash, prefix) select id, 'bot', id::text, 'bal_' from users`
  await sql`insert into alert_rules (user_id, rule, created_at, updated_at) select id, '{}', now(), now() from users, generate_series(1, 10)`
  say(`${EVENTS} events of the log`)
  await sql`insert into audit_events (user_id, at, actor, event, details)
    select u.id, now(), 'session', 'account.created', '{"name":"Main"}' from (select id from users limit 10) u, generate_series(1, ${EVENTS / 10}::int)`
  await sql`select make_snapshot_days(now())`
  const perAccount = Math.round(SNAPSHOTS / ACCOUNTS)
  say(`${SNAPSHOTS} snapshots`)
  await sql.unsafe(`insert into snapshots (account_id, user_id, as_of, duration_ms, equity, equities, unpriced, not_included, warnings, holdings_hash, asset_values)
    select a.id, a.user_id, now() - n * interval '${(DAYS * 86_400) / perAccount} seconds', 5, n, '[]', '{}', '[]', '{}', md5('')::uuid,
      array_fill(row(n, 0.1, null, null, null, null, n, 1.23456, now(), null, null)::asset_value, array[${ASSETS}])
    from accounts a, generate_series(0, ${perAccount - 1}) n`)
  say('equity of thirty days')
  await sql.unsafe(`insert into equity_points (account_id, user_id, resolution_seconds, bucket, open, high, low, close, close_as_of, samples)
    select id, user_id, 300, now() - n * interval '5 minutes', n, n, n, n, now(), 5 from accounts, generate_series(1, ${DAYS * 288}) n`)
  say(`${POINTS} points of assets`)
  // Each row's reference, and its place in an index of another order, asked for by themselves would take longer than the rows.
  const indexes = await sql<{ name: string; what: string }[]>`
    select c.relname as name, pg_get_indexdef(c.oid) as what from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = 'asset_points'::regclass and not i.indisprimary`
  const [reference] = await sql<{ name: string; what: string }[]>`
    select conname as name, pg_get_constraintdef(oid) as what from pg_constraint where conrelid = 'asset_points'::regclass and contype = 'f'`
  await sql.unsafe(`alter table asset_points drop constraint "${reference?.name}"`)
  for (const { name } of indexes) await sql.unsafe(`drop index "${name}"`)
  await sql.unsafe(`insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size, notional)
    select a.id, a.user_id, 3600, now() - n * interval '1 hour', 'COIN' || s, 'unified', 'position', s, n
    from accounts a, generate_series(1, ${Math.round(POINTS / ACCOUNTS / ASSETS)}) n, generate_series(1, ${ASSETS}) s`)
  say('their indexes and references')
  for (const { what } of indexes) await sql.unsafe(what)
  await sql.unsafe(`alter table asset_points add constraint "${reference?.name}" ${reference?.what}`)
  await sql`analyze`
  await sql`checkpoint`.catch(() => {})
}

/** What somebody does in a loop, as the version before sends it: name → their waits, ms, and what failed. */
interface Waits {
  ms: number[]
  failed: string[]
}

async function watching(during: () => Promise<void>): Promise<Record<string, Waits>> {
  const [person] = await sql<
    { id: string; account: string }[]
  >`select user_id as id, id as account from accounts order by name limit 1`
  if (!person) throw new Error('There is nobody.')
  const { id, account } = person
  const loops: Record<string, string> = {
    'reads accounts': `select count(*) from accounts where user_id = '${id}'`,
    'reads the newest snapshot': `select as_of from snapshots where user_id = '${id}' and account_id = '${account}' order by as_of desc limit 1`,
    'reads a day of asset points': `select count(*) from asset_points where user_id = '${id}' and account_id = '${account}' and resolution_seconds = 3600 and bucket > now() - interval '1 day'`,
    'reads who is signed in': `select email, settings from users where id = '${id}'`,
    'stores a snapshot': `with meant as (update accounts set failures = 0 where id = '${account}' and user_id = '${id}' returning id)
      insert into snapshots (account_id, user_id, as_of, duration_ms, equity, equities, unpriced, not_included, warnings)
      select id, '${id}', clock_timestamp(), 5, 1, '[]', '{}', '[]', '{}' from meant`,
    'adds to the log': `insert into audit_events (user_id, at, actor, event, details) values ('${id}', now(), 'session', 'e', '{}')`,
  }
  const state = { over: false }
  const waits: Record<string, Waits> = {}
  const running = Object.entries(loops).map(async ([what, statement]) => {
    const own: Waits = { ms: [], failed: [] }
    waits[what] = own
    const connection = connect(server.processesUrl)
    while (!state.over) {
      const began = performance.now()
      await connection
        .begin(async (tx) => {
          await tx.unsafe(`set local app.user_id = '${id}'`)
          await tx.unsafe(statement)
        })
        .catch((error: unknown) => own.failed.push(error instanceof Error ? error.message : String(error)))
      own.ms.push(performance.now() - began)
      await pause(10)
    }
    await connection.end({ timeout: 5 })
  })
  try {
    await during()
  } finally {
    state.over = true
    await Promise.all(running)
  }
  return waits
}

/** Table and lock → first and last moment that the migration was seen holding it. */
type Held = Map<string, { from: number; to: number }>

async function locksDuring(work: () => Promise<void>): Promise<Held> {
  const state = { over: false }
  const held: Held = new Map()
  const look = connect(server.url)
  const looking = (async () => {
    while (!state.over) {
      const rows = await look<{ what: string }[]>`
        select distinct mode || ' on ' || case when c.relispartition then 'days of ' || split_part(c.relname, '_', 1) else c.relname end as what
        from pg_locks l join pg_class c on c.oid = l.relation and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        where l.granted and l.pid in (select pid from pg_locks where locktype = 'advisory' and objid = ${MIGRATION_LOCK} and granted)
          and mode in ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')`
      const now = performance.now()
      for (const { what } of rows) {
        const seen = held.get(what)
        if (seen) seen.to = now
        else held.set(what, { from: now, to: now })
      }
      await pause(5)
    }
    await look.end({ timeout: 5 })
  })()
  try {
    await work()
  } finally {
    state.over = true
    await looking
  }
  return held
}

const told = (waits: Record<string, Waits>) =>
  Object.fromEntries(
    Object.entries(waits).map(([what, { ms, failed }]) => [
      what,
      `${ms.length} times, median ${Math.round(spread(ms).median)} ms, longest ${Math.round(Math.max(...ms))} ms, failed ${failed.length}${failed[0] ? ` (${failed[0]})` : ''}`,
    ]),
  )

try {
  await fill()
  const [size] = await sql<{ size: string; days: number }[]>`select pg_size_pretty(pg_database_size(current_database())) as size,
    (select count(*)::int from pg_inherits where inhparent = 'snapshots'::regclass) as days`
  const count = async () =>
    (
      await sql`select (select count(*) from snapshots) as snapshots, (select sum(cardinality(asset_values)) from snapshots) as assets,
    (select count(*) from asset_points) as points, (select sum(notional) from asset_points) as notional`
    )[0]
  const counted = await count()
  say('without the migration')
  const quiet = await watching(() => pause(QUIET_MS))
  let took = 0
  let locks: Held = new Map()
  say('with it')
  const busy = await watching(async () => {
    await pause(1000)
    locks = await locksDuring(async () => {
      const began = performance.now()
      await migrate(server.url, roleOf(server.processesUrl))
      took = performance.now() - began
    })
    await pause(1000)
  })
  const held = Object.fromEntries([...locks].map(([what, { from, to }]) => [what, Math.round(to - from)]))
  const after = await count()
  console.log(
    JSON.stringify(
      {
        machine: machine(),
        load: os.loadavg(),
        ...size,
        counted,
        after,
        migrateMs: Math.round(took),
        heldMs: held,
        quiet: told(quiet),
        busy: told(busy),
      },
      null,
      2,
    ),
  )
} finally {
  await sql.end({ timeout: 5 })
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
