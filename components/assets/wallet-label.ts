import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { walletLabel } from '@/server/domain/wallets'

/** Wallets whose names are words; others are called as their exchange calls them. */
const WORDS: Readonly<Record<string, MessageDescriptor>> = {
  spot: msg`Spot`,
  perp: msg`Perpetuals`,
  unified: msg({ message: 'Unified', context: 'a wallet' }),
  funding: msg({ message: 'Funding', context: 'a wallet' }),
  earn: msg({ message: 'Earn', context: 'a wallet' }),
  margin: msg`Margin`,
  isolated_margin: msg`Isolated margin`,
}

/** A wallet's name for a person. */
export function useWalletLabel(): (wallet: string) => string {
  const { t } = useLingui()
  return (wallet) => {
    const words = Object.hasOwn(WORDS, wallet) ? WORDS[wallet] : undefined
    return words ? t(words) : walletLabel(wallet)
  }
}
