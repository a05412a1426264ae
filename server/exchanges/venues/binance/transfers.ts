import { z } from 'zod'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { amount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, HOUR_MS, inParts, nextMoment, ownEnd, pageNumber, spanMs, stateOf } from '../../reading/flow-rows'
import type { Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/**
 * Transfers at Binance, for the ends that no other ledger tells: what enters or leaves a futures wallet stands in its
 * income.
 */

const STATES: Readonly<Record<string, FlowState>> = {
  CONFIRMED: 'done',
  SUCCESS: 'done',
  FAILED: 'failed',
  FAILURE: 'failed',
}

/** A universal transfer's word is `FROM_TO`; wallets whose ends stand elsewhere, or that are not read, are null. */
const WALLETS: Readonly<Record<string, string | null>> = {
  MAIN: 'spot',
  FUNDING: 'funding',
  MARGIN: 'margin',
  PORTFOLIO_MARGIN: 'unified',
  UMFUTURE: null,
  CMFUTURE: null,
  OPTION: 'option',
}
/** Each is a question of its own. https://developers.binance.com/docs/wallet/asset/query-user-universal-transfer */
const WAYS: readonly (readonly [from: string, to: string])[] = [
  ['MAIN', 'UMFUTURE'],
  ['MAIN', 'CMFUTURE'],
  ['MAIN', 'MARGIN'],
  ['MAIN', 'FUNDING'],
  ['MAIN', 'OPTION'],
  ['MAIN', 'PORTFOLIO_MARGIN'],
  ['FUNDING', 'UMFUTURE'],
  ['FUNDING', 'CMFUTURE'],
  ['FUNDING', 'MARGIN'],
  ['FUNDING', 'OPTION'],
  ['MARGIN', 'UMFUTURE'],
  ['MARGIN', 'CMFUTURE'],
  ['MARGIN', 'OPTION'],
]
const TYPES = WAYS.flatMap(([a, b]) => [
  { type: `${a}_${b}`, from: a, to: b },
  { type: `${b}_${a}`, from: b, to: a },
])

/** Without rows the list itself may be left out, never how many there are. */
const NO_LIST = 'holds no list, and not how long it is'
const Universal = z
  .object({
    rows: z
      .array(z.object({ asset: z.string(), amount, type: z.string(), status: z.string(), tranId: text, timestamp: atMs }))
      .nullish(),
    total: maybeText,
  })
  .refine(({ rows, total }) => rows != null || total !== null, NO_LIST)
const ROWS = 100

async function universal(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(TYPES, query, async ({ type, from, to }, part) => {
    const { start, end } = spanMs(part)
    const { page, next } = pageNumber(part.cursor)
    const asked = { type, startTime: start, endTime: end, current: page, size: ROWS }
    const rows = (await api.call('sapiGetAssetTransfer', asked, Universal)).rows ?? []
    const entries = rows
      // A recording may answer for several types with one and the same list.
      .filter((row) => row.type === type)
      .flatMap((row) => {
        const base = {
          at: row.timestamp,
          coin: api.code(row.asset),
          kind: 'transfer',
          word: row.type,
          state: stateOf(STATES, row.status),
          counterpart: { transferId: row.tranId },
        } as const
        const leaves = WALLETS[from] ?? null
        const arrives = WALLETS[to] ?? null
        return [
          ...(leaves ? flow({ ...base, id: `${row.tranId}:from`, wallet: leaves, amount: negated(row.amount) }) : []),
          ...(arrives ? flow({ ...base, id: `${row.tranId}:to`, wallet: arrives, amount: row.amount }) : []),
        ]
      })
    return { entries, next: next(rows.length, ROWS) }
  })
}

const ACCOUNTS: Readonly<Record<string, string | null>> = {
  SPOT: 'spot',
  MARGIN: 'margin',
  ISOLATED_MARGIN: 'isolated_margin',
  FUNDING: 'funding',
  USDT_FUTURE: null,
  COIN_FUTURE: null,
}
/** Wallet of this end; null where its income tells it. */
const accountOf = (type: string | null) => (type === null ? 'spot' : type in ACCOUNTS ? ACCOUNTS[type] : type.toLowerCase())

const AsSub = z.array(
  z.object({
    counterParty: maybeText,
    email: maybeText,
    type: text,
    asset: z.string(),
    qty: amount,
    fromAccountType: maybeText,
    toAccountType: maybeText,
    status: maybeText,
    tranId: text,
    time: atMs,
  }),
)
const SUB_ROWS = 500

/** 1 is in, 2 is out; a limit, no pages. https://developers.binance.com/docs/sub_account/asset-management/Sub-account-Transfer-History */
async function asSub(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const endTime = query.cursor === null ? end : Number(query.cursor)
  const rows = await api.call('sapiGetSubAccountTransferSubUserHistory', { startTime: start, endTime, limit: SUB_ROWS }, AsSub)
  const entries = rows.flatMap((row): FlowEntry[] => {
    const into = row.type === '1'
    const wallet = accountOf(into ? row.toAccountType : row.fromAccountType)
    if (!wallet) return []
    return flow({
      id: `${row.tranId}:${into ? 'to' : 'from'}`,
      at: row.time,
      coin: api.code(row.asset),
      amount: into ? row.qty : negated(row.qty),
      kind: 'transfer',
      word: into ? 'sub-account transfer in' : 'sub-account transfer out',
      state: row.status === null ? 'done' : stateOf(STATES, row.status),
      wallet,
      counterpart: { account: row.email || row.counterParty, transferId: row.tranId },
    })
  })
  const times = rows.map(({ time }) => time.getTime())
  return { entries, next: nextMoment(times, SUB_ROWS, endTime, 'newest first') }
}

const AsMain = z
  .object({
    result: z
      .array(
        z.object({
          tranId: text,
          fromEmail: maybeText,
          toEmail: maybeText,
          asset: z.string(),
          amount,
          createTimeStamp: atMs,
          fromAccountType: maybeText,
          toAccountType: maybeText,
          status: z.string(),
        }),
      )
      .nullish(),
    totalCount: maybeText,
  })
  .refine(({ result, totalCount }) => result != null || totalCount !== null, NO_LIST)

/** Without an e-mail it lists what the main account sent. https://developers.binance.com/docs/sub_account/asset-management/Query-Universal-Transfer-History */
async function asMain(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const { page, next } = pageNumber(query.cursor)
  const asked = { startTime: start, endTime: end, page, limit: SUB_ROWS }
  const rows = (await api.call('sapiGetSubAccountUniversalTransfer', asked, AsMain)).result ?? []
  const ends = rows.map(({ fromEmail, toEmail }) => ({ from: fromEmail ?? '', to: toEmail ?? '' }))
  const own = ownEnd(ends, null)
  const entries = rows.flatMap((row): FlowEntry[] => {
    const out = (row.fromEmail ?? '') === own
    const wallet = accountOf(out ? row.fromAccountType : row.toAccountType)
    if (!wallet) return []
    return flow({
      id: `${row.tranId}:${out ? 'from' : 'to'}`,
      at: row.createTimeStamp,
      coin: api.code(row.asset),
      amount: out ? negated(row.amount) : row.amount,
      kind: 'transfer',
      word: `${row.fromAccountType ?? ''} → ${row.toAccountType ?? ''}`,
      state: stateOf(STATES, row.status),
      wallet,
      counterpart: { account: out ? row.toEmail : row.fromEmail, transferId: row.tranId },
    })
  })
  return { entries, next: next(rows.length, SUB_ROWS) }
}

export const binanceTransfers: readonly Ledger[] = [
  {
    id: 'transfers',
    name: 'Transfers between wallets',
    windowMs: 90 * DAY_MS,
    reachMs: 180 * DAY_MS,
    settlesMs: HOUR_MS,
    weight: TYPES.length,
    page: universal,
  },
  {
    id: 'sub-transfers',
    name: 'Transfers with the main account, of a sub-account',
    windowMs: 30 * DAY_MS,
    reachMs: null,
    settlesMs: HOUR_MS,
    weight: 1,
    optional: true,
    page: asSub,
  },
  {
    id: 'main-transfers',
    name: 'Transfers to sub-accounts, of a main account',
    windowMs: 30 * DAY_MS,
    reachMs: null,
    settlesMs: HOUR_MS,
    weight: 1,
    optional: true,
    page: asMain,
  },
]
