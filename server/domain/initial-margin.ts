import { fixed, known } from './amounts'
import { Decimal, type DecimalString } from './decimal'
import type { Asset } from './types'

/** Digits of what is reckoned. */
const DIGITS = 8

/**
 * Initial margin of a contract in its settlement currency: as the exchange tells it, else about its value at the leverage that is
 * set. Null where neither is known, and of options, whose margin follows no leverage.
 */
export function initialMarginOf(
  asset: Pick<Asset, 'assetType' | 'marketType' | 'initialMargin' | 'notional' | 'price' | 'leverage'>,
): { value: DecimalString; about: boolean } | null {
  if (asset.initialMargin !== null) return { value: asset.initialMargin, about: false }
  const [value, price, leverage] = [known(asset.notional), known(asset.price), known(asset.leverage)]
  const contract = asset.assetType === 'position' && (asset.marketType === 'perp' || asset.marketType === 'future')
  if (!contract || value === null || price === null || leverage === null || !price.gt(0) || !leverage.gt(0)) return null
  return { value: fixed(new Decimal(value).abs().div(price).div(leverage), DIGITS), about: true }
}
