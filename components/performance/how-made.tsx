import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { PerformanceView } from '@/server/domain/views'
import { Percent } from '../format/amount'
import { Money } from '../format/money'
import { Card } from '../ui/card'

/** How the gain and the return beside it come about, with the figures of this period. */
export function HowMade({ performance: { start, end, flows, gain, twr, days } }: { performance: PerformanceView }) {
  const { t } = useLingui()
  const linked = days.filter(({ rate }) => rate !== null).length
  const [first] = days
  const last = days.at(-1)
  const [from, to] = [first?.day ?? '', last?.day ?? '']
  const linkedDays =
    first && last
      ? t`${plural(linked, { one: `# day from ${from} to ${to} (UTC)`, other: `# days from ${from} to ${to} (UTC)` })}`
      : t`${plural(linked, { one: '# day', other: '# days' })}`
  return (
    <Card>
      <details className="group">
        <summary className="cursor-pointer px-4 py-3 font-medium text-sm focus-visible:-outline-offset-2">
          <Trans>How this is made</Trans>
        </summary>
        <div id="how-it-is-made" className="flex scroll-mt-24 flex-col gap-2 border-t px-4 py-3 text-sm">
          <p>
            <Trans>
              <strong className="font-medium">Gain</strong> is what was held at the end, less what was held at the beginning, less
              what came in, plus what went out: <Money value={end} live={false} /> − <Money value={start} live={false} /> −{' '}
              <Money value={flows} live={false} /> = <Money value={gain} sign="always" live={false} />.
            </Trans>
          </p>
          <p>
            <Trans>
              <strong className="font-medium">TWR</strong>, <Percent value={twr} sign="always" live={false} />, links the returns
              of {linkedDays}: each is the day’s gain ÷ (what was held + each flow by the share of the day behind it). When money
              came or went does not matter to it.
            </Trans>
          </p>
          <p>
            <Trans>
              <strong className="font-medium">XIRR</strong> is the one rate a year at which what was put in grows to what was
              taken out and is left. It knows how much was at work when.
            </Trans>
          </p>
          <p className="text-muted-foreground">
            <Trans>
              An account that begins within the period comes in with what it first held. A day on which nothing was held has no
              return. What is not known is “—”.
            </Trans>
          </p>
        </div>
      </details>
    </Card>
  )
}
