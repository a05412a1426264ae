import type { FiringView } from '@/server/domain/views'
import * as input from '@/server/schemas/alerts'
import { listChannels, testChannel } from '@/server/services/alerts/channels'
import { listFiring } from '@/server/services/alerts/firing'
import { listHistory } from '@/server/services/alerts/history'
import { addRule, changeRule, deleteRule, listRules } from '@/server/services/alerts/rules'
import { EXAMPLE_ALERT, EXAMPLE_CHANNEL, EXAMPLE_MESSAGE, EXAMPLE_RULE } from '../examples-alerts'
import { operation } from '../operation'
import { linkToNext, pageInOrder } from '../paging'
import * as schemas from '../schemas/alerts'
import { PAGES, pageQuery } from '../schemas/common'
import { wireChannel, wireDelivery, wireFiring, wireRule } from '../wire/alerts'

/** The urgent first, then the newest. */
const placeOfFiring = ({ level, since, subject, ruleId }: FiringView) =>
  [level === 'urgent' ? 0 : 1, -since.getTime(), subject, ruleId] as const

/** The oldest first. */
const placeOfCreated = ({ createdAt, id }: { createdAt: Date; id: string }) => [createdAt.getTime(), id] as const

export const getAlerts = operation({
  id: 'getAlerts',
  group: 'Alerts',
  method: 'GET',
  path: '/api/alerts/',
  summary: 'Get what fires now',
  description: PAGES,
  scope: 'read',
  query: pageQuery,
  responses: {
    200: { description: 'The urgent first, then the newest.', schema: schemas.firingResponse, example: [EXAMPLE_ALERT] },
  },
  example: {},
  handle: async (context, { query, request }) => {
    const { items, next } = pageInOrder(await listFiring(context), placeOfFiring, query)
    return { status: 200, headers: linkToNext(request.url, next), body: items.map(wireFiring) }
  },
})

export const getAlertRules = operation({
  id: 'getAlertRules',
  group: 'Alerts',
  method: 'GET',
  path: '/api/alerts/rules/',
  summary: 'Get the rules of alerts',
  description: PAGES,
  scope: 'read',
  query: pageQuery,
  responses: { 200: { description: 'The oldest first.', schema: schemas.rulesResponse, example: [EXAMPLE_RULE] } },
  example: {},
  handle: async (context, { query, request }) => {
    const { items, next } = pageInOrder(await listRules(context), placeOfCreated, query)
    return { status: 200, headers: linkToNext(request.url, next), body: items.map(wireRule) }
  },
})

export const postAlertRule = operation({
  id: 'addAlertRule',
  group: 'Alerts',
  method: 'POST',
  path: '/api/alerts/rules/',
  summary: 'Add a rule',
  description: 'Shares are fractions: `"0.05"` is 5 %. `accounts: null` are all, also those to come.',
  scope: 'manage',
  body: input.addRuleSchema,
  responses: { 201: { description: 'The rule.', schema: schemas.rule, example: EXAMPLE_RULE } },
  example: { body: { rule: EXAMPLE_RULE.rule } },
  handle: async (context, { body }) => ({ status: 201, body: wireRule(await addRule(context, body)) }),
})

export const putAlertRule = operation({
  id: 'changeAlertRule',
  group: 'Alerts',
  method: 'PUT',
  path: '/api/alerts/rules/',
  summary: 'Change a rule, or switch it',
  scope: 'manage',
  body: input.changeRuleSchema,
  responses: { 200: { description: 'The rule.', schema: schemas.rule, example: { ...EXAMPLE_RULE, enabled: false } } },
  example: { body: { id: EXAMPLE_RULE.id, enabled: false } },
  handle: async (context, { body }) => ({ status: 200, body: wireRule(await changeRule(context, body)) }),
})

export const deleteAlertRule = operation({
  id: 'deleteAlertRule',
  group: 'Alerts',
  method: 'DELETE',
  path: '/api/alerts/rules/',
  summary: 'Take a rule away',
  scope: 'manage',
  body: input.ruleIdSchema,
  bodyFromQuery: true,
  responses: { 200: { description: 'It is gone.', schema: schemas.deleted, example: { deleted: EXAMPLE_RULE.id } } },
  example: { body: { id: EXAMPLE_RULE.id } },
  handle: async (context, { body }) => {
    await deleteRule(context, body)
    return { status: 200, body: { deleted: body.id } }
  },
})

export const getAlertHistory = operation({
  id: 'getAlertHistory',
  group: 'Alerts',
  method: 'GET',
  path: '/api/alerts/history/',
  summary: 'Get what was sent and is to be',
  description: 'Fifty at a time, of the last ninety days.',
  scope: 'read',
  query: input.historySchema,
  responses: {
    200: {
      description: 'The newest first.',
      schema: schemas.historyResponse,
      example: { messages: [EXAMPLE_MESSAGE], next: null },
    },
  },
  example: {},
  handle: async (context, { query }) => {
    const { rows, next } = await listHistory(context, query)
    return { status: 200, body: { messages: rows.map(wireDelivery), next } }
  },
})

export const getAlertChannels = operation({
  id: 'getAlertChannels',
  group: 'Alerts',
  method: 'GET',
  path: '/api/alerts/channels/',
  summary: 'Get the ways to be told',
  description: PAGES,
  scope: 'read',
  query: pageQuery,
  responses: { 200: { description: 'The oldest first.', schema: schemas.channelsResponse, example: [EXAMPLE_CHANNEL] } },
  example: {},
  handle: async (context, { query, request }) => {
    const { items, next } = pageInOrder(await listChannels(context), placeOfCreated, query)
    return { status: 200, headers: linkToNext(request.url, next), body: items.map(wireChannel) }
  },
})

export const postChannelTest = operation({
  id: 'testAlertChannel',
  group: 'Alerts',
  method: 'POST',
  path: '/api/alerts/channels/test/',
  summary: 'Send a test by a channel',
  description: 'Waits for the answer; the first that arrives proves the channel. A 400 says what the other side answered.',
  scope: 'manage',
  body: input.channelIdSchema,
  responses: { 200: { description: 'The channel.', schema: schemas.channel, example: EXAMPLE_CHANNEL } },
  example: { body: { id: EXAMPLE_CHANNEL.id } },
  handle: async (context, { body }) => ({ status: 200, body: wireChannel(await testChannel(context, body)) }),
})
