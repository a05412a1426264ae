import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { createParser } from 'eventsource-parser'
import { testDatabase } from '@/db/testing'
import type { ServiceContext, TokenScope } from '../context'
import { DomainError } from '../errors'
import type { ExchangePort } from '../exchanges/port'
import { FakeExchanges } from '../exchanges/testing'
import type { AlertMeans } from '../services/alerts/means'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { storeToken } from '../services/tokens/create'
import { openApiJson } from './docs/document'
import { handleRest, type RestDeps } from './handle'
import { operationsAt } from './operations'
import { createRestRateLimiter } from './rate-limit'

export interface ApiAnswer {
  status: number
  headers: Headers
  // The shape is what the test asserts.
  body: unknown
}

export interface ApiRequest {
  query?: string
  body?: unknown
  /** Sent as it is instead of `body`. */
  rawBody?: string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
  token?: string | null
}

/**
 * The REST API over a database of its own and fake exchanges, as a client meets it: every answer, success and refusal,
 * is checked against the OpenAPI document before the test sees it.
 */
export async function testApi(options: { perMinute?: number; exchanges?: ExchangePort; alerts?: AlertMeans } = {}) {
  const database = await testDatabase()
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)
  const base = testDeps(database.db, exchanges, clock)
  const tokens = new Map<string, { deskId: string; tokenId: string; scopes: readonly TokenScope[] }>()
  const deps: RestDeps = {
    ...base,
    // Real exchanges check the time of a request.
    ...(options.exchanges && { exchanges: options.exchanges, now: () => new Date() }),
    ...(options.alerts && { alerts: options.alerts }),
    limiter: createRestRateLimiter(options.perMinute ?? 100_000),
    authenticate: async (_deps, token) => {
      const owner = token === null ? undefined : tokens.get(token)
      if (!owner) throw new DomainError('unauthenticated', 'Send an API token.')
      return { ...owner, userId: null, accounts: null, tools: [] }
    },
  }
  const user = await signedInUser(base)
  const addToken = async (ctx: ServiceContext, token: string, scopes: readonly TokenScope[]) => {
    const made = await storeToken(ctx, { name: token, scopes: [...scopes], ipAllowList: undefined }, null)
    tokens.set(token, { deskId: ctx.deskId, tokenId: made.token.id, scopes })
  }
  await addToken(user, 'owner', ['read', 'manage', 'trade'])

  const call = async (method: string, path: string, request: ApiRequest = {}): Promise<ApiAnswer> => {
    const token = request.token === undefined ? 'owner' : request.token
    const body = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body))
    const response = await handleRest(
      deps,
      operationsAt(path),
      new Request(`http://localhost${path}${request.query ? `?${request.query}` : ''}`, {
        method,
        ...(body !== undefined && { body }),
        headers: {
          ...(token !== null && { authorization: `Token ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...request.headers,
        },
      }),
    )
    const text = await (response.headers.get('content-type')?.startsWith('text/event-stream')
      ? firstEvent(response)
      : response.text())
    const answer: ApiAnswer = {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
    checkAgainstDocument(method, path, answer)
    return answer
  }

  return {
    deps,
    clock,
    exchanges,
    user,
    call,
    /** A further user with a token of its own. */
    addUser: async (token: string, scopes: readonly TokenScope[] = ['read', 'manage', 'trade']): Promise<ServiceContext> => {
      const other = await signedInUser(base)
      await addToken(other, token, scopes)
      return other
    },
    addToken: (token: string, scopes: readonly TokenScope[]) => addToken(user, token, scopes),
    close: database.close,
  }
}

/** The `data:` of the first event of a stream, which is left then. */
async function firstEvent({ body }: Response): Promise<string> {
  let found = ''
  const parser = createParser({ onEvent: ({ data }) => (found ||= data) })
  const decoder = new TextDecoder()
  for await (const chunk of body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    if (found !== '') break
  }
  return found
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const document: unknown = JSON.parse(openApiJson().json)
ajv.addSchema({ $id: 'openapi', ...(typeof document === 'object' ? document : {}) })
const validators = new Map<string, ValidateFunction>()

const pointerPart = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')

/** @throws Error where the document does not know the status of an answer, or its body does not fit the document */
export function checkAgainstDocument(method: string, path: string, answer: ApiAnswer): void {
  const [operation] = operationsAt(path)
  if (!operation) throw new Error(`There is no operation at ${path}.`)
  const known = operationsAt(path).some((candidate) => candidate.method === method)
  if (!known && answer.status !== 405) throw new Error(`${method} ${path} answered ${answer.status}.`)
  const verb = (known ? method : operation.method).toLowerCase()
  if (answer.body === undefined) {
    if (answer.status !== 304) throw new Error(`${method} ${path} answered ${answer.status} without a body.`)
    return
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const pointer = `openapi#/paths/${pointerPart(operation.path)}/${verb}/responses/${answer.status}/content/${pointerPart(type)}/schema`
  let validate = validators.get(pointer)
  if (!validate) {
    validate = ajv.compile({ $ref: pointer })
    validators.set(pointer, validate)
  }
  if (!validate(answer.body)) {
    throw new Error(
      `${method} ${path} ${answer.status} does not fit the document: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(answer.body)}`,
    )
  }
}
