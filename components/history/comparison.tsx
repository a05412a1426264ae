'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { inferInput, inferOutput } from '@trpc/tanstack-react-query'
import type { Compared } from '@/server/domain/performance/compared'
import { zonedHistory } from '@/server/domain/zoned-history'
import { useDisplay } from '../format/display'
import { useHydrated } from '../format/use-hydrated'
import { zoneOf } from '../format/zone'
import { useTRPC } from '../trpc-provider'
import { IntentLink } from '../ui/intent-link'
import { HISTORY_POINTS, type HistoryView } from './history-search'

type Procedure = ReturnType<typeof useTRPC>['history']['compare']
type Stretch = Omit<inferInput<Procedure>, 'against' | 'maxPoints' | 'timeZone'>

export interface Comparison extends inferOutput<Procedure> {
  /** It could not be read. */
  failed: boolean
}

export const COMPARED_NAMES: Record<Compared, string> = { btc: 'Bitcoin', eth: 'Ether' }

const WHY = {
  flows: 'not all that came and went in this stretch is known',
  price: 'its price is not known throughout: it is read where an account holds the coin',
}

/** The same money in coins, where the total of equity is looked at and that was asked for; undefined while it is read. */
export function useComparison(stretch: Stretch, { against, groupBy, metric }: HistoryView): Comparison | undefined {
  const trpc = useTRPC()
  const hydrated = useHydrated()
  const zone = zoneOf(useDisplay())
  const enabled = hydrated && against.length > 0 && groupBy === 'total' && metric === 'equity'
  const { data, isError } = useQuery({
    ...trpc.history.compare.queryOptions(
      zonedHistory({ ...stretch, against: [...against].sort(), maxPoints: HISTORY_POINTS }, zone),
    ),
    enabled,
    placeholderData: keepPreviousData,
  })
  if (!enabled) return undefined
  if (isError) return { series: [], missing: [], failed: true }
  return data && { ...data, series: data.series.filter(({ key }) => against.some((id) => id === key)), failed: false }
}

/** What is compared, and what of it is not known. */
export function ComparisonNote({ comparison }: { comparison: Comparison | undefined }) {
  return (
    <p className="min-h-8 pt-2 text-muted-foreground text-xs">
      {comparison === undefined
        ? 'Comparing…'
        : comparison.failed
          ? 'The comparison could not be read. Choose it again.'
          : 'Beside the total: what the same money, put in and taken out at the same moments, would have been. '}
      {comparison?.missing.map(({ id, because }) => (
        <span key={id} className="text-warning">
          Nothing of {COMPARED_NAMES[id]}: {WHY[because]}.{' '}
        </span>
      ))}
      {comparison?.missing.some(({ because }) => because === 'flows') ? (
        <IntentLink href="/performance/flows" className="font-medium text-brand underline-offset-4 hover:underline">
          What came and went
        </IntentLink>
      ) : null}
    </p>
  )
}
