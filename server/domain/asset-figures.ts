import { fixed, known, times } from './amounts'
import { Decimal, type DecimalString } from './decimal'
import type { Asset } from './types'

/** Unrealised profit in USD; null where it or the price of its currency is not known. */
export function profitUsd({ unrealizedProfit, price }: Pick<Asset, 'unrealizedProfit' | 'price'>): DecimalString | null {
  const usd = times(known(unrealizedProfit), known(price))
  return usd === null ? null : fixed(usd, 12)
}

/** Unrealised profit as a share of the position's initial margin; null for tokens and where either is not known. */
export function profitOnMargin({ assetType, unrealizedProfit, initialMargin }: Asset): DecimalString | null {
  const margin = known(initialMargin)
  const profit = known(unrealizedProfit)
  if (assetType !== 'position' || margin === null || profit === null || !margin.gt(0)) return null
  return fixed(profit.div(margin), 6)
}

/** True for a token whose value is known and below the threshold; what has no price is no dust. */
export function isDust({ assetType, notional }: Pick<Asset, 'assetType' | 'notional'>, dustUsd: DecimalString): boolean {
  return assetType === 'token' && notional !== null && new Decimal(notional).abs().lt(dustUsd)
}

/** Which way a position gains: by its side, or by its sign where the exchange nets. */
export function sideOf({ positionSide, size }: Pick<Asset, 'positionSide' | 'size'>): 'long' | 'short' | null {
  if (positionSide === 'long' || positionSide === 'short') return positionSide
  const amount = new Decimal(size)
  if (amount.isZero()) return null
  return amount.isNegative() ? 'short' : 'long'
}
