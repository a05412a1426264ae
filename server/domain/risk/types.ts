import type { DecimalString } from '../decimal'
import type { EquityBound, MarginMode, WalletType } from '../types'
import type { ToldGreeks } from './option-marks'

/** What the risk of a book is reckoned from: small enough to be sent to a page, which moves prices by itself. USD throughout. */

/** One step of an exchange's table of maintenance margins. */
export interface Tier {
  /** From this size on, in the table's unit; the first is 0. */
  from: DecimalString
  /** Maintenance margin as a share. */
  rate: DecimalString
}

/** An exchange's table of maintenance margins for one market. */
export interface MaintenanceTable {
  /** What the steps are measured in: the position's value in its quote currency, which goes with the price, or its coins. */
  unit: 'quote' | 'base'
  /** Each step's rate on what lies within it, as income tax is; or the rate of the step that is reached, on all of it. */
  by: 'slice' | 'whole'
  /** Rising by `from`, the first from 0. */
  steps: Tier[]
}

/** A table as it is kept, with the positions that it is of; absent: of both margin modes. */
export type KeptTable = MaintenanceTable & { only?: MarginMode | undefined }

/** An option as Black-Scholes wants it. */
export interface OptionTerms {
  type: 'call' | 'put'
  /** USD. */
  strike: DecimalString
  /** Years from the reading to its end, of 365 days. */
  years: number
  /** Signed, in coins of its base; short is negative. */
  size: DecimalString
  /** USD per coin at the reading. */
  underlying: DecimalString
  /** A year, as a share: 0.6 is 60 %. */
  volatility: number
  /** The exchange's own mark volatility, or the one at which Black-Scholes gives the exchange's mark price. */
  volatilityFrom: 'exchange' | 'mark'
  /** As the exchange told them at the reading; null: it did not, Black-Scholes gives them. */
  greeks: ToldGreeks | null
}

/** How a position's profit follows the prices. */
export type Payoff =
  /** Settled in money that does not move with coins: notional × (factor − 1). */
  | 'linear'
  /** Settled in its own coin: in coins the profit bends, in USD it is notional × (factor − 1) beside the coins of its margin. */
  | 'inverse'
  /** Settled in another coin: notional × (factor of its price − 1) × the factor of that coin. */
  | 'quanto'

export interface RiskPosition {
  symbol: string
  /** The coin that it moves with, under its one name. */
  coin: string
  side: 'long' | 'short'
  /** Signed; of an option the value of the option. */
  notional: DecimalString
  /** In the quote currency; null: the exchange does not tell. */
  mark: DecimalString | null
  payoff: Payoff
  /** The coin that it is settled in, where that moves; else null. */
  settleCoin: string | null
  /** The coin that its price is in, where that moves (`ETH:PERP-BTC`); else null. */
  quoteCoin: string | null
  /** Maintenance margin now; null: not told for this position. */
  maint: DecimalString | null
  /** The exchange's own, which says what it says of this position now; null: not known, the share of now stays. */
  tiers: MaintenanceTable | null
  option: OptionTerms | null
}

/** What is liquidated together: all that one wallet margins across, or one isolated position. */
export interface RiskPool {
  wallet: WalletType
  kind: 'cross' | 'isolated'
  /** Margin balance now; null: not known, and so is when it is liquidated. */
  balance: DecimalString | null
  /** Maintenance margin now; null: not known. */
  maint: DecimalString | null
  /** What of the balance is in coins that move. Signed: owed coins are negative. */
  coins: { coin: string; value: DecimalString }[]
  positions: RiskPosition[]
  /**
   * Of one isolated position: the exchange's own liquidation price as a share of the mark price; null: it tells none. It
   * comes before any rule.
   */
  liquidationFactor: DecimalString | null
}

/** What an account could give away: money, of what its exchange calls free. */
export interface Spare {
  wallet: WalletType
  usd: DecimalString
  /** Which of the account's pools it is taken from; null: it margins nothing. */
  pool: number | null
}

/** What was taken where the exchange does not tell; told beside the figures. */
export type Assumption =
  /** Maintenance stays the share of the value that it is now: no table of the exchange is known. */
  | 'maintenance_share'
  /** The exchange's table says another maintenance than the exchange does of the position, so the share of now is taken. */
  | 'maintenance_table_differs'
  /** Maintenance of options stays as it is. */
  | 'option_maintenance'
  /** An option's volatility is the one of its mark price. */
  | 'implied_volatility'
  /** Coins that margin positions count in full: the exchange's discount is not known. */
  | 'no_haircut'

export interface RiskAccount {
  accountId: string
  accountName: string
  exchange: string
  exchangeName: string
  asOf: Date | null
  stale: boolean
  /** Null: not known. */
  equity: DecimalString | null
  bound: EquityBound
  /** What a margin ratio of it is to the true one. */
  marginBound: EquityBound
  pools: RiskPool[]
  /** Coins that move and margin nothing. Signed. */
  coins: { coin: string; value: DecimalString }[]
  spare: Spare[]
  /** Why nothing can be said of it under other prices, in words; empty: it can. */
  unknown: string[]
  /** Options whose terms are not in `pools`, since too little is known of the account. */
  untoldOptions: string[]
  /** Why nobody can say of all that it holds when it is liquidated, a sentence each; empty: it can be said. */
  untold: string[]
  assumptions: Assumption[]
  /** Positions (options aside) whose maintenance follows the exchange's own table, and those that keep their share. */
  maintenance: { tables: number; shares: number }
}

/** How far a coin went with Bitcoin. */
export interface Beta {
  coin: string
  /** Of daily logarithmic returns. */
  beta: DecimalString
  /** Days that it was measured on. */
  days: number
}

/** What is moved: every coin by its beta as Bitcoin moves, or one coin alone. */
export type Scope = { kind: 'all' } | { kind: 'coin'; coin: string }

/** One side of a hedge as it stands: coins held or owed, or a position. */
export interface HedgeLeg {
  accountId: string
  accountName: string
  exchange: string
  symbol: string
  position: boolean
  side: 'long' | 'short'
  /** USD, without its sign. */
  value: DecimalString
  /** USD that it brings in a year at the funding of now; negative: costs. Null: its funding or how often that is paid is not known. */
  yearly: DecimalString | null
}

/** A coin that is long and short at the same time: spot and short, or long and short on two venues. */
export interface HedgeNow {
  coin: string
  long: DecimalString
  short: DecimalString
  /** USD that stand against as many on the other side. */
  hedged: DecimalString
  /** |net| ÷ gross; null: not all of it is known. */
  drift: DecimalString | null
  /** USD a year that the hedged part brings at the funding of now; null: of a leg it is not known. */
  carry: DecimalString | null
  /** `carry ÷ hedged`. */
  rate: DecimalString | null
  legs: HedgeLeg[]
}

/**
 * Of an option position, for all of it: delta in coins, gamma in coins per USD, vega in USD per percentage point of
 * volatility, theta in USD a day; null: not known.
 */
export interface OptionGreeks {
  symbol: string
  delta: DecimalString | null
  gamma: DecimalString | null
  vega: DecimalString | null
  theta: DecimalString | null
}

export interface CoinGreeks {
  coin: string
  /** Options that are summed up. */
  positions: number
  delta: DecimalString | null
  gamma: DecimalString | null
  vega: DecimalString | null
  theta: DecimalString | null
}
