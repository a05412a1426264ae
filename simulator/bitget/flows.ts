import { Decimal } from '../decimal'
import { type Movement, within } from '../movement'
import { type Product, productAsked, productOf, type SignedCall, WALLET } from './call'
import { BitgetError, badParameter } from './errors'

/** Bitget's ledgers: bills of each wallet of classic and of unified accounts, newest first, and lists of deposits and withdrawals. */

const DAY = 86_400_000
/** What is older is not told. */
const REACH = 90 * DAY

/** Rows of the stretch asked for, newest first; wider ones than the list takes are refused. */
function asked({ query, exchange, ledger }: SignedCall, days: number): Movement[] {
  const end = Number(query.get('endTime') ?? exchange.now())
  const start = Number(query.get('startTime') ?? end - days * DAY)
  if (!(start <= end)) throw badParameter('startTime')
  if (end - start > days * DAY) throw new BitgetError('40017', `The time range cannot be more than ${days} days`)
  return within(exchange.movements(ledger), Math.max(start, exchange.now() - REACH), end).toReversed()
}

const idOf = ({ ledger }: SignedCall, { id }: Movement) => `${ledger.uid}${String(id).padStart(6, '0')}`

/** Those with ids below the one that a page ended with. */
function page<T extends { id: string }>({ query }: SignedCall, rows: readonly T[], most: number, name = 'idLessThan'): T[] {
  const below = query.get(name)
  const limit = Math.min(most, Number(query.get('limit') ?? 20) || 20)
  return rows.filter(({ id }) => !below || BigInt(id) < BigInt(below)).slice(0, limit)
}

const identified = (call: SignedCall, rows: readonly Movement[]) => rows.map((row) => ({ row, id: idOf(call, row) }))
const isOut = ({ amount }: Movement) => amount.startsWith('-')
const unsigned = (amount: string) => amount.replace(/^-/, '')

const SPOT: Readonly<Record<Movement['kind'], (row: Movement) => string>> = {
  deposit: () => 'DEPOSIT',
  withdrawal: () => 'WITHDRAW',
  transfer: (row) => (isOut(row) ? 'TRANSFER_OUT' : 'TRANSFER_IN'),
  trade: (row) => (isOut(row) ? 'SELL' : 'BUY'),
  funding: () => 'CONTRACT_SETTLE_FEE',
  fee: () => 'DEDUCTION_HANDLING_FEE',
  realized: () => 'CLOSE_LONG',
  interest: () => 'INTEREST',
  reward: () => 'AIRDROP_REWARDS',
}

/** GET /api/v2/spot/account/bills */
export function spotBills(call: SignedCall) {
  const rows = asked(call, 90).filter(({ wallet }) => wallet === 'spot')
  return page(call, identified(call, rows), 500).map(({ row, id }) => ({
    billId: id,
    coin: row.coin,
    groupType: 'transaction',
    businessType: SPOT[row.kind](row),
    size: row.amount,
    balance: '0',
    fees: '0',
    cTime: String(row.at),
  }))
}

const MIX: Readonly<Partial<Record<Movement['kind'], (row: Movement) => string>>> = {
  transfer: (row) => (isOut(row) ? 'trans_to_exchange' : 'trans_from_exchange'),
  funding: () => 'contract_settle_fee',
  fee: () => 'open_long',
  realized: () => 'close_long',
}

/** What an opening costs stands under `fee`, below zero, beside nothing that moved. */
const figures = (row: Movement) => (row.kind === 'fee' ? { amount: '0', fee: row.amount } : { amount: row.amount, fee: '0' })

/** GET /api/v2/mix/account/bill */
export function mixBills(call: SignedCall) {
  const product = productAsked(call.query.get('productType'))
  const rows = product === null ? [] : asked(call, 30).filter(({ wallet, kind }) => wallet === WALLET[product] && kind in MIX)
  const shown = page(call, identified(call, rows), 100)
  const bills = shown.map(({ row, id }) => ({
    billId: id,
    symbol: row.market ?? '',
    ...figures(row),
    feeByCoupon: '',
    businessType: MIX[row.kind]?.(row) ?? '',
    coin: row.coin,
    balance: '0',
    cTime: String(row.at),
  }))
  return { bills, endId: shown.at(-1)?.id ?? null }
}

/** GET /api/v2/margin/crossed/financial-records */
export function marginBills(call: SignedCall) {
  const words = {
    transfer: (row: Movement) => (isOut(row) ? 'transfer_out' : 'transfer_in'),
    trade: (row: Movement) => (isOut(row) ? 'exchange_out' : 'exchange_in'),
  }
  const rows = asked(call, 90).filter(({ wallet }) => wallet === 'margin')
  const shown = page(call, identified(call, rows), 500)
  const resultList = shown.map(({ row, id }) => ({
    marginId: id,
    coin: row.coin,
    amount: row.amount,
    fee: '0',
    balance: '0',
    marginType: row.kind === 'transfer' || row.kind === 'trade' ? words[row.kind](row) : row.kind,
    symbol: '',
    cTime: String(row.at),
  }))
  return { resultList, maxId: shown[0]?.id ?? null, minId: shown.at(-1)?.id ?? null }
}

const UNIFIED: Readonly<Record<Movement['kind'], (row: Movement) => string>> = {
  ...SPOT,
  interest: () => 'INTEREST_SETTLEMENT',
  fee: () => 'OPEN_LONG',
}

/** Spot, futures by their product, and the rest under OTHER. */
function categoryOf(row: Movement, call: SignedCall): Product | 'SPOT' | 'OTHER' {
  const market = row.market === undefined ? undefined : call.exchange.market(row.market)
  if (row.kind === 'trade') return 'SPOT'
  return market ? productOf(market) : 'OTHER'
}

function records(call: SignedCall, rows: readonly Movement[]) {
  const shown = page(call, identified(call, rows), 100, 'cursor')
  const list = shown.map(({ row, id }) => ({
    category: categoryOf(row, call),
    id,
    symbol: row.market ?? '',
    coin: row.coin,
    type: UNIFIED[row.kind](row),
    ...figures(row),
    balance: '0',
    ts: String(row.at),
  }))
  return { list, cursor: shown.at(-1)?.id ?? null }
}

/** GET /api/v3/account/financial-records */
export function unifiedBills(call: SignedCall) {
  const category = call.query.get('category')
  if (!category) throw badParameter('category')
  const rows = asked(call, 30).filter((row) => row.wallet === 'unified' && categoryOf(row, call) === category)
  return records(call, rows)
}

/** GET /api/v3/account/funding-financial-records */
export function fundingBills(call: SignedCall) {
  return records(
    call,
    asked(call, 30).filter(({ wallet }) => wallet === 'funding'),
  )
}

/** A withdrawal's size holds its fee, which is below zero. Unified accounts have other names for hash and times. */
const listed = (kind: 'deposit' | 'withdrawal', of: 'classic' | 'unified') => (call: SignedCall) => {
  const rows = asked(call, of === 'classic' ? 90 : 30).filter((row) => row.kind === kind)
  return page(call, identified(call, rows), 100).map(({ row, id }) => ({
    orderId: id,
    [of === 'classic' ? 'tradeId' : 'recordId']: row.txHash,
    coin: row.coin,
    type: kind === 'deposit' ? 'deposit' : 'withdraw',
    size: sizeOf(row),
    ...(kind === 'withdrawal' && { fee: `-${row.fee ?? '0'}`, confirm: '12' }),
    status: 'success',
    fromAddress: null,
    toAddress: row.address,
    dest: 'on_chain',
    chain: row.chain,
    [of === 'classic' ? 'cTime' : 'createdTime']: String(row.at),
    [of === 'classic' ? 'uTime' : 'updatedTime']: String(row.at + 600_000),
  }))
}

function sizeOf({ amount, fee = '0' }: Movement): string {
  return new Decimal(unsigned(amount)).plus(fee).toFixed()
}

export const deposits = { classic: listed('deposit', 'classic'), unified: listed('deposit', 'unified') }
export const withdrawals = { classic: listed('withdrawal', 'classic'), unified: listed('withdrawal', 'unified') }
