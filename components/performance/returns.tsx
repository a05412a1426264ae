import type { FlowCoverageView, PerformanceView } from '@/server/domain/views'
import { Amount, Percent } from '../format/amount'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { IntentLink } from '../ui/intent-link'
import { Notice } from '../ui/notice'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { DayCalendar } from './day-calendar'
import { IndexPicture } from './index-picture'
import { Tile, Tiles } from './tile'
import { NOTE_WORDS } from './words'

const BENCHMARKS = { btc: 'Bitcoin', eth: 'Ether', '60-40': '60 % Bitcoin, 40 % Ether' } as const

interface ReturnsProps {
  performance: PerformanceView
  coverage: readonly FlowCoverageView[]
  /** USD of the change that nothing explains; it is in the gain. Null: not known. */
  unexplained: string | null
}

/** Returns of all accounts together, their days, and each account’s own. */
export function Returns({ performance, coverage, unexplained }: ReturnsProps) {
  const { gain, twr, xirr, flows, risk, notes, leftOut, days, groups, benchmarks, inTransit } = performance
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
            <span title="Time-weighted: what a unit held throughout would have made.">
              <Percent value={twr} sign="always" live={false} /> TWR
            </span>
          }
        >
          <Money value={gain} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label="Came and went" meaning="Deposits less withdrawals, valued at their time.">
          <Money value={flows} sign="always" live={false} />
        </Tile>
        <Tile label="Unexplained" meaning="Part of the gain that no price, trade or entry of a ledger explains.">
          <Money value={unexplained} sign="always" live={false} />
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
          beside={risk.drawdown ? `${risk.drawdown.days} ${risk.drawdown.days === 1 ? 'day' : 'days'}` : null}
        >
          <Percent value={risk.drawdown ? `-${risk.drawdown.share.replace(/^-/, '')}` : null} live={false} />
        </Tile>
        <Tile label="Best day" meaning="The day of the highest return." beside={risk.best?.day}>
          <Percent value={risk.best?.rate ?? null} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label="Worst day" meaning="The day of the lowest return." beside={risk.worst?.day}>
          <Percent value={risk.worst?.rate ?? null} sign="always" tone="signed" live={false} />
        </Tile>
        {benchmarks
          .filter(({ id }) => id !== '60-40')
          .map(({ id, twr: rate, gain: made }) => (
            <Tile
              key={id}
              label={`In ${BENCHMARKS[id]}`}
              meaning="What the same money, put in and taken out at the same moments, would have made."
              beside={<Percent value={rate} sign="always" live={false} />}
            >
              <Money value={made} sign="always" tone="signed" live={false} />
            </Tile>
          ))}
      </Tiles>
      <Card>
        <CardHeader>
          <CardTitle>Index</CardTitle>
          <span className="text-muted-foreground text-xs">Growth of a unit that was held throughout</span>
        </CardHeader>
        <IndexPicture days={days} />
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Days</CardTitle>
        </CardHeader>
        <DayCalendar days={days} />
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>By account</CardTitle>
        </CardHeader>
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Account</TableHead>
              <TableHead className="text-right">Gain</TableHead>
              <TableHead className="text-right">TWR</TableHead>
              <TableHead className="text-right">XIRR</TableHead>
              <TableHead className="text-right">Came and went</TableHead>
              <TableHead className="text-right">Equity</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {groups.map((group) => (
              <TableRow key={group.key}>
                <TableCell className="max-w-60 truncate">
                  {group.label}
                  {group.notes[0] ? (
                    <span className="block truncate text-muted-foreground text-xs">{NOTE_WORDS[group.notes[0]]}</span>
                  ) : null}
                </TableCell>
                <TableCell className="text-right">
                  <Money value={group.gain} sign="always" tone="signed" live={false} />
                </TableCell>
                <TableCell className="text-right">
                  <Percent value={group.twr} sign="always" live={false} />
                </TableCell>
                <TableCell className="text-right">
                  <Percent value={group.xirr} sign="always" live={false} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={group.flows} sign="always" live={false} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={group.end} live={false} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
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

function Ratio({ value }: { value: string | null }) {
  return value === null ? <span title="not known">—</span> : <span className="figures">{Number(value).toFixed(2)}</span>
}

/** Accounts that are named with what is not known of them. */
const MOST_NAMED = 5

/** What of which account is not known of the period, an account a line; all of it stands on the page of flows. */
function Gaps({ coverage, from }: { coverage: readonly FlowCoverageView[]; from: Date }) {
  const unknown = coverage.flatMap(({ accountId, accountName, gaps: own }) => {
    const gaps = own.filter(({ external, to }) => external && (to === null || to > from))
    const [first] = gaps
    return first ? [{ accountId, accountName, words: first.words, more: gaps.length - 1 }] : []
  })
  return (
    <>
      <ul className="mt-1 list-disc pl-4">
        {unknown.slice(0, MOST_NAMED).map(({ accountId, accountName, words, more }) => (
          <li key={accountId}>
            {accountName}: {words}
            {more > 0 ? ` And ${more} more.` : ''}
          </li>
        ))}
        {unknown.length > MOST_NAMED ? <li>{unknown.length - MOST_NAMED} more accounts</li> : null}
      </ul>
      <IntentLink href="/performance/flows" className="mt-1 inline-block underline underline-offset-4">
        How far ledgers are read
      </IntentLink>
    </>
  )
}
