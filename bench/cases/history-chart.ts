import { equityHistorySchema } from '@/server/schemas/history'
import { getEquityHistory } from '@/server/services/history/equity'
import { benchUser } from '../context'
import { benchDatabase } from '../database'
import { type Benchmark, timed } from '../harness'
import { BARE_CHART, bareYear, equityYear, historyAccounts, statements } from '../history-data'

const ACCOUNTS = 50
/** Charts drawn a round. */
const CHARTS = 20

/** The chart as the page asks for it, to the points that are drawn. */
async function year(bare: boolean) {
  const database = await benchDatabase()
  const ctx = await benchUser(database.db)
  await historyAccounts(ctx, ACCOUNTS)
  await equityYear(ctx)
  if (bare) await bareYear(ctx)
  await statements(ctx)('analyze')
  const chart = async (range: '30d' | '1y') => {
    const input = equityHistorySchema.parse({ range, groupBy: 'total', maxPoints: 400 })
    const total = await timed(async () => {
      for (let n = 0; n < CHARTS; n++) await getEquityHistory(ctx, input)
    })
    return total / CHARTS
  }
  await chart('1y')
  await chart('30d')
  return { chart, onSnapshots: () => timed(() => statements(ctx)(BARE_CHART)), close: database.close }
}

/** What the points that are kept beside the snapshots save. */
export const historyChart: Benchmark = {
  name: 'history-chart',
  what: `equity chart of a year, ${ACCOUNTS} accounts`,
  baseline: 'the same query on raw snapshots (every fifth of them)',
  unit: 'ms',
  goal: { atMost: 1 / 50 },
  rounds: 5,
  prepare: async () => {
    const { chart, onSnapshots, close } = await year(true)
    await onSnapshots()
    return { ours: () => chart('1y'), baseline: onSnapshots, close }
  },
}

/** A longer stretch is no slower. */
export const historyFlat: Benchmark = {
  name: 'history-flat',
  what: `equity chart of 12 months, ${ACCOUNTS} accounts`,
  baseline: 'the chart of 1 month',
  unit: 'ms',
  goal: { atMost: 1.3 },
  rounds: 7,
  prepare: async () => {
    const { chart, close } = await year(false)
    return { ours: () => chart('1y'), baseline: () => chart('30d'), close }
  },
}
