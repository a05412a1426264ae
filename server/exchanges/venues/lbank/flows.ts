import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, numbered, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** https://www.lbank.com/en-US/docs/index.html, Get recharge history, Get withdrawal history (2026-11). 5 is one within LBank. */
const DEPOSITED: Readonly<Record<string, FlowState>> = { '2': 'done', '3': 'failed', '4': 'failed', '5': 'done' }
const WITHDRAWN: Readonly<Record<string, FlowState>> = { '2': 'failed', '3': 'failed', '4': 'done' }

const Moved = z.object({
  amount,
  address: maybeText,
  networkName: maybeText,
  txId: maybeText,
  status: text,
})
const Deposit = Moved.extend({ insertTime: atMs, coin: z.string() })
/** `coid` is its coin. */
const Withdrawal = Moved.extend({ id: text, applyTime: atMs, coid: z.string(), fee: maybeAmount, feeAssetCode: maybeText })

interface Listed<T> {
  rows: T[]
  /** Of the whole stretch, whatever of it was sent. */
  total: number | null
}

/** Documented as a list; what comes is a first page with how many there are, and no call takes the number of a page. */
const listed = <T>(name: string, row: z.ZodType<T>) =>
  inside(
    'data',
    z.union([
      z.array(row).transform((rows): Listed<T> => ({ rows, total: null })),
      z
        .looseObject({ total: z.unknown() })
        .transform((told): unknown => ({ rows: told[name], total: told.total }))
        .pipe(z.object({ rows: z.array(row), total: amount.transform(Number) })),
    ]),
  )
const Deposits = listed('depositOrders', Deposit)
const Withdrawals = listed('withdraws', Withdrawal)

type Stretch = readonly [start: number, end: number]
const written = (stretches: readonly Stretch[]) => stretches.map((ends) => ends.join('-')).join(' ')
function stretchesOf(query: LedgerQuery): Stretch[] {
  if (query.cursor === null) return [[spanMs(query).start, spanMs(query).end]]
  return query.cursor.split(' ').map((part): Stretch => {
    const [start = 0, end = 0] = part.split('-').map(Number)
    return [start, end]
  })
}

/** A stretch that holds more than is sent of it is asked for by halves. */
async function byHalves<T>(
  api: AccountApi,
  query: LedgerQuery,
  ask: (stretch: { startTime: number; endTime: number }) => Promise<Listed<T>>,
  entriesOf: (row: T) => FlowEntry[],
): Promise<LedgerPage> {
  const [[start, end] = [0, 0], ...rest] = stretchesOf(query)
  const { rows, total } = await ask({ startTime: start, endTime: end })
  if (total !== null && rows.length < total) {
    if (start >= end) throw api.senseless('more that moved at one moment than an answer holds')
    const middle = Math.floor((start + end) / 2)
    return { entries: [], next: written([[start, middle], [middle + 1, end], ...rest]) }
  }
  return { entries: numbered(rows.flatMap(entriesOf)), next: rest.length > 0 ? written(rest) : null }
}

const deposits = (api: AccountApi, query: LedgerQuery) =>
  byHalves(
    api,
    query,
    (stretch) => api.call('spotPrivatePostSupplementDepositHistory', stretch, Deposits),
    (row) => {
      const coin = api.code(row.coin)
      const within = row.status === '5'
      return flow({
        id: ['~', row.insertTime.getTime(), coin, new Decimal(row.amount).toFixed(), row.txId ?? ''].join(':'),
        at: row.insertTime,
        coin,
        amount: row.amount,
        kind: 'deposit',
        word: row.status,
        state: stateOf(DEPOSITED, row.status),
        wallet: 'spot',
        // The address of a deposit is the account's own.
        counterpart: { chain: within ? null : row.networkName, txHash: row.txId },
      })
    },
  )

const withdrawals = (api: AccountApi, query: LedgerQuery) =>
  byHalves(
    api,
    query,
    (stretch) => api.call('spotPrivatePostSupplementWithdraws', stretch, Withdrawals),
    (row) =>
      flow({
        id: row.id,
        at: row.applyTime,
        coin: api.code(row.coid),
        amount: negated(row.amount),
        kind: 'withdrawal',
        word: row.status,
        state: stateOf(WITHDRAWN, row.status),
        wallet: 'spot',
        counterpart: { chain: row.networkName, address: row.address, txHash: row.txId },
      }),
  )

const list = { windowMs: 89 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1 }

export const lbankFlows: Flows = {
  ledgers: [
    { ...list, id: 'deposits', name: 'Deposits', page: deposits },
    { ...list, id: 'withdrawals', name: 'Withdrawals', page: withdrawals },
  ],
  untold: [
    { words: 'Trades and their fees, which are told for one pair and two days at a time', external: false },
    { words: 'Whether what a withdrawal cost is within its amount', external: false },
    'Transfers with sub-accounts and with futures',
  ],
}
