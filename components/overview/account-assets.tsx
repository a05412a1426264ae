'use client'
import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { AssetSheet } from '../assets/asset-sheet'
import { AssetTable, POSITION_FIELDS, TOKEN_FIELDS } from '../assets/asset-table'
import { type AssetRow, rowsOf } from '../assets/row'
import { Button } from '../ui/button'
import type { AccountState } from './account-rows'

/** All that an account holds, under its row. */
export function AccountAssets({ row: { account, balance } }: { row: AccountState }) {
  const [shown, setShown] = useState<string | null>(null)
  if (balance === null) return null
  const rows = rowsOf(account, balance)
  const positions = rows.filter(({ asset }) => asset.assetType === 'position')
  const tokens = rows.filter(({ asset }) => asset.assetType === 'token')
  const open = (row: AssetRow) => setShown(row.id)
  return (
    // As wide as the table around it, however wide the tables within.
    <div className="flex w-0 min-w-full flex-col gap-3 p-3">
      {rows.length === 0 ? <p className="px-1 text-muted-foreground">This account holds nothing.</p> : null}
      {positions.length > 0 ? (
        <div className="overflow-hidden rounded-lg border bg-card">
          <AssetTable rows={positions} fields={POSITION_FIELDS} label={`Positions of ${account.name}`} onOpen={open} />
        </div>
      ) : null}
      {tokens.length > 0 ? (
        <div className="overflow-hidden rounded-lg border bg-card">
          <AssetTable rows={tokens} fields={TOKEN_FIELDS} label={`Tokens of ${account.name}`} onOpen={open} />
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
