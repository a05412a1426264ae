import { z } from 'zod'
import type { FlowEntry, FlowKind } from '../../../domain/flows/types'
import { add, amount, inside, isZero, maybeAmount, maybeText, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, flow, HOUR_MS, inParts, kindOf, spanMs } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** https://docs.deribit.com/api-reference/account-management/private-get_transaction_log */
const KINDS: Readonly<Record<string, FlowKind>> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  transfer: 'transfer',
  trade: 'realized',
  settlement: 'realized',
  delivery: 'realized',
  liquidation: 'liquidation',
  swap: 'trade',
  negative_balance_fee: 'interest',
  usdc_reward: 'reward',
  reward: 'reward',
}
const Log = inside(
  'result',
  z.object({
    continuation: maybeText,
    logs: z.array(
      z.object({
        id: text,
        timestamp: atMs,
        type: z.string(),
        currency: z.string(),
        change: amount,
        commission: maybeAmount,
        interest_pl: maybeAmount,
        instrument_name: maybeText,
        trade_id: maybeText,
        info: z.unknown().optional(),
      }),
    ),
  }),
)
type Row = z.output<typeof Log>['logs'][number]
const Info = z.object({
  addr: maybeText,
  address: maybeText,
  transaction: maybeText,
  other_user: maybeText,
  transfer_type: maybeText,
})
/** Each currency is a question of its own. */
const CURRENCIES = ['BTC', 'ETH', 'USDC', 'USDT', 'EURR', 'SOL', 'XRP', 'MATIC', 'BNB', 'PAXG', 'STETH', 'USDE', 'USYC'] as const
const ROWS = 250

/**
 * `change` holds the commission. Funding is paid with the settlement alone, whose change holds it: a trade tells what was due
 * until then, and its change is without.
 */
async function logged(row: Row, api: AccountApi): Promise<FlowEntry[]> {
  const coin = api.code(row.currency)
  const spot = row.instrument_name !== null && /^[A-Z0-9]+_[A-Z]+$/.test(row.instrument_name)
  const info = Info.safeParse(row.info)
  const base = {
    at: row.timestamp,
    coin,
    word: row.type,
    wallet: 'unified',
    pair: spot ? (row.instrument_name?.replace('_', '-') ?? null) : await contractPair(api, row.instrument_name),
  }
  const cost = row.type === 'withdrawal' || row.type === 'deposit' ? null : row.commission
  const whole = add(row.change, cost) ?? row.change
  const settled = row.type === 'settlement' && /PERPETUAL/.test(row.instrument_name ?? '')
  const funding = !settled || row.interest_pl === null || isZero(row.interest_pl) ? null : row.interest_pl
  return [
    ...flow({
      ...base,
      id: row.id,
      amount: subtract(whole, funding),
      kind: row.type === 'trade' && spot ? 'trade' : kindOf(KINDS, row.type),
      fee: { coin, cost },
      counterpart: info.success
        ? { address: info.data.addr ?? info.data.address, txHash: info.data.transaction, account: info.data.other_user }
        : null,
    }),
    ...(funding === null ? [] : flow({ ...base, id: `${row.id}:funding`, amount: funding, kind: 'funding' as const })),
  ]
}

async function log(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(CURRENCIES, query, async (currency, part) => {
    const { start, end } = spanMs(part)
    const asked = { currency, start_timestamp: start, end_timestamp: end, count: ROWS, continuation: part.cursor ?? undefined }
    const found = await api.call('privateGetGetTransactionLog', asked, Log)
    const own = found.logs.filter((row) => row.currency === currency)
    const entries = (await Promise.all(own.map((row) => logged(row, api)))).flat()
    return { entries, next: found.logs.length === 0 ? null : found.continuation }
  })
}

export const deribitFlows: Flows = {
  ledgers: [
    {
      id: 'log',
      name: 'Transaction log',
      windowMs: null,
      reachMs: null,
      settlesMs: HOUR_MS,
      weight: CURRENCIES.length,
      page: log,
    },
  ],
  untold: [{ words: 'Deposits and withdrawals that are still under way: the log holds what is booked', external: false }],
}
