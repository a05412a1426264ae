import type { DecimalString } from '../../../domain/decimal'
import type { MarginMode, PositionSide, WalletType } from '../../../domain/types'
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
  /** Trial funds (bonus, coupon, credit) that are in no figure above: nobody can withdraw them. They are said, and not counted. */
  bonus?: DecimalString | null
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
  /** The name of the parameter that takes the account's address. */
  byWallet?: string
  /** Of all accounts together, where an exchange has several. */
  once?: true
  holds: Envelope
  wallets: readonly GenericWallet[]
}

/** An open position as the exchange itself tells it; what is left out is not told. */
export interface OwnPosition {
  /** The exchange's id of its market. */
  market: string
  /** As the exchange counts; below zero, or with `short`, it is short. Null where it is not told. */
  amount: DecimalString | null
  short?: boolean
  /** `long` and `short` in hedge mode. */
  side?: PositionSide
  entry?: DecimalString | null
  mark?: DecimalString | null
  /** At mark price, in quote currency, without its sign: where no mark price comes. */
  value?: DecimalString | null
  /** Unrealised. */
  profit?: DecimalString | null
  liquidation?: DecimalString | null
  initialMargin?: DecimalString | null
  maintMargin?: DecimalString | null
  /** What was put up for an isolated position, without its profit. */
  margin?: DecimalString | null
  leverage?: DecimalString | null
  mode?: MarginMode | null
  /** ccxt's code, where the position says it: for a market that is not listed. */
  settle?: string | null
  inverse?: boolean
  /** The wallet that margins it, where it is not that of the others. */
  wallet?: WalletType
}

/** A call whose answer tells open positions. */
export interface PositionCall {
  /** One of ccxt's implicit methods; `fetchPositions` where its rows hold the exchange's own under `info`. */
  method: string
  params?: Readonly<Record<string, string | number | boolean>>
  /** The name of the parameter that takes the account's address. */
  byWallet?: string
  holds: Envelope
  positions(answer: unknown, codeOf: CodeOf): OwnPosition[]
  /** Where its list comes in pages: the parameters of the next one, null at the end. */
  next?(answer: unknown, page: number): Readonly<Record<string, string | number>> | null
}

export interface GenericPositions {
  /** The exchange's own answers, where ccxt's structure leaves something out or means something else. */
  own?: readonly PositionCall[]
  /** Where ccxt's `fetchPositions` finds its rows; a list somewhere near the top of the answer where it is left out. */
  holds?: Envelope
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
  /** Where an account has several and each is asked for by its id: the call that tells them, and the parameter that ids go into. */
  accounts?: {
    /** Signs in, where the list is told to nobody else. */
    before?: string
    method: string
    holds: Envelope
    ids(answer: unknown): string[]
    param: string
  }
  calls: readonly BalanceCall[]
  /** Null: it has none, or ccxt cannot ask for them (then `missing` names them). */
  positions: GenericPositions | null
  /** Wallets that exist there and that no call of ccxt tells, with what a person should know of them. */
  missing?: Readonly<Record<string, string>>
  /** What it was held to: an answer from the exchange's documentation run through it, or its code alone. */
  proven: 'answers' | 'code'
}
