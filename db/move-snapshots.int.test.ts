import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { migrate } from './migrate'
import { moveSnapshots } from './move-snapshots'
import { databaseUrl, dropDatabase, onServer } from './testing'

const server = process.env.TEST_DATABASE_URL ?? ''
const MIGRATIONS = path.join(import.meta.dirname, 'migrations')
const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) })
const SNAPSHOTS = 1234
const ASSETS = 3

let name: string
let sql: postgres.Sql
beforeEach(async () => {
  name = `ballast_test_${randomBytes(8).toString('hex')}`
  await onServer(server, (admin) => admin.unsafe(`create database ${name}`))
  sql = postgres(databaseUrl(server, name), { max: 1, onnotice: () => {} })
})
afterEach(async () => {
  await sql.end({ timeout: 5 })
  await dropDatabase(server, name)
})

/** Runs the migrations from one on as far as another, by the ends of their names. */
async function run(from: string, to: string): Promise<void> {
  const { entries } = journal.parse(JSON.parse(readFileSync(path.join(MIGRATIONS, 'meta/_journal.json'), 'utf8')))
  const tags = entries.map(({ tag }) => tag)
  const at = (name: string) => tags.findIndex((tag) => tag.endsWith(name))
  await sql.begin(async (tx) => {
    for (const tag of tags.slice(at(from), at(to) + 1)) {
      const text = readFileSync(path.join(MIGRATIONS, `${tag}.sql`), 'utf8')
      for (const statement of text.split('--> statement-breakpoint')) await tx.unsafe(statement)
    }
  })
}

const asSystem = () => sql`select set_config('app.system', 'on', false)`

const ALL = `select s.id, s.account_id, s.user_id, s.as_of, s.duration_ms, s.equity::text, s.equities::text, s.unpriced, s.warnings,
  (select json_agg(to_jsonb(a) - 'snapshot_id' order by ordinal)::text from snapshot_assets a where a.snapshot_id = s.id) as assets
  from snapshots s order by s.id`

it('moves what the tables of before held, to the last digit, and goes on where it was broken off', async () => {
  await run('_init', '_account_limits')
  const [user, account] = [randomUUID(), randomUUID()]
  await asSystem()
  await sql`insert into users (id, email) values (${user}, 'a@example.com')`
  await sql`insert into accounts (id, user_id, name, name_key, exchange, masked_key) values (${account}, ${user}, 'A', 'a', 'bybit', 'x')`
  await sql`insert into snapshots (account_id, user_id, as_of, duration_ms, equity, equities, unpriced, not_included, warnings)
    select ${account}, ${user}, now() - n * interval '5 minutes', n, n + 0.10, '[{"walletType":"spot"}]', '{"a b"}', '[]', '{"w"}'
    from generate_series(1, ${SNAPSHOTS}::int) n`
  // Every seventh holds nothing.
  await sql`insert into snapshot_assets (snapshot_id, user_id, ordinal, symbol, asset_type, market_type, wallet_type, base, size, amount,
      borrowed, notional, price, price_route, price_as_of)
    select s.id, ${user}, n, 'C' || n, 'token', 'spot', 'spot', 'C' || n, 1.500, 1.500, 0, s.id * 1.10, null, 'a "b", c\\d', s.as_of
    from snapshots s, generate_series(0, ${ASSETS - 1}::int) n where s.id % 7 <> 0`
  const before = await sql.unsafe(ALL)
  await run('_snapshot_days', '_snapshot_days')

  let batches = 0
  const broken = moveSnapshots(sql, {
    batch: 500,
    moved: () => {
      if (++batches === 2) throw new Error('broken off')
    },
  })
  await expect(broken).rejects.toThrow('broken off')
  const [half] = await sql`select count(*)::int as n from snapshots`
  expect(half?.n).toBe(1000)
  await moveSnapshots(sql)
  await asSystem()
  const after = await sql.unsafe(ALL)
  expect(after.find((row, n) => JSON.stringify(row) !== JSON.stringify(before[n]))).toBeUndefined()
  expect(after).toHaveLength(SNAPSHOTS)
  const [next] = await sql`select nextval('snapshot_ids')::int as id, to_regclass('snapshots_before') as old`
  expect(next).toEqual({ id: SNAPSHOTS + 1, old: null })
  // The same thing at each of its moments is kept once a day.
  const [kept] = await sql`select count(*)::int as n, count(distinct day)::int as days from holdings`
  expect(kept?.n).toBe(kept?.days)
  await moveSnapshots(sql)
})

it('is done by migrating, and changes nothing where there is nothing to move', async () => {
  await migrate(databaseUrl(server, name))
  await moveSnapshots(sql)
  const [found] = await sql`select to_regclass('snapshots_before') as old, count(*)::int as n from snapshots`
  expect(found).toEqual({ old: null, n: 0 })
})
