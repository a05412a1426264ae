import type { ServiceContext } from '@/server/context'
import type { FlowView, PerformanceFigures } from '@/server/domain/views'
import { listFlowsSchema } from '@/server/schemas/flows'
import { getFundingPaid } from '@/server/services/flows/funding-paid'
import { getHedges as readHedges } from '@/server/services/flows/hedges'
import { listFlows } from '@/server/services/flows/list'
import { explainChange } from '@/server/services/performance/explain'
import { getPerformance as readPerformance } from '@/server/services/performance/get'
import { EXAMPLE_EXPLANATION, EXAMPLE_FLOWS, EXAMPLE_FUNDING, EXAMPLE_HEDGES, EXAMPLE_PERFORMANCE } from '../examples-flows'
import { monthOrStretch } from '../month-or-stretch'
import { operation } from '../operation'
import {
  explainQuery,
  explainResponse,
  flowsQuery,
  flowsResponse,
  fundingQuery,
  fundingResponse,
  hedgesQuery,
  hedgesResponse,
  performanceQuery,
  performanceResponse,
} from '../schemas/flows'
import { type Amounts, timeOrNull } from '../wire/numbers'
import { wireParts } from '../wire/parts'

interface Stretch {
  account_names: string[]
  exchange_names: string[]
  tag: string[]
  start_time?: Date | undefined
  end_time?: Date | undefined
}

const stretchOf = (context: ServiceContext, query: Stretch) => ({
  ...monthOrStretch(context.now(), query),
  accountNames: query.account_names,
  exchangeNames: query.exchange_names,
  tags: query.tag,
})

export const getFlows = operation({
  id: 'getFlows',
  group: 'History',
  method: 'GET',
  path: '/api/flows/',
  summary: 'List what came, went and was paid',
  description:
    'Entries of the exchanges’ own ledgers: deposits, withdrawals, transfers, funding, fees, interest, rewards. Newest first, page by page.',
  scope: 'read',
  amounts: true,
  query: flowsQuery,
  responses: { 200: { description: 'A page of entries.', schema: flowsResponse, example: EXAMPLE_FLOWS } },
  example: { query: { account_names: 'AccountABC', kinds: 'deposit,withdrawal' } },
  handle: async (context, { query, amounts }) => {
    const { start_time: from, end_time: to, kinds, coins, after, limit, account_names, exchange_names, tag } = query
    const input = listFlowsSchema.parse({
      ...{ from, to, after, limit, accountNames: account_names, exchangeNames: exchange_names, tags: tag },
      kinds: kinds.length > 0 ? kinds : undefined,
      coins: coins.length > 0 ? coins : undefined,
    })
    const { flows, next } = await listFlows(context, input)
    return { status: 200, body: { flows: flows.map((flow) => wireFlow(flow, amounts)), next } }
  },
})

function wireFlow(flow: FlowView, { num, numOrNull }: Amounts) {
  return {
    id: flow.id,
    account_id: flow.accountId,
    account_name: flow.accountName,
    exchange: flow.exchangeName,
    time: flow.at.toISOString(),
    coin: flow.coin,
    amount: num(flow.amount),
    kind: flow.kind,
    exchange_word: flow.word,
    state: flow.state,
    wallet: flow.wallet,
    pair: flow.pair,
    fee: flow.fee && { coin: flow.fee.coin, amount: num(flow.fee.amount) },
    chain: flow.chain,
    address: flow.address,
    tx_hash: flow.txHash,
    value: numOrNull(flow.value),
    price: numOrNull(flow.price),
    price_source: flow.priceSource,
    price_route: flow.priceRoute,
    price_age_seconds: flow.priceAgeSeconds,
    by_hand: flow.byHand,
    note: flow.note,
    paired_with: flow.pairedWith,
    external: flow.external,
  }
}

export const getPerformance = operation({
  id: 'getPerformance',
  group: 'History',
  method: 'GET',
  path: '/api/performance/',
  summary: 'Get returns without what came and went',
  description:
    'Gain, time-weighted and money-weighted returns over whole days (UTC), of accounts together and of each. Null where not everything that came and went is known.',
  scope: 'read',
  amounts: true,
  query: performanceQuery,
  responses: {
    200: {
      description: 'Returns and the days that they are made of.',
      schema: performanceResponse,
      example: EXAMPLE_PERFORMANCE,
    },
  },
  example: { query: { account_names: 'AccountABC', group_by: 'account' } },
  handle: async (context, { query, amounts }) => {
    const { num, numOrNull } = amounts
    const view = await readPerformance(context, { ...stretchOf(context, query), groupBy: query.group_by ?? 'none' })
    const { risk } = view
    return {
      status: 200,
      body: {
        start_time: view.from.toISOString(),
        end_time: view.to.toISOString(),
        flows_known_until: timeOrNull(view.flowsKnownTo),
        ...wireFigures(view, amounts),
        volatility: numOrNull(risk.volatility),
        sharpe: numOrNull(risk.sharpe),
        sortino: numOrNull(risk.sortino),
        drawdown: numOrNull(risk.drawdown?.share ?? null),
        drawdown_days: risk.drawdown?.days ?? null,
        days: view.days.map(({ day, opened, closed, flows, gain, rate }) => ({
          ...{ day, opened: num(opened), closed: num(closed), flows: numOrNull(flows) },
          ...{ gain: numOrNull(gain), rate: numOrNull(rate) },
        })),
        groups: view.groups.map(({ key, label, ...figures }) => ({ key, label, ...wireFigures(figures, amounts) })),
      },
    }
  },
})

function wireFigures(
  { start, end, flows, gain, twr, twrYearly, xirr, notes, leftOut }: PerformanceFigures,
  { numOrNull }: Amounts,
) {
  return {
    start: numOrNull(start),
    end: numOrNull(end),
    flows: numOrNull(flows),
    gain: numOrNull(gain),
    twr: numOrNull(twr),
    twr_yearly: numOrNull(twrYearly),
    xirr: numOrNull(xirr),
    notes,
    left_out: leftOut,
  }
}

export const getExplanation = operation({
  id: 'getExplanation',
  group: 'History',
  method: 'GET',
  path: '/api/history/explain',
  summary: 'Get what a change of equity is made of',
  description:
    'Flows, prices of what was held, profit of positions, funding, interest, fees, rewards, and what nothing explains. The parts add up to the change.',
  scope: 'read',
  amounts: true,
  query: explainQuery,
  responses: {
    200: { description: 'The parts, by account and by coin.', schema: explainResponse, example: EXAMPLE_EXPLANATION },
  },
  example: { query: { account_names: 'AccountABC' } },
  handle: async (context, { query, amounts }) => {
    const { num, numOrNull } = amounts
    const view = await explainChange(context, { ...stretchOf(context, query), ...(query.coin ? { coin: query.coin } : {}) })
    return {
      status: 200,
      body: {
        start_time: view.from.toISOString(),
        end_time: view.to.toISOString(),
        width_seconds: view.widthSeconds,
        change: numOrNull(view.change),
        parts: view.parts && wireParts(view.parts, amounts),
        accounts: view.accounts.map(({ accountId, accountName, change, parts }) => ({
          ...{ account_id: accountId, account_name: accountName, change: num(change) },
          parts: parts && wireParts(parts, amounts),
        })),
        coins: view.coins.map(({ coin, change, unexplainedSize, parts }) => ({
          ...{ coin, change: num(change), unexplained_size: num(unexplainedSize) },
          parts: wireParts(parts, amounts),
        })),
        left_out: view.leftOut,
      },
    }
  },
})

export const getFunding = operation({
  id: 'getFunding',
  group: 'History',
  method: 'GET',
  path: '/api/funding/',
  summary: 'Get funding paid and received',
  description: 'Funding of perpetuals by pair and account, and by day (UTC), and what it comes to as a share of equity.',
  scope: 'read',
  amounts: true,
  query: fundingQuery,
  responses: { 200: { description: 'Funding by pair and by day.', schema: fundingResponse, example: EXAMPLE_FUNDING } },
  example: { query: { account_names: 'AccountABC' } },
  handle: async (context, { query, amounts }) => {
    const { num, numOrNull } = amounts
    const view = await getFundingPaid(context, stretchOf(context, query))
    return {
      status: 200,
      body: {
        start_time: view.from.toISOString(),
        end_time: view.to.toISOString(),
        total: numOrNull(view.total),
        received: numOrNull(view.received),
        paid: numOrNull(view.paid),
        share_of_equity: numOrNull(view.shareOfEquity),
        yearly: numOrNull(view.yearly),
        pairs: view.byPair.map(({ accountName, exchange, pair, coin, amount, value, entries }) => ({
          ...{ account_name: accountName, exchange, pair, coin, entries },
          ...{ amount: num(amount), value: numOrNull(value) },
        })),
        days: view.byDay.map(({ day, value, cumulative }) => ({ day, value: num(value), cumulative: num(cumulative) })),
        left_out: view.leftOut,
      },
    }
  },
})

export const getHedges = operation({
  id: 'getHedges',
  group: 'History',
  method: 'GET',
  path: '/api/hedges/',
  summary: 'Get what hedges brought in',
  description:
    'Of every coin that was long on one side and short on the other at the same time, over all accounts asked for: its legs, what funding, interest and rewards brought each of them, and what the hedged part of both comes to a year. The largest first.',
  scope: 'read',
  amounts: true,
  query: hedgesQuery,
  responses: { 200: { description: 'Hedges and their legs.', schema: hedgesResponse, example: EXAMPLE_HEDGES } },
  example: { query: { account_names: 'AccountABC' } },
  handle: async (context, { query, amounts }) => {
    const { num, numOrNull } = amounts
    const view = await readHedges(context, stretchOf(context, query))
    return {
      status: 200,
      body: {
        start_time: view.from.toISOString(),
        end_time: view.to.toISOString(),
        width_seconds: view.widthSeconds,
        hedges: view.hedges.map(({ coin, hedged, seconds, carry, rate, yearly, legs }) => ({
          ...{ coin, hedged: num(hedged), hedged_seconds: seconds },
          ...{ carry: numOrNull(carry), rate: numOrNull(rate), yearly: numOrNull(yearly) },
          legs: legs.map(({ accountId, accountName, exchange, symbol, position, side, average, income }) => ({
            ...{ account_id: accountId, account_name: accountName, exchange, symbol, side },
            asset_type: position ? 'position' : 'token',
            ...{ average: num(average), income: numOrNull(income) },
          })),
        })),
        left_out: view.leftOut,
      },
    }
  },
})
