import { z } from 'zod'
import type { FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, atSeconds, DAY_MS, flow, maybeMs, stateOf } from '../../reading/flow-rows'
import type { Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { asked, following } from './pages'

/** What comes to Bybit and leaves it, on chains and between its users. */

/** https://bybit-exchange.github.io/docs/v5/enum#depositstatus: 3 is final here, 2 where the deposit was off chain. */
const DEPOSIT_STATES: Readonly<Record<string, FlowState>> = { '3': 'done', '10012': 'done', '4': 'failed' }
const Deposits = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    rows: z.array(
      z.object({
        id: maybeText,
        coin: z.string(),
        chain: maybeText,
        amount,
        txID: maybeText,
        txIndex: maybeText,
        status: text,
        depositFee: maybeAmount,
        successAt: maybeMs,
        fromAddress: maybeText,
      }),
    ),
  }),
)

async function deposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetDepositQueryRecord', asked(query, 50), Deposits)
  const entries = page.rows.flatMap((row) =>
    flow({
      id: row.id || [row.txID, row.txIndex, row.coin].join(':'),
      // What is still under way has no moment of success.
      at: row.successAt ?? query.from,
      coin: api.code(row.coin),
      amount: row.amount,
      kind: 'deposit',
      word: `deposit ${row.status}`,
      state: stateOf(DEPOSIT_STATES, row.status),
      wallet: 'funding',
      fee: { coin: api.code(row.coin), cost: row.depositFee },
      counterpart: { chain: row.chain, address: row.fromAddress, txHash: row.txID },
    }),
  )
  return { entries, next: following(page, page.rows.length) }
}

const INTERNAL_STATES: Readonly<Record<string, FlowState>> = { '2': 'done', '3': 'failed' }
/** Seconds here, milliseconds everywhere else. https://bybit-exchange.github.io/docs/v5/asset/deposit/internal-deposit-record */
const InternalDeposits = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    rows: z.array(
      z.object({
        id: text,
        coin: z.string(),
        amount,
        status: text,
        address: maybeText,
        fromMemberId: maybeText,
        txID: maybeText,
        createdTime: text,
      }),
    ),
  }),
)

async function internalDeposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetDepositQueryInternalRecord', asked(query, 50), InternalDeposits)
  const entries = page.rows.flatMap((row) =>
    flow({
      id: row.id,
      at: (row.createdTime.length > 11 ? atMs : atSeconds).parse(row.createdTime),
      coin: api.code(row.coin),
      amount: row.amount,
      kind: 'deposit',
      word: `internal deposit ${row.status}`,
      state: stateOf(INTERNAL_STATES, row.status),
      wallet: 'funding',
      counterpart: { account: row.fromMemberId || row.address, txHash: row.txID },
    }),
  )
  return { entries, next: following(page, page.rows.length) }
}

/** https://bybit-exchange.github.io/docs/v5/enum#withdrawstatus */
const WITHDRAWAL_STATES: Readonly<Record<string, FlowState>> = {
  success: 'done',
  BlockchainConfirmed: 'done',
  CancelByUser: 'failed',
  Reject: 'failed',
  Fail: 'failed',
}
const Withdrawals = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    rows: z.array(
      z.object({
        withdrawId: text,
        withdrawType: maybeText,
        coin: z.string(),
        chain: maybeText,
        amount,
        withdrawFee: maybeAmount,
        txID: maybeText,
        status: z.string(),
        toAddress: maybeText,
        createTime: atMs,
      }),
    ),
  }),
)

/** `amount` is what arrives; the fee, in the same coin, was paid besides. Type 2: on chain and to others at Bybit. */
async function withdrawals(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetWithdrawQueryRecord', { withdrawType: 2, ...asked(query, 50) }, Withdrawals)
  const entries = page.rows.flatMap((row) =>
    flow({
      id: row.withdrawId,
      at: row.createTime,
      coin: api.code(row.coin),
      amount: negated(row.amount),
      kind: 'withdrawal',
      word: row.status,
      state: stateOf(WITHDRAWAL_STATES, row.status),
      wallet: 'funding',
      fee: { coin: api.code(row.coin), cost: row.withdrawFee },
      counterpart:
        row.withdrawType === '1'
          ? { account: row.toAddress, txHash: row.txID }
          : { chain: row.chain, address: row.toAddress, txHash: row.txID },
    }),
  )
  return { entries, next: following(page, page.rows.length) }
}

export const bybitMoved: readonly Ledger[] = [
  { id: 'deposits', name: 'Deposits', windowMs: 30 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1, page: deposits },
  {
    id: 'internal-deposits',
    name: 'Deposits from others at Bybit',
    windowMs: 30 * DAY_MS,
    reachMs: null,
    settlesMs: DAY_MS,
    weight: 1,
    page: internalDeposits,
  },
  {
    id: 'withdrawals',
    name: 'Withdrawals',
    windowMs: 30 * DAY_MS,
    reachMs: null,
    settlesMs: 3 * DAY_MS,
    weight: 1,
    page: withdrawals,
  },
]
