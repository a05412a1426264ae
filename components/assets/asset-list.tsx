'use client'
import { ChevronRight } from 'lucide-react'
import { Amount, Price } from '../format/amount'
import { Money } from '../format/money'
import { AssetSymbol, DebtBadge, SideBadge } from './asset-name'
import { LiquidationDistance } from './distance'
import { type AssetRow, profitUsd, walletLabel } from './row'

interface AssetListProps {
  rows: readonly AssetRow[]
  label: string
  /** Names the account in each row. */
  withAccount?: boolean
  onOpen: (row: AssetRow) => void
}

/** Assets on phones: the three figures that matter, the rest behind a tap. */
export function AssetList({ rows, label, withAccount = false, onOpen }: AssetListProps) {
  return (
    <ul aria-label={label} className="divide-y">
      {rows.map((row) => (
        <li key={row.id}>
          <AssetListItem row={row} withAccount={withAccount} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}

export function AssetListItem({
  row,
  withAccount,
  onOpen,
}: {
  row: AssetRow
  withAccount: boolean
  onOpen: (row: AssetRow) => void
}) {
  const { asset, account } = row
  const position = asset.assetType === 'position'
  return (
    <button
      type="button"
      onClick={() => onOpen(row)}
      aria-haspopup="dialog"
      className="flex h-16 w-full items-center gap-3 px-4 text-left hover:bg-muted/60 focus-visible:-outline-offset-2"
    >
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <AssetSymbol asset={asset} className="truncate" />
          {position ? <SideBadge asset={asset} /> : <DebtBadge asset={asset} />}
        </span>
        <span className="block truncate text-muted-foreground text-xs">
          <Amount value={asset.size} price={position ? null : asset.price} unit={asset.base} />
          {withAccount ? ` · ${account.name}` : ` · ${walletLabel(asset.walletType)}`}
        </span>
      </span>
      <span className="shrink-0 text-right">
        <span className="block font-medium">
          <Money value={asset.notional} unknown="no price known" />
        </span>
        <span className="block text-xs">
          {position ? (
            <>
              <Money value={profitUsd(asset)} sign="always" tone="signed" compact="always" />
              <span className="text-muted-foreground"> · liq. </span>
              <LiquidationDistance asset={asset} />
            </>
          ) : (
            <span className="text-muted-foreground">
              <Price value={asset.price} unit="USD" />
            </span>
          )}
        </span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-subtle-foreground" />
    </button>
  )
}
