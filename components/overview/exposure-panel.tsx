'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { inverted } from '@/server/domain/bound'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import type { EquityBound } from '@/server/domain/types'
import type { ExposureRow, OverviewSummary } from '@/server/domain/views'
import { Percent } from '../format/amount'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { Meaning } from '../ui/meaning'
import { moreOrFewer } from '../ui/more-or-fewer'
import { whichAccounts } from './left-out'

const PARTIAL = 'something of this coin has no value now'

/** A base coin counts as hedged when this little of its gross exposure is left over. */
export const HEDGED_BELOW = new Decimal('0.05')

/** How much of the gross exposure cancels out: 1 is fully hedged, 0 is one-sided. Null without exposure. */
export function hedgedShare({ net, gross }: Pick<ExposureRow, 'net' | 'gross'>): DecimalString | null {
  const all = new Decimal(gross)
  return all.isZero() ? null : new Decimal(1).minus(new Decimal(net).abs().div(all)).toDecimalPlaces(6).toFixed()
}

/** Long against short per coin, over all accounts and exchanges. */
export function ExposurePanel({ summary, className }: { summary: OverviewSummary; className?: string }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const [all, setAll] = useState(false)
  const { first, of, long, short } = summary.exposure
  const rest = useQuery({ ...trpc.overview.exposure.queryOptions(), enabled: all })
  const rows = (all ? rest.data : undefined) ?? first
  const widest = new Decimal(summary.exposure.widest)
  const { bounds } = summary
  const because = whichAccounts(summary, i18n)
  // Shorts are told below zero: more of them is less.
  const shorts = inverted(bounds.gross)
  return (
    <Card className={cn('flex flex-col', className)} aria-labelledby="exposure">
      <CardHeader>
        <CardTitle id="exposure">
          <Trans>Exposure</Trans>
        </CardTitle>
        <p className="text-muted-foreground text-xs">
          <Trans>Spot and positions of a coin, netted over all accounts</Trans>
        </p>
      </CardHeader>
      {of === 0 ? (
        <p className="px-4 pb-4 text-muted-foreground">
          <Trans>Only stablecoins and currencies are held: nothing moves with a market.</Trans>
        </p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-px border-y bg-border sm:grid-cols-4">
            <Total label={t`Long`} value={long} bound={bounds.gross} because={because} />
            <Total label={t`Short`} value={short} bound={shorts} because={because} />
            <Total label={t`Net`} value={summary.netExposure} bound={bounds.net} because={because} />
            <Total label={t`Gross`} value={summary.grossExposure} bound={bounds.gross} because={because} />
          </dl>
          <ExposureTable rows={rows} widest={widest} />
        </>
      )}
      {of > first.length ? (
        <button
          type="button"
          onClick={() => (all && rest.isError ? void rest.refetch() : setAll(!all))}
          aria-expanded={all}
          aria-busy={all && rest.isPending}
          className="mt-auto rounded-b-lg border-t px-4 py-2 text-left font-medium text-muted-foreground text-xs hover:bg-muted/60 hover:text-foreground focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
        >
          {t(moreOrFewer(all, rest, of - first.length))}
        </button>
      ) : null}
    </Card>
  )
}

/** A line a coin: short against long, what is left of them, and how much cancels out. @param widest of all there are */
export function ExposureTable({ rows, widest = widestOf(rows) }: { rows: readonly ExposureRow[]; widest?: Decimal }) {
  const { t } = useLingui()
  return (
    <table className="w-full table-fixed">
      <caption className="sr-only">
        <Trans>Exposure per base coin in USD</Trans>
      </caption>
      <colgroup>
        <col className="w-24 sm:w-32" />
        <col />
        <col className="w-28 sm:w-32" />
        <col className="w-28 max-sm:hidden" />
        <col className="w-32 max-sm:hidden" />
      </colgroup>
      <thead>
        <tr className="caption h-8 text-left">
          <th scope="col" className="pl-4 font-medium">
            <Trans>Coin</Trans>
          </th>
          <th scope="col" className="whitespace-nowrap px-2 text-center font-medium">
            <Trans>Short · Long</Trans>
          </th>
          <th scope="col" className="pr-4 text-right font-medium">
            <Trans>Net</Trans>
          </th>
          <th scope="col" className="pr-4 text-right font-medium max-sm:hidden">
            <Meaning text={t`How much of the gross exposure cancels out`} figure="hedged">
              <Trans>Hedged</Trans>
            </Meaning>
          </th>
          <th scope="col" className="pr-4 text-right font-medium max-sm:hidden">
            <Trans>Gross</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.base} row={row} widest={widest} />
        ))}
      </tbody>
    </table>
  )
}

const widestOf = (rows: readonly ExposureRow[]): Decimal =>
  Decimal.max(0, ...rows.flatMap(({ long, short }) => [new Decimal(long), new Decimal(short).abs()]))

interface TotalProps {
  label: string
  value: DecimalString | null
  bound: EquityBound
  because: string | undefined
}

function Total({ label, value, bound, because }: TotalProps) {
  return (
    <div className="bg-card px-4 py-2">
      <dt className="caption">{label}</dt>
      <dd className="font-medium">
        <Money value={value} compact="phone" bound={bound} because={because} />
      </dd>
    </div>
  )
}

function Row({ row, widest }: { row: ExposureRow; widest: Decimal }) {
  const share = hedgedShare(row)
  const hedged = share !== null && new Decimal(1).minus(share).lt(HEDGED_BELOW)
  const width = (value: DecimalString) => `${widest.isZero() ? 0 : new Decimal(value).abs().div(widest).times(50).toFixed(2)}%`
  const net = new Decimal(row.net)
  return (
    <tr className="h-11 border-t sm:h-9">
      <th scope="row" className="truncate pl-4 text-left font-medium">
        {row.base}
      </th>
      <td className="px-2">
        <span className="sr-only">
          <Trans>
            Long <Money value={row.long} live={false} />, short <Money value={row.short} live={false} />
          </Trans>
        </span>
        <span aria-hidden className="relative block h-4">
          <span className="absolute inset-y-0 left-1/2 w-px bg-input/60" />
          <span className="absolute inset-y-1 right-1/2 rounded-l-sm bg-loss/70" style={{ width: width(row.short) }} />
          <span className="absolute inset-y-1 left-1/2 rounded-r-sm bg-profit/70" style={{ width: width(row.long) }} />
          {share === null || hedged || new Decimal(share).lt('0.01') ? null : (
            <span
              className="absolute inset-y-0 w-0.5 rounded-full bg-foreground"
              style={net.isNegative() ? { right: `calc(50% + ${width(row.net)})` } : { left: `calc(50% + ${width(row.net)})` }}
            />
          )}
        </span>
      </td>
      <td className="pr-4 text-right leading-tight">
        <Money
          value={row.net}
          tone={hedged ? 'muted' : 'plain'}
          compact="phone"
          bound={row.partial ? 'uncertain' : 'exact'}
          because={PARTIAL}
        />
        <span className="block text-xs sm:hidden">
          <Hedged share={share} hedged={hedged} />
        </span>
      </td>
      <td className="pr-4 text-right max-sm:hidden">
        <Hedged share={share} hedged={hedged} />
      </td>
      <td className="pr-4 text-right max-sm:hidden">
        <Money value={row.gross} tone="muted" bound={row.partial ? 'at_least' : 'exact'} because={PARTIAL} />
      </td>
    </tr>
  )
}

/** How much of the gross exposure cancels out; nothing where it is one-sided. */
function Hedged({ share, hedged }: { share: DecimalString | null; hedged: boolean }) {
  if (hedged)
    return (
      <Badge>
        <Trans>Hedged</Trans>
      </Badge>
    )
  if (share === null || new Decimal(share).lt('0.01')) return null
  return (
    <span className="text-muted-foreground">
      <Percent value={share} decimals={0} live={false} />
      <span className="sm:hidden">
        {' '}
        <Trans>hedged</Trans>
      </span>
    </span>
  )
}
