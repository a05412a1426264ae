import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { add, amount, inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, inParts, kindOf, nextMoment, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** 0 created, 1 submitted, 2 under way. */
const STATES: Readonly<Record<string, FlowState>> = { '3': 'done', '4': 'failed', '5': 'failed' }

/** https://developer-pro.bitmart.com/en/spot/#get-deposit-and-withdraw-history-keyed (2026-02) */
const Moves = inside(
  'data',
  inside(
    'records',
    z.array(
      z.object({
        withdraw_id: maybeText,
        deposit_id: maybeText,
        /** With the chain behind it: `USDT-TRC20`. */
        currency: z.string(),
        apply_time: atMs,
        /** Without the fee. */
        arrival_amount: amount,
        fee: maybeAmount,
        status: text,
        address: maybeText,
        tx_id: maybeText,
      }),
    ),
  ),
)
const MOVES = 1000

async function moves(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(['deposit', 'withdraw'] as const, query, async (operation_type, part) => {
    const { start, end } = spanMs(part)
    const endTime = part.cursor === null ? end : Number(part.cursor)
    const asked = { operation_type, N: MOVES, startTime: start, endTime }
    const rows = await api.call('privateGetAccountV2DepositWithdrawHistory', asked, Moves)
    const out = operation_type === 'withdraw'
    const entries = rows.flatMap((row) => {
      const [coin = row.currency, chain = null] = /NFT/.test(row.currency) ? [row.currency] : row.currency.split('-')
      return flow({
        id: `${operation_type}:${(out ? row.withdraw_id : row.deposit_id) ?? row.tx_id ?? ''}`,
        at: row.apply_time,
        coin: api.code(coin),
        amount: out ? negated(row.arrival_amount) : (add(row.arrival_amount, row.fee) ?? row.arrival_amount),
        kind: out ? 'withdrawal' : 'deposit',
        word: operation_type,
        state: stateOf(STATES, row.status),
        wallet: 'spot',
        fee: { coin: api.code(coin), cost: row.fee },
        counterpart: { chain, address: row.address, txHash: row.tx_id },
      })
    })
    const times = rows.map(({ apply_time }) => apply_time.getTime())
    return { entries, next: nextMoment(times, MOVES, endTime, 'newest first') }
  })
}

const KINDS: Readonly<Record<string, FlowKind>> = { '2': 'realized', '3': 'funding', '4': 'fee', '5': 'liquidation' }
const TRANSFER = '1'

/** https://developer-pro.bitmart.com/en/futuresv2/#get-transaction-history-keyed (2026-02) */
const Entries = inside(
  'data',
  z.array(
    z.object({
      symbol: maybeText,
      flow_type: text,
      type: z.string(),
      amount,
      asset: z.string(),
      time: atMs,
      tran_id: text,
    }),
  ),
)
const ENTRIES = 1000

/** What trading did to the account of contracts. Its transfers have their other end in the spot wallet, and move nothing of the account. */
async function contracts(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const end_time = query.cursor === null ? end : Number(query.cursor)
  const asked = { flow_type: 0, start_time: start, end_time, page_size: ENTRIES }
  const rows = await api.call('privateGetContractPrivateTransactionHistory', asked, Entries)
  const entries = await Promise.all(
    rows
      .filter(({ flow_type }) => flow_type !== TRANSFER)
      .map(async (row) =>
        flow({
          id: `${row.flow_type}:${row.tran_id}`,
          at: row.time,
          coin: api.code(row.asset),
          amount: row.amount,
          kind: kindOf(KINDS, row.flow_type),
          word: row.type,
          wallet: 'perp',
          pair: await contractPair(api, row.symbol),
        }),
      ),
  )
  const times = rows.map(({ time }) => time.getTime())
  return { entries: entries.flat(), next: nextMoment(times, ENTRIES, end_time, 'newest first') }
}

export const bitmartFlows: Flows = {
  ledgers: [
    {
      id: 'moves',
      name: 'Deposits and withdrawals',
      windowMs: 30 * DAY_MS,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 2,
      page: moves,
    },
    {
      ...{
        id: 'contracts',
        name: 'Funding, fees and profit of contracts',
        windowMs: 7 * DAY_MS,
        reachMs: null,
        settlesMs: DAY_MS,
      },
      ...{ weight: 1, external: false, page: contracts },
    },
  ],
  untold: [
    'What goes to sub-accounts and comes from them',
    { words: 'Spot trades: their list wants a signature by the secret, which is not asked for', external: false },
    { words: 'Interest of margin accounts: told pair by pair alone', external: false },
  ],
}
