'use client'
import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { AssetSheet } from '../assets/asset-sheet'
import { AssetTable } from '../assets/asset-table'
import { type AssetRow, rowsOf } from '../assets/row'
import { useFunding } from '../assets/use-funding'
import { Button } from '../ui/button'
import type { AccountState } from './account-state'

/** All that an account holds, under its row. */
export function AccountAssets({ row: { account, balance } }: { row: AccountState }) {
  const [shown, setShown] = useState<string | null>(null)
  const funding = useFunding(balance?.assets.some(({ assetType }) => assetType === 'position') ?? false)
  if (balance === null) return null
  const rows = rowsOf(account, balance, funding)
  const positions = rows.filter(({ asset }) => asset.assetType === 'position')
  const tokens = rows.filter(({ asset }) => asset.assetType === 'token')
  const open = (row: AssetRow) => setShown(row.id)
  return (
    // As wide as the table around it, however wide the tables within.
    <div className="flex w-0 min-w-full flex-col gap-3 p-3">
      {rows.length === 0 ? <p className="px-1 text-muted-foreground">This account holds nothing.</p> : null}
      {positions.length > 0 ? (
        <div className="overflow-hidden rounded-lg border bg-card">
          <AssetTable type="position" rows={positions} label={`Positions of ${account.name}`} onOpen={open} />
        </div>
      ) : null}
      {tokens.length > 0 ? (
        <div className="overflow-hidden rounded-lg border bg-card">
          <AssetTable type="token" rows={tokens} label={`Tokens of ${account.name}`} onOpen={open} />
        </div>
      ) : null}
      <Button asChild variant="ghost" size="sm" className="w-fit">
        <Link href={`/accounts/${account.id}`}>
          Open {account.name}
          <ArrowRight aria-hidden />
        </Link>
      </Button>
      <AssetSheet row={rows.find(({ id }) => id === shown) ?? null} onClose={() => setShown(null)} />
    </div>
  )
}
