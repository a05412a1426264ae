import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { Asset } from '@/server/domain/types'
import { useWalletLabel } from './wallet-label'

/** Markets of positions. */
const MARKETS: Readonly<Record<string, MessageDescriptor>> = {
  perp: msg`Perpetual`,
  future: msg`Dated future`,
  option: msg`Option`,
  margin: msg`Margin`,
}

/** Of a position its market, of a token the wallet that it lies in. */
export function MarketName({ asset: { assetType, marketType } }: { asset: Pick<Asset, 'assetType' | 'marketType'> }) {
  const { t } = useLingui()
  const wallet = useWalletLabel()
  if (assetType !== 'position') return wallet(marketType)
  const words = Object.hasOwn(MARKETS, marketType) ? MARKETS[marketType] : undefined
  return words ? t(words) : marketType
}

/** The wallet's name alone. */
export function WalletName({ wallet }: { wallet: string }) {
  return useWalletLabel()(wallet)
}
