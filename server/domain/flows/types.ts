import type { DecimalString } from '../decimal'
import type { WalletType } from '../types'

/**
 * What an entry of an exchange's ledger is. Only `deposit`, `withdrawal`, `other` and transfers without another end here are taken
 * out of performance. `trade` is one leg of an exchange of coins within the account (spot trade, conversion, dust): by
 * itself it changes what is held, its legs together only by their prices.
 */
export const FLOW_KINDS = [
  'deposit',
  'withdrawal',
  'transfer',
  'trade',
  'funding',
  'interest',
  'fee',
  'rebate',
  'reward',
  'realized',
  'liquidation',
  'other',
] as const
export type FlowKind = (typeof FLOW_KINDS)[number]

/**
 * `pending` and `failed` entries change nothing held and count in no sum; a pending one is asked for again until it is one
 * of the others.
 */
export const FLOW_STATES = ['pending', 'done', 'failed'] as const
export type FlowState = (typeof FLOW_STATES)[number]

/** One entry of one of an exchange's ledgers. */
export interface FlowEntry {
  /** Unique within its ledger, and the same however often it is read: the exchange's id, with what makes it one where that repeats. */
  id: string
  at: Date
  /** Currency code as in holdings. */
  coin: string
  /** Signed change of what the account holds, in coins, as sent: what left is negative and gross of its fee only where `fee` is null. */
  amount: DecimalString
  kind: FlowKind
  /** The exchange's own word for it, as it was sent. */
  word: string
  state: FlowState
  /** Wallet whose coins changed; null where the exchange does not tell. */
  wallet: WalletType | null
  /** Pair of the position or trade that it is of, else null. */
  pair: string | null
  /** Cost that came with it and is not in `amount`, positive, in its own coin; null: none, or in `amount`. */
  fee: { coin: string; amount: DecimalString } | null
  /** The other end of a transfer, deposit or withdrawal. */
  counterpart: FlowCounterpart | null
}

/** The other end, as far as the exchange tells. Never a whole address. */
export interface FlowCounterpart {
  /** Another wallet of the same account: the entry changes nothing of the account as a whole. */
  wallet: WalletType | null
  /** Sub-account, main account or person within the exchange, by the exchange's own name or number, shortened as addresses are. */
  account: string | null
  /** Network of a chain transfer, as the exchange names it. */
  chain: string | null
  /** First and last four characters. */
  address: string | null
  /** Whole transaction hash: public, and what the two legs of a transfer have in common. */
  txHash: string | null
  /** The exchange's id of the transfer, where both legs carry it. */
  transferId: string | null
}

/** What no call of an exchange tells. */
export interface Untold {
  /** What is missing, in a person's words: "Conversions of small amounts". */
  words: string
  /** True: something may come or go by it unseen, so that no return of the account is known. */
  external: boolean
}
