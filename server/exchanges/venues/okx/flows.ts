import { z } from 'zod'
import type { FlowEntry, FlowKind, FlowState } from '../../../domain/flows/types'
import { add, amount, inside, maybeAmount, maybeText, negated, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import {
  atMs,
  contractPair,
  DAY_MS,
  earlierThan,
  flow,
  HOUR_MS,
  kindOf,
  numbered,
  spanMs,
  spotPair,
  stateOf,
} from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/**
 * OKX's ledgers: the bills of the trading and of the funding account tell every change of either, each end of a transfer
 * in its own. What the funding bills say of deposits and withdrawals is left to the lists that know hash, chain and fee.
 */

const PAGE = 100

/** `type` of https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-bills-details-last-3-months */
const TRADING: Readonly<Record<string, FlowKind>> = {
  '1': 'transfer',
  '2': 'realized',
  '3': 'realized',
  '4': 'trade',
  '5': 'liquidation',
  '6': 'transfer',
  '7': 'interest',
  '8': 'funding',
  '9': 'realized',
  '10': 'realized',
  '11': 'trade',
  '12': 'transfer',
  '13': 'realized',
  '14': 'realized',
  '15': 'transfer',
  '16': 'transfer',
  '22': 'transfer',
  '24': 'realized',
  '27': 'trade',
  '28': 'trade',
  '29': 'trade',
  '30': 'trade',
  '34': 'realized',
  '250': 'fee',
  '251': 'rebate',
}
/** What is borrowed or paid back is owed as much less or more: the account is worth what it was. */
const LOANS: ReadonlySet<string> = new Set(['16', '22'])
/** Types that are trades of coins where they are of spot or margin. */
const TRADES: ReadonlySet<string> = new Set(['2', '14'])

const Bills = inside(
  'data',
  z.array(
    z.object({
      billId: z.string(),
      ccy: z.string(),
      ts: atMs,
      type: z.string(),
      subType: maybeText,
      instType: maybeText,
      instId: maybeText,
      balChg: amount,
      posBalChg: maybeAmount,
      fee: maybeAmount,
    }),
  ),
)
type Bill = z.output<typeof Bills>[number]

/**
 * `balChg` is profit and fee together; a fee below zero was paid, above zero it is a rebate. What an isolated position
 * takes or gives stands under `posBalChg` and is the account's all the same.
 */
async function billed(row: Bill, api: AccountApi): Promise<FlowEntry[]> {
  const coin = api.code(row.ccy)
  const spot = row.instType === 'SPOT' || row.instType === 'MARGIN'
  const change = spot ? row.balChg : (add(row.balChg, row.posBalChg) ?? '0')
  const traded = TRADES.has(row.type) && spot
  return flow({
    id: row.billId,
    at: row.ts,
    coin,
    amount: subtract(change, row.fee),
    kind: traded ? 'trade' : kindOf(TRADING, row.type),
    word: row.subType ? `${row.type}/${row.subType}` : row.type,
    wallet: 'unified',
    pair: await (spot ? spotPair(api, row.instId) : contractPair(api, row.instId)),
    fee: { coin, cost: row.fee === null ? null : negated(row.fee) },
    counterpart: LOANS.has(row.type) ? { wallet: 'loan' } : null,
  })
}

/** Newest first; `after` is a bill's id. */
async function bills(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const asked = { begin: start, end, limit: PAGE, after: query.cursor ?? undefined }
  const rows = await api.call('privateGetAccountBillsArchive', asked, Bills)
  const entries = (await Promise.all(rows.map((row) => billed(row, api)))).flat()
  return { entries, next: rows.length < PAGE ? null : (rows.at(-1)?.billId ?? null) }
}

/** `type` of https://www.okx.com/docs-v5/en/#funding-account-rest-api-asset-bills-details */
const FUNDING: Readonly<Record<string, FlowKind>> = {
  '20': 'transfer',
  '21': 'transfer',
  '22': 'transfer',
  '23': 'transfer',
  '28': 'reward',
  '48': 'reward',
  '61': 'trade',
  '68': 'rebate',
  '69': 'rebate',
  '83': 'reward',
  '84': 'fee',
  '85': 'reward',
  '87': 'reward',
  '88': 'reward',
  '126': 'interest',
  '129': 'reward',
  '130': 'transfer',
  '131': 'transfer',
  '135': 'trade',
  '136': 'trade',
  '139': 'reward',
  '150': 'rebate',
  '151': 'reward',
  '152': 'rebate',
  '153': 'reward',
  '154': 'reward',
  '156': 'rebate',
  '173': 'rebate',
  '183': 'reward',
  '184': 'reward',
  '187': 'trade',
  '189': 'reward',
  '211': 'reward',
}
/** Savings and staking of the same account, which are read as its earn wallet. */
const EARN: ReadonlySet<string> = new Set(['75', '76', '80', '82', '89', '90', '91', '137'])
/** Deposit, withdrawal, and a withdrawal that was given back. */
const LISTED: ReadonlySet<string> = new Set(['1', '2', '13'])

const AssetBills = inside(
  'data',
  z.array(z.object({ billId: z.string(), ccy: z.string(), ts: atMs, type: z.string(), balChg: amount })),
)

const boundOf = ({ cursor, to }: LedgerQuery) => (cursor === null ? to.getTime() : Number(cursor))

async function assetBills(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const bound = boundOf(query)
  const rows = await api.call('privateGetAssetBillsHistory', { after: bound, limit: PAGE, pagingType: '1' }, AssetBills)
  const entries = rows.flatMap(({ billId, ccy, ts, type, balChg }) =>
    LISTED.has(type)
      ? []
      : flow({
          id: billId,
          at: ts,
          coin: api.code(ccy),
          amount: balChg,
          kind: EARN.has(type) ? 'transfer' : kindOf(FUNDING, type),
          word: type,
          wallet: 'funding',
          counterpart: EARN.has(type) ? { wallet: 'earn' } : null,
        }),
  )
  const next = earlierThan(
    rows.map(({ ts }) => ts.getTime()),
    PAGE,
    bound,
    query.from,
  )
  return { entries, next }
}

/** 1: credited, and cannot be withdrawn yet. https://www.okx.com/docs-v5/en/#funding-account-rest-api-get-deposit-history */
const DEPOSIT_STATES: Readonly<Record<string, FlowState>> = { '1': 'done', '2': 'done' }
const Deposits = inside(
  'data',
  z.array(
    z.object({
      depId: z.string(),
      ccy: z.string(),
      chain: maybeText,
      amt: amount,
      from: maybeText,
      txId: maybeText,
      state: z.string(),
      ts: atMs,
    }),
  ),
)

async function deposits(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const bound = boundOf(query)
  const rows = await api.call('privateGetAssetDepositHistory', { after: bound, limit: PAGE }, Deposits)
  const entries = rows.flatMap((row) =>
    flow({
      id: row.depId,
      at: row.ts,
      coin: api.code(row.ccy),
      amount: row.amt,
      kind: 'deposit',
      word: `deposit ${row.state}`,
      state: stateOf(DEPOSIT_STATES, row.state),
      wallet: 'funding',
      counterpart: { chain: row.chain, ...sender(row.from, row.chain), txHash: row.txId },
    }),
  )
  const next = earlierThan(
    rows.map(({ ts }) => ts.getTime()),
    PAGE,
    bound,
    query.from,
  )
  return { entries, next }
}

/** Who sent within OKX goes by a telephone number or an e-mail, and there is no chain. */
const sender = (from: string | null, chain: string | null) => (chain ? { address: from } : { account: from })

/** https://www.okx.com/docs-v5/en/#funding-account-rest-api-get-withdrawal-history: 2 is final, −1 failed, −2 canceled; 1 is on its way. */
const WITHDRAWAL_STATES: Readonly<Record<string, FlowState>> = { '2': 'done', '-1': 'failed', '-2': 'failed' }
const Withdrawals = inside(
  'data',
  z.array(
    z.object({
      wdId: z.string(),
      ccy: z.string(),
      chain: maybeText,
      amt: amount,
      fee: maybeAmount,
      feeCcy: maybeText,
      to: maybeText,
      txId: maybeText,
      state: z.string(),
      ts: atMs,
    }),
  ),
)

/** The fee is not within the amount, is positive here (in bills negative), and may be of another coin. */
async function withdrawals(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const bound = boundOf(query)
  const rows = await api.call('privateGetAssetWithdrawalHistory', { after: bound, limit: PAGE }, Withdrawals)
  const entries = rows.flatMap((row) =>
    flow({
      id: row.wdId,
      at: row.ts,
      coin: api.code(row.ccy),
      amount: negated(row.amt),
      kind: 'withdrawal',
      word: `withdrawal ${row.state}`,
      state: stateOf(WITHDRAWAL_STATES, row.state),
      wallet: 'funding',
      fee: { coin: api.code(row.feeCcy || row.ccy), cost: row.fee },
      counterpart: { chain: row.chain, ...sender(row.to, row.chain), txHash: row.txId },
    }),
  )
  const next = earlierThan(
    rows.map(({ ts }) => ts.getTime()),
    PAGE,
    bound,
    query.from,
  )
  return { entries, next }
}

const Lending = inside('data', z.array(z.object({ ccy: z.string(), earnings: amount, ts: atMs })))

/** What simple earn paid, hour by hour, into the savings themselves. */
async function savings(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const bound = boundOf(query)
  const rows = await api.call('privateGetFinanceSavingsLendingHistory', { after: bound, limit: PAGE }, Lending)
  const entries = rows.flatMap(({ ccy, earnings, ts }) =>
    flow({
      // Two equal ones are two: `numbered` tells them apart.
      id: `${ccy}:${ts.getTime()}:${earnings}`,
      at: ts,
      coin: api.code(ccy),
      amount: earnings,
      kind: 'reward',
      word: 'savings',
      wallet: 'earn',
    }),
  )
  const next = earlierThan(
    rows.map(({ ts }) => ts.getTime()),
    PAGE,
    bound,
    query.from,
  )
  return { entries: numbered(entries), next }
}

export const okxFlows: Flows = {
  ledgers: [
    {
      id: 'bills',
      name: 'Bills of the trading account',
      windowMs: null,
      reachMs: 90 * DAY_MS,
      settlesMs: HOUR_MS,
      weight: 4,
      page: bills,
    },
    {
      id: 'asset-bills',
      name: 'Bills of the funding account',
      windowMs: null,
      reachMs: null,
      settlesMs: HOUR_MS,
      weight: 10,
      page: assetBills,
    },
    { id: 'deposits', name: 'Deposits', windowMs: null, reachMs: null, settlesMs: 3 * DAY_MS, weight: 2, page: deposits },
    {
      id: 'withdrawals',
      name: 'Withdrawals',
      windowMs: null,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 2,
      page: withdrawals,
    },
    {
      id: 'savings',
      name: 'Earnings of simple earn',
      windowMs: null,
      reachMs: null,
      settlesMs: DAY_MS,
      weight: 2,
      page: savings,
    },
  ],
  untold: [
    { words: 'Bills of the trading account older than three months', external: false },
    { words: 'Bills of the funding account before February 2021', external: false },
    { words: 'What on-chain earn and structured products earn until they pay it out', external: false },
  ],
}
