import type { ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'
import { chooseAccounts } from '@/server/services/accounts/load'
import { getCachedBalances } from '@/server/services/balances/get-cached'
import { getLiveBalances } from '@/server/services/balances/get-live'
import { listPositions } from '@/server/services/balances/positions'
import { listExchanges } from '@/server/services/exchanges/list'
import * as examples from '../examples-hummingbot'
import { hummingbotHistoryAnswer } from '../hummingbot-history'
import { type Operation, operation } from '../operation'
import { errorBody } from '../schemas/common'
import * as schemas from '../schemas/hummingbot'
import { readBookPlace } from '../wire/book-place'
import { wireAccountsDistribution, wireDistribution } from '../wire/hummingbot-distribution'
import { type Held, heldOf, heldOfLive, heldOfUnread, wireState } from '../wire/hummingbot-held'
import { wireHummingbotPositions } from '../wire/hummingbot-positions'

/** What all of them have in common. */
const SHARED = { group: 'Hummingbot', scope: 'read', basic: true } as const
const BASE = '/api/hummingbot'

interface Filter {
  account_names?: string[] | null | undefined
  connector_names?: string[] | null | undefined
}

const choiceOf = ({ account_names, connector_names }: Filter) => ({
  accountNames: account_names ?? [],
  exchangeNames: connector_names ?? [],
})

/** What the chosen accounts hold as it was last read, each of them there, also where it was never read. */
async function cachedHeld(context: ServiceContext, filter: Filter): Promise<Held[]> {
  const choice = choiceOf(filter)
  const [accounts, { balances, errors }] = await Promise.all([
    chooseAccounts(context, choice),
    getCachedBalances(context, choice),
  ])
  const byId = new Map(balances.map((balance) => [balance.accountId, balance]))
  const why = new Map(errors.map(({ accountId, message }) => [accountId, message]))
  return accounts.map((account) => {
    const balance = byId.get(account.id)
    return balance ? heldOf(balance) : heldOfUnread(account, why.get(account.id) ?? 'This account has not been read yet.')
  })
}

/** The same as the exchanges tell it now. @throws DomainError what stands in the way of the first, where none can be read */
async function liveHeld(context: ServiceContext, filter: Filter): Promise<Held[]> {
  const balances = await getLiveBalances(context, choiceOf(filter))
  const failures = balances.flatMap((balance) => (balance.ok ? [] : [balance]))
  const [first] = failures
  if (first && failures.length === balances.length) {
    throw new DomainError('exchange_unknown', `None of the accounts could be read. ${first.accountName}: ${first.message}`)
  }
  return balances.map(heldOfLive)
}

const getState = operation({
  ...SHARED,
  id: 'hummingbotState',
  method: 'POST',
  path: `${BASE}/portfolio/state`,
  summary: 'Get what is held, by account and exchange',
  description: 'All values come to equity. Something that is held and not known is a row of its own, `unknown` as its value.',
  body: schemas.hummingbotStateBody,
  responses: {
    200: { description: 'By account and exchange.', schema: schemas.hummingbotState, example: examples.HUMMINGBOT_STATE },
    502: { description: '`refresh`: none of the accounts could be read.', schema: errorBody },
  },
  example: { body: { account_names: ['AccountABC'] } },
  handle: async (context, { body }) => ({
    status: 200,
    body: wireState(body.refresh ? await liveHeld(context, body) : await cachedHeld(context, body)),
  }),
})

const getHistory = operation({
  ...SHARED,
  id: 'hummingbotHistory',
  method: 'POST',
  path: `${BASE}/portfolio/history`,
  summary: 'Get equity over time, by account and exchange',
  body: schemas.hummingbotHistoryBody,
  responses: {
    200: { description: 'The newest first.', schema: schemas.hummingbotHistory, example: examples.HUMMINGBOT_HISTORY },
  },
  example: { body: { account_names: ['AccountABC'], interval: '1h', limit: 100 } },
  handle: async (context, { body }) => ({ status: 200, body: await hummingbotHistoryAnswer(context, body, choiceOf(body)) }),
})

const getDistribution = operation({
  ...SHARED,
  id: 'hummingbotDistribution',
  method: 'POST',
  path: `${BASE}/portfolio/distribution`,
  summary: 'Get what is held, by token',
  body: schemas.hummingbotFilter,
  responses: {
    200: {
      description: 'The most valuable first.',
      schema: schemas.hummingbotDistribution,
      example: examples.HUMMINGBOT_DISTRIBUTION,
    },
  },
  example: { body: { account_names: ['AccountABC'] } },
  handle: async (context, { body }) => {
    const filter = [...(body.account_names ?? []), ...(body.connector_names ?? [])]
    const told = filter.length === 0 ? 'all_accounts' : filter.length === 1 ? (filter[0] ?? '') : 'filtered'
    return { status: 200, body: wireDistribution(await cachedHeld(context, body), told) }
  },
})

const getAccountsDistribution = operation({
  ...SHARED,
  id: 'hummingbotAccountsDistribution',
  method: 'GET',
  path: `${BASE}/portfolio/accounts-distribution`,
  summary: 'Get what is held, by account',
  responses: {
    200: {
      description: 'The most valuable first.',
      schema: schemas.hummingbotAccountsDistribution,
      example: examples.HUMMINGBOT_ACCOUNTS_DISTRIBUTION,
    },
  },
  example: {},
  handle: async (context) => ({ status: 200, body: wireAccountsDistribution(await cachedHeld(context, {})) }),
})

const getAccounts = operation({
  ...SHARED,
  id: 'hummingbotAccounts',
  method: 'GET',
  path: `${BASE}/accounts/`,
  summary: 'List names of accounts',
  responses: { 200: { description: 'In the order of creation.', schema: schemas.hummingbotNames, example: ['AccountABC'] } },
  example: {},
  handle: async (context) => ({ status: 200, body: (await chooseAccounts(context, {})).map(({ name }) => name) }),
})

const getCredentials = operation({
  ...SHARED,
  id: 'hummingbotCredentials',
  method: 'GET',
  path: `${BASE}/accounts/{account_name}/credentials`,
  summary: 'List the exchange of an account',
  params: schemas.hummingbotAccountPath,
  responses: { 200: { description: 'Always one.', schema: schemas.hummingbotNames, example: ['bybit'] } },
  example: { params: { account_name: 'AccountABC' } },
  handle: async (context, { params }) => {
    const accounts = await chooseAccounts(context, { accountNames: [params.account_name] })
    return { status: 200, body: accounts.map(({ exchange }) => exchange) }
  },
})

const getConnectors = operation({
  ...SHARED,
  id: 'hummingbotConnectors',
  method: 'GET',
  path: `${BASE}/connectors/`,
  summary: 'List ids of exchanges',
  responses: { 200: { description: 'Those that can be connected.', schema: schemas.hummingbotNames, example: ['bybit', 'okx'] } },
  example: {},
  handle: async (context) => ({ status: 200, body: (await listExchanges(context)).map(({ id }) => id) }),
})

const getPositions = operation({
  ...SHARED,
  id: 'hummingbotPositions',
  method: 'POST',
  path: `${BASE}/trading/positions`,
  summary: 'Get open positions',
  description: 'As they were last read; all pages are of the book that the first one saw.',
  body: schemas.hummingbotPositionsBody,
  responses: {
    200: { description: 'The largest first.', schema: schemas.hummingbotPositions, example: examples.HUMMINGBOT_POSITIONS },
    409: { description: 'The book of the page before is no longer there: begin again.', schema: errorBody },
  },
  example: { body: { account_names: ['AccountABC'], limit: 50 } },
  handle: async (context, { body }) => {
    const choice = choiceOf(body)
    const after = body.cursor ? readBookPlace(body.cursor) : null
    const [page, held] = await Promise.all([
      listPositions(context, { choice, moment: null, after, limit: body.limit }),
      after ? [] : cachedHeld(context, body),
    ])
    return { status: 200, body: wireHummingbotPositions(page, held, body) }
  },
})

/** Read routes of hummingbot-api, for its clients. */
export const HUMMINGBOT_OPERATIONS: readonly Operation[] = [
  getState,
  getHistory,
  getDistribution,
  getAccountsDistribution,
  getAccounts,
  getCredentials,
  getConnectors,
  getPositions,
]
