import type { ServiceContext } from '@/server/context'
import { lateBeginning } from '@/server/domain/comparable-change'
import { setAsideOf } from '@/server/domain/set-aside'
import type { AccountChanges, EquityChange, EquityHistoryView } from '@/server/domain/views'
import type { LinesInput } from '@/server/schemas/overview'
import { equityHistoryOf } from '../history/equity'
import { readDesk } from './desk'

/** Points that a change is read from: the first and the last count, and where history begins. */
const POINTS = 24

/** How the equity of some of the active accounts changed over 1 and 7 days, in the order of creation. */
export async function getChanges(ctx: ServiceContext, { from, count }: LinesInput): Promise<AccountChanges[]> {
  const accounts = (await readDesk(ctx)).active.slice(from, from + count)
  if (accounts.length === 0) return []
  const over = async (range: '24h' | '7d') =>
    changesOf(await equityHistoryOf(ctx, { range, groupBy: 'account', maxPoints: POINTS }, Promise.resolve(accounts)))
  const [day, week] = await Promise.all([over('24h'), over('7d')])
  return accounts.map(({ id }) => ({ accountId: id, day: day.get(id) ?? null, week: week.get(id) ?? null }))
}

/** By account. A change of four hours is none of a day: one whose history begins within the stretch is not known. */
function changesOf(history: EquityHistoryView): ReadonlyMap<string, EquityChange> {
  return new Map(
    history.series.map((series) => {
      const since = lateBeginning(series, history)
      const { change, changeRatio } = series
      const aside = setAsideOf(series, history.leftOut)
      return [series.key, since ? { change: null, changeRatio: null, since, aside } : { change, changeRatio, since, aside }]
    }),
  )
}
