import { z } from 'zod'
import type { DecimalString } from '../../../domain/decimal'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { absolute, amount, inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, numbered, pageNumber, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { publicly } from './accounts'

/**
 * By address, else by the key. ccxt's rows of deposits and withdrawals have neither direction nor state: it looks for
 * `token_side` and `status`, and the exchange calls them `side` and `trans_status`.
 * https://orderly.network/docs/build-on-omnichain/public-info-api/account/user-deposits-withdrawals, funding-payments and
 * restful-api/private/get-asset-history, get-funding-fee-history (2026-08-21)
 */

const ROWS = 500
const STATES: Readonly<Record<string, FlowState>> = { SUCCESS: 'done', COMPLETED: 'done', FAILED: 'failed', CANCELED: 'failed' }

const Moved = z.object({
  id: text,
  token: z.string(),
  side: z.string(),
  amount,
  fee: maybeAmount,
  chain_id: maybeText,
  tx_id: maybeText,
  status: maybeText,
  trans_status: maybeText,
  created_time: atMs,
})
const Paid = z.object({
  symbol: z.string(),
  funding_fee: amount,
  payment_type: maybeText,
  funding_status: maybeText,
  status: maybeText,
  margin_mode: maybeText,
  funding_rate_timestamp: maybeText,
  created_time: maybeText,
  updated_time: maybeText,
})

interface Question<T extends z.ZodType> {
  type: string
  method: string
  row: T
}

/** One page, of whoever is known: the address tells all its accounts, a key its own. */
async function pageOf<T extends z.ZodType>(
  api: AccountApi,
  { type, method, row }: Question<T>,
  query: LedgerQuery,
): Promise<{ rows: z.output<T>[]; next: string | null }> {
  const { start, end } = spanMs(query)
  const { address } = api
  if (address) {
    const asked = { type, address, start_time: start, end_time: end, limit: ROWS, cursor: query.cursor ?? undefined }
    const Page = inside('data', z.object({ rows: z.array(row), next_cursor: maybeText }))
    const { rows, next_cursor: next } = await api.call('fetch', publicly(api, asked), Page)
    return { rows, next: next || null }
  }
  const { page, next } = pageNumber(query.cursor)
  const Page = inside('data', z.object({ rows: z.array(row) }))
  const { rows } = await api.call(method, { start_t: start, end_t: end, page, size: ROWS }, Page)
  return { rows, next: next(rows.length, ROWS) }
}

function directionOf(side: string, api: AccountApi): 'deposit' | 'withdrawal' {
  if (/^deposit$/i.test(side)) return 'deposit'
  if (/^withdraw(al)?$/i.test(side)) return 'withdrawal'
  throw api.senseless(`a row that is no deposit and no withdrawal (${side})`)
}

async function moved(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const asked = { type: 'userDepositsWithdrawals', method: 'v1PrivateGetAssetHistory', row: Moved }
  const { rows, next } = await pageOf(api, asked, query)
  const entries = rows.flatMap((row): FlowEntry[] => {
    const kind = directionOf(row.side, api)
    const size = absolute(row.amount)
    const word = row.status ?? row.trans_status
    return flow({
      id: `${kind}:${row.id}`,
      at: row.created_time,
      coin: api.code(row.token),
      amount: kind === 'withdrawal' ? negated(size) : size,
      kind,
      word: word ?? kind,
      state: stateOf(STATES, word),
      wallet: 'unified',
      // Whether a withdrawal's amount holds its fee is not documented.
      counterpart: { chain: row.chain_id, txHash: row.tx_id },
    })
  })
  return { entries, next }
}

/** What was received, above zero: the word says which, where there is one; else above zero is paid. */
function received({ funding_fee: fee, payment_type: type }: z.output<typeof Paid>): DecimalString {
  if (/^pay$/i.test(type ?? '')) return negated(absolute(fee))
  return /^receive$/i.test(type ?? '') ? absolute(fee) : negated(fee)
}

async function funding(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const asked = { type: 'fundingPayments', method: 'v1PrivateGetFundingFeeHistory', row: Paid }
  const { rows, next } = await pageOf(api, asked, query)
  const entries = await Promise.all(
    rows.map(async (row): Promise<FlowEntry[]> => {
      const at = atMs.safeParse(row.funding_rate_timestamp ?? row.updated_time ?? row.created_time)
      if (!at.success) throw api.senseless('a payment of funding without its moment')
      const market = await api.contract(row.symbol, { counts: 'coins', settle: 'USDC', type: 'swap' })
      return flow({
        id: `~:${at.data.getTime()}:${market.symbol}`,
        at: at.data,
        coin: 'USDC',
        amount: received(row),
        kind: 'funding',
        word: 'funding',
        wallet: 'unified',
        pair: await contractPair(api, row.symbol),
      })
    }),
  )
  return { entries: numbered(entries.flat()), next }
}

export const woofiFlows: Flows = {
  ledgers: [
    {
      id: 'moved',
      name: 'Deposits and withdrawals',
      windowMs: null,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 5,
      page: moved,
    },
    {
      id: 'funding',
      name: 'Funding',
      windowMs: null,
      reachMs: null,
      settlesMs: HOUR_MS,
      weight: 5,
      external: false,
      page: funding,
    },
  ],
  untold: [
    { words: 'Trades, fees and profit', external: false },
    { words: 'Whether what a withdrawal cost is within its amount', external: false },
    { words: 'Transfers with sub-accounts and vaults', external: true },
  ],
}
