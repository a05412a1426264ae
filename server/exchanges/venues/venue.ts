import type { DecimalString } from '../../domain/decimal'
import type { LimitOf } from '../budget/rules'
import type { ErrorRules } from '../ccxt/errors'
import type { Market, MarketBook, Refine } from '../ccxt/markets'
import type { MarketScope } from '../ccxt/masters'
import type { Requests } from '../ccxt/requests'
import type { Watched } from '../ccxt/watch'
import type { CredentialFieldInfo, Credentials, KeyInfo } from '../port'
import type { AnchorThen } from '../prices/past'
import type { AccountApi } from '../reading/api'
import type { CandleCalls } from '../reading/candles'
import type { FundingCalls } from '../reading/funding'
import type { Flows } from '../reading/ledgers'
import type { ReadOptionMarks } from '../reading/option-marks'
import type { ReadOrders } from '../reading/orders'
import type { LeverageInput, Reading, Ticker, UsdAnchor } from '../reading/reading'
import type { SubAccount } from '../reading/sub-accounts'
import type { ReadTables } from '../reading/tables'

/** What stands for an exchange's logo; what is left out follows from its name. */
export interface Mark {
  /** Two letters, where the first two of the name would not be told apart. */
  letters?: string
  /** Number of the chart colour that people know it by. */
  hue?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
}

/** What a person must know of an exchange to connect it, and what Ballast may ask it. Data only. */
export interface About {
  /** ccxt id. */
  id: string
  name: string
  /** Former and other names. */
  aliases?: readonly string[]
  /** ccxt ids of the same exchange's sites for other countries: other hosts and accounts, the same API. */
  sites?: Readonly<Record<string, Mark>>
  credentialFields: readonly CredentialFieldInfo[]
  /** One line: where the key is made. */
  keyPage: string
  keyUrl: string | null
  /** Permissions wanted, in the exchange's words; reading only. */
  permissionsWanted: readonly string[]
  wallets: readonly string[]
  mark?: Mark
  /**
   * Of this exchange and those that a person takes it for, whose keys are unknown here: ccxt id → where its keys are made.
   * An unknown key is then told which entry of the list it may belong to.
   */
  keysMadeAt?: Readonly<Record<string, string>>
  /** All that Ballast asks of it; anything else is stopped before it leaves. */
  requests: readonly Requests[]
}

/** A public call that tells from which address it was asked. */
export interface SeenFrom {
  url: string
  /** @throws where the answer tells none */
  address(answer: unknown): string
}

/** Spot prices and what USD stablecoins are worth. */
export interface Prices {
  /** Spot prices in as few calls as possible. Default: ccxt's `fetchTickers`. */
  tickers?(api: AccountApi): Promise<Ticker[]>
  /** Rates to USD from the exchange's own indices, for stablecoins that no market prices in USD. */
  anchors?(api: AccountApi): Promise<UsdAnchor[]>
  /** The same of the past: indices whose hourly candles the exchange tells. */
  anchorsThen?: readonly AnchorThen[]
  /** How its hourly candles are asked for, where ccxt's method alone does not do. */
  candles?: CandleCalls
}

/**
 * One exchange's quirks. Everything common (transport, markets, errors, what is not included, deadlines) lies around
 * it; docs/adapters.md says how to write one.
 */
export interface Venue {
  about: About
  /** The exchange's error codes that ccxt's classes do not tell apart. */
  errors: ErrorRules
  /**
   * Its limits as it documents and counts them; the source stands beside them. Calls wait for their turn before one is
   * reached. Absent where none is known: then it refuses first, and is left alone until it wants calls again.
   */
  limits?: readonly LimitOf[]
  /** True where the exchange refuses a nonce that is not greater than the last one of the key: calls go one by one. */
  growingNonces?: true
  /** ccxt `options` for clients of this exchange; for markets: which types to fetch. */
  settings?(scope: MarketScope | 'account'): Record<string, unknown>
  /** What of an account's credentials ccxt takes among its `options`. */
  keyed?(credentials: Credentials): Record<string, unknown>
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
  /** The sub-accounts that a key of the main account lists; absent where none is listed. */
  subAccounts?(api: AccountApi): Promise<SubAccount[]>
  /** Sets leverage and gives back what it was (null where the exchange does not tell). Limits are the venue's to check. */
  leverage?(api: AccountApi, input: LeverageInput): Promise<DecimalString | null>
  /** Where an isolated position would be liquidated at a leverage, asked without setting it; absent where no call tells. */
  estimate?(api: AccountApi, input: LeverageInput): Promise<DecimalString | null>
  /** Reads all orders that wait; absent where no call tells them without a market. */
  orders?: ReadOrders
  /** How its tables of maintenance margins are read; absent where none is. */
  tables?: ReadTables
  /** How mark volatility and Greeks of its options are read; absent where none is. */
  optionMarks?: ReadOptionMarks
  prices?: Prices
  /** The calls that tell funding of all perpetuals; absent where it is told market by market only. */
  funding?: FundingCalls
  /** Its ledgers; absent where none is read. */
  flows?: Flows
  /** How it tells the address that it sees; absent where it does not. */
  seenFrom?: SeenFrom
  /** What is listened to; absent where an account is only read again and again. */
  watch?: Watched
}
