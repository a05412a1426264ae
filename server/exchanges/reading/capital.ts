import { z } from 'zod'
import type { DecimalString } from '../../domain/decimal'
import type { FlowEntry, FlowState } from '../../domain/flows/types'
import type { WalletType } from '../../domain/types'
import { amount, maybeAmount, maybeText, negated, text } from '../ccxt/amounts'
import { flow, spanMs, stateOf } from './flow-rows'
import type { LedgerQuery } from './ledgers'

/** Lists of deposits and withdrawals as Binance made them (`capital/…`), whose names and paging other exchanges took over. */

/** A withdrawal; `applyTime` is each exchange's own. https://developers.binance.com/docs/wallet/capital/withdraw-history */
export const capitalWithdrawal = z.object({
  id: text,
  amount,
  transactionFee: maybeAmount,
  coin: z.string(),
  network: maybeText,
  status: text,
  address: maybeText,
  txId: maybeText,
})

interface Withdrawn {
  coin: string
  /** What arrives, without the fee; positive. */
  arrives: DecimalString
  wallet: WalletType | null
  states: Readonly<Record<string, FlowState>>
}

/** The entry of a withdrawal, whose fee is in the same coin. */
export function capitalWithdrawn(
  row: z.output<typeof capitalWithdrawal> & { applyTime: Date },
  { coin, arrives, wallet, states }: Withdrawn,
): FlowEntry[] {
  return flow({
    id: row.id,
    at: row.applyTime,
    coin,
    amount: negated(arrives),
    kind: 'withdrawal',
    word: `withdrawal ${row.status}`,
    state: stateOf(states, row.status),
    wallet,
    fee: { coin, cost: row.transactionFee },
    counterpart: { chain: row.network, address: row.address, txHash: row.txId },
  })
}

/** Rows that a page of these lists has at most. */
const CAPITAL_ROWS = 1000

/** Asks for a stretch by `offset`, which counts rows and is the cursor. */
export function byOffset(query: LedgerQuery) {
  const { start, end } = spanMs(query)
  const offset = Number(query.cursor ?? 0)
  return {
    asked: { startTime: start, endTime: end, limit: CAPITAL_ROWS, offset },
    next: (rows: number) => (rows < CAPITAL_ROWS ? null : String(offset + CAPITAL_ROWS)),
  }
}
