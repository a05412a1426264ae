import type { DecimalString } from './decimal'

/** What holders of a perpetual pay each other next. */
export interface FundingRate {
  /** Share of the notional that longs pay shorts at `nextAt`; negative: shorts pay longs. */
  rate: DecimalString
  /** Null where the exchange does not tell. */
  nextAt: Date | null
  /** Hours between two payments; null (or absent) where the exchange does not tell. */
  intervalHours?: number | null
}

/** The wallet that holds or margins an asset. Further wallets go by the exchange's own name. */
export type WalletType = 'spot' | 'perp' | 'unified' | 'funding' | 'earn' | 'margin' | (string & {})
export type DerivativeType = 'perp' | 'future' | 'option'
/** What a position is in: a derivative, or coins bought or sold on a spot market with borrowed ones. */
export type PositionType = DerivativeType | 'margin'
export type MarginMode = 'cross' | 'isolated'
export type PositionSide = 'long' | 'short' | 'net'

/** A token row of one wallet as the exchange reports it, before it is priced. Amounts in coins. */
export interface TokenHolding {
  kind: 'token'
  wallet: WalletType
  /** ccxt's unified currency code. */
  symbol: string
  /** Coins in the wallet before what is borrowed; `amount - borrowed = size`. */
  amount: DecimalString
  /** Coins owed, interest included; never negative; `'0'` if none. */
  borrowed: DecimalString
  /** Wallet balance without unrealised profit; negative when more is owed than held. */
  size: DecimalString
  /** Sum over the positions margined in this token, in the token; null where the wallet margins nothing. */
  unrealizedProfit: DecimalString | null
  initialMargin: DecimalString | null
  maintMargin: DecimalString | null
  /** `size + unrealizedProfit` where the token is collateral; else as the exchange has it, or null. */
  marginBalance: DecimalString | null
  /** Free for orders or transfer; null where the exchange does not say. */
  available: DecimalString | null
}

/** An open derivative position as the exchange reports it, before it is priced. */
export interface PositionHolding {
  kind: 'position'
  /** The wallet that margins it. */
  wallet: WalletType
  /** The pair, `ETH:PERP-USDT`. */
  symbol: string
  marketType: PositionType
  /** ccxt's base code, or the exchange's own where that says more (`kPEPE`, a thousand PEPE). */
  base: string
  quote: string
  settle: string
  inverse: boolean
  /** Signed contracts × contract size in base coins; short is negative. Inverse: value ÷ mark price. */
  size: DecimalString
  /**
   * Signed value in the currency of `notionalCurrency`: linear `size × mark` in quote; inverse contracts × contract
   * value in USD. Null where the exchange sends neither a value nor a mark price.
   */
  notional: DecimalString | null
  notionalCurrency: string
  /** In the settlement currency. */
  unrealizedProfit: DecimalString | null
  initialMargin: DecimalString | null
  maintMargin: DecimalString | null
  /** Isolated: the margin put up, without the profit, which stands beside it; cross: what the exchange reports, else null. */
  marginBalance: DecimalString | null
  leverage: DecimalString | null
  entryPrice: DecimalString | null
  markPrice: DecimalString | null
  liquidationPrice: DecimalString | null
  marginMode: MarginMode | null
  side: PositionSide
  /**
   * What this position adds to equity that no token row of its wallet holds already, in the settlement currency
   * (isolated margin and profit kept apart from the wallet). `null`/`'0'`: nothing, the token rows hold all.
   */
  equityOutsideTokens: DecimalString | null
}

export type Holding = TokenHolding | PositionHolding

/** A wallet that may never be read with this key; the rest of the account counts. */
export interface NotIncluded {
  wallet: WalletType
  /** One sentence for a person. */
  reason: string
  /** The exchange says that this wallet was never opened: nothing is in it, and nothing is missing. */
  unopened?: boolean | undefined
}

/** What the exchange publishes of its own about one wallet, in USD unless named otherwise; null where it says nothing. */
export interface ReportedWallet {
  wallet: WalletType
  equityUsd: DecimalString | null
  /** Free margin of the wallet as a whole, where it is told so and not coin by coin. */
  availableUsd?: DecimalString | null
}

/** One account as one exchange reported it at one moment: whole, or not at all. */
export interface AccountHoldings {
  /** When the exchange was asked. */
  asOf: Date
  holdings: Holding[]
  /** Every wallet that was read, also the empty ones. */
  wallets: ReportedWallet[]
  notIncluded: NotIncluded[]
  /** Things a person should know about these numbers, e.g. that two figures of the exchange disagree. */
  warnings: string[]
  /** Sentences of the same kind, for which equity itself may be another: it enters no sum as if it were certain. */
  doubts?: string[]
  /** Of no coin more is known than what is free of it: equity is not known, rather than small. */
  equityUnknown?: boolean
  /** `one_way`, `hedge`, `pair_level` where the exchange tells, else null. */
  positionMode: PositionMode | null
}

export type PositionMode = 'one_way' | 'hedge' | 'pair_level'

/** A USD price and how it was found. */
export interface Price {
  usd: DecimalString
  /** `ABC-BTC, BTC-USDT, USDT-USD`; with `@exchange` behind a leg that is not the account's own exchange. */
  route: string
  asOf: Date
}
/** Looks a currency code up; null where there is no route to USD. */
export type PriceOf = (code: string) => Price | null

/** A valued asset: every field of docs' asset table. USD unless named otherwise; null is "not known", never 0. */
export interface Asset {
  symbol: string
  assetType: 'token' | 'position'
  marketType: string
  walletType: WalletType
  size: DecimalString
  notional: DecimalString | null
  unrealizedProfit: DecimalString | null
  initialMargin: DecimalString | null
  maintMargin: DecimalString | null
  marginBalance: DecimalString | null
  leverage: DecimalString | null
  notionalPctTotal: DecimalString | null
  amount: DecimalString
  borrowed: DecimalString
  availableBalance: DecimalString | null
  /** USD per coin (token) or of the settlement currency (position). */
  price: DecimalString | null
  priceRoute: string | null
  priceAsOf: Date | null
  entryPrice: DecimalString | null
  markPrice: DecimalString | null
  liquidationPrice: DecimalString | null
  marginMode: MarginMode | null
  positionSide: PositionSide | null
  /** Base coin for exposure netting (`ETH` for `ETH:PERP-USDT`, the code itself for a token). */
  base: string
  settle: string | null
}

/**
 * Totals of one wallet in USD. Coins without a price are left out (and named in `unpriced`); null where nothing of the
 * figure is known.
 */
export interface WalletEquity {
  walletType: WalletType
  totalEquity: DecimalString | null
  marginBalance: DecimalString | null
  initialMargin: DecimalString | null
  maintMargin: DecimalString | null
  availableMargin: DecimalString | null
  /** Σ maintenance margin ÷ margin balance; 1 is liquidation. */
  marginRatio: DecimalString | null
  unrealizedProfit: DecimalString | null
  reportedEquity: DecimalString | null
}

/**
 * What a sum of known parts is to the whole: `exact` all of it; `at_least`, `at_most` a bound, since something is left out
 * that can only add, or only take away; `uncertain` neither, since what is left out may do both, or what is in may be wrong.
 */
export type EquityBound = 'exact' | 'at_least' | 'at_most' | 'uncertain'

/** Something that is held, has no known value now, and had one before. */
export interface AsideItem {
  wallet: WalletType
  /** Null: the whole wallet, which could be read before. */
  symbol: string | null
  /** Of a coin: its last known price, USD. Null for a wallet. */
  price: DecimalString | null
  /** USD: what is held now at the last known price; what the wallet was worth when it was last read. */
  usd: DecimalString
  /** When that was known. */
  asOf: Date
  /** Of a wallet: how many positions it margined then, which no figure holds any more; absent: none. */
  positions?: number | undefined
}

/**
 * What keeps readings of an account comparable when what can be valued changes: a coin that lost its price is no loss, and
 * one that is priced for the first time is no gain.
 */
export interface Aside {
  items: AsideItem[]
  /** USD, over all readings so far: what was held without any known value when it was first valued. Only ever summed up. */
  came: DecimalString
}

/** One account valued at one moment: what a snapshot stores. */
export interface ValuedAccount {
  asOf: Date
  assets: Asset[]
  equities: WalletEquity[]
  /** USD over all priced assets; null only when nothing at all is known of their worth though something is held. */
  equity: DecimalString | null
  /** What `equity` is to all that is in the account. */
  bound: EquityBound
  /** Held without a known value now, with the last known one; null: nothing is, and never was. */
  aside: Aside | null
  grossExposure: DecimalString | null
  netExposure: DecimalString | null
  /** Codes held without a route to USD: left out of every total. */
  unpriced: string[]
  notIncluded: NotIncluded[]
  warnings: string[]
  positionMode: PositionMode | null
}
