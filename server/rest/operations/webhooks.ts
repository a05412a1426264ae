import * as input from '@/server/schemas/webhooks'
import {
  addOwnWebhook,
  changeWebhook,
  listWebhookMessages,
  listWebhooks,
  removeWebhook,
  rotateWebhookSecret,
  testWebhook,
} from '@/server/services/webhooks/manage'
import { EXAMPLE_SECRET, EXAMPLE_WEBHOOK, EXAMPLE_WEBHOOK_MESSAGE } from '../examples-webhooks'
import { operation } from '../operation'
import { deleted } from '../schemas/alerts'
import * as schemas from '../schemas/webhooks'
import { wireMessage, wireNewWebhook, wireWebhook } from '../wire/webhooks'

const { id } = EXAMPLE_WEBHOOK

export const getWebhooks = operation({
  id: 'getWebhooks',
  group: 'Stream',
  method: 'GET',
  path: '/api/webhooks/',
  summary: 'Get this token’s webhooks',
  scope: 'read',
  responses: { 200: { description: 'The oldest first.', schema: schemas.webhooksResponse, example: [EXAMPLE_WEBHOOK] } },
  example: {},
  handle: async (context) => ({ status: 200, body: (await listWebhooks(context)).map(wireWebhook) }),
})

export const postWebhook = operation({
  id: 'addWebhook',
  group: 'Stream',
  method: 'POST',
  path: '/api/webhooks/',
  summary: 'Have an address told what happens',
  description:
    'From now on `ballast.events` is posted there (`WebhookBody`), signed as Standard Webhooks 1.0 has it: the events of the stream, at most a hundred a message, in order, a message at a time. It belongs to this token: it hears what the token may see, and ends with it.',
  scope: 'manage',
  body: input.addOwnWebhookSchema,
  responses: {
    201: {
      description: 'The webhook, with its secret.',
      schema: schemas.newWebhook,
      example: { ...EXAMPLE_WEBHOOK, secret: EXAMPLE_SECRET },
    },
  },
  example: { body: { url: 'https://hooks.example.com/ballast', events: EXAMPLE_WEBHOOK.events } },
  handle: async (context, { body }) => ({ status: 201, body: wireNewWebhook(await addOwnWebhook(context, body)) }),
})

export const putWebhook = operation({
  id: 'changeWebhook',
  group: 'Stream',
  method: 'PUT',
  path: '/api/webhooks/',
  summary: 'Change what a webhook is told, or switch it',
  scope: 'manage',
  body: input.changeWebhookSchema,
  responses: { 200: { description: 'The webhook.', schema: schemas.webhook, example: EXAMPLE_WEBHOOK } },
  example: { body: { id, enabled: true } },
  handle: async (context, { body }) => ({ status: 200, body: wireWebhook(await changeWebhook(context, body)) }),
})

export const deleteWebhook = operation({
  id: 'deleteWebhook',
  group: 'Stream',
  method: 'DELETE',
  path: '/api/webhooks/',
  summary: 'Take a webhook away',
  scope: 'manage',
  body: input.webhookIdSchema,
  bodyFromQuery: true,
  responses: { 200: { description: 'It is gone.', schema: deleted, example: { deleted: id } } },
  example: { body: { id } },
  handle: async (context, { body }) => {
    await removeWebhook(context, body)
    return { status: 200, body: { deleted: body.id } }
  },
})

export const postWebhookSecret = operation({
  id: 'rotateWebhookSecret',
  group: 'Stream',
  method: 'POST',
  path: '/api/webhooks/secret/',
  summary: 'Make a webhook’s secret anew',
  description: 'Messages carry the signatures of both until this is done once more.',
  scope: 'manage',
  body: input.webhookIdSchema,
  responses: {
    200: {
      description: 'The webhook, with its new secret.',
      schema: schemas.newWebhook,
      example: { ...EXAMPLE_WEBHOOK, secret: EXAMPLE_SECRET },
    },
  },
  example: { body: { id } },
  handle: async (context, { body }) => ({ status: 200, body: wireNewWebhook(await rotateWebhookSecret(context, body)) }),
})

export const postWebhookTest = operation({
  id: 'testWebhook',
  group: 'Stream',
  method: 'POST',
  path: '/api/webhooks/test/',
  summary: 'Send a test to a webhook',
  description: 'Waits for the answer. A 400 says what the other side answered.',
  scope: 'manage',
  body: input.webhookIdSchema,
  responses: { 200: { description: 'It arrived.', schema: schemas.webhook, example: EXAMPLE_WEBHOOK } },
  example: { body: { id } },
  handle: async (context, { body }) => ({ status: 200, body: wireWebhook(await testWebhook(context, body)) }),
})

export const getWebhookMessages = operation({
  id: 'getWebhookMessages',
  group: 'Stream',
  method: 'GET',
  path: '/api/webhooks/messages/',
  summary: 'Get what a webhook was sent',
  description: 'Fifty at a time, of the last week.',
  scope: 'read',
  query: input.webhookDeliveriesSchema,
  responses: {
    200: {
      description: 'The newest first.',
      schema: schemas.webhookMessages,
      example: { messages: [EXAMPLE_WEBHOOK_MESSAGE], next: null },
    },
  },
  example: { query: { id } },
  handle: async (context, { query }) => {
    const { rows, next } = await listWebhookMessages(context, query)
    return { status: 200, body: { messages: rows.map(wireMessage), next } }
  },
})
