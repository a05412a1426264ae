import type { Movement } from '../movement'
import { type SignedCall, typeOf } from './call'

/** OKX's ledgers: bills of the trading and of the funding account, deposits, withdrawals, and what savings earned. */

const limitOf = ({ query }: SignedCall) => Math.min(100, Math.max(1, Number(query.get('limit') ?? 100) || 100))
const idOf = ({ ledger }: SignedCall, { id }: Movement) => `${ledger.uid}${String(id).padStart(6, '0')}`
const newestFirst = ({ exchange, ledger }: SignedCall) => exchange.movements(ledger).toReversed()

/** Rows earlier than `after`, a moment. */
function earlier(call: SignedCall, fits: (movement: Movement) => boolean): Movement[] {
  const after = Number(call.query.get('after') ?? Number.POSITIVE_INFINITY)
  const before = Number(call.query.get('before') ?? 0)
  return newestFirst(call)
    .filter((row) => row.at < after && row.at > before && fits(row))
    .slice(0, limitOf(call))
}

const TYPES: Readonly<Record<Movement['kind'], [type: string, subType: string]>> = {
  deposit: ['1', '11'],
  withdrawal: ['1', '12'],
  transfer: ['1', '11'],
  trade: ['2', '1'],
  realized: ['2', '5'],
  fee: ['2', '3'],
  funding: ['8', '173'],
  interest: ['7', '9'],
  reward: ['18', ''],
}
const DAY = 86_400_000

/** GET /api/v5/account/bills-archive: the last three months; `after` is the id of a bill. */
export function tradingBills(call: SignedCall) {
  const { query, exchange } = call
  const oldest = Math.max(Number(query.get('begin') ?? 0), exchange.now() - 90 * DAY)
  const newest = Number(query.get('end') ?? Number.POSITIVE_INFINITY)
  const after = query.get('after')
  return newestFirst(call)
    .filter((row) => row.wallet === 'trading' && row.at >= oldest && row.at <= newest)
    .filter((row) => after === null || BigInt(idOf(call, row)) < BigInt(after))
    .slice(0, limitOf(call))
    .map((row) => {
      const market = row.market === undefined ? undefined : exchange.market(row.market)
      const [type, subType] = TYPES[row.kind]
      const out = row.amount.startsWith('-')
      return {
        bal: '0',
        balChg: row.amount,
        billId: idOf(call, row),
        ccy: row.coin,
        fee: row.kind === 'fee' ? row.amount : '0',
        from: row.kind === 'transfer' ? (out ? '18' : '6') : '',
        instId: row.market ?? '',
        instType: market ? (row.kind === 'trade' ? 'SPOT' : typeOf(market)) : row.kind === 'trade' ? 'SPOT' : '',
        interest: '0',
        mgnMode: 'cross',
        notes: '',
        ordId: '',
        pnl: row.kind === 'realized' || row.kind === 'funding' ? row.amount : '0',
        posBal: '0',
        posBalChg: '0',
        subType: row.kind === 'transfer' && out ? '12' : row.kind === 'funding' && !out ? '174' : subType,
        sz: '0',
        to: row.kind === 'transfer' ? (out ? '6' : '18') : '',
        ts: String(row.at),
        type,
      }
    })
}

/** 130 from and 131 to the trading account, 75 into savings, 89 into staking, 1 and 2 over a chain. */
function fundingType({ kind, amount, transfer }: Movement): string {
  if (kind === 'deposit') return '1'
  if (kind === 'withdrawal') return '2'
  if (transfer?.to === 'earn') return '75'
  if (transfer?.to === 'staking') return '89'
  return amount.startsWith('-') ? '131' : '130'
}

/** GET /api/v5/asset/bills-history; `after` is a moment. A withdrawal's bill holds its fee. */
export function fundingBills(call: SignedCall) {
  return earlier(call, ({ wallet }) => wallet === 'funding').map((row) => ({
    bal: '0',
    balChg: row.amount,
    billId: idOf(call, row),
    ccy: row.coin,
    clientId: '',
    ts: String(row.at),
    type: fundingType(row),
    notes: '',
  }))
}

export function depositHistory(call: SignedCall) {
  return earlier(call, ({ kind }) => kind === 'deposit').map((row) => ({
    actualDepBlkConfirm: '64',
    amt: row.amount,
    areaCodeFrom: '',
    ccy: row.coin,
    chain: `${row.coin}-ERC20`,
    depId: idOf(call, row),
    from: '',
    fromWdId: '',
    state: '2',
    to: '',
    ts: String(row.at),
    txId: row.txHash,
  }))
}

export function withdrawalHistory(call: SignedCall) {
  return earlier(call, ({ kind }) => kind === 'withdrawal').map((row) => ({
    amt: row.amount.replace(/^-/, ''),
    areaCodeFrom: '',
    areaCodeTo: '',
    ccy: row.coin,
    chain: `${row.coin}-ERC20`,
    clientId: '',
    fee: row.fee ?? '0',
    feeCcy: row.coin,
    from: '',
    state: '2',
    to: row.address,
    ts: String(row.at),
    txId: row.txHash,
    wdId: idOf(call, row),
  }))
}

export function lendingHistory(call: SignedCall) {
  return earlier(call, ({ kind, wallet }) => kind === 'reward' && wallet === 'earn').map((row) => ({
    amt: '0',
    ccy: row.coin,
    earnings: row.amount,
    rate: '0.01',
    ts: String(row.at),
  }))
}
