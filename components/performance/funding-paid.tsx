import { Decimal } from '@/server/domain/decimal'
import type { FundingPaidView, HedgesView } from '@/server/domain/views'
import { Amount, Percent } from '../format/amount'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { Notice } from '../ui/notice'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { Hedges } from './hedges'
import { PictureAxis } from './picture-axis'
import { Tile, Tiles } from './tile'

/** Funding received and paid: in all, by day, and by pair. */
export function FundingPaid({ funding, hedges }: { funding: FundingPaidView; hedges: HedgesView }) {
  const { total, received, paid, shareOfEquity, yearly, byPair, byAccount, byDay, leftOut } = funding
  return (
    <>
      {leftOut.length > 0 ? (
        <Notice>Without a price at their time, and left out of the sums: {leftOut.join(', ')}.</Notice>
      ) : null}
      <Tiles>
        <Tile label="Net" meaning="Received less paid, valued when it was.">
          <Money value={total} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label="Received" meaning="What positions were paid.">
          <Money value={received} live={false} unknown="no entry has a value, or not all is read" />
        </Tile>
        <Tile label="Paid" meaning="What positions cost.">
          <Money value={paid} live={false} unknown="no entry has a value, or not all is read" />
        </Tile>
        <Tile label="Of equity" meaning="Net as a share of the equity at the end.">
          <Percent value={shareOfEquity} sign="always" live={false} />
        </Tile>
        <Tile label="A year" meaning="The share of equity, at this pace for a year.">
          <Percent value={yearly} sign="always" live={false} />
        </Tile>
      </Tiles>
      {byDay.length > 1 ? (
        <Card>
          <CardHeader>
            <CardTitle>By day</CardTitle>
          </CardHeader>
          <Days days={byDay} />
        </Card>
      ) : null}
      <Hedges hedges={hedges} />
      {byAccount.length > 1 ? <ByAccount rows={byAccount} /> : null}
      <Card className="overflow-hidden">
        <CardHeader>
          <CardTitle>By pair</CardTitle>
        </CardHeader>
        {byPair.length === 0 ? (
          <EmptyState title="No funding" description="No ledger that is read tells of any in this period." />
        ) : (
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead>Pair</TableHead>
                <TableHead>Account</TableHead>
                <TableHead className="text-right">Payments</TableHead>
                <TableHead className="text-right">Amount</TableHead>
                <TableHead className="text-right">Value</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {byPair.map((row) => (
                <TableRow key={`${row.accountId} ${row.pair} ${row.coin}`}>
                  <TableCell className="font-medium">{row.pair}</TableCell>
                  <TableCell className="max-w-48 truncate">{row.accountName}</TableCell>
                  <TableCell className="figures text-right">{row.entries}</TableCell>
                  <TableCell className="whitespace-nowrap text-right">
                    <Amount value={row.amount} price={null} unit={row.coin} sign="always" /> {row.coin}
                  </TableCell>
                  <TableCell className="whitespace-nowrap text-right">
                    <Money value={row.value} sign="always" tone="signed" live={false} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </>
  )
}

function ByAccount({ rows }: { rows: FundingPaidView['byAccount'] }) {
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <CardTitle>By account</CardTitle>
      </CardHeader>
      <Table aria-label="By account">
        <TableHeader>
          <TableRow>
            <TableHead>Account</TableHead>
            <TableHead className="text-right max-sm:hidden">Received</TableHead>
            <TableHead className="text-right max-sm:hidden">Paid</TableHead>
            <TableHead className="text-right">Net</TableHead>
            <TableHead className="text-right">Of equity</TableHead>
            <TableHead className="text-right">A year</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.accountId}>
              <TableCell className="max-w-48 truncate">{row.accountName}</TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Money value={row.received} live={false} />
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Money value={row.paid} live={false} />
              </TableCell>
              <TableCell className="text-right">
                <Money value={row.total} sign="always" tone="signed" live={false} />
              </TableCell>
              <TableCell className="text-right">
                <Percent value={row.shareOfEquity} sign="always" live={false} />
              </TableCell>
              <TableCell className="text-right">
                <Percent value={row.yearly} sign="always" live={false} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

const WIDTH = 1000
const HEIGHT = 120

/** A bar a day around zero, and the sum until then as a line. */
function Days({ days }: { days: FundingPaidView['byDay'] }) {
  const numbers = days.map(({ value, cumulative }) => ({ value: Number(value), sum: Number(cumulative) }))
  const all = numbers.flatMap(({ value, sum }) => [value, sum])
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)]
  const y = (value: number) => 4 + ((high - value) / (high - low || 1)) * (HEIGHT - 8)
  const step = WIDTH / days.length
  const [first] = days
  const last = days.at(-1)
  const line = numbers
    .map(({ sum }, at) => `${at === 0 ? 'M' : 'L'}${((at + 0.5) * step).toFixed(1)} ${y(sum).toFixed(1)}`)
    .join('')
  const total = new Decimal(last?.cumulative ?? '0').toFixed(2)
  return (
    <figure className="px-4 pb-3">
      <div className="flex gap-3">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-32 min-w-0 flex-1"
          role="img"
          aria-label={`Funding from ${first?.day} to ${last?.day}: ${total} USD in all`}
        >
          <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} className="stroke-border" vectorEffect="non-scaling-stroke" />
          {numbers.map(({ value }, at) => (
            <rect
              key={days[at]?.day}
              x={at * step + step * 0.15}
              width={step * 0.7}
              y={Math.min(y(0), y(value))}
              height={Math.max(1, Math.abs(y(0) - y(value)))}
              className={value < 0 ? 'fill-loss' : 'fill-profit'}
            />
          ))}
          <path d={line} fill="none" className="stroke-brand" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        </svg>
        <PictureAxis
          ticks={[high, low, 0].map((value) => ({
            at: y(value) / HEIGHT,
            label: <Money value={value.toFixed(2)} sign="always" compact="always" live={false} />,
          }))}
        />
      </div>
      <figcaption className="figures mt-1 flex justify-between pr-19 text-muted-foreground text-xs">
        <span>{first?.day}</span>
        <span>Bars: each day. Line: the sum until then.</span>
        <span>{last?.day}</span>
      </figcaption>
    </figure>
  )
}
