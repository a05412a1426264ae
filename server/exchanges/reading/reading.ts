import type { DecimalString } from '../../domain/decimal'
import type { Holding, PositionMode, ReportedWallet, WalletType } from '../../domain/types'
import { nonZero } from '../ccxt/amounts'
import type { Market } from '../ccxt/markets'
import type { Trading } from '../prices/liveness'

/** What one reading of an account found; wallets that may not be read are noted by `AccountApi.ask`. */
export interface Reading {
  holdings: Holding[]
  /** Every wallet that answered, also the empty ones. */
  wallets: ReportedWallet[]
  positionMode: PositionMode | null
  /** Of no coin more is known than what is free of it. */
  equityUnknown?: boolean
}

/**
 * A wallet that answered, with the exchange's own equity where it publishes one, and its free margin where that is told of
 * the wallet as a whole. A zero is no published equity: some send it in account modes that they do not sum up.
 */
export function wallet(
  name: WalletType,
  equityUsd: DecimalString | null = null,
  availableUsd: DecimalString | null = null,
): ReportedWallet {
  return { wallet: name, equityUsd: nonZero(equityUsd), ...(availableUsd !== null && { availableUsd }) }
}

/** Last prices of an exchange's spot markets, in quote currency. */
export interface Ticker extends Trading {
  market: Market
  price: DecimalString
}

/** A rate to USD that no spot market gives: from an index of the exchange. `label` becomes the route's leg. */
export interface UsdAnchor {
  code: string
  usd: DecimalString
  label: string
}

export interface LeverageInput {
  market: Market
  leverage: DecimalString
  marginMode: 'cross' | 'isolated'
}
