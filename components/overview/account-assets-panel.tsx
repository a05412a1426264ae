'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { BalanceView, LineAccount } from '@/server/domain/views'
import { AssetSheet } from '../assets/asset-sheet'
import { AssetTable } from '../assets/asset-table'
import { type AssetRow, rowsOf } from '../assets/row'
import { useFunding } from '../assets/use-funding'
import { Link } from '../desk/link'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { Skeleton } from '../ui/skeleton'

/** All that an account holds, under its row: asked for when the row is opened. */
export function AccountAssetsPanel({ account }: { account: LineAccount }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const cached = useQuery(trpc.balances.cached.queryOptions({ accountIds: [account.id] }))
  const balance = cached.data?.balances[0]
  return (
    // As wide as the table around it, however wide the tables within.
    <div className="flex w-0 min-w-full flex-col gap-3 p-3">
      {balance ? (
        <Held account={account} balance={balance} />
      ) : cached.isError ? (
        <ErrorState
          className="py-4"
          title={t`What ${account.name} holds could not be loaded`}
          message={failureOf(cached.error).message}
          onRetry={() => void cached.refetch()}
          retrying={cached.isFetching}
        />
      ) : (
        <div aria-busy="true">
          <span role="status" className="sr-only">
            <Trans>Loading what {account.name} holds</Trans>
          </span>
          <Skeleton className="h-9" />
          <Skeleton className="mt-2 h-24" />
        </div>
      )}
      <Button asChild variant="ghost" size="sm" className="w-fit">
        <Link href={`/accounts/${account.id}`}>
          <Trans>Open {account.name}</Trans>
          <ArrowRight aria-hidden />
        </Link>
      </Button>
    </div>
  )
}

function Held({ account, balance }: { account: LineAccount; balance: BalanceView }) {
  const { t } = useLingui()
  const [shown, setShown] = useState<string | null>(null)
  const funding = useFunding(balance.assets.some(({ assetType }) => assetType === 'position'))
  const rows = rowsOf(account, balance, funding)
  const positions = rows.filter(({ asset }) => asset.assetType === 'position')
  const tokens = rows.filter(({ asset }) => asset.assetType === 'token')
  const open = (row: AssetRow) => setShown(row.id)
  return (
    <>
      {rows.length === 0 ? (
        <p className="px-1 text-muted-foreground">
          <Trans>This account holds nothing.</Trans>
        </p>
      ) : null}
      {positions.length > 0 ? (
        <div className="overflow-hidden rounded-lg border bg-card">
          <AssetTable type="position" rows={positions} label={t`Positions of ${account.name}`} onOpen={open} />
        </div>
      ) : null}
      {tokens.length > 0 ? (
        <div className="overflow-hidden rounded-lg border bg-card">
          <AssetTable type="token" rows={tokens} label={t`Tokens of ${account.name}`} onOpen={open} />
        </div>
      ) : null}
      <AssetSheet row={rows.find(({ id }) => id === shown) ?? null} onClose={() => setShown(null)} />
    </>
  )
}
