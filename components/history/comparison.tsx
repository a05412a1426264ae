'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { inferInput, inferOutput } from '@trpc/tanstack-react-query'
import type { Compared } from '@/server/domain/performance/compared'
import { zonedHistory } from '@/server/domain/zoned-history'
import { useDisplay } from '../format/display'
import { Moment } from '../format/moment'
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
  flows: msg`not all that came and went in this stretch is known`,
  price: msg`its price is nowhere known in this stretch: it is read where an account holds the coin`,
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
  if (isError) return { series: [], missing: [], partly: [], failed: true }
  return data && { ...data, series: data.series.filter(({ key }) => against.some((id) => id === key)), failed: false }
}

/** What is compared, and what of it is not known. */
export function ComparisonNote({ comparison }: { comparison: Comparison | undefined }) {
  const { t } = useLingui()
  return (
    <p className="min-h-8 pt-2 text-muted-foreground text-xs">
      {comparison === undefined
        ? t`Comparing…`
        : comparison.failed
          ? t`The comparison could not be read. Choose it again.`
          : t`Beside the total: what the same money, put in and taken out at the same moments, would have been. `}
      {comparison?.missing.map(({ id, because }) => (
        <span key={id} className="text-warning">
          <NothingOf name={COMPARED_NAMES[id]} why={t(WHY[because])} />{' '}
        </span>
      ))}
      {comparison?.partly.map(({ id, since, until }) => (
        <span key={id}>
          <PartOf name={COMPARED_NAMES[id]} since={since} until={until} />{' '}
        </span>
      ))}
      {comparison?.missing.some(({ because }) => because === 'flows') ? (
        <IntentLink href="/performance/flows" className="font-medium text-brand underline-offset-4 hover:underline">
          <Trans>What came and went</Trans>
        </IntentLink>
      ) : null}
    </p>
  )
}

function NothingOf({ name, why }: { name: string; why: string }) {
  return (
    <Trans>
      Nothing of {name}: {why}.
    </Trans>
  )
}

/** From when and until when it is drawn, where that is not the whole stretch. */
function PartOf({ name, since, until }: { name: string; since: Date | null; until: Date | null }) {
  if (since === null) {
    return until === null ? null : (
      <Trans>
        {name} ends on <Moment date={until} />: its price, or that of what came, is not known after.
      </Trans>
    )
  }
  return until === null ? (
    <Trans>
      {name} begins with the total on <Moment date={since} />, where its price is first known.
    </Trans>
  ) : (
    <Trans>
      {name} begins with the total on <Moment date={since} />, where its price is first known, and ends on <Moment date={until} />
      : its price, or that of what came, is not known after.
    </Trans>
  )
}
