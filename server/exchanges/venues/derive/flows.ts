import { z } from 'zod'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import type { WalletType } from '../../../domain/types'
import { absolute, amount, flag, inside, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, numbered, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { portfolios, walletAt } from './accounts'

/**
 * Lists of one sub-account each, whole between two moments; asked of all of them. A session key is needed.
 * https://docs.derive.xyz/reference/private-get_deposit_history, …withdrawal…, …erc20_transfer…, …funding…, …interest_history (2026-11)
 */

const STATES: Readonly<Record<string, FlowState>> = {
  settled: 'done',
  reverted: 'failed',
  ignored: 'failed',
  timed_out: 'failed',
}

interface Place {
  id: string
  wallet: WalletType
}

async function everySubAccount<T extends z.ZodType>(
  api: AccountApi,
  query: LedgerQuery,
  { method, row, entries }: { method: string; row: T; entries: (row: z.output<T>, of: Place) => Promise<FlowEntry[]> },
): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const accounts = await portfolios(api)
  const found = await Promise.all(
    accounts.map(async ({ subaccount_id: id }, place) => {
      const asked = { subaccount_id: Number(id), start_timestamp: start, end_timestamp: end }
      const { events } = await api.call(method, asked, inside('result', z.object({ events: z.array(row) })))
      const rows = await Promise.all(events.map((event) => entries(event, { id, wallet: walletAt(place) })))
      return numbered(rows.flat())
    }),
  )
  return { entries: found.flat(), next: null }
}

const Moved = z.object({
  amount,
  asset: z.string(),
  timestamp: atMs,
  transaction_id: maybeText,
  tx_hash: maybeText,
  tx_status: maybeText,
})

const moved = (kind: 'deposit' | 'withdrawal', method: string) => (api: AccountApi, query: LedgerQuery) =>
  everySubAccount(api, query, {
    method,
    row: Moved,
    entries: async (row, { id, wallet }) =>
      flow({
        id: `${id}:${row.transaction_id ?? row.tx_hash ?? row.timestamp.getTime()}`,
        at: row.timestamp,
        coin: api.code(row.asset),
        amount: kind === 'withdrawal' ? negated(absolute(row.amount)) : absolute(row.amount),
        kind,
        word: row.tx_status ?? kind,
        state: stateOf(STATES, row.tx_status),
        wallet,
        counterpart: { txHash: row.tx_hash },
      }),
  })

const Transfer = z.object({
  amount,
  asset: z.string(),
  timestamp: atMs,
  is_outgoing: flag,
  counterparty_subaccount_id: text,
  tx_hash: maybeText,
})
const transfers = (api: AccountApi, query: LedgerQuery) =>
  everySubAccount(api, query, {
    method: 'privatePostGetErc20TransferHistory',
    row: Transfer,
    entries: async (row, { id, wallet }) =>
      flow({
        id: `${id}:${row.is_outgoing ? 'out' : 'in'}:${row.tx_hash ?? row.timestamp.getTime()}:${row.asset}`,
        at: row.timestamp,
        coin: api.code(row.asset),
        amount: row.is_outgoing ? negated(absolute(row.amount)) : absolute(row.amount),
        kind: 'transfer',
        word: row.is_outgoing ? 'transfer out' : 'transfer in',
        wallet,
        counterpart: { account: row.counterparty_subaccount_id, txHash: row.tx_hash },
      }),
  })

const Funding = z.object({ funding: amount, instrument_name: z.string(), timestamp: atMs })
/** Below zero is paid. */
const funding = (api: AccountApi, query: LedgerQuery) =>
  everySubAccount(api, query, {
    method: 'privatePostGetFundingHistory',
    row: Funding,
    entries: async (row, { id, wallet }) =>
      flow({
        id: `${id}:${row.timestamp.getTime()}:${row.instrument_name}`,
        at: row.timestamp,
        coin: 'USDC',
        amount: row.funding,
        kind: 'funding',
        word: 'funding',
        wallet,
        pair: await contractPair(api, row.instrument_name),
      }),
  })

const Interest = z.object({ interest: amount, timestamp: atMs })
const interest = (api: AccountApi, query: LedgerQuery) =>
  everySubAccount(api, query, {
    method: 'privatePostGetInterestHistory',
    row: Interest,
    entries: async (row, { id, wallet }) =>
      flow({
        id: `${id}:${row.timestamp.getTime()}`,
        at: row.timestamp,
        coin: 'USDC',
        amount: row.interest,
        kind: 'interest',
        word: 'interest',
        wallet,
      }),
  })

const ledger = (id: string, name: string, page: Ledger['page'], more: Partial<Ledger> = {}): Ledger => ({
  ...{ id, name, windowMs: 30 * DAY_MS, reachMs: null, settlesMs: DAY_MS, weight: 2, page },
  ...more,
})
const INSIDE = { external: false, settlesMs: HOUR_MS }

export const deriveFlows: Flows = {
  ledgers: [
    ledger('deposits', 'Deposits', moved('deposit', 'privatePostGetDepositHistory')),
    ledger('withdrawals', 'Withdrawals', moved('withdrawal', 'privatePostGetWithdrawalHistory')),
    ledger('transfers', 'Transfers between sub-accounts', transfers),
    ledger('funding', 'Funding', funding, INSIDE),
    ledger('interest', 'Interest', interest, INSIDE),
  ],
  untold: [{ words: 'Trades, fees and settled options', external: false }],
}
