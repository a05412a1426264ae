import { equityHistorySchema } from '@/server/schemas/history'
import { getEquityHistory } from '@/server/services/history/equity'
import { benchUser } from './context'
import { benchDatabase } from './database'
import { machine, spread, timed } from './harness'
import { BARE_CHART, bareYear, buckets, equityYear, historyAccounts, KEPT, statements } from './history-data'

/**
 * `node --import tsx bench/history-year.ts`: a year of history of 50 accounts with 40 assets each, at a snapshot a minute,
 * generated as retention leaves it, but for the snapshots themselves (`bench --only snapshot-bytes` has those). Says what it
 * takes on the disk, and how long the charts take, against the same sums
 * over the snapshots themselves (of which only every fifth minute is generated, in the baseline's favour).
 */
const ACCOUNTS = 50
const ASSETS = 40
/** Assets are generated for so many accounts, and their size is multiplied. */
const ASSET_ACCOUNTS = 5

const database = await benchDatabase()
const ctx = await benchUser(database.db)
await historyAccounts(ctx, ACCOUNTS)
const run = statements(ctx)
const user = `'${ctx.deskId}'::uuid`
await equityYear(ctx)
for (const { width, assetDays } of KEPT) {
  await run(`insert into asset_points select a.id, ${user}, ${width}, bucket, 'COIN' || n || ':PERP-USDT', 'unified', 'position',
      round((1.5 + random())::numeric, 8), round((3000 + random())::numeric, 6)
    from (select id from accounts limit ${ASSET_ACCOUNTS}) a, generate_series(1, ${ASSETS}) n, ${buckets(assetDays, width)}`)
}
const size = async (table: string) => Number((await run(`select pg_total_relation_size('${table}') as n`))[0]?.n)
const rows = async (table: string) => Number((await run(`select count(*)::int as n from ${table}`))[0]?.n)
const MiB = 2 ** 20
const kept: Record<string, string> = {}
for (const table of ['equity_points', 'group_points', 'asset_points']) {
  const scale = table === 'asset_points' ? ACCOUNTS / ASSET_ACCOUNTS : 1
  kept[table] = `${((await rows(table)) * scale) / 1e6} M rows, ${Math.round(((await size(table)) * scale) / MiB)} MiB`
}

await bareYear(ctx)
await run('analyze')

const median = async (work: () => Promise<unknown>, rounds: number) => {
  await work()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await timed(work))
  return `${Math.round(spread(times).median)} ms`
}
const chart = (input: object) => () => getEquityHistory(ctx, equityHistorySchema.parse(input))
const times: Record<string, string> = {}
for (const groupBy of ['total', 'exchange', 'account'] as const) {
  for (const range of ['24h', '7d', '30d', '90d', '1y'] as const) {
    times[`${groupBy} ${range}`] = await median(chart({ range, groupBy, maxPoints: 400 }), 5)
  }
}
times['total 1y over snapshots (every fifth)'] = await median(() => run(BARE_CHART), 2)
const plan = await run(`explain (analyze, costs off, timing off, summary on)
  select account_id, bucket, max(high), min(low) from equity_points
  where user_id = ${user} and account_id = any(array(select id from accounts)) and resolution_seconds = 86400
    and bucket >= now() - interval '365 days' group by 1, 2 order by 1, 2`)
console.log(JSON.stringify({ machine: machine(), kept, times, plan: plan.map((row) => Object.values(row)[0]) }, null, 2))
await database.close()
process.exit(0)
