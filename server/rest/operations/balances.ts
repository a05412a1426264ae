import { getLiveBalances } from '@/server/services/balances/get-live'
import { cachedAnswer } from '../cached-answer'
import { EXAMPLE_BALANCES, EXAMPLE_CACHED } from '../examples'
import { operation } from '../operation'
import { balancesQuery, balancesResponse, cachedQuery, cachedResponse } from '../schemas/balances'
import { wireLiveBalances } from '../wire/live-balances'

export const getBalances = operation({
  id: 'getBalances',
  method: 'GET',
  path: '/api/balances/',
  summary: 'Get account balances, live from the exchanges',
  description:
    'Asks all wallets of all chosen accounts side by side. An account that cannot be read carries `error` and `code` while the others answer.',
  scope: 'read',
  query: balancesQuery,
  responses: {
    200: { description: 'Keyed by account name.', schema: balancesResponse, example: EXAMPLE_BALANCES },
    502: { description: 'None of the accounts could be read.', schema: balancesResponse },
  },
  example: { query: { account_names: 'AccountABC,Account123' } },
  handle: async (context, { query }) =>
    wireLiveBalances(await getLiveBalances(context, { accountNames: query.account_names, exchangeNames: query.exchange_names })),
})

export const getCachedAccountBalance = operation({
  id: 'getCachedAccountBalance',
  method: 'GET',
  path: '/api/sor/get_cached_account_balance',
  aliases: ['/internal/sor/get_cached_account_balance'],
  summary: 'Get cached account balances',
  description: 'The newest stored snapshots; never calls an exchange. Send `If-None-Match` to get 304 while nothing changed.',
  scope: 'read',
  query: cachedQuery,
  responses: {
    200: { description: 'The newest snapshots and the failures that stand.', schema: cachedResponse, example: EXAMPLE_CACHED },
    304: { description: 'Unchanged since the `ETag` that was sent.' },
  },
  example: { query: { account_names: 'AccountABC' } },
  handle: (context, { query, request }) =>
    cachedAnswer(context, { accountNames: query.account_names }, request.headers.get('if-none-match')),
})
