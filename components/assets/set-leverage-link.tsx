'use client'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '../desk/link'
import { useMay } from '../desks/desk-role'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import type { AssetRow } from './row'

/** To the leverage of a position's pair, where its exchange lets it be set. */
export function SetLeverageLink({ row: { asset, account }, onLeave }: { row: AssetRow; onLeave: () => void }) {
  const trpc = useTRPC()
  const exchanges = useQuery(trpc.exchanges.list.queryOptions({}))
  const may = useMay()
  const takes = exchanges.data?.find(({ id }) => id === account.exchange)?.canSetLeverage ?? false
  if (!takes || !may('trader', 'accounts') || asset.marketType === 'option' || asset.marketType === 'margin') return null
  const query = new URLSearchParams({ do: 'leverage', pair: asset.symbol })
  return (
    <div className="border-t px-5 py-3">
      <Button asChild className="w-full">
        <Link href={`/accounts/${account.id}?${query}`} prefetch={false} onClick={onLeave}>
          <Trans>Set leverage of {asset.symbol}</Trans>
        </Link>
      </Button>
    </div>
  )
}
