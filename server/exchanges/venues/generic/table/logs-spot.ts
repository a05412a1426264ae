import type { FlowKind } from '../../../../domain/flows/types'
import { absolute, isZero, plainDecimal, subtract } from '../../../ccxt/amounts'
import { kindOf } from '../../../reading/flow-rows'
import { at } from '../envelope'
import { figure, type Row, rowsIfAny } from './fields'
import { type Own, signed, text, told } from './own'

/**
 * Rows of exchanges' own logs, where ccxt's structure leaves one side out, names no coin, or has its sign twice. Samples in
 * the form of their documentation are in `ledgers.test.ts`.
 */

/** https://www.bitstamp.net/api/#tag/Transactions-private/operation/GetUserTransactions */
const BITSTAMP_KINDS: Readonly<Record<string, FlowKind>> = {
  '0': 'deposit',
  '1': 'withdrawal',
  '2': 'trade',
  '14': 'transfer',
  '25': 'transfer',
  '26': 'transfer',
  '27': 'reward',
  '32': 'rebate',
  '35': 'transfer',
}
const BITSTAMP_WORDS: Readonly<Record<string, string>> = {
  '0': 'deposit',
  '1': 'withdrawal',
  '2': 'market trade',
  '14': 'sub account transfer',
  '25': 'credited with staked assets',
  '26': 'sent assets to staking',
  '27': 'staking reward',
  '32': 'referral reward',
  '35': 'inter account transfer',
}
/** Names of a row that are no coins; a price stands under its pair (`btc_usd`). */
const BITSTAMP_OTHER = new Set(['id', 'fee', 'type', 'order_id', 'datetime', 'self_trade', 'self_trade_order_id', 'status'])

/** Every coin has a field of its own, most of them 0; a trade's fee is in the coin that its pair is priced in. */
export const bitstampLog: Own = (row, codeOf) => {
  const type = text(row, 'type')
  // Whatever has no number and no moment is no row of it, and not one in which no coin moved.
  if (told(row, 'id') === null || text(row, 'datetime') === '')
    return [{ id: null, at: null, coin: '', amount: null, kind: 'other', word: type }]
  const coins = Object.keys(row).filter((name) => !BITSTAMP_OTHER.has(name) && !name.includes('_'))
  const moved = coins.filter((name) => !isZero(plainDecimal(row[name])))
  const pair = Object.keys(row).find((name) => /^[a-z0-9]+_[a-z0-9]+$/.test(name) && !BITSTAMP_OTHER.has(name))
  const priced = pair?.split('_')[1]
  const feeCoin = type === '2' && priced !== undefined ? priced : moved[0]
  const cost = figure(row, 'fee')
  return moved.map((name) => ({
    id: `${text(row, 'id')}:${name}`,
    at: text(row, 'datetime') || null,
    coin: codeOf(name.toUpperCase()),
    amount: plainDecimal(row[name]),
    kind: kindOf(BITSTAMP_KINDS, type),
    word: BITSTAMP_WORDS[type] ?? `type ${type}`,
    fee: name === feeCoin && !isZero(cost) ? { coin: codeOf(name.toUpperCase()), cost } : null,
  }))
}

const BITSO_KINDS: Readonly<Record<string, FlowKind>> = {
  funding: 'deposit',
  withdrawal: 'withdrawal',
  trade: 'trade',
  fee: 'fee',
}

/** https://docs.bitso.com/bitso-api/docs/ledger: each coin that an operation changed stands in `balance_updates`, signed. */
export const bitsoLog: Own = (row, codeOf) =>
  rowsIfAny(row, 'balance_updates').map((update, index) => ({
    id: `${text(row, 'eid')}:${index}`,
    at: text(row, 'created_at') || null,
    coin: codeOf(text(update, 'currency')),
    amount: figure(update, 'amount'),
    kind: kindOf(BITSO_KINDS, text(row, 'operation')),
    word: text(row, 'operation'),
    txHash: told(row, 'details.tx_hash'),
  }))

const CEX_KINDS: Readonly<Record<string, FlowKind>> = {
  deposit: 'deposit',
  withdraw: 'withdrawal',
  trade: 'trade',
  commission: 'fee',
  convert: 'trade',
  internalTransfer: 'transfer',
}
/** https://trade.cex.io/docs/#rest-private-api-calls-transaction-history */
export const cexLog: Own = (row, codeOf) => [
  {
    id: told(row, 'transactionId'),
    at: text(row, 'timestamp') || null,
    coin: codeOf(text(row, 'currency')),
    amount: figure(row, 'amount'),
    kind: kindOf(CEX_KINDS, text(row, 'type')),
    word: text(row, 'type'),
  },
]

/** https://docs.cdp.coinbase.com/exchange/reference/exchangerestapi_gettransfers: a withdrawal's amount holds its fee. */
export const coinbaseExchangeTransfers: Own = (row, codeOf) => {
  const type = text(row, 'type')
  const out = /withdraw/.test(type)
  const cost = out ? figure(row, 'details.fee') : null
  const size = figure(row, 'amount')
  const coin = codeOf(text(row, 'currency'))
  const done = at(row, 'completed_at') != null
  return [
    {
      id: told(row, 'id'),
      at: text(row, 'created_at') || null,
      coin,
      amount: size === null ? null : signed(out, subtract(absolute(size), cost)),
      kind: /^internal_/.test(type) ? 'transfer' : type === 'deposit' ? 'deposit' : type === 'withdraw' ? 'withdrawal' : 'other',
      word: type,
      state: at(row, 'canceled_at') != null ? 'failed' : done ? 'done' : 'pending',
      fee: out ? { coin, cost } : null,
      txHash: told(row, 'details.crypto_transaction_hash'),
      chain: told(row, 'details.network'),
      address: out ? text(row, 'details.sent_to_address') || text(row, 'details.crypto_address') : null,
    },
  ]
}

/** Indodax keeps a list for each coin, whose rows do not name it; `indodaxRows` put it beside them. Seconds; the fee besides. */
export const indodaxMoved: Own = (row, codeOf) => {
  const out = text(row, 'kind') === 'withdraw'
  const coin = codeOf(text(row, 'coin'))
  const state = text(row, 'row.status')
  return [
    {
      id: `${text(row, 'kind')}:${text(row, out ? 'row.withdraw_id' : 'row.deposit_id')}`,
      at: Number(text(row, 'row.success_time') || text(row, 'row.submit_time')) * 1000 || null,
      coin,
      amount: signed(out, figure(row, 'row.amount', `row.${text(row, 'coin')}`)),
      kind: out ? 'withdrawal' : 'deposit',
      word: text(row, 'row.type') || state,
      state: state === 'success' ? 'done' : /fail|cancel|reject/i.test(state) ? 'failed' : 'pending',
      fee: out ? { coin, cost: figure(row, 'row.fee') } : null,
      txHash: told(row, 'row.tx'),
    },
  ]
}
export function indodaxRows(answer: unknown): Row[] | undefined {
  const kinds = at(answer, 'return')
  if (typeof kinds !== 'object' || kinds === null) return undefined
  return ['withdraw', 'deposit'].flatMap((kind) => {
    const lists = at(kinds, kind)
    if (typeof lists !== 'object' || lists === null) return []
    return Object.keys(lists).flatMap((coin) => rowsIfAny(lists, coin).map((row) => ({ kind, coin, row })))
  })
}
