import { fixed, known } from './amounts'
import { Decimal, type DecimalString } from './decimal'
import { distanceToLiquidation } from './liquidation'
import type { Asset, WalletEquity } from './types'

/**
 * Σ maintenance margin ÷ margin balance, 6 decimals; 1 means liquidation. Null when either is unknown; a margin balance
 * that is used up (0 or less) while margin is wanted counts as 1.
 */
export function marginRatio(maintMargin: Decimal | null, marginBalance: Decimal | null): DecimalString | null {
  if (maintMargin === null || marginBalance === null) return null
  if (marginBalance.gt(0)) return fixed(maintMargin.div(marginBalance), 6)
  return maintMargin.gt(0) ? '1' : null
}

/** A position whose price may move this far before it is liquidated, as a share of its mark price, is at no risk. */
const SAFE_DISTANCE = new Decimal('0.3')

/**
 * Health of an account from 0 (liquidation) to 100 (nothing at risk), a whole number; the lowest of
 *
 *     100 × (1 − min(1, margin ratio))               of each wallet
 *     100 × min(1, distance to liquidation ÷ 30 %)   of each position, cross or isolated
 *
 * The worst counts, since one wallet's margin does not save another's positions, nor any wallet's an isolated one. A cross
 * position counts too: a wallet that uses little of its margin is yet gone when the price of a large position gets there, and
 * an account that is 9 % from liquidation is not healthy. Null where none of these is known.
 */
export function health(
  equities: readonly Pick<WalletEquity, 'marginRatio'>[],
  assets: readonly (Parameters<typeof distanceToLiquidation>[0] & Pick<Asset, 'assetType'>)[],
): number | null {
  const shares = [
    ...equities.map(({ marginRatio: ratio }) => known(ratio)).map((ratio) => ratio && new Decimal(1).minus(ratio)),
    ...assets
      .filter(({ assetType }) => assetType === 'position')
      .map((position) => known(distanceToLiquidation(position))?.div(SAFE_DISTANCE) ?? null),
  ].filter((share) => share !== null)
  if (shares.length === 0) return null
  const worst = Decimal.min(1, Decimal.max(0, Decimal.min(...shares)))
  return worst.times(100).toDecimalPlaces(0).toNumber()
}
