import { Fragment } from 'react'
import { Decimal } from '@/server/domain/decimal'
import type { HedgesView, HedgeView } from '@/server/domain/views'
import { Percent } from '../format/amount'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { Meaning } from '../ui/meaning'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { widthWords } from './words'

/** What each hedge brought in: its legs on both sides, and the rate that the hedged part of them made. */
export function Hedges({ hedges: { hedges, leftOut, widthSeconds } }: { hedges: HedgesView }) {
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <CardTitle>Carry of hedges</CardTitle>
        <span className="text-muted-foreground text-xs">
          Holdings from points {widthWords(widthSeconds)} apart; funding, interest and rewards of the legs, fees not in it
          {leftOut.length > 0 ? `; without a price and left out: ${leftOut.join(', ')}` : ''}
        </span>
      </CardHeader>
      {hedges.length === 0 ? (
        <EmptyState title="No hedges" description="No coin was held on one side and short on the other in this period." />
      ) : (
        <Table aria-label="Carry of hedges">
          <TableHeader>
            <TableRow>
              <TableHead>Coin, legs</TableHead>
              <TableHead className="max-sm:hidden">Account</TableHead>
              <TableHead className="text-right">Average</TableHead>
              <TableHead className="text-right">Earned</TableHead>
              <TableHead className="text-right">
                <Meaning text="What the hedged part earned, as a share of it, for a year" figure="hedged">
                  A year
                </Meaning>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {hedges.map((hedge) => (
              <HedgeRows key={hedge.coin} hedge={hedge} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}

/** Legs of less than this share of what was hedged are told together: dust says nothing of a hedge. */
const SMALL = new Decimal('0.01')

function HedgeRows({ hedge: { coin, hedged, seconds, carry, rate, yearly, legs: all } }: { hedge: HedgeView }) {
  const legs = all.filter(({ average }) => new Decimal(average).gte(SMALL.times(hedged)))
  const smaller = all.length - legs.length
  return (
    <Fragment>
      <TableRow className="bg-muted/40">
        <TableCell className="font-medium">
          {coin} <span className="font-normal text-muted-foreground text-xs">hedged {timeWords(seconds)}</span>
        </TableCell>
        <TableCell className="max-sm:hidden" />
        <TableCell className="text-right font-medium">
          <Money value={hedged} live={false} compact="phone" />
        </TableCell>
        <TableCell className="text-right font-medium">
          <Money value={carry} sign="always" tone="signed" live={false} unknown="not all that the legs earned is known" />
        </TableCell>
        <TableCell className="text-right font-medium">
          <Percent value={yearly} sign="always" tone="signed" live={false} />
          {rate === null ? null : (
            <span className="block font-normal text-muted-foreground text-xs">
              <Percent value={rate} sign="always" decimals={3} live={false} /> made
            </span>
          )}
        </TableCell>
      </TableRow>
      {legs.map(({ accountId, accountName, symbol, side, average, income }) => (
        <TableRow key={`${accountId} ${symbol} ${side}`}>
          <TableCell className="pl-8">
            {symbol} <span className="text-muted-foreground text-xs">{side}</span>
            <span className="block max-w-40 truncate text-muted-foreground text-xs sm:hidden">{accountName}</span>
          </TableCell>
          <TableCell className="max-w-48 truncate max-sm:hidden">{accountName}</TableCell>
          <TableCell className="text-right">
            <Money value={average} live={false} compact="phone" />
          </TableCell>
          <TableCell className="text-right">
            <Money value={income} sign="always" live={false} unknown="not all is read that would tell it" />
          </TableCell>
          <TableCell />
        </TableRow>
      ))}
      {smaller > 0 ? (
        <TableRow>
          <TableCell colSpan={5} className="pl-8 text-muted-foreground text-xs">
            and {smaller} {smaller === 1 ? 'leg' : 'legs'} of less than a hundredth of it, counted in what it earned
          </TableCell>
        </TableRow>
      ) : null}
    </Fragment>
  )
}

/** `12 days`, `5 hours` */
function timeWords(seconds: number): string {
  const [count, unit] = seconds >= 2 * 86_400 ? [seconds / 86_400, 'days'] : [seconds / 3600, 'hours']
  const rounded = Math.round(count * 10) / 10
  return `${rounded} ${rounded === 1 ? unit.slice(0, -1) : unit}`
}
