import { performanceSchema } from '@/server/schemas/flows'
import { getPerformance } from '@/server/services/performance/get'
import { makeDays } from '@/server/services/performance/make-days'
import { benchUser } from '../context'
import { benchDatabase } from '../database'
import { type Benchmark, timed } from '../harness'
import { equityYear, historyAccounts, statements } from '../history-data'

const ACCOUNTS = 50
/** Days with a flow, of each account. */
const FLOW_DAYS = 40
const ROUNDS = 10

/** A year of returns of many accounts, from days that are kept, against making those days anew. */
export const performanceYear: Benchmark = {
  name: 'performance-year',
  what: `returns of a year, ${ACCOUNTS} accounts together, from the days that are kept`,
  baseline: 'the same year with every day made anew from points and entries',
  unit: 'ms',
  goal: { atMost: 1 / 20 },
  rounds: 3,
  prepare: async () => {
    const database = await benchDatabase()
    const ctx = await benchUser(database.db)
    await historyAccounts(ctx, ACCOUNTS)
    await equityYear(ctx)
    const run = statements(ctx)
    await run(`insert into flows (account_id, user_id, ledger, entry_id, at, coin, amount, kind, word, state, price, price_source,
        price_at, stored_at, changed_at)
      select a.id, a.user_id, 'deposits', 'd' || n, now() - make_interval(hours => n * 200), 'USDT', 100 + n, 'deposit', 'deposit', 'done',
        1, 'snapshot', now(), now(), now() from accounts a, generate_series(1, ${FLOW_DAYS}) n`)
    await run(`insert into flow_ledgers (account_id, user_id, ledger, began_at, read_from, read_to, back_to, next_at)
      select id, user_id, 'deposits', now(), now() - interval '3 years', now(), now() - interval '3 years', now() + interval '1 hour' from accounts`)
    const input = performanceSchema.parse({ range: '1y' })
    const ids = (await run('select id from accounts')).map(({ id }) => String(id))
    const day = (ago: number) => new Date(ctx.now().getTime() - ago * 86_400_000).toISOString().slice(0, 10)
    await makeDays(ctx, ids, { from: day(400), to: day(0) })
    await run('analyze')
    await getPerformance(ctx, input)
    return {
      ours: async () => {
        const total = await timed(async () => {
          for (let n = 0; n < ROUNDS; n++) await getPerformance(ctx, input)
        })
        return total / ROUNDS
      },
      baseline: async () => {
        await run('delete from performance_days')
        return timed(async () => {
          await getPerformance(ctx, input)
        })
      },
      close: database.close,
    }
  },
}
