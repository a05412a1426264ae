import { getExposureOf } from '@/server/services/balances/exposure'
import { getLiveBalances } from '@/server/services/balances/get-live'
import { momentOf } from '@/server/services/balances/moment'
import { listPositions } from '@/server/services/balances/positions'
import { cachedAnswer } from '../cached-answer'
import { EXAMPLE_BALANCES, EXAMPLE_CACHED, EXAMPLE_EXPOSURE, EXAMPLE_POSITIONS } from '../examples'
import { operation } from '../operation'
import {
  balancesQuery,
  balancesResponse,
  cachedQuery,
  cachedResponse,
  exposureQuery,
  exposureResponse,
  positionsQuery,
  positionsResponse,
} from '../schemas/balances'
import { errorBody } from '../schemas/common'
import { readBookPlace } from '../wire/book-place'
import { wireExposure } from '../wire/exposure'
import { wireLiveBalances } from '../wire/live-balances'
import { wirePositions } from '../wire/positions'

export const getBalances = operation({
  id: 'getBalances',
  group: 'Balances',
  method: 'GET',
  path: '/api/balances/',
  summary: 'Get account balances, live from the exchanges',
  description:
    'Asks all wallets of all chosen accounts side by side. An account that cannot be read carries `error` and `code` while the others answer.',
  scope: 'read',
  amounts: true,
  query: balancesQuery,
  responses: {
    200: { description: 'Keyed by account name.', schema: balancesResponse, example: EXAMPLE_BALANCES },
    502: { description: 'None of the accounts could be read.', schema: balancesResponse },
  },
  example: { query: { account_names: 'AccountABC,Account123' } },
  handle: async (context, { query, amounts }) => {
    const { account_names: accountNames, exchange_names: exchangeNames, tag: tags } = query
    const balances = await getLiveBalances(context, { accountNames, exchangeNames, tags })
    return wireLiveBalances(balances, context.now(), amounts)
  },
})

export const getCachedAccountBalance = operation({
  id: 'getCachedAccountBalance',
  group: 'Balances',
  method: 'GET',
  path: '/api/sor/get_cached_account_balance',
  aliases: ['/internal/sor/get_cached_account_balance'],
  summary: 'Get cached account balances',
  description: 'The newest stored snapshots; never calls an exchange. Send `If-None-Match` to get 304 while nothing changed.',
  scope: 'read',
  amounts: true,
  query: cachedQuery,
  responses: {
    200: { description: 'The newest snapshots and the failures that stand.', schema: cachedResponse, example: EXAMPLE_CACHED },
    304: { description: 'Unchanged since the `ETag` that was sent.' },
  },
  example: { query: { account_names: 'AccountABC' } },
  handle: (context, { query, request, amounts, room }) =>
    cachedAnswer(context, {
      choice: { accountNames: query.account_names, tags: query.tag },
      moment: momentOf(context, query.as_of),
      ...{ after: query.after, limit: query.limit, amounts, room },
      ifNoneMatch: request.headers.get('if-none-match'),
    }),
})

const PAGE = 100

export const getPositions = operation({
  id: 'getPositions',
  group: 'Balances',
  method: 'GET',
  path: '/api/positions/',
  summary: 'Get open positions',
  description:
    'Of the newest stored snapshots, or of those of `as_of`; never calls an exchange. Page by page, each page of the book that the first one saw.',
  scope: 'read',
  amounts: true,
  query: positionsQuery,
  responses: {
    200: { description: 'The largest first.', schema: positionsResponse, example: EXAMPLE_POSITIONS },
    409: { description: 'The book of the page before is no longer there: begin again.', schema: errorBody },
  },
  example: { query: { account_names: 'AccountABC', limit: '100' } },
  handle: async (context, { query, amounts }) => {
    const { account_names: accountNames, exchange_names: exchangeNames, tag: tags } = query
    const moment = momentOf(context, query.as_of)
    const after = query.after === undefined ? null : readBookPlace(query.after)
    const page = await listPositions(context, {
      ...{ choice: { accountNames, exchangeNames, tags }, moment, after },
      limit: query.limit ?? PAGE,
    })
    return { status: 200, body: wirePositions(page, moment?.at ?? context.now(), amounts) }
  },
})

export const getExposure = operation({
  id: 'getExposure',
  group: 'Balances',
  method: 'GET',
  path: '/api/exposure/',
  summary: 'Get exposure to each coin, and how it is hedged',
  description:
    'Of the newest stored snapshots, or of those of `as_of`; never calls an exchange. With `limit`, coin by coin: sums are over all pages, and each page is of the book that the first one saw.',
  scope: 'read',
  amounts: true,
  query: exposureQuery,
  responses: {
    200: { description: 'The largest gross first.', schema: exposureResponse, example: EXAMPLE_EXPOSURE },
    409: { description: 'The book of the page before is no longer there: begin again.', schema: errorBody },
  },
  example: { query: { account_names: 'AccountABC' } },
  handle: async (context, { query, amounts }) => {
    const { account_names: accountNames, exchange_names: exchangeNames, tag: tags } = query
    const after = query.after === undefined ? null : readBookPlace(query.after)
    const page = { after, limit: query.limit }
    const view = await getExposureOf(context, { accountNames, exchangeNames, tags }, momentOf(context, query.as_of), page)
    return { status: 200, body: wireExposure(view, amounts, after !== null || query.limit !== undefined) }
  },
})
