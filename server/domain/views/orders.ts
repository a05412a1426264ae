import type { OpenOrder } from '../orders'

/** Orders that wait at an account's exchange. */
export interface OpenOrdersView {
  /** When the exchange was asked. */
  asOf: Date
  orders: OpenOrder[]
  /** False: nothing is known of its orders, and none is not zero. */
  told: boolean
  /** Why they could not be read, in a sentence; null with `told` false: Ballast reads no orders of this exchange. */
  problem: string | null
}

/** Orders of one account as they were read last beside its balances. */
export interface StoredOrdersView {
  accountId: string
  accountName: string
  /** ccxt id. */
  exchange: string
  exchangeName: string
  /** When the exchange told them; null: it never did. */
  asOf: Date | null
  /** False: nothing is known of its orders, and none is not zero. */
  told: boolean
  /** Why the last try told nothing; null with `told` false: Ballast reads no orders of this exchange. */
  problem: string | null
  orders: OpenOrder[]
}
