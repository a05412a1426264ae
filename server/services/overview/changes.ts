import type { ServiceContext } from '@/server/context'
import { lateBeginning } from '@/server/domain/comparable-change'
import { setAsideOf } from '@/server/domain/set-aside'
import type { AccountChanges, EquityChange, EquityHistoryView, GainView } from '@/server/domain/views'
import { historyRange } from '@/server/schemas/history-range'
import type { LinesOfInput } from '@/server/schemas/overview'
import { equityHistoryOf } from '../history/equity'
import { gainOfEach } from '../performance/gain'
import { readDesk } from './desk'

/** Points that a change is read from: the first and the last count, and where history begins. */
const POINTS = 24

/**
 * How the equity of the accounts named changed over 1 and 7 days, and what of it is gain, in the order of creation. Those that
 * are not among the active ones are left out.
 */
export async function getChanges(ctx: ServiceContext, { accountIds }: LinesOfInput): Promise<AccountChanges[]> {
  const named = new Set(accountIds)
  const accounts = (await readDesk(ctx)).active.filter(({ id }) => named.has(id))
  if (accounts.length === 0) return []
  const over = async (range: '24h' | '7d') => {
    const to = ctx.now()
    const from = historyRange(range, to) ?? to
    const [history, gains] = await Promise.all([
      equityHistoryOf(ctx, { range, groupBy: 'account', maxPoints: POINTS }, Promise.resolve(accounts)),
      gainOfEach(ctx, accounts, { from, to }),
    ])
    return changesOf(history, gains)
  }
  const [day, week] = await Promise.all([over('24h'), over('7d')])
  return accounts.map(({ id }) => ({ accountId: id, day: day.get(id) ?? null, week: week.get(id) ?? null }))
}

/** By account. A change of four hours is none of a day: one whose history begins within the stretch is not known. */
function changesOf(history: EquityHistoryView, gains: ReadonlyMap<string, GainView>): ReadonlyMap<string, EquityChange> {
  return new Map(
    history.series.map((series): [string, EquityChange] => {
      const since = lateBeginning(series, history)
      const { change, changeRatio } = series
      const aside = setAsideOf(series, history.leftOut)
      if (since) return [series.key, { change: null, changeRatio: null, gain: null, gainRatio: null, since, aside }]
      const { gain = null, rate = null } = gains.get(series.key) ?? {}
      return [series.key, { change, changeRatio, gain, gainRatio: rate, since, aside }]
    }),
  )
}
