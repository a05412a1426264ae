import { randomUUID } from 'node:crypto'
import { insertAccount } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'

const EXCHANGES = ['binance', 'bybit', 'okx']
/** Equity that wanders, as SQL over `bucket`. */
export const MONEY = `round((100000 + 5000 * sin(extract(epoch from bucket) / 90000) + 200 * random())::numeric, 12)`

/** As retention leaves it after a year: width of points in seconds, and for how many days they are kept. */
export const KEPT = [
  { width: 300, equityDays: 35, assetDays: 8 },
  { width: 3600, equityDays: 365, assetDays: 95 },
  { width: 86_400, equityDays: 365, assetDays: 365 },
]

/** Runs a statement as the context's user. */
export const statements = (ctx: ServiceContext) => (statement: string) => ctx.db.asDesk(ctx.deskId, (tx) => tx.execute(statement))

/** The buckets of a width over so many days up to now. */
export const buckets = (days: number, width: number) =>
  `generate_series(date_trunc('day', now(), 'UTC') - interval '${days} days', now(), interval '${width} seconds') bucket`

/** Accounts on three exchanges that were never read. */
export async function historyAccounts(ctx: ServiceContext, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const id = randomUUID()
    const row = {
      id,
      name: `a${n}`,
      nameKey: `a${n}`,
      exchange: EXCHANGES[n % 3] ?? 'okx',
      maskedKey: 'bench********',
      keyFingerprint: id,
    }
    await ctx.db.asDesk(ctx.deskId, (tx) =>
      insertAccount(tx, ctx.deskId, row, { masterKeyId: 'bench', wrappedKey: '', secrets: [] }),
    )
  }
}

/** A year of equity per account, over all accounts and per exchange, as retention leaves it. */
export async function equityYear(ctx: ServiceContext): Promise<void> {
  const run = statements(ctx)
  const user = `'${ctx.deskId}'::uuid`
  for (const { width, equityDays } of KEPT) {
    const points = `${MONEY} as open, ${MONEY} + 300 as high, ${MONEY} - 300 as low, ${MONEY} as close, bucket as close_as_of, 250000.123456, 1200.654321`
    await run(
      `insert into equity_points select a.id, ${user}, ${width}, bucket, ${points}, 5 from accounts a, ${buckets(equityDays, width)}`,
    )
    await run(`insert into group_points select ${user}, scope, ${width}, bucket, ${points}, 50
      from unnest(array['total', 'binance', 'bybit', 'okx']) scope, ${buckets(equityDays, width)}`)
  }
}

/** The same year as bare snapshots, of which only every fifth minute is made: in the baseline's favour. */
export async function bareYear(ctx: ServiceContext): Promise<void> {
  const run = statements(ctx)
  await run(`create table bare as select a.id as account_id, bucket as as_of, ${MONEY} as equity
    from accounts a, generate_series(now() - interval '365 days', now(), interval '5 minutes') bucket`)
  await run('create index on bare (as_of)')
}

/** The chart of a year's total over those. */
export const BARE_CHART = `select date_bin('1 day', as_of, timestamptz '1970-01-05') as at, sum(high) as high, sum(low) as low from (
    select account_id, date_bin('1 day', as_of, timestamptz '1970-01-05') as as_of, max(equity) as high, min(equity) as low
    from bare group by 1, 2) days group by 1 order by 1`
