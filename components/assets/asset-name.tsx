import type { Asset } from '@/server/domain/types'
import { Badge } from '../ui/badge'
import { cn } from '../ui/cn'
import { sideOf } from './row'

/** A code or pair; of a pair the coin stands out and the rest is quiet. */
export function AssetSymbol({ asset, className }: { asset: Pick<Asset, 'symbol' | 'base' | 'assetType'>; className?: string }) {
  const { symbol, base, assetType } = asset
  const split = assetType === 'position' && symbol.startsWith(base)
  return (
    <span className={cn('whitespace-nowrap font-medium', className)}>
      {split ? (
        <>
          {base}
          <span className="font-normal text-muted-foreground">{symbol.slice(base.length)}</span>
        </>
      ) : (
        symbol
      )}
    </span>
  )
}

/** Long or short, in words and colour. */
export function SideBadge({ asset }: { asset: Asset }) {
  const side = sideOf(asset)
  if (side === null) return <Badge className="shrink-0">Flat</Badge>
  return (
    <Badge tone={side === 'long' ? 'profit' : 'loss'} className="shrink-0">
      {side === 'long' ? 'Long' : 'Short'}
    </Badge>
  )
}

/** Below zero coins: borrowed more than held. */
export function DebtBadge({ asset }: { asset: Asset }) {
  if (asset.assetType !== 'token' || !asset.size.startsWith('-')) return null
  return (
    <Badge tone="warning" className="shrink-0">
      Owed
    </Badge>
  )
}
