'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { comparableChange } from '@/server/domain/comparable-change'
import { Decimal } from '@/server/domain/decimal'
import { setAsideOf } from '@/server/domain/set-aside'
import type { EquityHistoryView, GainView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { Money } from '../format/money'
import { shortTime } from '../format/time'
import { useZone } from '../format/use-zone'
import { ZonedTime } from '../format/zoned-time'
import { IntentLink } from '../ui/intent-link'
import { Part } from '../ui/query-boundary'
import { Change } from './change'
import { PERIOD_WORDS, type Period } from './periods'
import { useAwaitedHistory } from './use-equity-history'
import { useAwaitedGain } from './use-gain'
import { WithoutValue } from './without-value'

interface Stretch {
  period: Period
  /** The only account, if it is one's. */
  account?: string
}

interface ServedProps extends Stretch {
  /** Asks for the history of one series. */
  history: Parameters<typeof useAwaitedHistory>[0]
  /** Asks for the gain of the same accounts and stretch. */
  gain: Parameters<typeof useAwaitedGain>[0]
}

/**
 * `StretchChange` in the page that the server sends, which has asked for both: what comes a moment later is the largest thing
 * on a phone, and moves all below it.
 */
export function ServedStretchChange(props: ServedProps) {
  return (
    <Part fallback={<p className="mt-0.5 min-h-5" />}>
      <WithHistory {...props} />
    </Part>
  )
}

// Two components, as each may wait for one thing (`useArrived`).
function WithHistory({ history, ...props }: ServedProps) {
  const { data, isPlaceholderData } = useAwaitedHistory(history)
  // Of the period that is named beside it, never of the one before.
  return <WithGain {...props} history={isPlaceholderData ? undefined : data} />
}

function WithGain({ gain, ...props }: Omit<ServedProps, 'history'> & { history: EquityHistoryView | undefined }) {
  return <StretchChange {...props} gain={useAwaitedGain(gain)} />
}

interface StretchChangeProps extends Stretch {
  /** Of one series; undefined while it is read. */
  history: EquityHistoryView | undefined
  /** Of the same accounts and stretch; undefined while it is read. */
  gain: GainView | undefined
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
  const zone = useZone()
  const flows = new Decimal(gain?.flows ?? 0)
  const moved = <Money value={flows.abs().toFixed()} live={false} compact="phone" />
  return (
    <>
      <Change value={gain?.gain ?? null} ratio={gain?.rate ?? null} unknown={/*i18n*/ 'not read yet'} />
      <span
        className="text-muted-foreground"
        title={
          gain?.until && zone !== null
            ? t`To the reading of ${shortTime(gain.until, display)}: until then the ledgers have been looked at.`
            : undefined
        }
      >
        <IntentLink
          href={`/performance?period=${period}${account ? `&account=${account}` : ''}`}
          className="underline decoration-dotted underline-offset-4 hover:text-foreground"
          title={t`Change of equity without what came and went. The share is of what was at work (Modified Dietz).`}
        >
          <Trans>gain</Trans>
        </IntentLink>{' '}
        {gain?.since ? (
          <Trans>
            since <ZonedTime date={gain.since} />, where history begins
          </Trans>
        ) : (
          t(PERIOD_WORDS[period])
        )}
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
  const series = history?.series[0]
  const compared = history && series ? comparableChange(series, history) : null
  return (
    <>
      <Change value={compared?.change ?? null} ratio={compared?.changeRatio ?? null} plain />
      <span
        className="text-muted-foreground"
        title={t`Not all that came and went is known, so what of it is gain is not either.`}
      >
        {compared?.since ? (
          compared.because === 'accounts' ? (
            <Trans>
              change of equity since <ZonedTime date={compared.since} />, when the last account came in, deposits and withdrawals
              in it
            </Trans>
          ) : (
            <Trans>
              change of equity since <ZonedTime date={compared.since} />, where history begins, deposits and withdrawals in it
            </Trans>
          )
        ) : (
          <Trans>change of equity {t(PERIOD_WORDS[period])}, deposits and withdrawals in it</Trans>
        )}
      </span>
    </>
  )
}
