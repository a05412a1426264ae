import { fixed, known } from './amounts'
import { Decimal, type DecimalString } from './decimal'
import type { WalletEquity } from './types'

/**
 * Σ maintenance margin ÷ margin balance, 6 decimals; 1 means liquidation. Null when either is unknown; a margin balance
 * that is used up (0 or less) while margin is wanted counts as 1.
 */
export function marginRatio(maintMargin: Decimal | null, marginBalance: Decimal | null): DecimalString | null {
  if (maintMargin === null || marginBalance === null) return null
  if (marginBalance.gt(0)) return fixed(maintMargin.div(marginBalance), 6)
  return maintMargin.gt(0) ? '1' : null
}

/**
 * Health of an account from 0 (liquidation) to 100 (nothing at risk), a whole number:
 *
 *     health = 100 × (1 − min(1, highest margin ratio of its wallets))
 *
 * The worst wallet counts, since one wallet's margin does not save another's positions. Null where no wallet has a
 * known margin ratio.
 */
export function health(equities: readonly Pick<WalletEquity, 'marginRatio'>[]): number | null {
  const ratios = equities.flatMap(({ marginRatio: ratio }) => known(ratio) ?? [])
  if (ratios.length === 0) return null
  const worst = Decimal.min(1, Decimal.max(0, ...ratios))
  return new Decimal(1).minus(worst).times(100).toDecimalPlaces(0).toNumber()
}
