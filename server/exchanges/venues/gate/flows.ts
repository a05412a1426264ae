import { z } from 'zod'
import type { FlowEntry, FlowKind, FlowState } from '../../../domain/flows/types'
import { absolute, amount, maybeAmount, maybeText, negated, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import {
  atMs,
  atSeconds,
  contractPair,
  DAY_MS,
  flow,
  HOUR_MS,
  inParts,
  kindOf,
  numbered,
  pageNumber,
  spanSeconds,
  spotPair,
  stateOf,
} from '../../reading/flow-rows'
import type { Flows, Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/**
 * Gate's ledgers: account books of each wallet. What the spot book says of deposits and withdrawals is left to the lists
 * that know hash and fee. Stretches are asked in seconds everywhere; answers are in milliseconds in some and in seconds,
 * with or without a fraction, in others. https://www.gate.com/docs/developers/apiv4/en/
 */

const SPOT: Readonly<Record<string, FlowKind>> = {
  sub_account_transfer: 'transfer',
  margin_in: 'transfer',
  margin_out: 'transfer',
  margin_funding_in: 'transfer',
  margin_funding_out: 'transfer',
  cross_margin_in: 'transfer',
  cross_margin_out: 'transfer',
  copy_trading_in: 'transfer',
  copy_trading_out: 'transfer',
  quant_in: 'transfer',
  quant_out: 'transfer',
  futures_in: 'transfer',
  futures_out: 'transfer',
  delivery_in: 'transfer',
  delivery_out: 'transfer',
  new_order: 'trade',
  cancel_order: 'trade',
  order_fill: 'trade',
  order_fee: 'fee',
  flash_swap_buy: 'trade',
  flash_swap_sell: 'trade',
  referral_fee: 'rebate',
  interest: 'interest',
  profit: 'interest',
  lend: 'transfer',
  redeem: 'transfer',
}
/** Coins that are lent are read as a wallet of the same account. */
const EARN: ReadonlySet<string> = new Set(['lend', 'redeem'])
const LISTED: ReadonlySet<string> = new Set(['deposit', 'withdraw'])

/** `dnw` is to and from the wallet; points are no coin of it. */
const FUTURES: Readonly<Record<string, FlowKind>> = {
  dnw: 'transfer',
  pnl: 'realized',
  fee: 'fee',
  refr: 'rebate',
  fund: 'funding',
  set: 'realized',
  prem: 'realized',
}
const POINTS = /^point_/

const Book = z.array(
  z.object({
    id: text,
    time: text,
    time_ms: maybeText,
    currency: z.string(),
    change: amount,
    type: maybeText,
    currency_pair: maybeText,
  }),
)
const ROWS = 1000

const asked = (query: LedgerQuery, limit: number) => {
  const { start, end } = spanSeconds(query)
  const { page, next } = pageNumber(query.cursor)
  return { params: { from: start, to: end, page, limit }, next }
}

/** `time` of the spot book has milliseconds, that of others seconds, with milliseconds beside them. */
function momentOf(row: { time: string; time_ms?: string | null }): Date {
  const value = row.time_ms || row.time
  return (value.split('.')[0] ?? '').length > 11 ? atMs.parse(value) : atSeconds.parse(value)
}

const book = (method: string, wallet: string): Ledger['page'] =>
  async function read(api, query) {
    const { params, next } = asked(query, ROWS)
    const rows = await api.call(method, params, Book)
    const entries = await Promise.all(
      rows.map(async (row): Promise<FlowEntry[]> => {
        const word = row.type ?? 'change'
        if (LISTED.has(word)) return []
        return flow({
          id: row.id,
          at: momentOf(row),
          coin: api.code(row.currency),
          amount: row.change,
          kind: kindOf(SPOT, word),
          word,
          wallet,
          pair: await spotPair(api, row.currency_pair),
          counterpart: EARN.has(word) ? { wallet: 'earn' } : null,
        })
      }),
    )
    return { entries: numbered(entries.flat()), next: next(rows.length, ROWS) }
  }

const Derivatives = z.array(z.object({ time: atSeconds, change: amount, type: z.string(), text: maybeText, contract: maybeText }))
const SETTLES = [
  { method: 'privateFuturesGetSettleAccountBook', settle: 'usdt', wallet: 'perp' },
  { method: 'privateFuturesGetSettleAccountBook', settle: 'btc', wallet: 'coinm' },
  { method: 'privateDeliveryGetSettleAccountBook', settle: 'usdt', wallet: 'delivery' },
] as const

/** No id comes with a row: moment, kind, text and figure are it, and two alike are numbered. */
async function futures(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(SETTLES, query, async ({ method, settle, wallet }, part) => {
    const { start, end } = spanSeconds(part)
    const offset = Number(part.cursor ?? 0)
    const rows = await api.call(method, { settle, from: start, to: end, limit: ROWS, offset }, Derivatives)
    const entries = await Promise.all(
      rows
        .filter(({ type }) => !POINTS.test(type))
        .map(async (row) =>
          flow({
            id: [wallet, row.time.getTime(), row.type, row.text ?? '', row.change].join(':'),
            at: row.time,
            coin: settle.toUpperCase(),
            amount: row.change,
            kind: kindOf(FUTURES, row.type),
            word: row.type,
            wallet,
            pair: await contractPair(api, row.contract || contractIn(row.text)),
          }),
        ),
    )
    return { entries: numbered(entries.flat()), next: rows.length < ROWS ? null : String(offset + ROWS) }
  })
}

/** `ETH_USD:6086261`: the contract and the order. */
function contractIn(said: string | null): string | null {
  const [contract = ''] = said?.split(':') ?? []
  return /^[A-Z0-9]+_[A-Z]+/.test(contract) ? contract : null
}

const STATES: Readonly<Record<string, FlowState>> = {
  DONE: 'done',
  BCODE: 'done',
  CANCEL: 'failed',
  FAIL: 'failed',
  INVALID: 'failed',
}
const Moved = z.array(
  z.object({
    id: text,
    currency: z.string(),
    chain: maybeText,
    address: maybeText,
    amount,
    fee: maybeAmount,
    txid: maybeText,
    timestamp: atSeconds,
    status: z.string(),
  }),
)
const MOVED_ROWS = 500

/**
 * A withdrawal's amount holds its fee. A code of Gate (its id begins with `b`) may stand in either list, and its sign alone
 * says whether it was sent or redeemed.
 */
const moved = (method: string, kind: 'deposit' | 'withdrawal'): Ledger['page'] =>
  async function read(api, query) {
    const { start, end } = spanSeconds(query)
    const offset = Number(query.cursor ?? 0)
    const rows = await api.call(method, { from: start, to: end, limit: MOVED_ROWS, offset }, Moved)
    const entries = rows.flatMap((row) => {
      const coin = api.code(row.currency.split('_')[0] ?? row.currency)
      const size = absolute(row.amount)
      const out = row.id.startsWith('b') ? row.amount.startsWith('-') : kind === 'withdrawal'
      return flow({
        id: row.id,
        at: row.timestamp,
        coin,
        amount: out ? negated(subtract(size, row.fee)) : size,
        kind: out ? 'withdrawal' : 'deposit',
        word: row.status,
        state: stateOf(STATES, row.status),
        wallet: 'spot',
        fee: out ? { coin, cost: row.fee } : null,
        // The address of a deposit is one's own.
        counterpart: { chain: row.chain, txHash: row.txid, address: out ? row.address : null },
      })
    })
    return { entries, next: rows.length < MOVED_ROWS ? null : String(offset + MOVED_ROWS) }
  }

const Interest = z.array(
  z.object({
    currency: z.string(),
    currency_pair: maybeText,
    interest: amount,
    status: maybeText,
    type: maybeText,
    create_time: atMs,
  }),
)
const INTEREST_ROWS = 100

/** Positive figures: what a loan cost, or what lent coins earned. Status 1 is done, 0 failed. */
const interest = (method: string, wallet: string, sign: 'paid' | 'earned'): Ledger['page'] =>
  async function read(api, query) {
    const { params, next } = asked(query, INTEREST_ROWS)
    const rows = await api.call(method, params, Interest)
    const entries = rows.flatMap((row) =>
      flow({
        id: [row.create_time.getTime(), row.currency, row.currency_pair ?? '', row.type ?? '', row.interest].join(':'),
        at: row.create_time,
        coin: api.code(row.currency),
        amount: sign === 'paid' ? negated(row.interest) : row.interest,
        kind: 'interest',
        word: row.type || 'interest',
        state: row.status === '0' ? 'failed' : 'done',
        wallet,
      }),
    )
    return { entries: numbered(entries), next: next(rows.length, INTEREST_ROWS) }
  }

const kept = { windowMs: 30 * DAY_MS, reachMs: null, settlesMs: HOUR_MS, weight: 1 }

export const gateFlows: Flows = {
  ledgers: [
    { ...kept, id: 'deposits', name: 'Deposits', settlesMs: 3 * DAY_MS, page: moved('privateWalletGetDeposits', 'deposit') },
    {
      ...kept,
      id: 'withdrawals',
      name: 'Withdrawals',
      settlesMs: 3 * DAY_MS,
      page: moved('privateWalletGetWithdrawals', 'withdrawal'),
    },
    { ...kept, id: 'spot', name: 'Account book of spot', page: book('privateSpotGetAccountBook', 'spot') },
    {
      ...kept,
      id: 'margin',
      name: 'Account book of isolated margin',
      page: book('privateMarginGetAccountBook', 'isolated_margin'),
    },
    { ...kept, id: 'futures', name: 'Account books of perpetuals and delivery', weight: 3, page: futures },
    {
      ...kept,
      id: 'unified-interest',
      external: false,
      name: 'Interest on loans of the unified account',
      page: interest('privateUnifiedGetInterestRecords', 'unified', 'paid'),
    },
    {
      ...kept,
      id: 'margin-interest',
      external: false,
      name: 'Interest on loans of isolated margin',
      page: interest('privateMarginGetUniInterestRecords', 'isolated_margin', 'paid'),
    },
    {
      ...kept,
      id: 'earn',
      external: false,
      name: 'Interest on lent coins',
      page: interest('privateEarnGetUniInterestRecords', 'earn', 'earned'),
    },
  ],
  untold: [
    { words: 'Account book of options', external: false },
    { words: 'Points, which pay fees in place of coins', external: false },
  ],
}
