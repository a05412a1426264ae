import type * as z from 'zod'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { listExchanges } from '@/server/services/exchanges/list'
import { EXAMPLE_EXCHANGES } from '../examples'
import { operation } from '../operation'
import { linkToNext, pageInOrder } from '../paging'
import { CREDENTIAL_WIRE_NAMES } from '../schemas/accounts'
import { PAGES, pageQuery } from '../schemas/common'
import { type exchange, exchangesResponse } from '../schemas/exchanges'

export const getExchanges = operation({
  id: 'getExchanges',
  group: 'Accounts',
  method: 'GET',
  path: '/api/exchanges/',
  summary: 'Get the exchanges that can be connected',
  description: PAGES,
  scope: 'read',
  query: pageQuery,
  responses: {
    200: { description: 'Those with an adapter of their own first.', schema: exchangesResponse, example: EXAMPLE_EXCHANGES },
  },
  example: {},
  handle: async (context, { query, request }) => {
    const placed = (await listExchanges(context)).map((info, at) => ({ info, at }))
    // The list is the same as long as this version runs.
    const { items, next } = pageInOrder(placed, ({ at }) => [at], query)
    return { status: 200, headers: linkToNext(request.url, next), body: items.map(({ info }) => wireExchange(info)) }
  },
})

function wireExchange(info: ExchangeInfo): z.input<typeof exchange> {
  return {
    id: info.id,
    name: info.name,
    credential_fields: info.credentialFields.map((field) => ({
      field: CREDENTIAL_WIRE_NAMES[field.field] ?? field.field,
      label: field.label,
      required: field.required,
      secret: field.secret,
      help: field.help ?? null,
    })),
    key_page: info.keyPage,
    key_url: info.keyUrl,
    permissions_wanted: info.permissionsWanted,
    wallets: info.wallets,
    generic: info.generic,
    sandbox: info.sandbox,
    can_set_leverage: info.canSetLeverage,
  }
}
