import type * as z from 'zod'
import type { ServiceContext, TokenScope } from '../context'
import type { RestAnswer } from './errors'
import type { RestRequest } from './rest-request'
import type { Amounts } from './wire/numbers'

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Headings of the document, in their order, and what stands under them. */
export const OPERATION_GROUPS = {
  Balances: 'What is held now, live or as it was last read, and as of a moment of the last days.',
  History: 'Equity over time, what came and went, returns, and what a change is made of.',
  Accounts: 'Connecting accounts, refreshing and archiving them, and the exchanges that there are.',
  Trading: 'What is set on an exchange.',
  Alerts: 'What fires, the rules, and what was sent.',
  Stream: 'What happens, as it happens: by a stream, or to an address.',
  Token: 'The token that asks.',
  Hummingbot:
    'Read routes of hummingbot-api, for its clients: base URL `/api/hummingbot`, any user name, a token as password. What is not known is the word `unknown`, on which a client that adds up fails, instead of a number.',
} as const
export type OperationGroup = keyof typeof OPERATION_GROUPS

/** What an operation is handed. */
export interface OperationInput<Q, B, P> {
  /** What stands in the places of the path that are named in braces. */
  params: P
  query: Q
  body: B
  request: RestRequest
  /** How amounts are written. */
  amounts: Amounts
  /** About so many characters are all that is told of the answer: what is far beyond them need not be read. Absent: all is told. */
  room?: number
}

/** One operation of the contract: what validates it, documents it and does it. */
export interface Operation<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, P extends z.ZodType = z.ZodType> {
  id: string
  /** Under which heading of the document it stands. */
  group: OperationGroup
  method: RestMethod
  /** As the contract spells it; names in braces stand for `params`. */
  path: string
  params?: P
  /** Takes the token as password of Basic authentication too, with any user name. */
  basic?: boolean
  /** Other paths that answer the same; not in the document. */
  aliases?: string[]
  summary: string
  description?: string
  scope: TokenScope
  /** Its answers hold amounts, which `?decimals=string` asks for as strings. */
  amounts?: boolean
  query?: Q
  body?: B
  /** The body may be left out, its fields coming in the query instead (`DELETE`). */
  bodyFromQuery?: boolean
  /** `contentType` of the body: JSON, unless it says otherwise. */
  responses: Record<number, { description: string; contentType?: 'text/event-stream'; schema?: z.ZodType; example?: unknown }>
  example: { params?: Record<string, string>; query?: Record<string, string>; body?: Record<string, unknown> }
  handle(context: ServiceContext, input: OperationInput<z.output<Q>, z.output<B>, z.output<P>>): Promise<RestAnswer>
}

/** Keeps the types of path, query and body together with the handler that gets them. */
export function operation<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  definition: Operation<Q, B, P>,
): Operation {
  return definition
}
