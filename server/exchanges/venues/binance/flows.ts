import { z } from 'zod'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { amount, inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import {
  atMs,
  atUtc,
  DAY_MS,
  flow,
  HOUR_MS,
  inParts,
  nextMoment,
  numbered,
  pageNumber,
  spanMs,
  stateOf,
} from '../../reading/flow-rows'
import type { Flows, Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { binanceIncome } from './income'
import { binanceTransfers } from './transfers'

/**
 * Binance's ledgers of spot, margin, savings and fiat; those of futures and of transfers have files of their own. Spot
 * has no log of its own: each kind of change is a list by itself, and trades are listed market by market only.
 */

/** 1 is final for deposits and means canceled for withdrawals. https://developers.binance.com/docs/wallet/capital/deposite-history */
const DEPOSIT_STATES: Readonly<Record<string, FlowState>> = { '1': 'done', '6': 'done', '2': 'failed', '7': 'failed' }
const Deposits = z.array(
  z.object({
    id: text,
    amount,
    coin: z.string(),
    network: maybeText,
    status: text,
    txId: maybeText,
    insertTime: atMs,
    sourceAddress: maybeText,
    walletType: maybeText,
  }),
)
/** https://developers.binance.com/docs/wallet/capital/withdraw-history */
const WITHDRAWAL_STATES: Readonly<Record<string, FlowState>> = { '1': 'failed', '3': 'failed', '5': 'failed', '6': 'done' }
const Withdrawals = z.array(
  z.object({
    id: text,
    amount,
    transactionFee: maybeAmount,
    coin: z.string(),
    network: maybeText,
    status: text,
    address: maybeText,
    txId: maybeText,
    applyTime: atUtc,
    walletType: maybeText,
  }),
)

const walletOf = (type: string | null) => (type === '1' ? 'funding' : 'spot')
const LISTED = 1000

/** `offset` counts rows, and the cursor is it. */
function byOffset({ cursor, ...query }: LedgerQuery) {
  const { start, end } = spanMs({ cursor, ...query })
  const offset = Number(cursor ?? 0)
  return {
    asked: { startTime: start, endTime: end, limit: LISTED, offset },
    next: (rows: number) => (rows < LISTED ? null : String(offset + LISTED)),
  }
}

async function deposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { asked, next } = byOffset(query)
  const rows = await api.call('sapiGetCapitalDepositHisrec', asked, Deposits)
  const entries = rows.flatMap((row) =>
    flow({
      id: row.id,
      at: row.insertTime,
      coin: api.code(row.coin),
      amount: row.amount,
      kind: 'deposit',
      word: `deposit ${row.status}`,
      state: stateOf(DEPOSIT_STATES, row.status),
      wallet: walletOf(row.walletType),
      counterpart: { chain: row.network, address: row.sourceAddress, txHash: row.txId },
    }),
  )
  return { entries, next: next(rows.length) }
}

/** `amount` is what arrives; the fee was paid besides, in the same coin. Times are written, in UTC. */
async function withdrawals(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { asked, next } = byOffset(query)
  const rows = await api.call('sapiGetCapitalWithdrawHistory', asked, Withdrawals)
  const entries = rows.flatMap((row) =>
    flow({
      id: row.id,
      at: row.applyTime,
      coin: api.code(row.coin),
      amount: negated(row.amount),
      kind: 'withdrawal',
      word: `withdrawal ${row.status}`,
      state: stateOf(WITHDRAWAL_STATES, row.status),
      wallet: walletOf(row.walletType),
      fee: { coin: api.code(row.coin), cost: row.transactionFee },
      counterpart: { chain: row.network, address: row.address, txHash: row.txId },
    }),
  )
  return { entries, next: next(rows.length) }
}

const FIAT_STATES: Readonly<Record<string, FlowState>> = {
  Successful: 'done',
  Finished: 'done',
  Completed: 'done',
  Failed: 'failed',
  Refunded: 'failed',
}
const FiatOrders = z.object({
  data: z
    .array(
      z.object({
        orderNo: text,
        fiatCurrency: z.string(),
        amount,
        totalFee: maybeAmount,
        status: z.string(),
        method: maybeText,
        createTime: atMs,
      }),
    )
    .nullish(),
})
const FiatPayments = z.object({
  data: z
    .array(
      z.object({
        orderNo: text,
        sourceAmount: amount,
        fiatCurrency: z.string(),
        obtainAmount: amount,
        cryptoCurrency: z.string(),
        status: z.string(),
        paymentMethod: maybeText,
        createTime: atMs,
      }),
    )
    .nullish(),
})
const FIAT_ROWS = 500
const FIAT = [
  { method: 'sapiGetFiatOrders', transactionType: 0 },
  { method: 'sapiGetFiatOrders', transactionType: 1 },
  { method: 'sapiGetFiatPayments', transactionType: 0 },
  { method: 'sapiGetFiatPayments', transactionType: 1 },
] as const

/**
 * https://developers.binance.com/docs/fiat/rest-api: `amount` is without the fee. A purchase by card brings coins from
 * outside, one by cash balance changes one coin of the account for another.
 */
async function fiat(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(FIAT, query, async ({ method, transactionType }, part) => {
    const { start, end } = spanMs(part)
    const { page, next } = pageNumber(part.cursor)
    const asked = { transactionType, beginTime: start, endTime: end, page, rows: FIAT_ROWS }
    const out = transactionType === 1
    if (method === 'sapiGetFiatOrders') {
      const rows = (await api.call(method, asked, FiatOrders)).data ?? []
      const entries = rows.flatMap((row) =>
        flow({
          id: row.orderNo,
          at: row.createTime,
          coin: api.code(row.fiatCurrency),
          amount: out ? negated(row.amount) : row.amount,
          kind: out ? 'withdrawal' : 'deposit',
          word: [row.method, row.status].filter(Boolean).join(' '),
          state: stateOf(FIAT_STATES, row.status),
          wallet: 'spot',
          fee: out ? { coin: api.code(row.fiatCurrency), cost: row.totalFee } : null,
        }),
      )
      return { entries, next: next(rows.length, FIAT_ROWS) }
    }
    const rows = (await api.call(method, asked, FiatPayments)).data ?? []
    const entries = rows.flatMap((row) => {
      const base = {
        at: row.createTime,
        word: `${out ? 'sold' : 'bought'} ${row.paymentMethod ?? ''}`.trim(),
        state: stateOf(FIAT_STATES, row.status),
        wallet: 'spot',
      }
      const inside = row.paymentMethod === 'Cash Balance'
      const coin = flow({
        ...base,
        id: `${row.orderNo}:coin`,
        coin: api.code(row.cryptoCurrency),
        amount: out ? negated(row.sourceAmount) : row.obtainAmount,
        kind: inside ? 'trade' : out ? 'withdrawal' : 'deposit',
      })
      if (!inside) return coin
      const money = out ? row.obtainAmount : negated(row.sourceAmount)
      return [
        ...coin,
        ...flow({ ...base, id: `${row.orderNo}:fiat`, coin: api.code(row.fiatCurrency), amount: money, kind: 'trade' }),
      ]
    })
    return { entries, next: next(rows.length, FIAT_ROWS) }
  })
}

const Interest = inside(
  'rows',
  z.array(
    z.object({
      txId: text,
      interestAccuredTime: atMs,
      asset: z.string(),
      interest: amount,
      type: maybeText,
      isolatedSymbol: maybeText,
    }),
  ),
)
const ROWS = 100

/** A positive figure that is owed from then on. https://developers.binance.com/docs/margin_trading/borrow-and-repay/Get-Interest-History */
const interest = (method: string, wallet: string): Ledger['page'] =>
  async function read(api, query) {
    const { start, end } = spanMs(query)
    const { page, next } = pageNumber(query.cursor)
    const rows = await api.call(method, { startTime: start, endTime: end, current: page, size: ROWS }, Interest)
    const entries = rows.flatMap((row) =>
      flow({
        id: `${row.txId}:${row.asset}:${row.isolatedSymbol ?? ''}:${row.interestAccuredTime.getTime()}`,
        at: row.interestAccuredTime,
        coin: api.code(row.asset),
        amount: negated(row.interest),
        kind: 'interest',
        word: row.type ?? 'interest',
        wallet: row.isolatedSymbol ? 'isolated_margin' : wallet,
      }),
    )
    return { entries: numbered(entries), next: next(rows.length, ROWS) }
  }

const Flexible = inside(
  'rows',
  z.array(z.object({ asset: z.string(), rewards: amount, projectId: maybeText, type: maybeText, time: atMs })),
)
const Locked = inside('rows', z.array(z.object({ positionId: text, asset: z.string(), amount, time: atMs, type: maybeText })))

/** No id comes with them. https://developers.binance.com/docs/simple_earn/history/Get-Flexible-Rewards-History */
async function earn(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(['flexible', 'locked'], query, async (kind, part) => {
    const { start, end } = spanMs(part)
    const { page, next } = pageNumber(part.cursor)
    const asked = { startTime: start, endTime: end, current: page, size: ROWS }
    const rows =
      kind === 'flexible'
        ? (await api.call('sapiGetSimpleEarnFlexibleHistoryRewardsRecord', asked, Flexible)).map((row) => ({
            ...row,
            amount: row.rewards,
            of: row.projectId ?? '',
          }))
        : (await api.call('sapiGetSimpleEarnLockedHistoryRewardsRecord', asked, Locked)).map((row) => ({
            ...row,
            of: row.positionId,
          }))
    const entries = rows.flatMap((row) =>
      flow({
        id: [kind, row.of, row.asset, row.type ?? '', row.time.getTime()].join(':'),
        at: row.time,
        coin: api.code(row.asset),
        amount: row.amount,
        kind: 'reward',
        word: `${kind} ${row.type ?? ''}`.trim(),
        wallet: 'earn',
      }),
    )
    return { entries: numbered(entries), next: next(rows.length, ROWS) }
  })
}

const Dividends = inside(
  'rows',
  z.array(z.object({ id: maybeText, tranId: text, asset: z.string(), amount, divTime: atMs, enInfo: maybeText })),
)
/** Rewards of simple earn, which have a list of their own. */
const OF_EARN = /^(simple earn )?(flexible|locked)\b/i
const DIVIDEND_ROWS = 500

/** No pages, only a limit: what a full answer leaves out is asked for by time. */
async function dividends(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const endTime = query.cursor === null ? end : Number(query.cursor)
  const rows = await api.call('sapiGetAssetAssetDividend', { startTime: start, endTime, limit: DIVIDEND_ROWS }, Dividends)
  const entries = rows.flatMap((row) =>
    OF_EARN.test(row.enInfo ?? '')
      ? []
      : flow({
          id: [row.tranId, row.id ?? '', row.asset].join(':'),
          at: row.divTime,
          coin: api.code(row.asset),
          amount: row.amount,
          kind: 'reward',
          word: row.enInfo ?? 'dividend',
          wallet: 'spot',
        }),
  )
  const times = rows.map(({ divTime }) => divTime.getTime())
  return { entries: numbered(entries), next: nextMoment(times, DIVIDEND_ROWS, endTime, 'newest first') }
}

const Dust = z.object({
  userAssetDribblets: z.array(
    z.object({
      userAssetDribbletDetails: z.array(
        z.object({ transId: text, fromAsset: z.string(), amount, transferedAmount: amount, operateTime: atMs }),
      ),
    }),
  ),
})

/** `transferedAmount` is what arrived, the service charge taken off. https://developers.binance.com/docs/wallet/asset/dust-log */
async function dust(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const { userAssetDribblets } = await api.call('sapiGetAssetDribblet', { startTime: start, endTime: end }, Dust)
  const entries = userAssetDribblets
    .flatMap((each) => each.userAssetDribbletDetails)
    .flatMap(({ transId, fromAsset, amount: sold, transferedAmount, operateTime: at }) => {
      const base = { at, kind: 'trade', word: 'dust', wallet: 'spot' } as const
      return [
        ...flow({ ...base, id: `${transId}:${fromAsset}`, coin: api.code(fromAsset), amount: negated(sold) }),
        ...flow({ ...base, id: `${transId}:${fromAsset}:BNB`, coin: 'BNB', amount: transferedAmount }),
      ]
    })
  return { entries, next: null }
}

const Converts = z.object({
  list: z
    .array(
      z.object({
        orderId: text,
        orderStatus: z.string(),
        fromAsset: z.string(),
        fromAmount: amount,
        toAsset: z.string(),
        toAmount: amount,
        createTime: atMs,
      }),
    )
    .nullish(),
})
const CONVERT_STATES: Readonly<Record<string, FlowState>> = { SUCCESS: 'done', FAIL: 'failed', EXPIRED: 'failed' }

/** https://developers.binance.com/docs/convert/trade/Get-Convert-Trade-History: a limit, no pages. */
async function converts(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const endTime = query.cursor === null ? end : Number(query.cursor)
  const rows = (await api.call('sapiGetConvertTradeFlow', { startTime: start, endTime, limit: LISTED }, Converts)).list ?? []
  const entries = rows.flatMap((row): FlowEntry[] => {
    const base = {
      at: row.createTime,
      kind: 'trade',
      word: 'convert',
      state: stateOf(CONVERT_STATES, row.orderStatus),
      wallet: 'spot',
    } as const
    return [
      ...flow({ ...base, id: `${row.orderId}:from`, coin: api.code(row.fromAsset), amount: negated(row.fromAmount) }),
      ...flow({ ...base, id: `${row.orderId}:to`, coin: api.code(row.toAsset), amount: row.toAmount }),
    ]
  })
  const times = rows.map(({ createTime }) => createTime.getTime())
  return { entries, next: nextMoment(times, LISTED, endTime, 'newest first') }
}

const kept = { windowMs: 90 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1 }

export const binanceFlows: Flows = {
  ledgers: [
    { ...kept, id: 'deposits', name: 'Deposits', page: deposits },
    { ...kept, id: 'withdrawals', name: 'Withdrawals', weight: 20, page: withdrawals },
    { ...kept, id: 'fiat', name: 'Fiat deposits, withdrawals and purchases', weight: 100, page: fiat },
    ...binanceTransfers,
    ...binanceIncome,
    {
      ...kept,
      id: 'margin-interest',
      name: 'Interest on margin loans',
      windowMs: 30 * DAY_MS,
      reachMs: 180 * DAY_MS,
      settlesMs: HOUR_MS,
      page: interest('sapiGetMarginInterestHistory', 'margin'),
    },
    {
      ...kept,
      id: 'portfolio-interest',
      name: 'Interest on loans of portfolio margin',
      optional: true,
      windowMs: 30 * DAY_MS,
      reachMs: 180 * DAY_MS,
      settlesMs: HOUR_MS,
      page: interest('papiGetMarginMarginInterestHistory', 'unified'),
    },
    { ...kept, id: 'earn', name: 'Rewards of simple earn', windowMs: 30 * DAY_MS, settlesMs: DAY_MS, weight: 150, page: earn },
    { ...kept, id: 'dividends', name: 'Airdrops and other distributions', settlesMs: DAY_MS, weight: 10, page: dividends },
    { ...kept, id: 'dust', name: 'Small amounts changed to BNB', windowMs: null, settlesMs: HOUR_MS, page: dust },
    { ...kept, id: 'converts', name: 'Conversions', windowMs: 30 * DAY_MS, settlesMs: HOUR_MS, weight: 15, page: converts },
  ],
  untold: [
    { words: 'Trades and their fees on spot and margin: Binance lists them market by market only', external: false },
    {
      words: 'Transfers from sub-accounts as the main account sees them: Binance lists those by the sub-account’s e-mail only',
      external: false,
    },
    { words: 'Futures entries older than three months, transfers older than six', external: false },
    { words: 'Mining, Launchpool, payments and gifts, as far as they are no distribution', external: false },
  ],
}
