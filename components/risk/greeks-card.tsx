'use client'
import { Plural, Trans } from '@lingui/react/macro'
import type { BookRiskView } from '@/server/domain/views'
import { Amount } from '../format/amount'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'

/** Greeks of options by coin. Nothing where no options are held. */
export function GreeksCard({ greeks }: Pick<BookRiskView, 'greeks'>) {
  if (greeks.length === 0) return null
  return (
    <Card className="overflow-hidden" aria-labelledby="greeks">
      <CardHeader>
        <CardTitle id="greeks">
          <Trans>Options by coin</Trans>
        </CardTitle>
        <span className="text-muted-foreground text-xs">
          <Trans>
            The exchange’s own Greeks where it tells them, else by Black-Scholes at each option’s volatility; summed up
          </Trans>
        </span>
      </CardHeader>
      <Table aria-labelledby="greeks">
        <TableHeader>
          <TableRow>
            <TableHead>
              <Trans>Coin</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>Delta, coins</Trans>
            </TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Gamma, coins a $</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>Vega, a point</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>Theta, a day</Trans>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {greeks.map(({ coin, positions, delta, gamma, vega, theta }) => (
            <TableRow key={coin}>
              <TableCell className="font-medium">
                {coin}{' '}
                <span className="font-normal text-muted-foreground text-xs">
                  <Plural value={positions} one="# option" other="# options" />
                </span>
              </TableCell>
              <TableCell className="text-right">
                <Amount value={delta} price={null} unit={coin} sign="always" />
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Amount value={gamma} price={null} sign="always" />
              </TableCell>
              <TableCell className="text-right">
                <Money value={vega} sign="always" live={false} />
              </TableCell>
              <TableCell className="text-right">
                <Money value={theta} sign="always" live={false} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
