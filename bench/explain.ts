import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { cachedBalances } from '@/db/queries/cached-balances'
import { deskSnapshots } from '@/db/queries/desk'
import { dueAccounts } from '@/db/queries/due-accounts'
import { storeReading } from '@/db/queries/readings'
import { latestSnapshots } from '@/db/queries/snapshots'
import { openAppDb } from '@/db/roles'
import { POINT_RESOLUTIONS } from '@/server/domain/retention'
import { assetWindowSchema } from '@/server/schemas/assets'
import { assetHistorySchema, equityHistorySchema } from '@/server/schemas/history'
import { getAssetWindow } from '@/server/services/balances/asset-window'
import { noteGroupPoints } from '@/server/services/balances/group-points'
import { getAssetHistory } from '@/server/services/history/asset'
import { getEquityHistory } from '@/server/services/history/equity'
import { commandLine, wholeNumber } from '../scripts/command-line.mjs'
import { benchSnapshot, benchUser } from './context'
import { machine, timed } from './harness'
import { buckets, historyAccounts, KEPT, MONEY, statements } from './history-data'

/**
 * `node --import tsx bench/explain.ts [--accounts n]`: what one person's desk asks of PostgreSQL, with that many accounts of
 * 40 assets and a year of history, as `explain (analyze, buffers)` of every statement that takes ten milliseconds, the
 * heaviest first.
 */
const { values, refuse } = commandLine({
  usage: 'node --import tsx bench/explain.ts [--accounts N]',
  about: 'Shows the plans of the heaviest statements of a desk with a year of history.',
  options: { accounts: { type: 'string' } },
})
const ACCOUNTS = wholeNumber('accounts', values.accounts, refuse) ?? 1000
const ASSETS = 40
/** Assets have points of their own in so many accounts. */
const ASSET_ACCOUNTS = 10

const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-explain-'))
const server = await startEmbedded({
  dataDir: folder,
  settings: {
    ...{ fsync: 'off', full_page_writes: 'off', max_wal_size: '8GB', maintenance_work_mem: '512MB' },
    shared_preload_libraries: 'auto_explain',
    ...{ 'auto_explain.log_min_duration': '10ms', 'auto_explain.log_analyze': 'on', 'auto_explain.log_buffers': 'on' },
    'auto_explain.log_parameter_max_length': '0',
  },
})
await migrate(server.url)
const db = await openAppDb({ url: server.url })
const owner = postgres(server.url, { max: 1, onnotice: () => {} })
const ctx = await benchUser(db)
const run = statements(ctx)
const user = `'${ctx.deskId}'::uuid`
const log = () => readFileSync(path.join(folder, 'postgres', 'server.log'), 'utf8')

await historyAccounts(ctx, ACCOUNTS)
const accounts = await run('select id, exchange, key_fingerprint from accounts order by id')
const say = (what: string) => console.error(`${Math.round(performance.now() / 1000)} s: ${what}`)
say('accounts are there')
await owner`select set_config('app.system', 'on', false)`
// What is entered in one go is checked and indexed in one go.
const constraints = await owner<{ name: string; is: string }[]>`
  select conname as name, pg_get_constraintdef(oid) as is from pg_constraint
  where conrelid = 'equity_points'::regclass and contype in ('p', 'f') order by contype desc`
const [byUser] = await owner<{ is: string }[]>`
  select pg_get_indexdef('equity_points_user'::regclass) as is`
for (const { name } of constraints) await owner.unsafe(`alter table equity_points drop constraint "${name}"`)
await owner`drop index equity_points_user`
for (const { width, equityDays } of KEPT) {
  await owner.unsafe(`insert into equity_points (account_id, user_id, resolution_seconds, bucket, open, high, low, close,
      close_as_of, gross_exposure, net_exposure, samples)
    select a.id, ${user}, ${width}, bucket, money, money + 300, money - 300, money, bucket, 250000.123456, 1200.654321, 5
    from accounts a, (select bucket, ${MONEY} as money from ${buckets(equityDays, width)}) moments`)
}
for (const { name, is } of constraints) await owner.unsafe(`alter table equity_points add constraint "${name}" ${is}`)
await owner.unsafe(byUser?.is ?? '')
say('a year of equity is there')
for (const { width, assetDays } of KEPT) {
  await run(`insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size, notional)
    select a.id, ${user}, ${width}, bucket, 'COIN' || n || ':PERP-USDT', 'unified', 'position',
      round((1.5 + random())::numeric, 8), round((3000 + random())::numeric, 6)
    from (select id from accounts limit ${ASSET_ACCOUNTS}) a, generate_series(1, ${ASSETS}) n, ${buckets(assetDays, width)}`)
}
say('points of assets are there')
async function readAll(round: number): Promise<void> {
  const now = new Date()
  await Promise.all(
    accounts.map(({ id, key_fingerprint }, index) =>
      storeReading(db, ctx.deskId, {
        account: { id: String(id), keyFingerprint: String(key_fingerprint) },
        ...{ startedAt: now, durationMs: 500, nextRefreshAt: now, plannedAt: now },
        valued: benchSnapshot(now, ASSETS, round * ACCOUNTS + index),
        widths: POINT_RESOLUTIONS,
        notice: { channel: 'bench', message: '{"event":{}}' },
      }),
    ),
  )
}
for (let round = 0; round < 5; round++) await readAll(round)
say('five readings of each are there')
await owner`analyze`

const times: Record<string, string> = {}
const plans: { of: string; ms: number; plan: string }[] = []
async function look(of: string, work: () => Promise<unknown>): Promise<void> {
  await work()
  const before = log().length
  const ms = await timed(work)
  times[of] = `${Math.round(ms)} ms`
  for (const [, duration, plan] of log()
    .slice(before)
    .matchAll(/duration: ([\d.]+) ms {2}plan:\n((?:[\t ].*\n?)+)/g)) {
    plans.push({ of, ms: Number(duration), plan: plan ?? '' })
  }
}
const ids = accounts.map(({ id }) => String(id))
await look('newest snapshots with all assets', () => db.asDesk(ctx.deskId, (tx) => latestSnapshots(tx, ctx.deskId, ids)))
await look('overview: what changed of 64 accounts', () => deskSnapshots(db, ctx.deskId, ids.slice(0, 64)))
await look('REST: cached balances', () => cachedBalances(db, ctx.deskId, ids, ['symbol', 'size', 'notional', 'price']))
await look('table of balances, a page', () =>
  getAssetWindow(
    ctx,
    assetWindowSchema.parse({
      what: 'balances',
      sort: { id: 'value', desc: true },
      dustUsd: null,
      at: null,
      offset: 0,
      limit: 100,
    }),
  ),
)
for (const groupBy of ['total', 'account'] as const) {
  for (const range of ['24h', '1y'] as const) {
    await look(`equity ${range} by ${groupBy}`, () => getEquityHistory(ctx, equityHistorySchema.parse({ range, groupBy })))
  }
}
await look('history of a coin', () => getAssetHistory(ctx, assetHistorySchema.parse({ range: '30d', symbol: 'COIN1:PERP-USDT' })))
await look('a reading stored', () => readAll(9))
await look('sum over all accounts', () => noteGroupPoints(db, ctx.deskId, 'bybit', new Date()))
await look('what is due', () => db.asSystem((tx) => dueAccounts(tx, 'default', 256, new Date())))

console.log(`${machine()}\n${JSON.stringify(times, null, 2)}`)
for (const { of, ms, plan } of plans.sort((a, b) => b.ms - a.ms).slice(0, 14)) console.log(`\n== ${of}: ${ms} ms\n${plan}`)
await Promise.all([db.close(), owner.end()])
await server.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(0)
