import { DomainError } from '@/server/errors'
import { archiveAccount } from '@/server/services/accounts/archive'
import { createAccount } from '@/server/services/accounts/create'
import { listAccounts } from '@/server/services/accounts/list'
import { listActivity } from '@/server/services/accounts/list-activity'
import { updateAccount } from '@/server/services/accounts/update'
import { refreshBalances } from '@/server/services/balances/refresh'
import { EXAMPLE_ACCOUNT, EXAMPLE_ACTIVITY, EXAMPLE_REFRESH } from '../examples'
import { operation } from '../operation'
import { linkToNext, pageInOrder, pageOf } from '../paging'
import * as schemas from '../schemas/accounts'
import { errorBody, PAGES } from '../schemas/common'
import { wireAccount } from '../wire/accounts'
import { wireRefresh } from '../wire/results'

const REFUSED = { description: 'Refused by the exchange; its words are in `exchange_error`.', schema: errorBody }
const NAME_TAKEN = { description: 'The name is taken, or the key is connected already.', schema: errorBody }
const UNREACHABLE = {
  502: { description: 'The exchange does not answer, or is in maintenance.', schema: errorBody },
  504: { description: 'The exchange did not answer in time.', schema: errorBody },
}

export const getAccounts = operation({
  id: 'getAccounts',
  group: 'Accounts',
  method: 'GET',
  path: '/api/accounts/',
  summary: 'Get all user accounts',
  description: PAGES,
  scope: 'read',
  query: schemas.listQuery,
  responses: { 200: { description: 'In the order of creation.', schema: schemas.listResponse, example: [EXAMPLE_ACCOUNT] } },
  example: { query: { include_archived: 'true' } },
  handle: async (context, { query, request }) => {
    const all = await listAccounts(context, { includeArchived: query.include_archived })
    const { items, next } = pageOf(all, (account) => account, query)
    return { status: 200, headers: linkToNext(request.url, next), body: items.map(wireAccount) }
  },
})

export const getKeyActivity = operation({
  id: 'getKeyActivity',
  group: 'Accounts',
  method: 'GET',
  path: '/api/accounts/activity/',
  summary: "Get what was asked with an account's key",
  description:
    'Every question that was asked of the exchange with the key of now, counted over the last thirty days. Nothing of what was sent or answered is kept. ' +
    PAGES,
  scope: 'read',
  query: schemas.activityQuery,
  responses: {
    200: { description: 'The last asked first.', schema: schemas.activityResponse, example: EXAMPLE_ACTIVITY },
  },
  example: { query: { id: EXAMPLE_ACCOUNT.id } },
  handle: async (context, { query, request }) => {
    const all = await listActivity(context, { id: query.id })
    const { items, next } = pageInOrder(all, ({ lastAt, question, purpose }) => [-lastAt.getTime(), question, purpose], query)
    return {
      status: 200,
      headers: linkToNext(request.url, next),
      body: items.map(({ lastAt, lastOutcome, ...counts }) => ({
        ...counts,
        last_at: lastAt.toISOString(),
        last_outcome: lastOutcome,
      })),
    }
  },
})

export const postAccount = operation({
  id: 'createAccount',
  group: 'Accounts',
  method: 'POST',
  path: '/api/accounts/',
  summary: 'Create an account for an exchange',
  description: 'The key is tried on the exchange before anything is stored. Required fields follow the exchange.',
  scope: 'manage',
  body: schemas.createBody,
  responses: {
    201: { description: 'The account.', schema: schemas.account, example: EXAMPLE_ACCOUNT },
    409: NAME_TAKEN,
    422: REFUSED,
    ...UNREACHABLE,
  },
  example: { body: { name: 'AccountABC', exchange: 'Bybit', api_key: 'abcdefghij', api_secret: 'klmnopqrst' } },
  handle: async (context, { body }) => ({
    status: 201,
    body: wireAccount(
      await createAccount(context, {
        name: body.name,
        exchange: body.exchange,
        credentials: schemas.credentialsOf(body) ?? {},
        credentialOptions: body.credential_options ?? undefined,
        marginMode: body.margin_mode ?? undefined,
        sandbox: body.sandbox ?? undefined,
        allowWithdraw: body.allow_withdraw ?? undefined,
      }),
    ),
  }),
})

export const putAccount = operation({
  id: 'updateAccount',
  group: 'Accounts',
  method: 'PUT',
  path: '/api/accounts/',
  summary: 'Update account',
  description: 'New credentials are tried first. `"archived": false` with fresh credentials restores an archived account.',
  scope: 'manage',
  body: schemas.updateBody,
  responses: {
    200: { description: 'The account.', schema: schemas.account, example: EXAMPLE_ACCOUNT },
    409: NAME_TAKEN,
    422: REFUSED,
    ...UNREACHABLE,
  },
  example: { body: { id: EXAMPLE_ACCOUNT.id, name: 'Main desk' } },
  handle: async (context, { body }) => ({
    status: 200,
    body: wireAccount(
      await updateAccount(context, {
        id: body.id,
        name: body.name ?? body.new_name ?? undefined,
        marginMode: body.margin_mode ?? undefined,
        credentialOptions: body.credential_options ?? undefined,
        credentials: schemas.credentialsOf(body),
        allowWithdraw: body.allow_withdraw ?? undefined,
        archived: body.archived ?? undefined,
      }),
    ),
  }),
})

export const deleteAccount = operation({
  id: 'archiveAccount',
  group: 'Accounts',
  method: 'DELETE',
  path: '/api/accounts/',
  summary: 'Archive account',
  description: 'No more refreshed, gone from balances and lists; its history stays, its stored credentials are destroyed.',
  scope: 'manage',
  body: schemas.archiveInput,
  bodyFromQuery: true,
  responses: {
    200: { description: 'The archived account.', schema: schemas.account, example: { ...EXAMPLE_ACCOUNT, archived: true } },
  },
  example: { body: { name: 'AccountABC' } },
  handle: async (context, { body }) => {
    const [id, name] = [body.id ?? undefined, body.name ?? undefined]
    if (id === undefined && name === undefined) {
      throw new DomainError('bad_request', 'Say which account: send its name or its id.', {
        fields: { name: 'Send a name or an id.' },
      })
    }
    return { status: 200, body: wireAccount(await archiveAccount(context, { id, name })) }
  },
})

export const postRefresh = operation({
  id: 'refreshAccounts',
  group: 'Accounts',
  method: 'POST',
  path: '/api/accounts/refresh/',
  summary: 'Refresh accounts now',
  description: 'Answers when the snapshots are stored.',
  scope: 'manage',
  body: schemas.refreshBody,
  responses: {
    200: { description: 'What was stored, and what failed.', schema: schemas.refreshResponse, example: EXAMPLE_REFRESH },
    502: { description: 'None of the accounts could be read.', schema: schemas.refreshResponse },
  },
  example: { body: { account_ids: [EXAMPLE_ACCOUNT.id] } },
  handle: async (context, { body }) => wireRefresh(await refreshBalances(context, { accountIds: body.account_ids })),
})
