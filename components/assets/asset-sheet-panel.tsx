'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { baseCoin } from '@/server/domain/coins'
import { TAG_MARKETS, type TagRule } from '@/server/domain/tags/tag'
import { PositionBell } from '../alerts/position-bell'
import { Link } from '../desk/link'
import { Age } from '../format/age'
import { Unknown } from '../format/figure'
import { PositionOrders } from '../orders/position-orders'
import { TagChoice } from '../tags/tag-choice'
import { Button } from '../ui/button'
import { DialogDescription, DialogTitle } from '../ui/dialog'
import { Meaning } from '../ui/meaning'
import { Sheet, SheetContent } from '../ui/sheet'
import { AssetSymbol, DebtBadge, SideBadge } from './asset-name'
import { TOKEN_FIELDS } from './asset-table'
import { ASSET_COLUMNS, type AssetColumnId, columnsOf } from './columns'
import { PositionPast } from './position-past'
import type { AssetRow } from './row'
import { SetLeverageLink } from './set-leverage-link'

const POSITION_DETAILS: readonly AssetColumnId[] = [
  'size',
  'notional',
  'share',
  'entry',
  'mark',
  'liquidation',
  'distance',
  'profit',
  'profitShare',
  'initialMargin',
  'maintMargin',
  'marginBalance',
  'leverage',
  'marginMode',
  'market',
  'wallet',
]
const { funding: FUNDING, nextFunding: NEXT_FUNDING } = ASSET_COLUMNS

export interface AssetSheetProps {
  open?: boolean
  /** Null: closed. */
  row: AssetRow | null
  onClose: () => void
  /** On the account's own page there is no way to it. */
  withAccount?: boolean
  /** As it was: what is so now, and what can be done now, does not stand beside it. */
  past?: boolean
}

/** Everything that is known of one asset. */
export function AssetSheetPanel({ row, onClose, withAccount = true, past = false }: AssetSheetProps) {
  return (
    <Sheet open={row !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      {row ? (
        <SheetContent>
          <AssetDetails row={row} withAccount={withAccount} past={past} onClose={onClose} />
        </SheetContent>
      ) : null}
    </Sheet>
  )
}

interface DetailsProps {
  row: AssetRow
  withAccount: boolean
  past: boolean
  onClose: () => void
}

function AssetDetails({ row, withAccount, past, onClose }: DetailsProps) {
  const { t } = useLingui()
  const { asset, account } = row
  const fields = columnsOf(asset.assetType === 'token' ? TOKEN_FIELDS : POSITION_DETAILS).filter(({ id }) => id !== 'symbol')
  return (
    <>
      <div className="border-b px-5 py-4">
        <DialogTitle className="flex items-center gap-2 pr-8 font-semibold text-lg">
          <AssetSymbol asset={asset} />
          {asset.assetType === 'position' ? <SideBadge asset={asset} /> : <DebtBadge asset={asset} />}
        </DialogTitle>
        <DialogDescription className="text-muted-foreground text-sm">
          <Trans>
            {account.name} on {account.exchangeName}
          </Trans>
        </DialogDescription>
      </div>
      <dl className="flex flex-col px-5 py-2">
        {fields.map((column) => (
          <Detail key={column.id} label={t(column.label)} hint={column.hint && t(column.hint)}>
            {column.cell(row)}
          </Detail>
        ))}
        {asset.assetType === 'token' ? (
          <>
            <Detail label={t`Price route`}>{asset.priceRoute ?? <Unknown why={t`no route to USD`} />}</Detail>
            <Detail label={t`Price found`}>{asset.priceAsOf ? <Age date={asset.priceAsOf} /> : <Unknown />}</Detail>
          </>
        ) : (
          <>
            {row.funding ? (
              <>
                <Detail label={t(FUNDING.label)} hint={t(FUNDING.hint)}>
                  {FUNDING.cell(row)}
                </Detail>
                <Detail label={t(NEXT_FUNDING.label)}>{NEXT_FUNDING.cell(row)}</Detail>
              </>
            ) : null}
            <Detail label={t`Settled in`}>{asset.settle ?? <Unknown />}</Detail>
          </>
        )}
        <Detail label={t`Read from the exchange`}>
          <Age date={row.asOf} {...(row.stale ? { className: 'text-warning' } : {})} />
        </Detail>
      </dl>
      {asset.assetType === 'position' && !past ? (
        <>
          <PositionOrders key={`orders ${row.id}`} accountId={account.id} position={asset} asOf={row.asOf} />
          <PositionPast key={`past ${row.id}`} row={row} />
          <SetLeverageLink row={row} onLeave={onClose} />
          <div className="border-t px-5 py-3">
            <TagChoice rule={positionRule(account.id, asset)} what={asset.symbol} className="w-full" />
          </div>
          <PositionBell key={row.id} accountId={account.id} position={asset} />
        </>
      ) : null}
      {withAccount ? (
        <div className="mt-auto border-t px-5 py-3">
          <Button asChild className="w-full">
            <Link href={`/accounts/${account.id}`}>
              <Trans>Open {account.name}</Trans>
            </Link>
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** What takes a position into a tag: its coin and market in its account, those that are opened later too. */
function positionRule(accountId: string, asset: AssetRow['asset']): TagRule {
  const market = TAG_MARKETS.find((each) => each === asset.marketType) ?? null
  return { accountId, coin: baseCoin(asset.base), market }
}

function Detail({ label, hint, children }: { label: string; hint?: string | undefined; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 border-b py-1.5 last:border-0">
      <dt className="shrink-0 text-muted-foreground">{hint ? <Meaning text={hint}>{label}</Meaning> : label}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  )
}
