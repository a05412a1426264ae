import { fixed, known, sumKnown } from '@/server/domain/amounts'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import type { WalletEquity } from '@/server/domain/types'

/**
 * Margin use of an account: initial margin ÷ margin balance of its most used wallet, 6 decimals; above 1 more is asked for
 * than there is. A wallet whose balance is used up (0 or less) while margin is asked for counts as 1. Null where no wallet
 * tells both.
 */
export function marginUse(equities: readonly Pick<WalletEquity, 'initialMargin' | 'marginBalance'>[]): DecimalString | null {
  const shares = equities.flatMap((wallet) => {
    const initial = known(wallet.initialMargin)
    const balance = known(wallet.marginBalance)
    if (initial === null || balance === null) return []
    if (!balance.gt(0)) return initial.gt(0) ? [new Decimal(1)] : []
    return [initial.div(balance)]
  })
  return shares.length === 0 ? null : fixed(Decimal.max(...shares), 6)
}

/** The highest margin ratio among an account's wallets: 1 is liquidation. */
export function worstMarginRatio(equities: readonly Pick<WalletEquity, 'marginRatio'>[]): DecimalString | null {
  const ratios = equities.flatMap(({ marginRatio }) => known(marginRatio) ?? [])
  return ratios.length === 0 ? null : Decimal.max(...ratios).toFixed()
}

/** Unrealised profit of an account in USD; null where no wallet tells any. */
export function unrealizedOf(equities: readonly Pick<WalletEquity, 'unrealizedProfit'>[]): DecimalString | null {
  const sum = sumKnown(equities.map(({ unrealizedProfit }) => known(unrealizedProfit)))
  return sum === null ? null : fixed(sum, 12)
}
