import { Download } from 'lucide-react'
import type { ExplainView, FlowCoverageView, FlowMark, PerformanceView } from '@/server/domain/views'
import { Amount, Percent } from '../format/amount'
import { Money } from '../format/money'
import { Button } from '../ui/button'
import { Card, CardHeader, CardTitle } from '../ui/card'
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

const BENCHMARKS = { btc: 'Bitcoin', eth: 'Ether', '60-40': '60 % Bitcoin, 40 % Ether' } as const
const BENCHMARK_IDS = ['btc', 'eth', '60-40'] as const

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
  const { gain, twr, twrYearly, xirr, flows, risk, notes, leftOut, days, benchmarks, inTransit } = performance
  const { drawdown } = risk
  return (
    <>
      {notes.map((note) => (
        <Notice key={note} tone="warning" title="No return over this period">
          {NOTE_WORDS[note]}
          {note === 'gap' ? <Gaps coverage={coverage} from={performance.from} /> : null}
        </Notice>
      ))}
      {leftOut.length > 0 ? (
        <Notice>Without a price at their time, and left out of what came and went: {leftOut.join(', ')}.</Notice>
      ) : null}
      <Tiles>
        <Tile
          label="Gain"
          meaning="Equity at the end, less equity at the beginning, less deposits and plus withdrawals."
          beside={
            <a
              href="#how-it-is-made"
              title="Time-weighted: what a unit held throughout would have made. How it is made"
              className="underline decoration-dotted underline-offset-4 hover:text-foreground"
            >
              <Percent value={twr} sign="always" live={false} /> TWR
            </a>
          }
        >
          <Money value={gain} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label="Came and went" meaning="Deposits less withdrawals, valued at their time.">
          <Money value={flows} sign="always" live={false} />
        </Tile>
        <Tile label="Unexplained" meaning="Part of the gain that no price, trade or entry of a ledger explains.">
          <Money value={explained.parts?.unexplained ?? null} sign="always" live={false} />
        </Tile>
        <Tile label="XIRR" meaning="Money-weighted return a year (actual/365): it knows how much was at work when.">
          <Percent value={xirr} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label="Volatility" meaning="Of the index’s days, a year.">
          <Percent value={risk.volatility} live={false} />
        </Tile>
        <Tile
          label="Sharpe, Sortino"
          meaning="Return a year over volatility, and over that of losing days; without a risk-free rate."
        >
          <Ratio value={risk.sharpe} /> <span className="text-muted-foreground">·</span> <Ratio value={risk.sortino} />
        </Tile>
        <Tile
          label="Deepest drawdown"
          meaning="How far the index fell below its high."
          beside={
            drawdown ? (
              <span title={drawdownWords(drawdown)}>
                {drawdown.days} {drawdown.days === 1 ? 'day' : 'days'}
                {drawdown.recovered === null ? ', not made good' : ''}
              </span>
            ) : null
          }
        >
          <Percent value={drawdown ? `-${drawdown.share.replace(/^-/, '')}` : null} live={false} />
        </Tile>
        <Tile label="Best day" meaning="The day of the highest return." beside={risk.best?.day}>
          <Percent value={risk.best?.rate ?? null} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label="Worst day" meaning="The day of the lowest return." beside={risk.worst?.day}>
          <Percent value={risk.worst?.rate ?? null} sign="always" tone="signed" live={false} />
        </Tile>
        {twrYearly === null ? null : (
          <Tile label="TWR a year" meaning="The time-weighted return, for each of its years.">
            <Percent value={twrYearly} sign="always" tone="signed" live={false} />
          </Tile>
        )}
        {BENCHMARK_IDS.map((id) => {
          const benchmark = benchmarks.find((each) => each.id === id)
          return (
            <Tile
              key={id}
              label={`In ${BENCHMARKS[id]}`}
              meaning="What the same money, put in and taken out on the same days, would have made."
              beside={benchmark ? <Percent value={benchmark.twr} sign="always" live={false} /> : null}
            >
              <Money
                value={benchmark?.gain ?? null}
                sign="always"
                tone="signed"
                live={false}
                unknown="a day has no price of it"
              />
            </Tile>
          )
        })}
      </Tiles>
      <HowMade performance={performance} />
      <Card>
        <CardHeader>
          <CardTitle>Index</CardTitle>
          <span className="text-muted-foreground text-xs">Growth of a unit that was held throughout</span>
        </CardHeader>
        <IndexPicture days={days} marks={marks} />
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Days</CardTitle>
          <Button asChild size="sm">
            <DownloadLink href={daysHref(scope)} fileName="performance.csv">
              <Download aria-hidden />
              CSV
            </DownloadLink>
          </Button>
        </CardHeader>
        <DayCalendar days={days} />
      </Card>
      <By scope={scope} by={by} performance={performance} explained={explained} />
      {inTransit.length > 0 ? (
        <Card>
          <CardHeader>
            <CardTitle>In transit</CardTitle>
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

function drawdownWords({ from, lowest, recovered }: NonNullable<PerformanceView['risk']['drawdown']>): string {
  const end = recovered ? `made good on ${recovered}` : 'not made good yet'
  return `From the high of ${from ?? 'the beginning'} down to ${lowest}; ${end}`
}

function Ratio({ value }: { value: string | null }) {
  return value === null ? <span title="not known">—</span> : <span className="figures">{Number(value).toFixed(2)}</span>
}
