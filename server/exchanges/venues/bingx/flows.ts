import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { byOffset, capitalWithdrawal, capitalWithdrawn } from '../../reading/capital'
import {
  atMs,
  atUtc,
  contractPair,
  DAY_MS,
  flow,
  HOUR_MS,
  kindOf,
  nextMoment,
  numbered,
  spanMs,
  stateOf,
} from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** 1 is final of a deposit, 6 of a withdrawal; 6 of a deposit is only on the chain. https://bingx-api.github.io/docs/#/en-us/spot/account-api.html */
const DEPOSIT_STATES: Readonly<Record<string, FlowState>> = { '1': 'done', '2': 'failed' }
const WITHDRAWAL_STATES: Readonly<Record<string, FlowState>> = { '6': 'done', '5': 'failed' }
const moment = z.union([atMs, atUtc])
const Deposits = z.array(
  z.object({ amount, coin: z.string(), network: maybeText, status: text, txId: maybeText, insertTime: moment, id: maybeText }),
)
const Withdrawals = z.array(capitalWithdrawal.extend({ applyTime: moment }))
const ROWS = 1000

async function deposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { asked, next } = byOffset(query)
  const rows = await api.call('spotV3PrivateGetCapitalDepositHisrec', asked, Deposits)
  const entries = rows.flatMap((row) =>
    flow({
      id: row.id || [row.txId ?? '', row.coin, row.insertTime.getTime()].join(':'),
      at: row.insertTime,
      coin: api.code(row.coin),
      amount: row.amount,
      kind: 'deposit',
      word: `deposit ${row.status}`,
      state: stateOf(DEPOSIT_STATES, row.status),
      wallet: null,
      counterpart: { chain: row.network, txHash: row.txId },
    }),
  )
  return { entries: numbered(entries), next: next(rows.length) }
}

/** `amount` is what arrives; the fee was paid besides. */
async function withdrawals(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { asked, next } = byOffset(query)
  const rows = await api.call('spotV3PrivateGetCapitalWithdrawHistory', asked, Withdrawals)
  const entries = rows.flatMap((row) =>
    capitalWithdrawn(row, { coin: api.code(row.coin), arrives: row.amount, wallet: null, states: WITHDRAWAL_STATES }),
  )
  return { entries, next: next(rows.length) }
}

const KINDS: Readonly<Record<string, FlowKind>> = {
  TRANSFER: 'transfer',
  REALIZED_PNL: 'realized',
  FUNDING_FEE: 'funding',
  TRADING_FEE: 'fee',
  INSURANCE_CLEAR: 'liquidation',
  TRIAL_FUND: 'reward',
  ADL: 'realized',
  SYSTEM_DEDUCTION: 'other',
}
const Income = inside(
  'data',
  z
    .array(
      z.object({
        symbol: maybeText,
        incomeType: z.string(),
        income: amount,
        asset: z.string(),
        time: atMs,
        tranId: maybeText,
        tradeId: maybeText,
      }),
    )
    .nullable(),
)

/** Signed as the wallet is; one `tranId` stands in rows of several kinds. https://bingx-api.github.io/docs/#/en-us/swapV2/account-api.html */
async function income(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const startTime = query.cursor === null ? start : Number(query.cursor)
  const rows = (await api.call('swapV2PrivateGetUserIncome', { startTime, endTime: end, limit: ROWS }, Income)) ?? []
  const entries = await Promise.all(
    rows.map(async (row) =>
      flow({
        id: [row.incomeType, row.tranId ?? '', row.tradeId ?? '', row.asset, row.symbol ?? '', row.time.getTime()].join(':'),
        at: row.time,
        coin: api.code(row.asset),
        amount: row.income,
        kind: kindOf(KINDS, row.incomeType),
        word: row.incomeType,
        wallet: 'perp',
        pair: await contractPair(api, row.symbol),
        // Its other end, in spot or funding, stands in no list: within the account, unless it says otherwise.
        counterpart: row.incomeType === 'TRANSFER' ? { wallet: 'spot' } : null,
      }),
    ),
  )
  return {
    entries: numbered(entries.flat()),
    next: nextMoment(
      rows.map(({ time }) => time.getTime()),
      ROWS,
      startTime,
      'oldest first',
    ),
  }
}

export const bingxFlows: Flows = {
  ledgers: [
    { id: 'deposits', name: 'Deposits', windowMs: 90 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1, page: deposits },
    {
      id: 'withdrawals',
      name: 'Withdrawals',
      windowMs: 90 * DAY_MS,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 1,
      page: withdrawals,
    },
    {
      id: 'income',
      name: 'Funding, fees and profit of USDT futures',
      windowMs: 30 * DAY_MS,
      reachMs: 90 * DAY_MS,
      settlesMs: HOUR_MS,
      weight: 1,
      page: income,
    },
  ],
  untold: [
    { words: 'Trades and their fees on spot', external: false },
    'Inverse and standard futures',
    { words: 'Transfers between wallets but futures, and with sub-accounts', external: true },
    { words: 'Futures entries older than three months', external: false },
  ],
}
