'use client'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import type { RiskHedgesView } from '@/server/domain/views'
import { Percent } from '../format/amount'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { IntentLink } from '../ui/intent-link'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'

const REFRESH_MS = 60_000

/** Pairs of spot and short, of long and short on two venues: how even they are, what they bring now, what they brought. */
export function RiskHedges() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const hedges = useQuery({ ...trpc.risk.hedges.queryOptions(), refetchInterval: REFRESH_MS })
  return (
    <Card className="overflow-hidden" aria-labelledby="risk-hedges">
      <CardHeader>
        <CardTitle id="risk-hedges">
          <Trans>Hedges</Trans>
        </CardTitle>
        <span className="text-muted-foreground text-xs">
          <Trans>
            Funding of now for a year;{' '}
            <IntentLink className="underline underline-offset-4" href="/performance/funding">
              what was realised
            </IntentLink>{' '}
            over 30 days
          </Trans>
        </span>
      </CardHeader>
      {hedges.data ? (
        <HedgeTable {...hedges.data} />
      ) : hedges.isError ? (
        <ErrorState
          title={t`The hedges could not be loaded`}
          message={failureOf(hedges.error).message}
          onRetry={() => void hedges.refetch()}
        />
      ) : (
        <div aria-busy="true" className="flex flex-col gap-3 px-4 pb-4">
          <span role="status" className="sr-only">
            <Trans>Loading the hedges</Trans>
          </span>
          <Skeleton className="h-5" />
          <Skeleton className="h-5" />
          <Skeleton className="h-5 w-2/3" />
        </div>
      )}
    </Card>
  )
}

function HedgeTable({ hedges, days }: RiskHedgesView) {
  const { t } = useLingui()
  if (hedges.length === 0) {
    return (
      <EmptyState title={t`No hedges`} description={t`No coin is held on one side and short on the other.`} className="py-8" />
    )
  }
  return (
    <Table aria-labelledby="risk-hedges">
      <TableHeader>
        <TableRow>
          <TableHead>
            <Trans>Coin, legs</Trans>
          </TableHead>
          <TableHead className="text-right">
            <Trans>Hedged</Trans>
          </TableHead>
          <TableHead className="text-right max-sm:hidden" title={t`What is left over on one side, as a share of both`}>
            <Trans>Drift</Trans>
          </TableHead>
          <TableHead className="text-right">
            <Trans>Carry now</Trans>
          </TableHead>
          <TableHead className="text-right max-sm:hidden">
            <Trans>Realised, {days} days</Trans>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {hedges.map((hedge) => (
          <Fragment key={hedge.coin}>
            <TableRow className="bg-muted/40">
              <TableCell className="font-medium">{hedge.coin}</TableCell>
              <TableCell className="text-right font-medium">
                <Money value={hedge.hedged} live={false} compact="phone" />
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Percent value={hedge.drift} decimals={1} live={false} unknown={t`not all of the coin is known`} />
              </TableCell>
              <TableCell className="text-right font-medium">
                <Percent value={hedge.rate} sign="always" tone="signed" live={false} unknown={t`funding of a leg is not known`} />
                {hedge.carry === null ? null : (
                  <span className="block font-normal text-muted-foreground text-xs">
                    <Trans>
                      <Money value={hedge.carry} sign="always" live={false} compact="always" /> a year
                    </Trans>
                  </span>
                )}
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Money
                  value={hedge.realised?.carry ?? null}
                  sign="always"
                  tone="signed"
                  live={false}
                  unknown={hedge.realised === null ? t`it was no hedge then` : t`not all that the legs earned is known`}
                />
                {hedge.realised?.yearly == null ? null : (
                  <span className="block text-muted-foreground text-xs">
                    <Trans>
                      <Percent value={hedge.realised.yearly} sign="always" live={false} /> a year
                    </Trans>
                  </span>
                )}
              </TableCell>
            </TableRow>
            {hedge.legs.slice(0, MOST_LEGS).map((leg) => (
              <TableRow key={`${leg.accountId} ${leg.symbol} ${leg.side}`}>
                <TableCell className="max-w-56 pl-8">
                  {leg.symbol} <span className="text-muted-foreground text-xs">{t(SIDES[leg.side])}</span>
                  <span className="block truncate text-muted-foreground text-xs">{leg.accountName}</span>
                </TableCell>
                <TableCell className="text-right">
                  <Money value={leg.value} live={false} compact="phone" />
                </TableCell>
                <TableCell className="max-sm:hidden" />
                <TableCell className="text-right">
                  {leg.position ? (
                    <Money value={leg.yearly} sign="always" live={false} compact="phone" unknown={t`its funding is not known`} />
                  ) : null}
                </TableCell>
                <TableCell className="max-sm:hidden" />
              </TableRow>
            ))}
            {hedge.legs.length > MOST_LEGS ? (
              <TableRow>
                <TableCell colSpan={5} className="pl-8 text-muted-foreground text-xs">
                  <Plural value={hedge.legs.length - MOST_LEGS} one="and # more leg" other="and # more legs" />
                </TableCell>
              </TableRow>
            ) : null}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  )
}

const MOST_LEGS = 6
const SIDES = { long: msg`long`, short: msg`short` } as const
