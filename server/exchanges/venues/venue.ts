import type { DecimalString } from '../../domain/decimal'
import type { ErrorRules } from '../ccxt/errors'
import type { Market, MarketBook, Refine } from '../ccxt/markets'
import type { MarketScope } from '../ccxt/masters'
import type { Pace } from '../ccxt/pace'
import type { KeyInfo } from '../port'
import type { AccountApi } from '../reading/api'
import type { LeverageInput, Reading, Ticker, UsdAnchor } from '../reading/reading'

/**
 * One exchange's quirks. Everything common (transport, markets, errors, what is not included, deadlines) lies around
 * it; docs/adapters.md says how to write one.
 */
export interface Venue {
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
