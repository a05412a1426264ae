import { z } from 'zod'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { absolute, amount, isZero, maybeAmount, maybeText, negated, plainDecimal, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { flow, numbered, type SentCounterpart } from '../../reading/flow-rows'
import { at } from './envelope'
import type { GenericLedger, OwnRow } from './ledger'

/**
 * Entries of ccxt's unified rows. What ccxt leaves undefined is not told: a row of money without its coin, moment, amount
 * or direction is an answer that makes no sense, never one that is left out.
 */

const Fee = z.object({ cost: maybeAmount, currency: maybeText }).nullish()
/** What the unified structures of deposits, withdrawals, transfers and funding have in common. */
export const UnifiedRow = z.object({
  info: z.unknown().optional(),
  id: maybeText,
  txid: maybeText,
  timestamp: z.coerce.number().nullish().catch(null),
  type: maybeText,
  amount: maybeAmount,
  currency: maybeText,
  code: maybeText,
  symbol: maybeText,
  status: maybeText,
  network: maybeText,
  address: maybeText,
  addressTo: maybeText,
  addressFrom: maybeText,
  internal: z
    .unknown()
    .optional()
    .transform((value) => value === true),
  fromAccount: maybeText,
  toAccount: maybeText,
  fee: Fee,
})
export type UnifiedRow = z.output<typeof UnifiedRow>

/** ccxt's words of states, and those that it hands on as exchanges send them. What is none of them is under way. */
const STATES: Readonly<Record<string, FlowState>> = {
  ok: 'done',
  failed: 'failed',
  fail: 'failed',
  canceled: 'failed',
  cancelled: 'failed',
  rejected: 'failed',
  refused: 'failed',
  refunded: 'failed',
  declined: 'failed',
  expired: 'failed',
}

function stateOf(row: UnifiedRow, { states, doneOnly }: GenericLedger): FlowState {
  if (states) return states.of[String(at(row.info, states.at) ?? '')] ?? 'pending'
  if (row.status === null) return doneOnly ? 'done' : 'pending'
  return STATES[row.status.toLowerCase()] ?? 'pending'
}

const WITHDRAWALS = new Set(['withdrawal', 'withdraw'])

/** Whether money left; null where neither the call nor the row tells. */
function isOut({ type }: UnifiedRow, { method }: GenericLedger): boolean | null {
  if (method === 'fetchDeposits') return false
  if (method === 'fetchWithdrawals') return true
  const word = type?.toLowerCase() ?? ''
  return word === 'deposit' ? false : WITHDRAWALS.has(word) ? true : null
}

interface Told {
  time: Date
  coin: string
  size: string
}

/** Null for one that failed, which moved nothing. @throws DomainError for a row of money that does not tell what moved */
function told(row: UnifiedRow, ledger: GenericLedger, state: FlowState, api: AccountApi): Told | null {
  const coin = ledger.coin ?? row.currency ?? row.code
  const own = ledger.amountAt === undefined ? null : plainDecimal(at(row.info, ledger.amountAt))
  const size = own ?? row.amount
  const time = row.timestamp == null ? null : new Date(row.timestamp)
  if (coin && size !== null && time && !Number.isNaN(time.getTime()) && time.getTime() > 0) return { time, coin, size }
  if (state === 'failed') return null
  const missing = coin ? (size === null ? 'amount' : 'moment') : 'coin'
  throw api.senseless(`a row of “${ledger.name}” without its ${missing}`)
}

/** What ids begin with that a row has of what it says alone. */
const BARE = '~'

/** By what a row says, where it has no id, or one that stands in others too. */
const byContent = (id: string | null | undefined, ...parts: (string | number | null | undefined)[]) =>
  [id || BARE, ...parts.map((part) => part ?? '')].join(':')

/** Entries of rows without ids: two that say the same are two. One that is told again under its own id is one. */
export function countedApart(entries: readonly FlowEntry[]): FlowEntry[] {
  const isBare = ({ id }: FlowEntry) => /^(\w+:)?~:/.test(id)
  const bare = numbered(entries.filter(isBare)).values()
  return entries.map((entry) => (isBare(entry) ? (bare.next().value ?? entry) : entry))
}

const hashIn = ({ info }: UnifiedRow, names: readonly string[]) =>
  String(names.map((name) => at(info, name)).find((found) => found != null && found !== '') ?? '')

function moved(row: UnifiedRow, ledger: GenericLedger, api: AccountApi): FlowEntry[] {
  const state = stateOf(row, ledger)
  const known = told(row, ledger, state, api)
  if (known === null) return []
  const { time, coin } = known
  const out = isOut(row, ledger)
  if (out === null)
    throw api.senseless(`a row of “${ledger.name}” that is no deposit and no withdrawal (${row.type ?? 'no word'})`)
  const size = absolute(known.size)
  const cost = row.fee?.cost == null || isZero(row.fee.cost) ? null : absolute(row.fee.cost)
  const feeCoin = row.fee?.currency ?? coin
  const counted = out && cost !== null && ledger.fee !== undefined
  const net = counted && ledger.fee === 'within' && feeCoin === coin ? subtract(size, cost) : size
  const txHash = ledger.hashAt === undefined ? row.txid : hashIn(row, ledger.hashAt)
  const end = out ? (row.addressTo ?? row.address) : row.addressFrom
  const id = row.id && !ledger.idRepeats ? row.id : byContent(row.id, row.timestamp, coin, known.size, txHash)
  return flow({
    id: ledger.method === 'fetchDepositsWithdrawals' ? `${out ? 'withdrawal' : 'deposit'}:${id}` : id,
    at: time,
    coin,
    amount: out ? negated(net) : net,
    kind: out ? 'withdrawal' : 'deposit',
    word: row.status ?? (out ? 'withdrawal' : 'deposit'),
    state,
    wallet: ledger.wallet ?? null,
    fee: counted ? { coin: feeCoin, cost } : null,
    counterpart: { chain: row.network, txHash, ...(row.internal ? { account: end } : { address: end }) },
  })
}

function funding(row: UnifiedRow, ledger: GenericLedger, api: AccountApi): FlowEntry[] {
  const known = told(row, ledger, 'done', api)
  if (known === null) return []
  const { time, coin, size } = known
  return flow({
    id: byContent(ledger.idRepeats ? null : row.id, row.timestamp, row.symbol),
    at: time,
    coin,
    amount: size,
    kind: 'funding',
    word: 'funding',
    wallet: ledger.wallet ?? 'perp',
    pair: row.symbol,
  })
}

/** Between two wallets of the account: an end in each. */
function transfer(row: UnifiedRow, ledger: GenericLedger, api: AccountApi): FlowEntry[] {
  const state = stateOf(row, ledger)
  const known = told(row, ledger, state, api)
  if (known === null) return []
  const { fromAccount, toAccount } = row
  if (!fromAccount || !toAccount) throw api.senseless(`a row of “${ledger.name}” without its ends`)
  const { time, coin } = known
  const size = absolute(known.size)
  const id = row.id && !ledger.idRepeats ? row.id : byContent(row.id, row.timestamp, coin, size, fromAccount, toAccount)
  const base = { at: time, coin, kind: 'transfer', word: `${fromAccount} to ${toAccount}`, state } as const
  return [
    ...flow({ ...base, id: `${id}:from`, amount: negated(size), wallet: fromAccount, counterpart: { wallet: toAccount } }),
    ...flow({ ...base, id: `${id}:to`, amount: size, wallet: toAccount, counterpart: { wallet: fromAccount } }),
  ]
}

/** @throws DomainError for a row that does not tell what moved */
export function entryOf(row: UnifiedRow, ledger: GenericLedger, api: AccountApi): FlowEntry[] {
  if (ledger.method === 'fetchFundingHistory') return funding(row, ledger, api)
  if (ledger.method === 'fetchTransfers') return transfer(row, ledger, api)
  return moved(row, ledger, api)
}

/** @throws DomainError for a row that does not tell what moved */
export function entryOfOwn(row: OwnRow, ledger: GenericLedger, api: AccountApi): FlowEntry[] {
  const { state = 'done', amount: size, coin, kind, word } = row
  const time = row.at === null ? null : new Date(typeof row.at === 'number' ? row.at : written(row.at))
  if (size === null || time === null || !(time.getTime() > 0) || coin === '') {
    if (state === 'failed') return []
    throw api.senseless(`a row of “${ledger.name}” that does not tell what moved, or when`)
  }
  const end: SentCounterpart = {
    wallet: row.otherWallet,
    chain: row.chain,
    txHash: row.txHash,
    address: row.address,
    account: row.account,
  }
  return flow({
    id: row.id && !ledger.idRepeats ? row.id : byContent(row.id, time.getTime(), coin, size, word),
    at: time,
    coin,
    amount: amount.parse(size),
    kind,
    word,
    state,
    wallet: row.wallet ?? ledger.wallet ?? null,
    fee: row.fee ?? null,
    counterpart: end,
  })
}

/** Without a zone it is UTC (`2022-12-21 00:48:45`, `2022-12-21 00:48:45.477503+00`). */
function written(moment: string): string {
  const plain = moment
    .trim()
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  return /(Z|[+-]\d\d:\d\d)$/.test(plain) ? plain : `${plain}Z`
}
