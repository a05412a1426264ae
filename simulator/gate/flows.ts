import { Decimal } from '../decimal'
import { type Movement, SECOND, within } from '../movement'
import { isUnified, type Kind, type SignedCall, walletOf } from './call'
import { GateError } from './errors'

/**
 * Gate's ledgers: account books of each wallet, lists of deposits and withdrawals, interest. Stretches are asked in seconds
 * and are thirty days at most; answers are in milliseconds here and in seconds there.
 */

const DAY = 86_400
const WIDEST = 30 * DAY

/** Newest first. */
function asked({ query, exchange, ledger }: SignedCall): Movement[] {
  const to = Number(query.get('to') ?? exchange.now() / SECOND)
  const from = Number(query.get('from') ?? to - 7 * DAY)
  if (!(from <= to)) throw new GateError('INVALID_PARAM_VALUE', 'from must be before to')
  if (to - from > WIDEST) throw new GateError('INVALID_PARAM_VALUE', 'the time range cannot exceed 30 days')
  return within(exchange.movements(ledger), from * SECOND, (to + 1) * SECOND - 1).toReversed()
}

function paged<T>({ query }: SignedCall, rows: readonly T[], most: number): T[] {
  const limit = Math.min(most, Number(query.get('limit') ?? 100) || 100)
  const offset = query.has('page') ? (Number(query.get('page')) - 1) * limit : Number(query.get('offset') ?? 0)
  return rows.slice(offset, offset + limit)
}

const idOf = ({ ledger }: SignedCall, { id }: Movement) => `${ledger.uid}${String(id).padStart(6, '0')}`
const isOut = ({ amount }: Movement) => amount.startsWith('-')

/** Named after the wallet at the other end, whichever way the coins went. */
function transferWord({ transfer, wallet }: Movement): string {
  const other = transfer?.from === wallet ? transfer.to : (transfer?.from ?? '')
  const leaves = transfer?.from === wallet
  if (other === 'earn') return leaves ? 'lend' : 'redeem'
  if (other.startsWith('isolated:')) return leaves ? 'margin_in' : 'margin_out'
  if (other.startsWith('delivery-')) return leaves ? 'delivery_in' : 'delivery_out'
  if (other.startsWith('futures-')) return leaves ? 'futures_in' : 'futures_out'
  return 'sub_account_transfer'
}

function spotWord(row: Movement): string {
  if (row.kind === 'deposit') return 'deposit'
  if (row.kind === 'withdrawal') return 'withdraw'
  return row.kind === 'transfer' ? transferWord(row) : 'order_fill'
}

/** What unified accounts hold is spot, but for what contracts did with it and what loans cost. */
const SPOT_KINDS: ReadonlySet<Movement['kind']> = new Set(['deposit', 'withdrawal', 'transfer', 'trade'])

/** GET spot/account_book: a withdrawal's change holds its fee. */
export function spotBook(call: SignedCall) {
  const wallet = isUnified(call.ledger) ? 'unified' : 'spot'
  const rows = asked(call).filter((row) => row.wallet === wallet && SPOT_KINDS.has(row.kind))
  return paged(call, rows, 1000).map((row) => ({
    id: idOf(call, row),
    time: row.at,
    currency: row.coin,
    change: new Decimal(row.amount).minus(row.fee ?? 0).toFixed(),
    balance: '0',
    type: spotWord(row),
    text: '',
    code: '0',
  }))
}

/** GET margin/account_book, of isolated markets. */
export function marginBook(call: SignedCall) {
  const rows = asked(call).filter(({ wallet, kind }) => wallet.startsWith('isolated:') && kind !== 'interest')
  return paged(call, rows, 1000).map((row) => ({
    id: idOf(call, row),
    time: String(row.at / SECOND),
    time_ms: row.at,
    currency: row.coin,
    currency_pair: row.wallet.slice('isolated:'.length),
    change: row.amount,
    balance: '0',
    type: row.kind === 'transfer' ? (isOut(row) ? 'margin_out' : 'margin_in') : 'order_fill',
  }))
}

const CONTRACTS: Readonly<Partial<Record<Movement['kind'], string>>> = {
  transfer: 'dnw',
  funding: 'fund',
  fee: 'fee',
  realized: 'pnl',
}

/** GET {kind}/{settle}/account_book: no id; seconds. */
export const contractBook = (kind: Kind) => (call: SignedCall) => {
  const { settle = '' } = call.named
  const wallet = walletOf(kind, settle, call.ledger)
  const type = kind === 'futures' ? 'swap' : 'future'
  const isOf = (row: Movement) => {
    if (row.wallet !== wallet || !(row.kind in CONTRACTS)) return false
    if (!isUnified(call.ledger)) return true
    // Of a wallet for all, what contracts of this kind did.
    const market = row.market === undefined ? undefined : call.exchange.market(row.market)
    return market?.type === type && market.settle?.toLowerCase() === settle
  }
  return paged(call, asked(call).filter(isOf), 1000).map((row) => ({
    time: row.at / SECOND,
    change: row.amount,
    balance: '0',
    type: CONTRACTS[row.kind],
    text: row.market ? `${row.market}:${row.id}` : '',
    contract: row.market ?? '',
  }))
}

/** GET wallet/deposits and wallet/withdrawals: a withdrawal's amount holds its fee. */
export const listed = (kind: 'deposit' | 'withdrawal') => (call: SignedCall) =>
  paged(
    call,
    asked(call).filter((row) => row.kind === kind),
    500,
  ).map((row) => ({
    id: `${kind === 'deposit' ? 'd' : 'w'}${idOf(call, row)}`,
    timestamp: String(row.at / SECOND),
    withdraw_order_id: '',
    currency: row.coin,
    address: row.address,
    txid: row.txHash,
    amount: new Decimal(row.amount.replace(/^-/, '')).plus(row.fee ?? 0).toFixed(),
    ...(kind === 'withdrawal' && { fee: row.fee ?? '0' }),
    memo: '',
    status: 'DONE',
    chain: row.chain,
  }))

/** Interest, without signs: what loans cost, or what lent coins earned. */
export const interest = (isOf: (wallet: string) => boolean, kind: 'interest' | 'reward') => (call: SignedCall) =>
  paged(
    call,
    asked(call).filter((row) => row.kind === kind && isOf(row.wallet)),
    100,
  ).map((row) => ({
    currency: row.coin,
    currency_pair: row.wallet.startsWith('isolated:') ? row.wallet.slice('isolated:'.length) : '',
    actual_rate: '0.00011',
    interest: row.amount.replace(/^-/, ''),
    status: 1,
    type: kind === 'interest' ? 'platform' : '',
    create_time: row.at,
  }))
