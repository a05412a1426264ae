import { z } from 'zod'
import type { FlowEntry, FlowKind, FlowState } from '../../../domain/flows/types'
import { DomainError } from '../../../errors'
import { absolute, amount, inside, isZero, maybeAmount, maybeText, negated, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import {
  atMs,
  contractPair,
  DAY_MS,
  flow,
  HOUR_MS,
  inParts,
  maybeMs,
  numbered,
  spanMs,
  spotPair,
  stateOf,
} from '../../reading/flow-rows'
import type { Flows, Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/**
 * Bitget's ledgers: bills of each wallet, of classic and of unified accounts, and lists of deposits and withdrawals, which
 * know hash and fee; what bills say of those is left out.
 */

/** Deposits and withdrawals as bills name them. */
const LISTED = /^(deposit|withdraw(al)?)$/i

/** By what a word begins with or holds, since each wallet has hundreds of them; the first that fits. */
const KINDS: readonly (readonly [RegExp, FlowKind])[] = [
  [/settle_fee|funding_fee/, 'funding'],
  [/interest/, 'interest'],
  [/burst|liq_|liquidat|^risk_/, 'liquidation'],
  [/rebate|cashback|fee_return/, 'rebate'],
  [/airdrop|bonus|gift|reward|activit|yield|profit_share|financial_earn/, 'reward'],
  [/handling_fee|_fee$|^fee/, 'fee'],
  [/^trans_|transfer|margin_in$|margin_out$|append_margin|reduce_margin|increase_margin/, 'transfer'],
  [/^(buy|sell)$|convert|swap|exchange|deal|^order_|small_asset/, 'trade'],
  [/^(open|close|force|delivery|buy_|sell_|fixed_|adl)|pnl/, 'realized'],
]

function kindOfWord(word: string, derivative: boolean): FlowKind {
  const plain = word.toLowerCase()
  const found = KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other'
  return derivative && found === 'trade' ? 'realized' : found
}

/** The coins that are borrowed or paid back are owed besides: the account is worth what it was. */
const LOAN = /^(auto_|liq_)?(borrow|repay)/i

interface Bill {
  id: string
  at: Date
  coin: string
  change: string
  fee: string | null
  word: string
  symbol: string | null
}

/** `amount` is without the fee, which stands under `fee` (below zero: paid) even where nothing else moved. */
async function billed(bill: Bill, wallet: string, derivative: boolean, api: AccountApi): Promise<FlowEntry[]> {
  if (LISTED.test(bill.word)) return []
  const coin = api.code(bill.coin)
  return flow({
    id: bill.id,
    at: bill.at,
    coin,
    amount: bill.change,
    kind: LOAN.test(bill.word) ? 'transfer' : kindOfWord(bill.word, derivative),
    word: bill.word,
    wallet,
    pair: await (derivative ? contractPair(api, bill.symbol) : spotPair(api, bill.symbol)),
    fee: { coin, cost: bill.fee === null || isZero(bill.fee) ? null : negated(bill.fee) },
    counterpart: LOAN.test(bill.word) ? { wallet: 'loan' } : null,
  })
}

const all = async (bills: readonly Bill[], wallet: string, derivative: boolean, api: AccountApi) =>
  numbered((await Promise.all(bills.map((bill) => billed(bill, wallet, derivative, api)))).flat())

const SpotBills = inside(
  'data',
  z.array(
    z.object({ billId: z.string(), coin: z.string(), businessType: z.string(), size: amount, fees: maybeAmount, cTime: atMs }),
  ),
)
const SPOT_ROWS = 500
const ROWS = 100

const stretch = (query: LedgerQuery, limit: number) => {
  const { start, end } = spanMs(query)
  return { startTime: start, endTime: end, limit, idLessThan: query.cursor ?? undefined }
}

/** https://www.bitget.com/api-doc/spot/account/Get-Account-Bills */
async function spot(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const rows = await api.call('privateSpotGetV2SpotAccountBills', stretch(query, SPOT_ROWS), SpotBills)
  const bills = rows.map((row) => ({
    id: row.billId,
    at: row.cTime,
    coin: row.coin,
    change: row.size,
    fee: row.fees,
    word: row.businessType,
    symbol: null,
  }))
  return { entries: await all(bills, 'spot', false, api), next: rows.length < SPOT_ROWS ? null : (rows.at(-1)?.billId ?? null) }
}

const MixBills = inside(
  'data',
  z.object({
    endId: maybeText,
    bills: z
      .array(
        z.object({
          billId: z.string(),
          symbol: maybeText,
          amount,
          fee: maybeAmount,
          businessType: z.string(),
          coin: z.string(),
          cTime: atMs,
        }),
      )
      .nullable(),
  }),
)
const PRODUCTS = ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'] as const

/** https://www.bitget.com/api-doc/contract/account/Get-Account-Bill */
async function futures(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(PRODUCTS, query, async (productType, part) => {
    const found = await api.call('privateMixGetV2MixAccountBill', { productType, ...stretch(part, ROWS) }, MixBills)
    const rows = found.bills ?? []
    const bills = rows.map((row) => ({
      id: row.billId,
      at: row.cTime,
      coin: row.coin,
      change: row.amount,
      fee: row.fee,
      word: row.businessType,
      symbol: row.symbol,
    }))
    const wallet = productType === 'COIN-FUTURES' ? 'coinm' : 'perp'
    return { entries: await all(bills, wallet, true, api), next: rows.length < ROWS ? null : found.endId }
  })
}

const MarginBills = inside(
  'data',
  z.object({
    minId: maybeText,
    resultList: z
      .array(
        z.object({
          marginId: z.string(),
          coin: z.string(),
          amount,
          fee: maybeAmount,
          marginType: z.string(),
          symbol: maybeText,
          cTime: atMs,
        }),
      )
      .nullable(),
  }),
)

/** https://www.bitget.com/api-doc/margin/cross/record/Get-Cross-Financial-History */
async function margin(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const found = await api.call('privateMarginGetV2MarginCrossedFinancialRecords', stretch(query, SPOT_ROWS), MarginBills)
  const rows = found.resultList ?? []
  const bills = rows.map((row) => ({
    id: row.marginId,
    at: row.cTime,
    coin: row.coin,
    change: row.amount,
    fee: row.fee,
    word: row.marginType,
    symbol: row.symbol,
  }))
  return { entries: await all(bills, 'margin', false, api), next: rows.length < SPOT_ROWS ? null : found.minId }
}

const UnifiedBills = inside(
  'data',
  z.object({
    cursor: maybeText,
    list: z
      .array(
        z.object({
          id: z.string(),
          symbol: maybeText,
          coin: z.string(),
          type: z.string(),
          fee: maybeAmount,
          amount,
          ts: atMs,
        }),
      )
      .nullable(),
  }),
)
const CATEGORIES = ['SPOT', 'MARGIN', ...PRODUCTS, 'OTHER'] as const

/** https://www.bitget.com/api-doc/uta/account/Get-Financial-Records. A transfer may stand under several categories: one by its id. */
async function unified(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(CATEGORIES, query, async (category, part) => {
    const { startTime, endTime, limit } = stretch(part, ROWS)
    const asked = { category, startTime, endTime, limit, cursor: part.cursor ?? undefined }
    const found = await api.call('privateUtaGetV3AccountFinancialRecords', asked, UnifiedBills)
    const rows = found.list ?? []
    const bills = rows.map((row) => ({ ...row, at: row.ts, change: row.amount, word: row.type }))
    const derivative = PRODUCTS.some((product) => product === category)
    return { entries: await all(bills, 'unified', derivative, api), next: rows.length < ROWS ? null : found.cursor }
  })
}

async function funding(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { startTime, endTime, limit } = stretch(query, ROWS)
  const asked = { startTime, endTime, limit, cursor: query.cursor ?? undefined }
  const found = await api.call('privateUtaGetV3AccountFundingFinancialRecords', asked, UnifiedBills)
  const rows = found.list ?? []
  const bills = rows.map((row) => ({ ...row, at: row.ts, change: row.amount, word: row.type }))
  return { entries: await all(bills, 'funding', false, api), next: rows.length < ROWS ? null : found.cursor }
}

const STATES: Readonly<Record<string, FlowState>> = {
  success: 'done',
  fail: 'failed',
  failed: 'failed',
  cancel: 'failed',
  canceled: 'failed',
  reject: 'failed',
}
/** Classic and unified accounts name hash and times otherwise. */
const Moved = inside(
  'data',
  z.array(
    z.object({
      orderId: z.string(),
      tradeId: maybeText,
      recordId: maybeText,
      coin: z.string(),
      size: amount,
      fee: maybeAmount,
      status: z.string(),
      fromAddress: maybeText,
      toAddress: maybeText,
      chain: maybeText,
      dest: maybeText,
      cTime: maybeMs,
      createdTime: maybeMs,
    }),
  ),
)

/** What Bitget answers to a call of the other kind of accounts: to a unified account, and to a classic one. */
const UNIFIED_ONLY = '40085'
const CLASSIC_ONLY = '40084'

/** The answer, or null where the account is of the other kind and has no such wallet. Any other refusal stands. */
async function ofItsKind<T>(call: Promise<T>, refusal: string): Promise<T | null> {
  return call.catch((error: unknown) => {
    if (error instanceof DomainError && error.exchangeError?.includes(refusal)) return null
    throw error
  })
}

const NOTHING: LedgerPage = { entries: [], next: null }
/** A ledger of classic accounts, or of unified ones: of the other kind it tells nothing. */
const classic =
  (page: Ledger['page']): Ledger['page'] =>
  async (api, query) =>
    (await ofItsKind(page(api, query), UNIFIED_ONLY)) ?? NOTHING
const unifiedOnly =
  (page: Ledger['page']): Ledger['page'] =>
  async (api, query) =>
    (await ofItsKind(page(api, query), CLASSIC_ONLY)) ?? NOTHING

/**
 * https://www.bitget.com/api-doc/spot/account/Get-Deposit-Record and Get-Withdraw-Record, …/uta/account/Get-Deposit-Records
 * and Get-Withdrawal-Records: a withdrawal's size holds its fee, which is below zero.
 */
const moved =
  (method: string, unifiedMethod: string, kind: 'deposit' | 'withdrawal') => async (api: AccountApi, query: LedgerQuery) => {
    const asked = stretch(query, ROWS)
    const rows = (await ofItsKind(api.call(method, asked, Moved), UNIFIED_ONLY)) ?? (await api.call(unifiedMethod, asked, Moved))
    const entries = rows.flatMap((row) => {
      const at = row.cTime ?? row.createdTime
      if (at === null) throw api.senseless(`a ${kind} without a time`)
      const coin = api.code(row.coin)
      const cost = row.fee === null ? null : absolute(row.fee)
      const end = kind === 'deposit' ? row.fromAddress : row.toAddress
      return flow({
        id: row.orderId,
        at,
        coin,
        amount: kind === 'deposit' ? row.size : negated(subtract(row.size, cost)),
        kind,
        word: row.status,
        state: stateOf(STATES, row.status.toLowerCase()),
        wallet: 'spot',
        fee: kind === 'deposit' ? null : { coin, cost },
        counterpart: {
          chain: row.dest === 'internal_transfer' ? null : row.chain,
          txHash: row.tradeId ?? row.recordId,
          ...(row.dest === 'internal_transfer' ? { account: end } : { address: end }),
        },
      })
    })
    return { entries, next: rows.length < ROWS ? null : (rows.at(-1)?.orderId ?? null) }
  }

const kept = { windowMs: 30 * DAY_MS, reachMs: 90 * DAY_MS, settlesMs: HOUR_MS, weight: 1 }
const listed = { ...kept, reachMs: null, settlesMs: 3 * DAY_MS }

export const bitgetFlows: Flows = {
  ledgers: [
    {
      ...listed,
      id: 'deposits',
      name: 'Deposits',
      page: moved('privateSpotGetV2SpotWalletDepositRecords', 'privateUtaGetV3AccountDepositRecords', 'deposit'),
    },
    {
      ...listed,
      id: 'withdrawals',
      name: 'Withdrawals',
      page: moved('privateSpotGetV2SpotWalletWithdrawalRecords', 'privateUtaGetV3AccountWithdrawalRecords', 'withdrawal'),
    },
    { ...kept, id: 'spot', name: 'Bills of the spot wallet', page: classic(spot) },
    { ...kept, id: 'futures', name: 'Bills of futures', page: classic(futures) },
    { ...kept, id: 'margin', name: 'Bills of cross margin', page: classic(margin) },
    { ...kept, id: 'unified', name: 'Bills of the unified account', page: unifiedOnly(unified) },
    { ...kept, id: 'funding', name: 'Bills of the funding wallet', page: unifiedOnly(funding) },
  ],
  untold: [
    { words: 'Isolated margin: Bitget lists its bills market by market only', external: false },
    { words: 'Bills older than 90 days', external: false },
    { words: 'Earnings of savings until they are paid out to spot', external: false },
  ],
}
