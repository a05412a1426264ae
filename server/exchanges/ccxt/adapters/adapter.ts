import type { DecimalString } from '../../../domain/decimal'
import type { Holding, PositionMode, ReportedWallet, WalletType } from '../../../domain/types'
import type { KeyInfo } from '../../port'
import type { ErrorRules } from '../errors'
import type { Market, MarketBook, Refine } from '../markets'
import type { MarketScope } from '../masters'
import type { Pace } from '../pace'
import type { AccountApi } from './api'

/** What one reading of an account found; wallets that may not be read are noted by `AccountApi.ask`. */
export interface Reading {
  holdings: Holding[]
  /** Every wallet that answered, also the empty ones. */
  wallets: ReportedWallet[]
  positionMode: PositionMode | null
}

/** Last prices of an exchange's spot markets, in quote currency. */
export interface Ticker {
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

/**
 * One exchange's quirks. Everything common (transport, markets, errors, what is not included, deadlines) lies around
 * it; docs/adapters.md says how to write one.
 */
export interface Adapter {
  /** ccxt id. */
  id: string
  /** The exchange's error codes that ccxt's classes do not tell apart. */
  errors: ErrorRules
  /**
   * Where one call too many shuts an address out: the pace that each process keeps. Other exchanges refuse first, and
   * are left alone until they want calls again.
   */
  pace?: Pace
  /** ccxt `options` for clients of this exchange; for markets: which types to fetch. */
  settings?(scope: MarketScope | 'account'): Record<string, unknown>
  /** ccxt `has` flags to switch off while markets are loaded. Default: `fetchCurrencies`, which markets do without. */
  without?: readonly string[]
  /** ccxt `options` that loading markets fills and calls on accounts need. */
  shared?: readonly string[]
  /** Asks by ccxt's implicit methods only, which need no markets: an account's first calls are sent while those load. */
  asksAhead?: boolean
  /** Mends markets where ccxt's structure leaves something out. */
  refine?: Refine
  /** Markets besides those of its rows that reading an account looks into; a recording keeps them. */
  alsoNeeds?(book: MarketBook): Market[]
  /** Reads all wallets side by side. */
  read(api: AccountApi): Promise<Reading>
  /** The cheapest private calls that prove the key, and what the exchange tells of it. */
  verify(api: AccountApi): Promise<KeyInfo>
  /** Sets leverage and gives back what it was (null where the exchange does not tell). Limits are the adapter's to check. */
  setLeverage?(api: AccountApi, input: LeverageInput): Promise<DecimalString | null>
  /** Spot prices in as few calls as possible. Default: ccxt's `fetchTickers`. */
  tickers?(api: AccountApi): Promise<Ticker[]>
  /** Rates to USD from the exchange's own indices, for stablecoins that no market prices in USD. */
  usdAnchors?(api: AccountApi): Promise<UsdAnchor[]>
}

/** A wallet that answered, with the exchange's own equity where it publishes one. */
export function wallet(name: WalletType, equityUsd: DecimalString | null = null): ReportedWallet {
  return { wallet: name, equityUsd }
}
