import { z } from 'zod'
import type { FlowKind } from '../../../domain/flows/types'
import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import { amount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, kindOf, nextMoment, numbered, spotPair } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { owner } from './signed'

/** Aster's two ledgers, oldest first. https://github.com/asterdex/api-docs (V3: "Get Income History", "transactionHistory") */

const ROWS = 1000
/** "The query time period must be less than 7 days". */
const WINDOW_MS = 6 * DAY_MS

/** @throws DomainError where the account is read by its address alone */
function params(api: AccountApi, { from, to, cursor }: LedgerQuery) {
  if (!api.canSign)
    throw new DomainError(
      'exchange_permission',
      sentence`Aster tells what moved to an API wallet alone: with its private key it is read.`,
    )
  const startTime = cursor === null ? from.getTime() : Number(cursor)
  return { startTime, asked: { ...owner(api), startTime, endTime: to.getTime() - 1, limit: ROWS } }
}

const INCOME: Readonly<Record<string, FlowKind>> = {
  TRANSFER: 'transfer',
  WELCOME_BONUS: 'reward',
  REALIZED_PNL: 'realized',
  FUNDING_FEE: 'funding',
  COMMISSION: 'fee',
  INSURANCE_CLEAR: 'liquidation',
  MARKET_MERCHANT_RETURN_REWARD: 'rebate',
}
const Income = z.array(
  z.object({
    symbol: maybeText,
    incomeType: text,
    income: amount,
    asset: text,
    time: atMs,
    tranId: maybeText,
    tradeId: maybeText,
  }),
)

/** `tranId` is unique within a kind and an account only. */
async function income(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { startTime, asked } = params(api, query)
  const rows = await api.call('fapiPrivateGetV3Income', asked, Income)
  const entries = await Promise.all(
    rows.map(async (row) =>
      flow({
        id: [row.incomeType, row.tranId, row.tradeId, row.symbol, row.time.getTime()].join(':'),
        at: row.time,
        coin: api.code(row.asset),
        amount: row.income,
        kind: kindOf(INCOME, row.incomeType),
        word: row.incomeType,
        wallet: 'perp',
        pair: await contractPair(api, row.symbol),
      }),
    ),
  )
  const times = rows.map(({ time }) => time.getTime())
  return { entries: numbered(entries.flat()), next: nextMoment(times, ROWS, startTime, 'oldest first') }
}

const SPOT: Readonly<Record<string, FlowKind>> = {
  TRADE_TARGET: 'trade',
  TRADE_SOURCE: 'trade',
  SWAP: 'trade',
  TRANSFER_SPOT_TO_FUTURE: 'transfer',
  TRANSFER_FUTURE_TO_SPOT: 'transfer',
  TRANSFER_SPOT_TO_SPOT: 'transfer',
  TRANSFER_REFUND: 'transfer',
  INTERNAL_TRANSFER: 'transfer',
  TRANSFER: 'transfer',
  AIRDROP: 'reward',
  DIVIDEND: 'reward',
  COMMISSION_REBATE: 'rebate',
  CASH_BACK: 'rebate',
  STAKING_CLAIM: 'reward',
  STAKING_WITHDRAW: 'transfer',
  STAKING_DELEGATE: 'transfer',
}
/** What is staked is read as a wallet, which has no ledger of its own. */
const STAKED = /^STAKING_(WITHDRAW|DELEGATE)$/
const Transactions = z.array(
  z.object({
    tranId: maybeText,
    tradeId: maybeText,
    asset: text,
    symbol: maybeText,
    balanceDelta: amount,
    time: atMs,
    type: text,
  }),
)

/** A row is one coin: a trade has two of them. Ends in futures are income. */
async function spot(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { startTime, asked } = params(api, query)
  const rows = await api.call('request', ['v3/transactionHistory', 'sapiPrivate', 'GET', asked], Transactions)
  const entries = await Promise.all(
    rows.map(async (row) =>
      flow({
        id: [row.type, row.tranId, row.tradeId, row.asset].join(':'),
        at: row.time,
        coin: api.code(row.asset),
        amount: row.balanceDelta,
        kind: kindOf(SPOT, row.type),
        word: row.type,
        wallet: 'spot',
        pair: await spotPair(api, row.symbol),
        counterpart: STAKED.test(row.type) ? { wallet: 'staking' } : null,
      }),
    ),
  )
  const times = rows.map(({ time }) => time.getTime())
  return { entries: numbered(entries.flat()), next: nextMoment(times, ROWS, startTime, 'oldest first') }
}

const common = { windowMs: WINDOW_MS, reachMs: null, settlesMs: HOUR_MS, weight: 30 }

export const asterFlows: Flows = {
  ledgers: [
    { id: 'log', name: 'Futures: profit, funding, fees and transfers', page: income, ...common },
    { id: 'spot', name: 'Spot: transactions', page: spot, ...common },
  ],
}
