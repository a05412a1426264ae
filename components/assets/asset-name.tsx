import { Trans, useLingui } from '@lingui/react/macro'
import type { Asset } from '@/server/domain/types'
import { useDisplay } from '../format/display'
import { Badge } from '../ui/badge'
import { cn } from '../ui/cn'
import { pairWords } from './pair-words'
import { sideOf } from './row'

/** A code or pair as people say it; of a pair the coin stands out and the rest is quiet. Its name is what the API calls it. */
export function AssetSymbol({ asset, className }: { asset: Pick<Asset, 'symbol' | 'assetType'>; className?: string }) {
  const { i18n } = useLingui()
  const { locale } = useDisplay()
  const { symbol, assetType } = asset
  const { coin, rest } = assetType === 'position' ? pairWords(symbol, locale, i18n) : { coin: symbol, rest: '' }
  return (
    <span className={cn('whitespace-nowrap font-medium', className)} title={rest === '' ? undefined : symbol}>
      {coin}
      {rest === '' ? null : (
        <>
          <span className="font-normal text-muted-foreground"> {rest}</span>
          <span className="sr-only"> ({symbol})</span>
        </>
      )}
    </span>
  )
}

/** Long or short, in words and colour. */
export function SideBadge({ asset }: { asset: Asset }) {
  const { t } = useLingui()
  const side = sideOf(asset)
  if (side === null)
    return (
      <Badge className="shrink-0">
        <Trans>Flat</Trans>
      </Badge>
    )
  return (
    <Badge tone={side === 'long' ? 'profit' : 'loss'} className="shrink-0">
      {side === 'long' ? t`Long` : t`Short`}
    </Badge>
  )
}

/** Below zero coins: borrowed more than held. */
export function DebtBadge({ asset }: { asset: Asset }) {
  if (asset.assetType !== 'token' || !asset.size.startsWith('-')) return null
  return (
    <Badge tone="warning" className="shrink-0">
      <Trans>Owed</Trans>
    </Badge>
  )
}
