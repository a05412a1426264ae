import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { absolute, amount, inside, maybeText, negated, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { capitalWithdrawal, capitalWithdrawn } from '../../reading/capital'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, nextMoment, pageNumber, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** 5 and 12 are final of a deposit, and 5 of a withdrawal is under way. https://www.mexc.com/api-docs/spot-v3/wallet-endpoints */
const DEPOSIT_STATES: Readonly<Record<string, FlowState>> = {
  '5': 'done',
  '7': 'failed',
  '8': 'failed',
  '10': 'failed',
  '11': 'failed',
  '12': 'done',
}
const WITHDRAWAL_STATES: Readonly<Record<string, FlowState>> = { '7': 'done', '8': 'failed', '9': 'failed' }
const Deposits = z.array(z.object({ amount, coin: z.string(), network: maybeText, status: text, txId: text, insertTime: atMs }))
const Withdrawals = z.array(capitalWithdrawal.extend({ applyTime: atMs }))
const ROWS = 1000
/** Coins come with their network where they have several (`USDT-TRX`). */
const coinOf = (coin: string, api: AccountApi) => api.code(coin.split('-')[0] ?? coin)

/** Of the stretch, newest first: what a full answer leaves out is asked for by time. */
function stretch(query: LedgerQuery) {
  const { start, end } = spanMs(query)
  const endTime = query.cursor === null ? end : Number(query.cursor)
  return { endTime, params: { startTime: start, endTime, limit: ROWS } }
}

/** A hash may come with its output's number (`hash:1`), which is not of the other end. */
async function deposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { endTime, params } = stretch(query)
  const rows = await api.call('spotPrivateGetCapitalDepositHisrec', params, Deposits)
  const entries = rows.flatMap((row) =>
    flow({
      id: `${row.txId}:${row.coin}`,
      at: row.insertTime,
      coin: coinOf(row.coin, api),
      amount: row.amount,
      kind: 'deposit',
      word: `deposit ${row.status}`,
      state: stateOf(DEPOSIT_STATES, row.status),
      wallet: 'spot',
      counterpart: { chain: row.network, txHash: row.txId.replace(/:\d+$/, '') },
    }),
  )
  return {
    entries,
    next: nextMoment(
      rows.map((row) => row.insertTime.getTime()),
      ROWS,
      endTime,
      'newest first',
    ),
  }
}

/** `amount` holds the fee. */
async function withdrawals(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { endTime, params } = stretch(query)
  const rows = await api.call('spotPrivateGetCapitalWithdrawHistory', params, Withdrawals)
  const entries = rows.flatMap((row) =>
    capitalWithdrawn(row, {
      coin: coinOf(row.coin, api),
      arrives: subtract(row.amount, row.transactionFee),
      wallet: 'spot',
      states: WITHDRAWAL_STATES,
    }),
  )
  return {
    entries,
    next: nextMoment(
      rows.map((row) => row.applyTime.getTime()),
      ROWS,
      endTime,
      'newest first',
    ),
  }
}

const paged = <T extends z.ZodType>(row: T) => inside('data', z.object({ resultList: z.array(row).nullable() }))
const Fundings = paged(z.object({ id: text, symbol: z.string(), funding: amount, settleTime: atMs }))
const Transfers = paged(
  z.object({ id: text, txid: maybeText, currency: z.string(), amount, type: z.string(), state: z.string(), createTime: atMs }),
)
const FUTURES_ROWS = 100

/** All of them, newest first, whatever the stretch: pages are asked for until one begins before it. */
async function funding(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { page, next } = pageNumber(query.cursor)
  const rows =
    (await api.call('contractPrivateGetPositionFundingRecords', { page_num: page, page_size: FUTURES_ROWS }, Fundings))
      .resultList ?? []
  const entries = await Promise.all(
    rows.map(async (row) =>
      flow({
        id: row.id,
        at: row.settleTime,
        coin: row.symbol.endsWith('_USD')
          ? api.code(row.symbol.split('_')[0] ?? '')
          : api.code(row.symbol.split('_')[1] ?? 'USDT'),
        amount: row.funding,
        kind: 'funding',
        word: 'funding',
        wallet: 'perp',
        pair: await contractPair(api, row.symbol),
      }),
    ),
  )
  const past = rows.some((row) => row.settleTime < query.from)
  return { entries: entries.flat(), next: past ? null : next(rows.length, FUTURES_ROWS) }
}

const TRANSFER_STATES: Readonly<Record<string, FlowState>> = { SUCCESS: 'done', FAILED: 'failed' }
const WAYS: Readonly<Record<string, FlowKind>> = { IN: 'transfer', OUT: 'transfer' }

/** Seen from futures: an end in each wallet. */
async function transfers(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { page, next } = pageNumber(query.cursor)
  const rows =
    (await api.call('contractPrivateGetAccountTransferRecord', { page_num: page, page_size: FUTURES_ROWS }, Transfers))
      .resultList ?? []
  const entries = rows.flatMap((row) => {
    const size = absolute(row.amount)
    const into = row.type === 'IN'
    const base = {
      at: row.createTime,
      coin: api.code(row.currency),
      kind: WAYS[row.type] ?? 'other',
      word: row.type,
      state: stateOf(TRANSFER_STATES, row.state),
    } as const
    return [
      ...flow({
        ...base,
        id: `${row.id}:futures`,
        wallet: 'perp',
        amount: into ? size : negated(size),
        counterpart: { wallet: 'spot' },
      }),
      ...flow({
        ...base,
        id: `${row.id}:spot`,
        wallet: 'spot',
        amount: into ? negated(size) : size,
        counterpart: { wallet: 'perp' },
      }),
    ]
  })
  const past = rows.some((row) => row.createTime < query.from)
  return { entries, next: past ? null : next(rows.length, FUTURES_ROWS) }
}

const kept = { windowMs: 7 * DAY_MS, reachMs: 90 * DAY_MS, settlesMs: 3 * DAY_MS, weight: 1 }
const futures = { windowMs: null, reachMs: 90 * DAY_MS, settlesMs: HOUR_MS, weight: 1 }

export const mexcFlows: Flows = {
  ledgers: [
    { ...kept, id: 'deposits', name: 'Deposits', page: deposits },
    { ...kept, id: 'withdrawals', name: 'Withdrawals', page: withdrawals },
    { ...futures, id: 'funding', name: 'Funding of futures', page: funding },
    { ...futures, id: 'transfers', name: 'Transfers between spot and futures', page: transfers },
  ],
  untold: [
    { words: 'Trades and their fees on spot: MEXC lists them market by market only', external: false },
    { words: 'Realised profit and fees of futures', external: false },
    { words: 'Deposits, withdrawals and transfers older than 90 days, and transfers with sub-accounts', external: true },
  ],
}
