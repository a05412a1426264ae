'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { PositionRowBell } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { Amount, Price } from '../format/amount'
import { Money } from '../format/money'
import { OnceAlive } from '../ui/once-alive'
import { AssetSymbol, DebtBadge, SideBadge } from './asset-name'
import { LiquidationDistance } from './distance'
import { type AssetRow, profitUsd } from './row'
import { useWalletLabel } from './wallet-label'

interface AssetListProps {
  rows: readonly AssetRow[]
  label: string
  /** Names the account in each row. */
  withAccount?: boolean
  onOpen: (row: AssetRow) => void
}

/** Assets on phones: the three figures that matter, the rest behind a tap. */
export function AssetList({ rows, label, withAccount = false, onOpen }: AssetListProps) {
  const isWatched = useWatched()
  return (
    <ul aria-label={label} className="divide-y">
      {rows.map((row) => (
        <li key={row.id}>
          <AssetListItem
            row={row}
            watched={isWatched(row.account.id, row.asset.symbol)}
            withAccount={withAccount}
            onOpen={onOpen}
          />
        </li>
      ))}
    </ul>
  )
}

interface AssetListItemProps {
  row: AssetRow
  watched: boolean
  withAccount: boolean
  onOpen: (row: AssetRow) => void
}

/** Funding, which comes a moment after the rows, stands in what a row opens alone. */
const looksAlike = (one: AssetListItemProps, other: AssetListItemProps) =>
  one.row.asset === other.row.asset &&
  one.row.account === other.row.account &&
  one.watched === other.watched &&
  one.withAccount === other.withAccount &&
  one.onOpen === other.onOpen

/** Drawn anew only where its asset changed: a list is, wherever it scrolls. */
export const AssetListItem = memo(function AssetListItem({ row, watched, withAccount, onOpen }: AssetListItemProps) {
  const { t } = useLingui()
  const wallet = useWalletLabel()
  const { asset, account } = row
  const position = asset.assetType === 'position'
  return (
    <div className="flex items-center">
      <button
        type="button"
        onClick={() => onOpen(row)}
        aria-haspopup="dialog"
        className="flex h-16 min-w-0 flex-1 items-center gap-3 pl-4 text-left hover:bg-muted/60 focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5">
            <AssetSymbol asset={asset} className="truncate" />
            {position ? <SideBadge asset={asset} /> : <DebtBadge asset={asset} />}
          </span>
          <span className="block truncate text-muted-foreground text-xs">
            <Amount value={asset.size} price={position ? null : asset.price} unit={asset.base} />
            {withAccount ? ` · ${account.name}` : ` · ${wallet(asset.walletType)}`}
          </span>
        </span>
        <span className="shrink-0 text-right">
          <span className="block font-medium">
            <Money value={asset.notional} unknown={t`no price known`} />
          </span>
          <span className="block text-xs">
            {position ? (
              <>
                <Money value={profitUsd(asset)} sign="always" tone="signed" compact="always" />
                <span className="text-muted-foreground">
                  {' '}
                  <Trans>· liq.</Trans>{' '}
                </span>
                <LiquidationDistance asset={asset} />
              </>
            ) : (
              <span className="text-muted-foreground">
                <Price value={asset.price} unit="USD" />
              </span>
            )}
          </span>
        </span>
        {/* A position’s bell stands there instead: its pair has to be read to the end. */}
        {position ? null : <ChevronRight aria-hidden className="mr-4 size-4 shrink-0 text-subtle-foreground" />}
      </button>
      {position ? (
        <span className="flex h-11 w-11 shrink-0 items-center justify-center">
          <OnceAlive>
            <PositionRowBell row={row} watched={watched} />
          </OnceAlive>
        </span>
      ) : null}
    </div>
  )
}, looksAlike)
