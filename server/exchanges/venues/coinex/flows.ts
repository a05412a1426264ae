import { z } from 'zod'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { absolute, amount, inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, pageNumber, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

const STATES: Readonly<Record<string, FlowState>> = {
  finished: 'done',
  cancelled: 'failed',
  failed: 'failed',
}

const Moved = inside(
  'data',
  z.array(
    z.object({
      deposit_id: text.optional(),
      withdraw_id: text.optional(),
      created_at: atMs,
      ccy: z.string(),
      chain: maybeText,
      amount,
      actual_amount: maybeAmount,
      tx_fee: maybeAmount,
      fee_asset: maybeText,
      to_address: maybeText,
      tx_id: maybeText,
      deposit_method: maybeText,
      withdraw_method: maybeText,
      status: text,
    }),
  ),
)
const ROWS = 100
const METHODS = { deposit: 'v2PrivateGetAssetsDepositHistory', withdrawal: 'v2PrivateGetAssetsWithdraw' } as const

/**
 * Newest first, without a stretch. `actual_amount` is what arrived; what a withdrawal cost was paid besides, in a coin of its own.
 * https://docs.coinex.com/api/v2/assets/deposit-withdrawal/http/list-withdrawal-history
 */
const moved =
  (kind: 'deposit' | 'withdrawal') =>
  async (api: AccountApi, { from, cursor }: LedgerQuery): Promise<LedgerPage> => {
    const { page, next } = pageNumber(cursor)
    const rows = await api.call(METHODS[kind], { page, limit: ROWS }, Moved)
    const out = kind === 'withdrawal'
    const entries = rows.flatMap((row): FlowEntry[] => {
      const coin = api.code(row.ccy)
      const arrived = row.actual_amount ?? row.amount
      const id = out ? row.withdraw_id : row.deposit_id
      if (id === undefined) throw api.senseless(`a ${kind} without its number`)
      const within = /inter_user/i.test(row.withdraw_method ?? row.deposit_method ?? '')
      return flow({
        id,
        at: row.created_at,
        coin,
        amount: out ? negated(arrived) : arrived,
        kind,
        word: row.status,
        state: stateOf(STATES, row.status),
        wallet: 'spot',
        fee: out ? { coin: row.fee_asset ? api.code(row.fee_asset) : coin, cost: row.tx_fee } : null,
        counterpart: {
          chain: row.chain,
          txHash: row.tx_id,
          ...(out && (within ? { account: row.to_address } : { address: row.to_address })),
        },
      })
    })
    return { entries, next: rows.some(({ created_at }) => created_at < from) ? null : next(rows.length, ROWS) }
  }

const Funding = z.object({
  data: z.array(
    z.object({
      market: z.string(),
      ccy: z.string(),
      position_id: text,
      side: z.enum(['long', 'short']),
      funding_rate: amount,
      funding_value: amount,
      created_at: atMs,
    }),
  ),
  pagination: z.object({ has_next: z.boolean() }),
})

/**
 * https://docs.coinex.com/api/v2/futures/position/http/list-position-funding-history: of all markets, by number of the page. The sign of
 * `funding_value` is not documented, and in its sample it is what a long position paid at a rate above zero: side and rate say who paid.
 */
async function funding(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { page } = pageNumber(query.cursor)
  const { start, end } = spanMs(query)
  const { data, pagination } = await api.call(
    'v2PrivateGetFuturesPositionFundingHistory',
    { market_type: 'FUTURES', start_time: start, end_time: end, page, limit: ROWS },
    Funding,
  )
  const entries = await Promise.all(
    data.map(async (row): Promise<FlowEntry[]> => {
      const paid = (row.side === 'long') !== row.funding_rate.startsWith('-')
      return flow({
        id: `${row.position_id}:${row.created_at.getTime()}`,
        at: row.created_at,
        coin: api.code(row.ccy),
        amount: paid ? negated(absolute(row.funding_value)) : absolute(row.funding_value),
        kind: 'funding',
        word: `${row.side} at ${row.funding_rate}`,
        wallet: 'perp',
        pair: await contractPair(api, row.market.trim()),
      })
    }),
  )
  return { entries: entries.flat(), next: pagination.has_next ? String(page + 1) : null }
}

const list = { windowMs: null, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1 }

export const coinexFlows: Flows = {
  ledgers: [
    { ...list, id: 'deposits', name: 'Deposits', page: moved('deposit') },
    { ...list, id: 'withdrawals', name: 'Withdrawals', page: moved('withdrawal') },
    { ...list, id: 'funding', name: 'Funding', settlesMs: DAY_MS, external: false, page: funding },
  ],
  untold: [
    { words: 'Trades and their fees', external: false },
    { words: 'Trades, fees and profit of futures', external: false },
    {
      words: 'Transfers between wallets of the account, which the exchange tells for one coin at a time',
      external: false,
    },
    { words: 'Transfers with sub-accounts, in whose list the main account has no documented name', external: true },
  ],
}
