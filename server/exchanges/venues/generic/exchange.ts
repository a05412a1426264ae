import type { DecimalString } from '../../../domain/decimal'
import type { WalletType } from '../../../domain/types'
import type { Envelope } from './envelope'

/** A coin of a wallet; amounts as the exchange sends them. */
export interface Coin {
  /** ccxt's code. */
  code: string
  total: DecimalString | null
  free: DecimalString | null
  /** Owed, positive; null: none. */
  debt?: DecimalString | null
  /** Open profit of this coin as the exchange itself sums it; undefined: the sum over positions. */
  profit?: DecimalString | null
}

/** Makes ccxt's code of an exchange's own. */
export type CodeOf = (currencyId: string) => string

export interface GenericWallet {
  wallet: WalletType
  /**
   * What a coin's total is: `cash` without unrealised profit, `equity` with it, `free` where what positions and orders
   * hold is not in it (then the wallet's equity is not known, and it is named as not included).
   */
  total: 'cash' | 'equity' | 'free'
  /** Open positions are margined here: their profit belongs to its coins. */
  margins?: boolean
  /** Reads the exchange's own answer, where ccxt's balance leaves something out or takes it for something else. */
  coins?: (answer: unknown, codeOf: CodeOf) => Coin[]
}

/** One call that tells balances; several wallets may stand in its answer. */
export interface BalanceCall {
  /** ccxt's method; `fetchBalance` where it is left out. */
  method?: string
  params?: Readonly<Record<string, string | number | boolean>>
  holds: Envelope
  wallets: readonly GenericWallet[]
}

export interface GenericPositions {
  /** Arguments of ccxt's `fetchPositions`, a list a call; one call without arguments where it is left out. */
  calls?: readonly (readonly unknown[])[]
  /** The wallet that margins them. */
  wallet: WalletType
  /** What ccxt's `contracts` counts: contracts of the market's size, or coins. */
  counts: 'contracts' | 'coins'
  /** The amount in the exchange's own position where ccxt's `contracts` is another figure or missing: path in `info`. */
  amount?: string
  /** Path in `info` of the position's value at mark price in quote currency, where no mark price comes. */
  value?: string
  /** Path in `info` of what the position cost, where no entry price comes. */
  cost?: string
  /** Figures of ccxt's structure that mean something else here, and are not told. */
  without?: readonly (
    | 'leverage'
    | 'initialMargin'
    | 'maintenanceMargin'
    | 'collateral'
    | 'liquidationPrice'
    | 'markPrice'
    | 'unrealizedPnl'
  )[]
}

/** How an exchange without a room of its own is read. */
export interface GenericExchange {
  calls: readonly BalanceCall[]
  /** Null: it has none, or ccxt cannot ask for them (then `missing` names them). */
  positions: GenericPositions | null
  /** Wallets that exist there and that no call of ccxt tells, with what a person should know of them. */
  missing?: Readonly<Record<string, string>>
  /** What it was held to: an answer from the exchange's documentation run through it, or its code alone. */
  proven: 'answers' | 'code'
}
