import * as z from 'zod'
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { OPERATION_GROUPS, type Operation } from './operation'
import { decimalsQuery, errorBody } from './schemas/common'
import { webhookBody } from './schemas/webhooks'

const rateLimitHeaders = z.object({
  'RateLimit-Limit': z.string().meta({ description: 'Requests allowed in the window.' }),
  'RateLimit-Remaining': z.string().meta({ description: 'Requests left in it.' }),
  'RateLimit-Reset': z.string().meta({ description: 'Seconds until it starts anew.' }),
})

const ERRORS: Record<number, string> = {
  400: 'Malformed: `fields` says where.',
  401: 'No token, or one that is unknown, expired or revoked.',
  403: "The token's scope is too small.",
  404: "Not there, or not one's own: the same.",
  405: 'Wrong method; `Allow` names the right ones.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  429: 'Too many requests; see `Retry-After`.',
  500: 'A fault on our side.',
  503: 'The database is out of reach, or nothing can be stored just now; see `Retry-After`.',
}

/** The OpenAPI 3.1 document of all operations, made from the schemas that validate them. */
export function openApiDocument(operations: readonly Operation[], serverUrl: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {}
  for (const operation of operations) {
    const { path, method } = operation
    paths[path] = { ...paths[path], [method.toLowerCase()]: documented(operation) }
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Ballast API',
      version: '1.0.0',
      description:
        'Accounts and balances of every connected exchange. Paths answer with and without the trailing slash. Amounts are JSON numbers, or decimal strings with `?decimals=string`; what is not known is null, never 0. Make a token under Settings → API tokens. Parameters that are not known are refused by name.',
    },
    tags: Object.entries(OPERATION_GROUPS).map(([name, description]) => ({ name, description })),
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }, { token: [] }],
    paths,
    webhooks: {
      'ballast.events': {
        post: {
          operationId: 'ballastEvents',
          tags: ['Stream'],
          summary: 'What is posted to a webhook',
          description:
            'With the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` (Standard Webhooks 1.0). Any 2xx within ten seconds says that it arrived; else it comes again, with the same id.',
          requestBody: { required: true, content: { 'application/json': { schema: webhookBody } } },
          responses: { '200': { description: 'It arrived.' } },
          security: [],
        },
      },
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: '`Authorization: Bearer <key>`' },
        basic: {
          type: 'http',
          scheme: 'basic',
          description: 'Any user name, the key as password; where hummingbot-api’s clients ask.',
        },
        token: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Authorization: Token <key>`' },
      },
    },
  }
  return createDocument(document)
}

/** Each parameter with its value in the operation's example; a list's in the comma-separated form that it is sent in. */
function parameters(schema: z.ZodObject, example: Record<string, string> = {}): z.ZodObject {
  const shape = Object.entries(schema.shape).map(([name, field]) => {
    const value = example[name]
    if (value === undefined) return [name, field]
    const meta = field.meta() ?? {}
    const isList = meta.override !== undefined && 'type' in meta.override && meta.override.type === 'array'
    return [name, field.meta({ ...meta, param: { ...meta.param, example: isList ? value.split(',') : value } })]
  })
  return z.object(Object.fromEntries(shape))
}

function documented(operation: Operation): ZodOpenApiOperationObject {
  const responses: ZodOpenApiOperationObject['responses'] = {}
  for (const [status, response] of Object.entries(operation.responses)) {
    responses[status as `${1 | 2 | 3 | 4 | 5}${string}`] = {
      description: response.description,
      headers: rateLimitHeaders,
      ...(response.schema && {
        content: {
          [response.contentType ?? 'application/json']: {
            schema: response.schema,
            ...(response.example !== undefined && { example: response.example }),
          },
        },
      }),
    }
  }
  for (const [status, description] of Object.entries(ERRORS)) {
    responses[status as `${4 | 5}${string}`] ??= {
      description,
      headers: rateLimitHeaders,
      content: { 'application/json': { schema: errorBody } },
    }
  }
  const own = operation.query instanceof z.ZodObject ? operation.query : undefined
  const query = operation.amounts ? z.object({ ...own?.shape, ...decimalsQuery.shape }) : own
  const path = operation.params instanceof z.ZodObject ? operation.params : undefined
  const fromQuery = operation.bodyFromQuery && operation.body instanceof z.ZodObject ? operation.body : undefined
  return {
    operationId: operation.id,
    tags: [operation.group],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    'x-required-scope': operation.scope,
    ...(operation.basic && { security: [{ basic: [] }, { bearer: [] }, { token: [] }] }),
    ...((path || query || fromQuery) && {
      requestParams: {
        ...(path && { path: parameters(path, operation.example.params) }),
        ...(query && { query: parameters(query, operation.example.query) }),
        ...(fromQuery && { query: fromQuery }),
      },
    }),
    ...(operation.body && {
      requestBody: {
        required: !operation.bodyFromQuery,
        content: {
          'application/json': { schema: operation.body, ...(operation.example.body && { example: operation.example.body }) },
        },
      },
    }),
    responses,
  }
}
