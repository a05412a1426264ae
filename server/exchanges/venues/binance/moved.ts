import { z } from 'zod'
import type { FlowState } from '../../../domain/flows/types'
import { amount, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { byOffset, capitalWithdrawal, capitalWithdrawn } from '../../reading/capital'
import { atMs, atUtc, DAY_MS, flow, inParts, pageNumber, spanMs, stateOf } from '../../reading/flow-rows'
import type { Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** What comes to Binance and leaves it: on chains, by bank, and by card. */

/** 1 is final for deposits and means canceled for withdrawals. https://developers.binance.com/docs/wallet/capital/deposite-history */
const DEPOSIT_STATES: Readonly<Record<string, FlowState>> = { '1': 'done', '6': 'done', '2': 'failed', '7': 'failed' }
const Deposits = z.array(
  z.object({
    id: text,
    amount,
    coin: z.string(),
    network: maybeText,
    status: text,
    txId: maybeText,
    insertTime: atMs,
    sourceAddress: maybeText,
    walletType: maybeText,
  }),
)
/** https://developers.binance.com/docs/wallet/capital/withdraw-history */
const WITHDRAWAL_STATES: Readonly<Record<string, FlowState>> = { '1': 'failed', '3': 'failed', '5': 'failed', '6': 'done' }
const Withdrawals = z.array(capitalWithdrawal.extend({ applyTime: atUtc, walletType: maybeText }))

const walletOf = (type: string | null) => (type === '1' ? 'funding' : 'spot')

async function deposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { asked, next } = byOffset(query)
  const rows = await api.call('sapiGetCapitalDepositHisrec', asked, Deposits)
  const entries = rows.flatMap((row) =>
    flow({
      id: row.id,
      at: row.insertTime,
      coin: api.code(row.coin),
      amount: row.amount,
      kind: 'deposit',
      word: `deposit ${row.status}`,
      state: stateOf(DEPOSIT_STATES, row.status),
      wallet: walletOf(row.walletType),
      counterpart: { chain: row.network, address: row.sourceAddress, txHash: row.txId },
    }),
  )
  return { entries, next: next(rows.length) }
}

/** `amount` is what arrives; the fee was paid besides, in the same coin. Times are written, in UTC. */
async function withdrawals(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { asked, next } = byOffset(query)
  const rows = await api.call('sapiGetCapitalWithdrawHistory', asked, Withdrawals)
  const entries = rows.flatMap((row) =>
    capitalWithdrawn(row, {
      coin: api.code(row.coin),
      arrives: row.amount,
      wallet: walletOf(row.walletType),
      states: WITHDRAWAL_STATES,
    }),
  )
  return { entries, next: next(rows.length) }
}

const FIAT_STATES: Readonly<Record<string, FlowState>> = {
  Successful: 'done',
  Finished: 'done',
  Completed: 'done',
  Failed: 'failed',
  Expired: 'failed',
  Refunded: 'failed',
}
const FiatOrders = z
  .object({
    data: z
      .array(
        z.object({
          orderNo: text,
          fiatCurrency: z.string(),
          amount,
          totalFee: maybeAmount,
          status: z.string(),
          method: maybeText,
          createTime: atMs,
        }),
      )
      .nullish(),
    total: maybeText,
  })
  .refine(({ data, total }) => data != null || total !== null, 'holds no list, and not how long it is')
const FiatPayments = z
  .object({
    data: z
      .array(
        z.object({
          orderNo: text,
          sourceAmount: amount,
          fiatCurrency: z.string(),
          obtainAmount: amount,
          cryptoCurrency: z.string(),
          status: z.string(),
          paymentMethod: maybeText,
          createTime: atMs,
        }),
      )
      .nullish(),
    total: maybeText,
  })
  .refine(({ data, total }) => data != null || total !== null, 'holds no list, and not how long it is')
const FIAT_ROWS = 500
const FIAT = [
  { method: 'sapiGetFiatOrders', transactionType: 0 },
  { method: 'sapiGetFiatOrders', transactionType: 1 },
  { method: 'sapiGetFiatPayments', transactionType: 0 },
  { method: 'sapiGetFiatPayments', transactionType: 1 },
] as const

/**
 * https://developers.binance.com/docs/fiat/rest-api: `amount` is without the fee. A purchase by card brings coins from
 * outside, one by cash balance changes one coin of the account for another.
 */
async function fiat(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(FIAT, query, async ({ method, transactionType }, part) => {
    const { start, end } = spanMs(part)
    const { page, next } = pageNumber(part.cursor)
    const asked = { transactionType, beginTime: start, endTime: end, page, rows: FIAT_ROWS }
    const out = transactionType === 1
    if (method === 'sapiGetFiatOrders') {
      const rows = (await api.call(method, asked, FiatOrders)).data ?? []
      const entries = rows.flatMap((row) =>
        flow({
          id: row.orderNo,
          at: row.createTime,
          coin: api.code(row.fiatCurrency),
          amount: out ? negated(row.amount) : row.amount,
          kind: out ? 'withdrawal' : 'deposit',
          word: [row.method, row.status].filter(Boolean).join(' '),
          state: stateOf(FIAT_STATES, row.status),
          wallet: 'spot',
          fee: out ? { coin: api.code(row.fiatCurrency), cost: row.totalFee } : null,
        }),
      )
      return { entries, next: next(rows.length, FIAT_ROWS) }
    }
    const rows = (await api.call(method, asked, FiatPayments)).data ?? []
    const entries = rows.flatMap((row) => {
      const base = {
        at: row.createTime,
        word: `${out ? 'sold' : 'bought'} ${row.paymentMethod ?? ''}`.trim(),
        state: stateOf(FIAT_STATES, row.status),
        wallet: 'spot',
      }
      const inside = row.paymentMethod === 'Cash Balance'
      const coin = flow({
        ...base,
        id: `${row.orderNo}:coin`,
        coin: api.code(row.cryptoCurrency),
        amount: out ? negated(row.sourceAmount) : row.obtainAmount,
        kind: inside ? 'trade' : out ? 'withdrawal' : 'deposit',
      })
      if (!inside) return coin
      const money = out ? row.obtainAmount : negated(row.sourceAmount)
      return [
        ...coin,
        ...flow({ ...base, id: `${row.orderNo}:fiat`, coin: api.code(row.fiatCurrency), amount: money, kind: 'trade' }),
      ]
    })
    return { entries, next: next(rows.length, FIAT_ROWS) }
  })
}

const kept = { windowMs: 90 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1 }

export const binanceMoved: readonly Ledger[] = [
  { ...kept, id: 'deposits', name: 'Deposits', page: deposits },
  { ...kept, id: 'withdrawals', name: 'Withdrawals', weight: 20, page: withdrawals },
  { ...kept, id: 'fiat', name: 'Fiat deposits, withdrawals and purchases', weight: 100, page: fiat },
]
