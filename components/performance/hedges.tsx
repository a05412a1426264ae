import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
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
  const { t } = useLingui()
  const [width, coins] = [t(widthWords(widthSeconds)), leftOut.join(', ')]
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <CardTitle>
          <Trans>Carry of hedges</Trans>
        </CardTitle>
        <span className="text-muted-foreground text-xs">
          {leftOut.length > 0 ? (
            <Trans>
              Holdings from points {width} apart; funding, interest and rewards of the legs, fees not in it; without a price and
              left out: {coins}
            </Trans>
          ) : (
            <Trans>Holdings from points {width} apart; funding, interest and rewards of the legs, fees not in it</Trans>
          )}
        </span>
      </CardHeader>
      {hedges.length === 0 ? (
        <EmptyState title={t`No hedges`} description={t`No coin was held on one side and short on the other in this period.`} />
      ) : (
        <Table aria-label={t`Carry of hedges`}>
          <TableHeader>
            <TableRow>
              <TableHead>
                <Trans>Coin, legs</Trans>
              </TableHead>
              <TableHead className="max-sm:hidden">
                <Trans>Account</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Average</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Earned</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Meaning text={t`What the hedged part earned, as a share of it, for a year`} figure="hedged">
                  <Trans>A year</Trans>
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

const SIDES = { long: msg`long`, short: msg`short` } as const

/** Legs of less than this share of what was hedged are told together: dust says nothing of a hedge. */
const SMALL = new Decimal('0.01')

function HedgeRows({ hedge: { coin, hedged, seconds, carry, rate, yearly, legs: all } }: { hedge: HedgeView }) {
  const { t } = useLingui()
  const legs = all.filter(({ average }) => new Decimal(average).gte(SMALL.times(hedged)))
  const smaller = all.length - legs.length
  return (
    <Fragment>
      <TableRow className="bg-muted/40">
        <TableCell className="font-medium">
          {coin}{' '}
          <span className="font-normal text-muted-foreground text-xs">
            <HedgedFor seconds={seconds} />
          </span>
        </TableCell>
        <TableCell className="max-sm:hidden" />
        <TableCell className="text-right font-medium">
          <Money value={hedged} live={false} compact="phone" />
        </TableCell>
        <TableCell className="text-right font-medium">
          <Money value={carry} sign="always" tone="signed" live={false} unknown={t`not all that the legs earned is known`} />
        </TableCell>
        <TableCell className="text-right font-medium">
          <Percent value={yearly} sign="always" tone="signed" live={false} />
          {rate === null ? null : (
            <span className="block font-normal text-muted-foreground text-xs">
              <Trans>
                <Percent value={rate} sign="always" decimals={3} live={false} /> made
              </Trans>
            </span>
          )}
        </TableCell>
      </TableRow>
      {legs.map(({ accountId, accountName, symbol, side, average, income }) => (
        <TableRow key={`${accountId} ${symbol} ${side}`}>
          <TableCell className="pl-8">
            {symbol} <span className="text-muted-foreground text-xs">{t(SIDES[side])}</span>
            <span className="block max-w-40 truncate text-muted-foreground text-xs sm:hidden">{accountName}</span>
          </TableCell>
          <TableCell className="max-w-48 truncate max-sm:hidden">{accountName}</TableCell>
          <TableCell className="text-right">
            <Money value={average} live={false} compact="phone" />
          </TableCell>
          <TableCell className="text-right">
            <Money value={income} sign="always" live={false} unknown={t`not all is read that would tell it`} />
          </TableCell>
          <TableCell />
        </TableRow>
      ))}
      {smaller > 0 ? (
        <TableRow>
          <TableCell colSpan={5} className="pl-8 text-muted-foreground text-xs">
            <Plural
              value={smaller}
              one="and # leg of less than a hundredth of it, counted in what it earned"
              other="and # legs of less than a hundredth of it, counted in what it earned"
            />
          </TableCell>
        </TableRow>
      ) : null}
    </Fragment>
  )
}

/** `hedged 12 days`, `hedged 5 hours` */
function HedgedFor({ seconds }: { seconds: number }) {
  const inDays = seconds >= 2 * 86_400
  const count = Math.round((seconds / (inDays ? 86_400 : 3600)) * 10) / 10
  return inDays ? (
    <Plural value={count} one="hedged # day" other="hedged # days" />
  ) : (
    <Plural value={count} one="hedged # hour" other="hedged # hours" />
  )
}
