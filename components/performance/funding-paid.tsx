import { Trans, useLingui } from '@lingui/react/macro'
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
  const { t } = useLingui()
  const { total, received, paid, shareOfEquity, yearly, byPair, byAccount, byDay, leftOut } = funding
  const coins = leftOut.join(', ')
  return (
    <>
      {leftOut.length > 0 ? (
        <Notice>
          <Trans>Without a price at their time, and left out of the sums: {coins}.</Trans>
        </Notice>
      ) : null}
      <Tiles>
        <Tile label={t`Net`} meaning={t`Received less paid, valued when it was.`}>
          <Money value={total} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label={t`Received`} meaning={t`What positions were paid.`}>
          <Money value={received} live={false} unknown={t`no entry has a value, or not all is read`} />
        </Tile>
        <Tile label={t`Paid`} meaning={t`What positions cost.`}>
          <Money value={paid} live={false} unknown={t`no entry has a value, or not all is read`} />
        </Tile>
        <Tile label={t`Of equity`} meaning={t`Net as a share of the equity at the end.`}>
          <Percent value={shareOfEquity} sign="always" live={false} />
        </Tile>
        <Tile label={t`A year`} meaning={t`The share of equity, at this pace for a year.`}>
          <Percent value={yearly} sign="always" live={false} />
        </Tile>
      </Tiles>
      {byDay.length > 1 ? (
        <Card>
          <CardHeader>
            <CardTitle>
              <Trans>By day</Trans>
            </CardTitle>
          </CardHeader>
          <Days days={byDay} />
        </Card>
      ) : null}
      <Hedges hedges={hedges} />
      {byAccount.length > 1 ? <ByAccount rows={byAccount} /> : null}
      <Card className="overflow-hidden">
        <CardHeader>
          <CardTitle>
            <Trans>By pair</Trans>
          </CardTitle>
        </CardHeader>
        {byPair.length === 0 ? (
          <EmptyState title={t`No funding`} description={t`No ledger that is read tells of any in this period.`} />
        ) : (
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead>
                  <Trans>Pair</Trans>
                </TableHead>
                <TableHead>
                  <Trans>Account</Trans>
                </TableHead>
                <TableHead className="text-right">
                  <Trans>Payments</Trans>
                </TableHead>
                <TableHead className="text-right">
                  <Trans>Amount</Trans>
                </TableHead>
                <TableHead className="text-right">
                  <Trans>Value</Trans>
                </TableHead>
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
  const { t } = useLingui()
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <CardTitle>
          <Trans>By account</Trans>
        </CardTitle>
      </CardHeader>
      <Table aria-label={t`By account`}>
        <TableHeader>
          <TableRow>
            <TableHead>
              <Trans>Account</Trans>
            </TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Received</Trans>
            </TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Paid</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>Net</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>Of equity</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>A year</Trans>
            </TableHead>
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
  const { t } = useLingui()
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
  const [from, to] = [first?.day ?? '', last?.day ?? '']
  const total = new Decimal(last?.cumulative ?? '0').toFixed(2)
  return (
    <figure className="px-4 pb-3">
      <div className="flex gap-3">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-32 min-w-0 flex-1"
          role="img"
          aria-label={t`Funding from ${from} to ${to}: ${total} USD in all`}
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
        <span>
          <Trans>Bars: each day. Line: the sum until then.</Trans>
        </span>
        <span>{last?.day}</span>
      </figcaption>
    </figure>
  )
}
