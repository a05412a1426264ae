import { z } from 'zod'
import type { FlowEntry, FlowKind, FlowState } from '../../../domain/flows/types'
import { add, amount, inside, isZero, maybeAmount, maybeText, negated, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import {
  atMs,
  atSeconds,
  contractPair,
  DAY_MS,
  flow,
  HOUR_MS,
  inParts,
  kindOf,
  maybeMs,
  ownEnd,
  spanMs,
  spotPair,
  stateOf,
} from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/**
 * Bybit's ledgers. The transaction log tells everything that changed the unified wallet, transfers too; the lists of
 * transfers are read for the other wallets' ends alone, so that no end counts twice.
 */

/** https://bybit-exchange.github.io/docs/v5/enum#typeuta-translog */
const KINDS: Readonly<Record<string, FlowKind>> = {
  TRANSFER_IN: 'transfer',
  TRANSFER_OUT: 'transfer',
  TRANSFER_IN_INS_LOAN: 'transfer',
  TRANSFER_OUT_INS_LOAN: 'transfer',
  BONUS_TRANSFER_IN: 'transfer',
  BONUS_TRANSFER_OUT: 'transfer',
  PEF_TRANSFER_IN: 'transfer',
  PEF_TRANSFER_OUT: 'transfer',
  TRADE: 'realized',
  SETTLEMENT: 'funding',
  DELIVERY: 'realized',
  ADL: 'realized',
  LIQUIDATION: 'liquidation',
  AIRDROP: 'reward',
  BONUS: 'reward',
  BONUS_RECOLLECT: 'reward',
  PEF_PROFIT_SHARE: 'fee',
  FEE_REFUND: 'rebate',
  INTEREST: 'interest',
  INTEREST_REPAYMENT_INS_LOAN: 'interest',
  AUTO_INTEREST_REPAYMENT_INS_LOAN: 'interest',
  CURRENCY_BUY: 'trade',
  CURRENCY_SELL: 'trade',
  SPOT_REPAYMENT_SELL: 'trade',
  SPOT_REPAYMENT_BUY: 'trade',
  AUTO_SOLD_COLLATERAL_INS_LOAN: 'trade',
  AUTO_BUY_LIABILITY_INS_LOAN: 'trade',
  TOKENS_SUBSCRIPTION: 'trade',
  TOKENS_REDEMPTION: 'trade',
  AUTO_DEDUCTION: 'fee',
  CUSTODY_NETWORK_FEE: 'fee',
  CUSTODY_SETTLE_FEE: 'fee',
}
/** Savings of the same account, which are read as a wallet: nothing enters or leaves. */
const EARN = /^(FLEXIBLE|FIXED)_STAKING_/

const Log = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    list: z.array(
      z.object({
        id: maybeText,
        symbol: maybeText,
        category: maybeText,
        transactionTime: atMs,
        type: z.string(),
        currency: z.string(),
        funding: maybeAmount,
        fee: maybeAmount,
        cashFlow: maybeAmount,
        change: amount,
        orderId: maybeText,
        tradeId: maybeText,
      }),
    ),
  }),
)
type LogRow = z.output<typeof Log>['list'][number]

/**
 * change = cashFlow + funding − fee; a positive fee is paid, positive funding received. What does not add up is taken as
 * `change` says. https://bybit-exchange.github.io/docs/v5/account/transaction-log
 */
async function logged(row: LogRow, api: AccountApi): Promise<FlowEntry[]> {
  const cash = row.cashFlow ?? '0'
  const funding = row.funding ?? '0'
  const whole = subtract(add(cash, funding) ?? '0', row.fee)
  const adds = isZero(subtract(whole, row.change))
  const spot = row.category === 'spot'
  const coin = api.code(row.currency)
  const base = {
    // Older answers have no id; one execution has a row for each coin.
    id: row.id || [row.type, row.tradeId || row.orderId, row.currency, row.transactionTime.getTime()].join(':'),
    at: row.transactionTime,
    coin,
    word: row.type,
    wallet: 'unified',
    pair: await (spot ? spotPair(api, row.symbol) : contractPair(api, row.symbol)),
  }
  const kind = row.type === 'TRADE' && spot ? 'trade' : EARN.test(row.type) ? 'transfer' : kindOf(KINDS, row.type)
  const counterpart = EARN.test(row.type) ? { wallet: 'earn' } : null
  if (!adds) return flow({ ...base, kind, amount: row.change, counterpart })
  const fee = { coin, cost: row.fee }
  if (kind !== 'funding') return flow({ ...base, kind, amount: add(cash, funding) ?? '0', fee, counterpart })
  // A settlement of USDC contracts pays funding and the session's profit in one row.
  return [
    ...flow({ ...base, kind: 'funding', amount: funding, fee }),
    ...flow({ ...base, id: `${base.id}:profit`, kind: 'realized', amount: cash }),
  ]
}

interface Paged {
  nextPageCursor: string | null
}

/** Cursors come percent-encoded, and are encoded again on their way out. */
function following(page: Paged, rows: number): string | null {
  return page.nextPageCursor && rows > 0 ? decodeURIComponent(page.nextPageCursor) : null
}

const asked = (query: LedgerQuery, limit: number) => {
  const { start, end } = spanMs(query)
  return { startTime: start, endTime: end, limit, cursor: query.cursor ?? undefined }
}

async function log(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AccountTransactionLog', { accountType: 'UNIFIED', ...asked(query, 50) }, Log)
  return {
    entries: (await Promise.all(page.list.map((row) => logged(row, api)))).flat(),
    next: following(page, page.list.length),
  }
}

/** https://bybit-exchange.github.io/docs/v5/enum#depositstatus: 3 is final here, 2 where the deposit was off chain. */
const DEPOSIT_STATES: Readonly<Record<string, FlowState>> = { '3': 'done', '10012': 'done', '4': 'failed' }
const Deposits = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    rows: z.array(
      z.object({
        id: maybeText,
        coin: z.string(),
        chain: maybeText,
        amount,
        txID: maybeText,
        txIndex: maybeText,
        status: text,
        depositFee: maybeAmount,
        successAt: maybeMs,
        fromAddress: maybeText,
      }),
    ),
  }),
)

async function deposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetDepositQueryRecord', asked(query, 50), Deposits)
  const entries = page.rows.flatMap((row) =>
    flow({
      id: row.id || [row.txID, row.txIndex, row.coin].join(':'),
      // What is still under way has no moment of success.
      at: row.successAt ?? query.from,
      coin: api.code(row.coin),
      amount: row.amount,
      kind: 'deposit',
      word: `deposit ${row.status}`,
      state: stateOf(DEPOSIT_STATES, row.status),
      wallet: 'funding',
      fee: { coin: api.code(row.coin), cost: row.depositFee },
      counterpart: { chain: row.chain, address: row.fromAddress, txHash: row.txID },
    }),
  )
  return { entries, next: following(page, page.rows.length) }
}

const INTERNAL_STATES: Readonly<Record<string, FlowState>> = { '2': 'done', '3': 'failed' }
/** Seconds here, milliseconds everywhere else. https://bybit-exchange.github.io/docs/v5/asset/deposit/internal-deposit-record */
const InternalDeposits = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    rows: z.array(
      z.object({
        id: text,
        coin: z.string(),
        amount,
        status: text,
        address: maybeText,
        fromMemberId: maybeText,
        txID: maybeText,
        createdTime: text,
      }),
    ),
  }),
)

async function internalDeposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetDepositQueryInternalRecord', asked(query, 50), InternalDeposits)
  const entries = page.rows.flatMap((row) =>
    flow({
      id: row.id,
      at: (row.createdTime.length > 11 ? atMs : atSeconds).parse(row.createdTime),
      coin: api.code(row.coin),
      amount: row.amount,
      kind: 'deposit',
      word: `internal deposit ${row.status}`,
      state: stateOf(INTERNAL_STATES, row.status),
      wallet: 'funding',
      counterpart: { account: row.fromMemberId || row.address, txHash: row.txID },
    }),
  )
  return { entries, next: following(page, page.rows.length) }
}

/** https://bybit-exchange.github.io/docs/v5/enum#withdrawstatus */
const WITHDRAWAL_STATES: Readonly<Record<string, FlowState>> = {
  success: 'done',
  BlockchainConfirmed: 'done',
  CancelByUser: 'failed',
  Reject: 'failed',
  Fail: 'failed',
}
const Withdrawals = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    rows: z.array(
      z.object({
        withdrawId: text,
        withdrawType: maybeText,
        coin: z.string(),
        chain: maybeText,
        amount,
        withdrawFee: maybeAmount,
        txID: maybeText,
        status: z.string(),
        toAddress: maybeText,
        createTime: atMs,
      }),
    ),
  }),
)

/** `amount` is what arrives; the fee, in the same coin, was paid besides. Type 2: on chain and to others at Bybit. */
async function withdrawals(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetWithdrawQueryRecord', { withdrawType: 2, ...asked(query, 50) }, Withdrawals)
  const entries = page.rows.flatMap((row) =>
    flow({
      id: row.withdrawId,
      at: row.createTime,
      coin: api.code(row.coin),
      amount: negated(row.amount),
      kind: 'withdrawal',
      word: row.status,
      state: stateOf(WITHDRAWAL_STATES, row.status),
      wallet: 'funding',
      fee: { coin: api.code(row.coin), cost: row.withdrawFee },
      counterpart:
        row.withdrawType === '1'
          ? { account: row.toAddress, txHash: row.txID }
          : { chain: row.chain, address: row.toAddress, txHash: row.txID },
    }),
  )
  return { entries, next: following(page, page.rows.length) }
}

const TRANSFER_STATES: Readonly<Record<string, FlowState>> = { SUCCESS: 'done', FAILED: 'failed' }
const WALLETS: Readonly<Record<string, string>> = { FUND: 'funding', UNIFIED: 'unified', CONTRACT: 'perp', SPOT: 'spot' }
const Transfer = z.object({
  transferId: z.string(),
  coin: z.string(),
  amount,
  fromAccountType: z.string(),
  toAccountType: z.string(),
  timestamp: atMs,
  status: z.string(),
  fromMemberId: maybeText,
  toMemberId: maybeText,
})
type Transfer = z.output<typeof Transfer>
const Transfers = inside('result', z.object({ nextPageCursor: maybeText, list: z.array(Transfer) }))

/** One end of a transfer; none for the unified wallet, whose log tells it. */
function end(row: Transfer, side: 'from' | 'to', api: AccountApi, account: string | null): FlowEntry[] {
  const type = side === 'from' ? row.fromAccountType : row.toAccountType
  if (type === 'UNIFIED') return []
  return flow({
    id: `${row.transferId}:${side}`,
    at: row.timestamp,
    coin: api.code(row.coin),
    amount: side === 'from' ? negated(row.amount) : row.amount,
    kind: 'transfer',
    word: `${row.fromAccountType} → ${row.toAccountType}`,
    state: stateOf(TRANSFER_STATES, row.status),
    wallet: WALLETS[type] ?? type.toLowerCase(),
    counterpart: { account, transferId: row.transferId },
  })
}

async function transfers(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetTransferQueryInterTransferList', asked(query, 50), Transfers)
  const entries = page.list.flatMap((row) => [...end(row, 'from', api, null), ...end(row, 'to', api, null)])
  return { entries, next: following(page, page.list.length) }
}

const Self = inside('result', z.object({ userID: text }))

/** Between the main account and its sub-accounts: each row tells both, and which of them is read is asked for. */
async function universal(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AssetTransferQueryUniversalTransferList', asked(query, 50), Transfers)
  if (page.list.length === 0) return { entries: [], next: null }
  const told = await api.tell('User id', 'privateGetV5UserQueryApi', {}, Self)
  const ends = page.list.map((row) => ({ from: row.fromMemberId ?? '', to: row.toMemberId ?? '' }))
  const own = ownEnd(ends, told?.userID ?? null)
  const entries = page.list.flatMap((row) => [
    ...(row.fromMemberId === own ? end(row, 'from', api, row.toMemberId) : []),
    ...(row.toMemberId === own ? end(row, 'to', api, row.fromMemberId) : []),
  ])
  return { entries, next: following(page, page.list.length) }
}

const YIELD_STATES: Readonly<Record<string, FlowState>> = { Success: 'done', Fail: 'failed', Failed: 'failed' }
const Yields = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    list: z
      .array(z.object({ id: text, coin: z.string(), amount, yieldType: maybeText, status: z.string(), createdAt: atMs }))
      .nullish(),
  }),
)

/** https://bybit-exchange.github.io/docs/v5/earn/yield-history. Each kind of product has a list of its own. */
async function earnings(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(['FlexibleSaving', 'OnChain'], query, async (category, part) => {
    const page = await api.call('privateGetV5EarnYield', { category, ...asked(part, 100) }, Yields)
    const rows = page.list ?? []
    const entries = rows.flatMap((row) =>
      flow({
        id: row.id,
        at: row.createdAt,
        coin: api.code(row.coin),
        amount: row.amount,
        kind: 'reward',
        word: `${category} ${row.yieldType ?? ''}`.trim(),
        state: stateOf(YIELD_STATES, row.status),
        wallet: 'earn',
      }),
    )
    return { entries, next: following(page, rows.length) }
  })
}

export const bybitFlows: Flows = {
  ledgers: [
    {
      id: 'log',
      name: 'Transaction log of the unified account',
      windowMs: 7 * DAY_MS,
      reachMs: 730 * DAY_MS,
      settlesMs: HOUR_MS,
      weight: 1,
      page: log,
    },
    { id: 'deposits', name: 'Deposits', windowMs: 30 * DAY_MS, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1, page: deposits },
    {
      id: 'internal-deposits',
      name: 'Deposits from others at Bybit',
      windowMs: 30 * DAY_MS,
      reachMs: null,
      settlesMs: DAY_MS,
      weight: 1,
      page: internalDeposits,
    },
    {
      id: 'withdrawals',
      name: 'Withdrawals',
      windowMs: 30 * DAY_MS,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 1,
      page: withdrawals,
    },
    {
      id: 'transfers',
      name: 'Transfers between wallets',
      windowMs: 7 * DAY_MS,
      reachMs: null,
      settlesMs: HOUR_MS,
      weight: 1,
      page: transfers,
    },
    {
      id: 'universal',
      name: 'Transfers between main account and sub-accounts',
      windowMs: 7 * DAY_MS,
      reachMs: null,
      settlesMs: HOUR_MS,
      weight: 1,
      page: universal,
    },
    {
      id: 'earn',
      name: 'Earnings of savings',
      windowMs: 7 * DAY_MS,
      reachMs: null,
      settlesMs: DAY_MS,
      weight: 2,
      page: earnings,
    },
  ],
  untold: [
    { words: 'Conversions, fiat, cards and gifts within the funding wallet', external: false },
    { words: 'Savings that are subscribed to and redeemed from the funding wallet', external: false },
    { words: 'Transaction log older than two years', external: false },
  ],
}
