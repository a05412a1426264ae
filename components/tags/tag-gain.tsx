'use client'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { Decimal } from '@/server/domain/decimal'
import { PARTS } from '@/server/domain/performance/attribution'
import type { TagGainView } from '@/server/domain/views'
import { Percent } from '../format/amount'
import { useDisplay } from '../format/display'
import { Unknown } from '../format/figure'
import { Money } from '../format/money'
import { shortTime } from '../format/time'
import { useHydrated } from '../format/use-hydrated'
import { Change } from '../overview/change'
import { PeriodChoice } from '../overview/period-choice'
import { PERIOD_WORDS, type Period } from '../overview/periods'
import { PART_LABELS } from '../performance/words'
import { useTRPC } from '../trpc-provider'
import { Meaning } from '../ui/meaning'
import { tagSearch } from './tag-queries'

/** Less of what nothing tells is not worth words, USD. */
const CENT = '0.01'

/** Of parts of accounts: what they earned in a period, what that is made of, and what it was to their accounts. */
export function PartsGain({ id, worth }: { id: string; worth: ReactNode }) {
  const trpc = useTRPC()
  const hydrated = useHydrated()
  const [period, setPeriod] = useQueryState('period', tagSearch.period)
  const { data, error } = useQuery({
    ...trpc.tags.gain.queryOptions({ id, range: period }),
    placeholderData: keepPreviousData,
  })
  const gain = hydrated ? data : undefined
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-4 pt-3.5 pb-2">
        <div className="min-w-0">
          {worth}
          {error ? (
            <p className="mt-0.5 text-muted-foreground">
              <Trans>What it earned could not be loaded.</Trans>
            </p>
          ) : (
            <Line gain={gain} period={period} />
          )}
        </div>
        <PeriodChoice value={period} onChange={(value) => void setPeriod(value)} />
      </div>
      {gain ? <Told gain={gain} /> : null}
      <p className="px-4 pt-1 pb-3.5 text-muted-foreground text-xs">
        <Trans>
          A course is drawn of whole accounts alone: of the past it is kept what coins were worth and what positions had won, not
          how much of a coin was their margin.
        </Trans>
      </p>
    </>
  )
}

function Line({ gain, period }: { gain: TagGainView | undefined; period: Period }) {
  const { t } = useLingui()
  const display = useDisplay()
  if (gain === undefined) return <p className="mt-0.5 min-h-5" />
  const until = gain.readTo && shortTime(gain.readTo, display)
  return (
    <p className="mt-0.5 flex min-h-5 flex-wrap items-center gap-x-2">
      {gain.gain === null ? <Unknown /> : <Change value={gain.gain} ratio={null} />}
      <span
        className="text-muted-foreground"
        title={until ? t`To the reading of ${until}: until then the ledgers have been looked at.` : undefined}
      >
        <Trans>gain</Trans> {t(PERIOD_WORDS[period])}
      </span>
      {gain.contribution === null ? null : (
        <Meaning
          text={t`What it contributed to the return of the accounts that it lies in: its gain as a share of their equity at the beginning and of what came and went since. It is no return on money of its own, which nobody can tell apart where margin is shared.`}
          className="text-muted-foreground"
        >
          <Trans>
            <Percent value={gain.contribution} sign="always" live={false} /> of the equity of its accounts
          </Trans>
        </Meaning>
      )}
    </p>
  )
}

function Told({ gain }: { gain: TagGainView }) {
  const { t } = useLingui()
  const { parts, reasons, accounts, untold } = gain
  if (parts === null) {
    return accounts === 0 ? (
      <p className="px-4 text-muted-foreground text-xs">
        <Trans>Nothing of it was held in this time.</Trans>
      </p>
    ) : (
      <Reasons reasons={reasons} />
    )
  }
  const made = PARTS.filter((part) => !new Decimal(parts[part]).isZero())
  return (
    <>
      {made.length === 0 ? null : (
        <dl aria-label={t`Made of`} className="flex flex-wrap gap-x-5 gap-y-1 px-4 pb-1 text-xs">
          {made.map((part) => (
            <div key={part} className="flex gap-1.5">
              <dt className="text-muted-foreground">{t(PART_LABELS[part].label)}</dt>
              <dd>
                <Money value={parts[part]} sign="always" tone="signed" live={false} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {untold === null || new Decimal(untold).lt(CENT) ? null : (
        <p className="px-4 text-muted-foreground text-xs">
          <Trans>
            <Money value={untold} live={false} /> of what its accounts changed by is in no entry and no profit: so much more or
            less may be its.
          </Trans>
        </p>
      )}
      <Reasons reasons={reasons} />
    </>
  )
}

/** Why something of it is not known, account by account. */
function Reasons({ reasons: { first, of } }: Pick<TagGainView, 'reasons'>) {
  if (of === 0) return null
  const more = of - first.length
  return (
    <ul className="px-4 text-muted-foreground text-xs">
      {first.map(({ accountId, accountName, reason }) => (
        <li key={`${accountId} ${reason}`}>
          {accountName}: {reason}
        </li>
      ))}
      {more > 0 ? (
        <li>
          <Plural value={more} one="and one more" other="and # more" />
        </li>
      ) : null}
    </ul>
  )
}
