import { fundingPaidSchema } from '@/server/schemas/flows'
import { getHedges } from '@/server/services/flows/hedges'
import { benchUser } from '../context'
import { benchDatabase } from '../database'
import { type Benchmark, timed } from '../harness'
import { buckets, historyAccounts, statements } from '../history-data'

const ACCOUNTS = 500
const DAYS = 30
/** Of each account: so many coins, and as many pairs of which half are hedges of coins that other accounts hold. */
const COINS = 5

/** Carry of hedges over a month of a large desk, against reading the same points and entries once. */
export const hedgesMonth: Benchmark = {
  name: 'hedges-month',
  what: `carry of hedges, ${ACCOUNTS} accounts together over ${DAYS} days, each with ${COINS} coins and ${COINS} pairs, funding every 8 h`,
  baseline: 'one sum over the same points and one over the same entries',
  unit: 'ms',
  goal: null,
  rounds: 3,
  prepare: async () => {
    const database = await benchDatabase()
    const ctx = await benchUser(database.db)
    await historyAccounts(ctx, ACCOUNTS)
    const run = statements(ctx)
    const user = `'${ctx.deskId}'::uuid`
    // Of every second account long coins, of the others short pairs of the same, a few of which nobody holds.
    for (const [symbol, kind, wallet, sign] of [
      [`'COIN' || (n + k % 3)`, 'token', 'spot', 1],
      [`'COIN' || (n + k % 4) || ':PERP-USDT'`, 'position', 'perp', -1],
    ] as const) {
      await run(`insert into asset_points select a.id, ${user}, 86400, bucket, ${symbol}, '${wallet}', '${kind}',
          ${sign} * round((1.5 + random())::numeric, 8), ${sign} * round((3000 + random())::numeric, 6)
        from (select id, row_number() over () as k from accounts) a, generate_series(1, ${COINS}) n, ${buckets(DAYS, 86_400)}`)
    }
    const points = `1e5, 1e5, 1e5, 1e5, bucket as close_as_of, 250000.123456, 1200.654321`
    await run(
      `insert into equity_points select a.id, ${user}, 86400, bucket, ${points}, 5 from accounts a, ${buckets(DAYS, 86_400)}`,
    )
    await run(`insert into flows (account_id, user_id, ledger, entry_id, at, coin, amount, kind, word, state, pair, price, price_source,
        price_at, stored_at, changed_at)
      select a.id, a.user_id, 'funding', n || ' ' || at, at, 'USDT', 0.5, 'funding', 'funding', 'done', 'COIN' || (n + k % 4) || ':PERP-USDT',
        1, 'snapshot', now(), now(), now()
      from (select id, user_id, row_number() over () as k from accounts) a, generate_series(1, ${COINS}) n,
        generate_series(now() - interval '${DAYS} days', now(), interval '8 hours') at`)
    await run('analyze')
    const input = fundingPaidSchema.parse({ range: `${DAYS}d` })
    const { hedges } = await getHedges(ctx, input)
    if (hedges.length < COINS) throw new Error(`Only ${hedges.length} hedges were found.`)
    return {
      ours: () => timed(() => getHedges(ctx, input)),
      baseline: () =>
        timed(async () => {
          await run(
            `select account_id, symbol, sum(notional) from asset_points where user_id = ${user} and resolution_seconds = 86400 group by 1, 2`,
          )
          await run(
            `select account_id, pair, sum(amount * price) from flows where user_id = ${user} and state = 'done' group by 1, 2`,
          )
        }),
      close: database.close,
    }
  },
}
