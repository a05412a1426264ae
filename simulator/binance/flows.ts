import { type Movement, within } from '../movement'
import { hash } from '../random'
import type { SignedCall } from './call'
import { BinanceError } from './errors'

/** Binance's ledgers: lists of deposits, withdrawals, transfers and rewards, and the income of each kind of futures. */

const DAY = 86_400_000

/** Movements of the stretch asked for; the widest that each list takes is refused beyond. */
function asked({ params, exchange, ledger }: SignedCall, days: number | null, names = ['startTime', 'endTime']): Movement[] {
  const [first = '', last = ''] = names
  const end = Number(params.get(last) ?? exchange.now())
  const start = Number(params.get(first) ?? end - (days ?? 7) * DAY)
  if (start > end) throw new BinanceError(-1128, 'Combination of optional parameters invalid.')
  if (days !== null && end - start > days * DAY)
    throw new BinanceError(-1127, `More than ${days * 24} hours between startTime and endTime.`)
  return within(exchange.movements(ledger), start, end)
}

function offset<T>(rows: readonly T[], { params }: SignedCall): T[] {
  const from = Number(params.get('offset') ?? 0)
  return rows.slice(from, from + Math.min(1000, Number(params.get('limit') ?? 1000)))
}

function paged<T>(rows: readonly T[], { params }: SignedCall, sizeName: string, most: number, pageName = 'current'): T[] {
  const size = Math.min(most, Number(params.get(sizeName) ?? 10))
  const page = Number(params.get(pageName) ?? 1)
  return rows.slice((page - 1) * size, page * size)
}

/** Small enough for a JSON number. */
const idOf = ({ ledger }: SignedCall, { id }: Movement) => String(((hash(ledger.uid) % 900_000) + 100_000) * 1_000_000 + id)
const walletType = ({ wallet }: Movement) => (wallet === 'funding' ? 1 : 0)

export function depositHistory(call: SignedCall) {
  const rows = asked(call, 90).filter(({ kind }) => kind === 'deposit')
  return offset(rows.toReversed(), call).map((row) => ({
    id: idOf(call, row),
    amount: row.amount,
    coin: row.coin,
    network: row.chain,
    status: 1,
    address: '',
    addressTag: '',
    txId: row.txHash,
    insertTime: row.at,
    completeTime: row.at,
    transferType: 0,
    confirmTimes: '12/12',
    unlockConfirm: 12,
    walletType: walletType(row),
  }))
}

export function withdrawHistory(call: SignedCall) {
  const written = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  const rows = asked(call, 90).filter(({ kind }) => kind === 'withdrawal')
  return offset(rows.toReversed(), call).map((row) => ({
    id: idOf(call, row),
    amount: row.amount.replace(/^-/, ''),
    transactionFee: row.fee ?? '0',
    coin: row.coin,
    status: 6,
    address: row.address,
    txId: row.txHash,
    applyTime: written(row.at),
    network: row.chain,
    transferType: 0,
    info: '',
    confirmNo: 12,
    walletType: walletType(row),
    txKey: '',
    completeTime: written(row.at + 600_000),
  }))
}

/** The wallet's name within the type of a transfer. */
const NAMES: Readonly<Record<string, string>> = {
  spot: 'MAIN',
  usdm: 'UMFUTURE',
  coinm: 'CMFUTURE',
  margin: 'MARGIN',
  funding: 'FUNDING',
}

export function universalTransfers(call: SignedCall) {
  const type = call.params.get('type')
  if (!type) throw new BinanceError(-1102, "Mandatory parameter 'type' was not sent, was empty/null, or malformed.", 400)
  const rows = asked(call, 180).filter(({ transfer, amount }) => {
    const [from, to] = [NAMES[transfer?.from ?? ''], NAMES[transfer?.to ?? '']]
    return from && to && !amount.startsWith('-') && `${from}_${to}` === type
  })
  return {
    total: rows.length,
    rows: paged(rows.toReversed(), call, 'size', 100).map(({ coin, amount, at, transfer }) => ({
      asset: coin,
      amount,
      type,
      status: 'CONFIRMED',
      tranId: Number(transfer?.id),
      timestamp: at,
    })),
  }
}

const INCOME: Readonly<Partial<Record<Movement['kind'], string>>> = {
  transfer: 'TRANSFER',
  funding: 'FUNDING_FEE',
  fee: 'COMMISSION',
  realized: 'REALIZED_PNL',
  trade: 'AUTO_EXCHANGE',
}

/** Oldest first, a thousand a page. */
export const income = (wallet: 'usdm' | 'coinm') => (call: SignedCall) => {
  const rows = asked(call, null).filter((row) => row.wallet === wallet && row.kind in INCOME)
  return paged(rows, call, 'limit', 1000, 'page').map((row) => ({
    symbol: row.market ?? '',
    incomeType: INCOME[row.kind],
    income: row.amount,
    asset: row.coin,
    info: row.kind === 'funding' ? 'FUNDING_FEE' : '',
    time: row.at,
    tranId: Number(row.transfer?.id ?? idOf(call, row)),
    tradeId: row.kind === 'fee' || row.kind === 'realized' ? String(row.id) : '',
  }))
}

export function marginInterest(call: SignedCall) {
  const rows = asked(call, 30).filter(({ kind }) => kind === 'interest')
  return {
    rows: paged(rows.toReversed(), call, 'size', 100).map((row) => ({
      txId: Number(idOf(call, row)),
      interestAccuredTime: row.at,
      asset: row.coin,
      rawAsset: row.coin,
      principal: '0',
      interest: row.amount.replace(/^-/, ''),
      interestRate: '0.00011',
      type: 'PERIODIC',
      isolatedSymbol: row.wallet.startsWith('isolated:') ? row.wallet.slice('isolated:'.length) : '',
    })),
    total: rows.length,
  }
}

export const earnRewards = (kind: 'flexible' | 'locked') => (call: SignedCall) => {
  const rows = asked(call, 90).filter((row) => row.kind === 'reward' && row.wallet === `earn-${kind}`)
  const shown = paged(rows.toReversed(), call, 'size', 100)
  return {
    rows: shown.map(({ coin, amount, at }) =>
      kind === 'flexible'
        ? { asset: coin, rewards: amount, projectId: `${coin}001`, type: 'REALTIME', time: at }
        : { positionId: 123_123, asset: coin, amount, lockPeriod: '120', time: at, type: 'Locked Rewards' },
    ),
    total: rows.length,
  }
}
