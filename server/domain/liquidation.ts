import { fixed, known } from './amounts'
import { Decimal, type DecimalString } from './decimal'
import type { Asset } from './types'

type Liquidatable = Pick<Asset, 'symbol' | 'size' | 'markPrice' | 'liquidationPrice'>

/**
 * How far the mark price may move against the position before it is liquidated, as a share of the mark price (0.25 is
 * 25 %), 6 decimals. 0 or less: the price is there. Null where either price is unknown, or where the liquidation price
 * lies on the side that the position gains on (exchanges send such figures for well-covered cross positions).
 */
export function distanceToLiquidation(position: Liquidatable): DecimalString | null {
  const mark = known(position.markPrice)
  const liquidation = known(position.liquidationPrice)
  if (mark === null || liquidation === null || !mark.gt(0) || !liquidation.gt(0)) return null
  const long = new Decimal(position.size).gt(0)
  const distance = (long ? mark.minus(liquidation) : liquidation.minus(mark)).div(mark)
  // A maintenance call lies at most a little past the mark; a figure far on the gaining side is no liquidation price.
  return distance.lt('-0.05') ? null : fixed(distance, 6)
}

/** The open position that is nearest to its liquidation; null where none has a known distance. */
export function nearestLiquidation(
  assets: readonly (Liquidatable & Pick<Asset, 'assetType'>)[],
): { symbol: string; distance: DecimalString } | null {
  let nearest: { symbol: string; distance: DecimalString } | null = null
  for (const asset of assets) {
    if (asset.assetType !== 'position') continue
    const distance = distanceToLiquidation(asset)
    if (distance === null) continue
    if (nearest === null || new Decimal(distance).lt(nearest.distance)) nearest = { symbol: asset.symbol, distance }
  }
  return nearest
}
