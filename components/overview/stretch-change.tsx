'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { comparableChange } from '@/server/domain/comparable-change'
import { Decimal } from '@/server/domain/decimal'
import { setAsideOf } from '@/server/domain/set-aside'
import type { EquityHistoryView, GainView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { Money } from '../format/money'
import { shortTime } from '../format/time'
import { IntentLink } from '../ui/intent-link'
import { Change } from './change'
import { PERIOD_WORDS, type Period } from './periods'
import { WithoutValue } from './without-value'

interface StretchChangeProps {
  /** Of one series; undefined while it is read. */
  history: EquityHistoryView | undefined
  /** Of the same accounts and stretch; undefined while it is read. */
  gain: GainView | undefined
  period: Period
  /** The only account, if it is one's. */
  account?: string
}

/**
 * What was gained over the chosen period, without what came and went; where not all of that is known, how equity changed,
 * called that. Or since when, where nothing comparable reaches back that far.
 */
export function StretchChange({ history, gain, period, account }: StretchChangeProps) {
  const series = history?.series[0]
  const aside = history && series ? setAsideOf(series, history.leftOut) : null
  return (
    <p className="mt-0.5 flex min-h-5 flex-wrap items-center gap-x-2">
      {gain === undefined || gain.gain !== null ? (
        <Gain gain={gain} period={period} account={account} />
      ) : (
        <Moved history={history} period={period} />
      )}
      {aside ? <WithoutValue aside={aside} /> : null}
    </p>
  )
}

function Gain({ gain, period, account }: { gain: GainView | undefined; period: Period; account: string | undefined }) {
  const { t } = useLingui()
  const display = useDisplay()
  const flows = new Decimal(gain?.flows ?? 0)
  const moved = <Money value={flows.abs().toFixed()} live={false} compact="phone" />
  return (
    <>
      <Change value={gain?.gain ?? null} ratio={gain?.rate ?? null} unknown={/*i18n*/ 'not read yet'} />
      <span
        className="text-muted-foreground"
        title={
          gain?.until
            ? t`To the reading of ${shortTime(gain.until, display)}: until then the ledgers have been looked at.`
            : undefined
        }
        suppressHydrationWarning
      >
        <IntentLink
          href={`/performance?period=${period}${account ? `&account=${account}` : ''}`}
          className="underline decoration-dotted underline-offset-4 hover:text-foreground"
          title={t`Change of equity without what came and went. The share is of what was at work (Modified Dietz).`}
        >
          <Trans>gain</Trans>
        </IntentLink>{' '}
        {gain?.since ? t`since ${shortTime(gain.since, display)}, where history begins` : t(PERIOD_WORDS[period])}
        {flows.isZero() ? null : flows.isNegative() ? (
          <Trans>, without {moved} that went out</Trans>
        ) : (
          <Trans>, without {moved} that came in</Trans>
        )}
        {gain && gain.leftOut.length > 0 ? t`; ${gain.leftOut.join(', ')} had no price` : null}
      </span>
    </>
  )
}

function Moved({ history, period }: { history: EquityHistoryView | undefined; period: Period }) {
  const { t } = useLingui()
  const display = useDisplay()
  const series = history?.series[0]
  const compared = history && series ? comparableChange(series, history) : null
  return (
    <>
      <Change value={compared?.change ?? null} ratio={compared?.changeRatio ?? null} plain />
      <span
        className="text-muted-foreground"
        title={t`Not all that came and went is known, so what of it is gain is not either.`}
        suppressHydrationWarning
      >
        {compared?.since ? (
          compared.because === 'accounts' ? (
            <Trans>
              change of equity since {shortTime(compared.since, display)}, when the last account came in, deposits and withdrawals
              in it
            </Trans>
          ) : (
            <Trans>
              change of equity since {shortTime(compared.since, display)}, where history begins, deposits and withdrawals in it
            </Trans>
          )
        ) : (
          <Trans>change of equity {t(PERIOD_WORDS[period])}, deposits and withdrawals in it</Trans>
        )}
      </span>
    </>
  )
}
