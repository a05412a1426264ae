import { describeCause } from '../cause'
import { DomainError, type DomainErrorCode } from '../errors'
import type { Log } from '../log'
import type { CachedContent } from '../services/balances/cached-state'
import { unavailable } from '../unavailable'
import { CREDENTIAL_WIRE_NAMES } from './schemas/accounts'

/** HTTP status of each refusal; exhaustive, so that a new code without a status does not compile. */
const STATUS: Record<DomainErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  name_taken: 409,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  exchange_credentials: 422,
  exchange_permission: 422,
  exchange_location: 422,
  exchange_ip: 422,
  exchange_clock: 422,
  exchange_refused: 422,
  rate_limited: 429,
  exchange_rate_limit: 429,
  internal: 500,
  unavailable: 503,
  exchange_maintenance: 502,
  exchange_network: 502,
  exchange_blocked: 502,
  exchange_unknown: 502,
  exchange_timeout: 504,
}

/** What somebody may not do, or not so often: in the log, for whoever looks for attacks. */
const TURNED_AWAY: ReadonlySet<DomainErrorCode> = new Set(['unauthenticated', 'forbidden', 'rate_limited'])

export interface ErrorBody {
  error: string
  code: string
  fields?: Record<string, string>
  exchange_error?: string
}

export interface RestAnswer {
  status: number
  headers?: Record<string, string>
  /** Undefined: no body (304). */
  body?: unknown
  /** Of a body that is written already: there is no page behind it. Absent: the body says so. */
  isLast?: boolean
  /** Of a whole answer of cached balances: the accounts that it is of, as they stood when it was read. */
  accounts?: readonly CachedContent[]
  /** Writes the body bit by bit, until it resolves; to be called once, also where the caller is gone already. */
  stream?: (sink: StreamSink) => Promise<void>
}

/** Where a stream goes. */
export interface StreamSink {
  /** Takes bytes at once; what nobody reads yet waits. */
  write(bytes: Uint8Array): void
  /** Bytes that wait to be read. */
  waiting(): number
  /** Resolves when nothing waits any more, or with the signal. */
  drained(signal: AbortSignal): Promise<void>
  /** Aborted when nobody is there any more. */
  readonly gone: AbortSignal
  /** Ends it when what waits was read. */
  end(): void
}

/** A refusal as the wire has it. What was not thrown on purpose is logged with its cause and told in general words. */
export function errorAnswer(thrown: unknown, log: Log): RestAnswer & { body: ErrorBody } {
  const error = thrown instanceof DomainError ? thrown : (unavailable(thrown) ?? thrown)
  if (!(error instanceof DomainError)) {
    log.error({ cause: describeCause(error) }, 'REST request failed')
    return {
      status: 500,
      body: { error: 'Something went wrong on our side. It has been logged; please try again.', code: 'internal' },
    }
  }
  if (error.code === 'internal' || error.code === 'unavailable') log.error({ cause: describeCause(error) }, 'REST request failed')
  if (TURNED_AWAY.has(error.code)) log.info({ code: error.code }, 'REST request turned away')
  const status = STATUS[error.code]
  const headers: Record<string, string> = {}
  if (status === 401) headers['WWW-Authenticate'] = 'Token realm="Ballast"'
  if (status === 429 || status === 503) headers['Retry-After'] = String(Math.max(1, Math.ceil(error.retryAfterSeconds ?? 1)))
  return { status, headers, body: errorBodyOf(error) }
}

export function errorBodyOf(error: DomainError): ErrorBody {
  return {
    error: error.message,
    code: error.code,
    ...(error.fields && { fields: wireFields(error.fields) }),
    ...(error.exchangeError !== undefined && { exchange_error: error.exchangeError }),
  }
}

/** The product's field names in the words of the contract. */
function wireFields(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, why]) => {
      const last = name.replace(/^credentials\./, '')
      return [CREDENTIAL_WIRE_NAMES[last] ?? last, why]
    }),
  )
}
