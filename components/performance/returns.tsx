import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import type { ExplainView, FlowCoverageView, FlowMark, PerformanceView } from '@/server/domain/views'
import { Amount, Percent, Ratio } from '../format/amount'
import { Money } from '../format/money'
import { UtcDay } from '../format/utc-day'
import { Button } from '../ui/button'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { DownloadLink } from '../ui/download-link'
import { Notice } from '../ui/notice'
import { By, type ReturnsBy } from './by'
import { DayCalendar } from './day-calendar'
import { Gaps } from './gaps'
import { HowMade } from './how-made'
import { IndexPicture } from './index-picture'
import { returnsInput, type Scope } from './scope'
import { Tile, Tiles } from './tile'
import { NOTE_WORDS } from './words'

const BENCHMARKS = { btc: msg`Bitcoin`, eth: msg`Ether`, '60-40': msg`60 % Bitcoin, 40 % Ether` } as const
const BENCHMARK_IDS = ['btc', 'eth', '60-40'] as const

/** So many days stand beside the index. */
const SHORT_DAYS = 100

interface ReturnsProps {
  scope: Scope
  by: ReturnsBy
  performance: PerformanceView
  coverage: readonly FlowCoverageView[]
  /** What the change over the same days is made of. */
  explained: ExplainView
  /** What came in and went out, for the picture. */
  marks: readonly FlowMark[]
}

/** Returns of the chosen accounts together, their days, and what is behind them. */
export function Returns({ scope, by, performance, coverage, explained, marks }: ReturnsProps) {
  const { t } = useLingui()
  const { gain, twr, twrYearly, xirr, flows, risk, notes, leftOut, days, benchmarks, inTransit } = performance
  const { drawdown } = risk
  const coins = leftOut.join(', ')
  return (
    <>
      {notes.map((note) => (
        <Notice key={note} tone="warning" title={t`No return over this period`}>
          {t(NOTE_WORDS[note])}
          {note === 'gap' ? <Gaps coverage={coverage} from={performance.from} /> : null}
        </Notice>
      ))}
      {leftOut.length > 0 ? (
        <Notice>
          <Trans>Without a price at their time, and left out of what came and went: {coins}.</Trans>
        </Notice>
      ) : null}
      <Tiles>
        <Tile
          label={t`Gain`}
          figure="change"
          meaning={t`Equity at the end, less equity at the beginning, less deposits and plus withdrawals.`}
          beside={
            <a
              href="#how-it-is-made"
              title={t`Time-weighted: what a unit held throughout would have made. How it is made`}
              className="touch-text inline-block underline decoration-dotted underline-offset-4 hover:text-foreground"
            >
              <Percent value={twr} sign="always" live={false} /> TWR
            </a>
          }
        >
          <Money value={gain} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label={t`Came and went`} figure="change" meaning={t`Deposits less withdrawals, valued at their time.`}>
          <Money value={flows} sign="always" live={false} />
        </Tile>
        <Tile
          label={t`Unexplained`}
          figure="change"
          meaning={t`Part of the gain that no price, trade or entry of a ledger explains.`}
        >
          <Money value={explained.parts?.unexplained ?? null} sign="always" live={false} />
        </Tile>
        <Tile label="XIRR" meaning={t`Money-weighted return a year (actual/365): it knows how much was at work when.`}>
          <Percent value={xirr} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label={t`Volatility`} meaning={t`Of the index’s days, a year.`}>
          <Percent value={risk.volatility} live={false} />
        </Tile>
        <Tile
          label={t`Sharpe, Sortino`}
          meaning={t`Return a year over volatility, and over that of losing days; without a risk-free rate.`}
        >
          <Ratio value={risk.sharpe} /> <span className="text-muted-foreground">·</span> <Ratio value={risk.sortino} />
        </Tile>
        <Tile
          label={t`Deepest drawdown`}
          figure="drawdown"
          meaning={t`How far the index fell below its high.`}
          beside={
            drawdown ? (
              <span title={t(drawdownWords(drawdown, t`the beginning`))}>
                {drawdown.recovered === null ? (
                  <Plural value={drawdown.days} one="# day, not made good" other="# days, not made good" />
                ) : (
                  <Plural value={drawdown.days} one="# day" other="# days" />
                )}
              </span>
            ) : null
          }
        >
          <Percent value={drawdown ? `-${drawdown.share.replace(/^-/, '')}` : null} live={false} />
        </Tile>
        <Tile
          label={t`Best day`}
          meaning={t`The day of the highest return.`}
          beside={risk.best ? <UtcDay day={risk.best.day} /> : null}
        >
          <Percent value={risk.best?.rate ?? null} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile
          label={t`Worst day`}
          meaning={t`The day of the lowest return.`}
          beside={risk.worst ? <UtcDay day={risk.worst.day} /> : null}
        >
          <Percent value={risk.worst?.rate ?? null} sign="always" tone="signed" live={false} />
        </Tile>
        {twrYearly === null ? null : (
          <Tile label={t`TWR a year`} meaning={t`The time-weighted return, for each of its years.`}>
            <Percent value={twrYearly} sign="always" tone="signed" live={false} />
          </Tile>
        )}
        {BENCHMARK_IDS.map((id) => {
          const name = t(BENCHMARKS[id])
          const benchmark = benchmarks.find((each) => each.id === id)
          return (
            <Tile
              key={id}
              label={t`In ${name}`}
              meaning={t`What the same money, put in and taken out on the same days, would have made.`}
              beside={benchmark ? <Percent value={benchmark.twr} sign="always" live={false} /> : null}
            >
              <Money
                value={benchmark?.gain ?? null}
                sign="always"
                tone="signed"
                live={false}
                unknown={t`a day has no price of it`}
              />
            </Tile>
          )
        })}
      </Tiles>
      <HowMade performance={performance} />
      {/* Few weeks leave most of a line empty. */}
      <div className={cn('grid gap-4 *:min-w-0', days.length <= SHORT_DAYS && 'lg:grid-cols-[minmax(0,1fr)_auto]')}>
        <Card>
          <CardHeader>
            <CardTitle>
              <Trans>Index</Trans>
            </CardTitle>
            <span className="text-muted-foreground text-xs">
              <Trans>Growth of a unit that was held throughout</Trans>
            </span>
          </CardHeader>
          <IndexPicture days={days} marks={marks} />
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>
              <Trans>Days</Trans>
            </CardTitle>
            <Button asChild size="sm">
              <DownloadLink href={daysHref(scope)} fileName="performance.csv">
                <Download aria-hidden />
                CSV
              </DownloadLink>
            </Button>
          </CardHeader>
          <DayCalendar days={days} />
        </Card>
      </div>
      <By scope={scope} by={by} performance={performance} explained={explained} />
      {inTransit.length > 0 ? (
        <Card>
          <CardHeader>
            <CardTitle>
              <Trans>In transit</Trans>
            </CardTitle>
          </CardHeader>
          <ul className="divide-y border-t">
            {inTransit.map((each) => (
              <li
                key={`${each.coin} ${each.since.toISOString()} ${each.from}`}
                className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5"
              >
                <span>
                  {each.from} → {each.to}
                </span>
                <span className="figures">
                  <Amount value={each.size} price={null} unit={each.coin} /> {each.coin} ·{' '}
                  <Money value={each.value} live={false} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  )
}

/** The same days as a file. */
function daysHref(scope: Scope): string {
  const input = returnsInput(scope, new Date())
  const query = new URLSearchParams({ range: input.range })
  if ('from' in input) query.set('from', input.from.toISOString())
  if ('to' in input && input.to) query.set('to', input.to.toISOString())
  if (scope.account) query.set('accountIds', scope.account)
  return `/performance/days.csv?${query}`
}

type Drawdown = NonNullable<PerformanceView['risk']['drawdown']>

function drawdownWords({ from, lowest, recovered }: Drawdown, beginning: string): MessageDescriptor {
  const high = from ?? beginning
  if (!recovered) return msg`From the high of ${high} down to ${lowest}; not made good yet`
  return msg`From the high of ${high} down to ${lowest}; made good on ${recovered}`
}
