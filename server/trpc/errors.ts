import { type TRPC_ERROR_CODE_KEY, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { DomainError, type DomainErrorCode } from '../errors'
import { inLanguage } from '../language/in-language'
import type { Language } from '../language/languages'
import { sentence } from '../language/sentence'
import { unavailable } from '../unavailable'

/** Every code of the house as tRPC's (and so HTTP's); a new code does not compile until it is listed. */
const TRPC_CODES: Record<DomainErrorCode, TRPC_ERROR_CODE_KEY> = {
  bad_request: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  name_taken: 'CONFLICT',
  conflict: 'CONFLICT',
  payload_too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media_type: 'UNSUPPORTED_MEDIA_TYPE',
  method_not_allowed: 'METHOD_NOT_SUPPORTED',
  rate_limited: 'TOO_MANY_REQUESTS',
  internal: 'INTERNAL_SERVER_ERROR',
  unavailable: 'SERVICE_UNAVAILABLE',
  exchange_credentials: 'UNPROCESSABLE_CONTENT',
  exchange_permission: 'UNPROCESSABLE_CONTENT',
  exchange_location: 'UNPROCESSABLE_CONTENT',
  exchange_ip: 'UNPROCESSABLE_CONTENT',
  exchange_refused: 'UNPROCESSABLE_CONTENT',
  exchange_clock: 'UNPROCESSABLE_CONTENT',
  exchange_rate_limit: 'BAD_GATEWAY',
  exchange_maintenance: 'BAD_GATEWAY',
  exchange_network: 'BAD_GATEWAY',
  exchange_timeout: 'GATEWAY_TIMEOUT',
  exchange_blocked: 'BAD_GATEWAY',
  exchange_unknown: 'BAD_GATEWAY',
}

/** What a browser learns of a failure, beside the message. */
export interface DomainErrorData {
  code: DomainErrorCode
  fields: Record<string, string>
  exchangeError: string | null
  retryAfterSeconds: number | null
}

const GENERIC = sentence`Something went wrong on our side. It has been logged; please try again.`
export const GENERIC_MESSAGE = String(GENERIC)

/** A failure as the house's own error; null for a defect. */
export function domainErrorOf(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  if (error instanceof TRPCError) {
    if (error.cause instanceof DomainError) return error.cause
    if (error.cause instanceof z.ZodError) return inputError(error.cause)
    const code = CODES_OF_TRPC[error.code]
    return code === undefined ? unavailable(error.cause) : new DomainError(code, error.message)
  }
  return unavailable(error)
}

/** Failures that tRPC itself makes: unknown procedure, wrong method, a body that is no JSON. */
const CODES_OF_TRPC: Partial<Record<TRPC_ERROR_CODE_KEY, DomainErrorCode>> = {
  PARSE_ERROR: 'bad_request',
  BAD_REQUEST: 'bad_request',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  METHOD_NOT_SUPPORTED: 'method_not_allowed',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_media_type',
  PAYLOAD_TOO_LARGE: 'payload_too_large',
}

/** The first fault of each field; a field of an object goes by `outer.inner`. */
function inputError(error: z.ZodError): DomainError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.map(String).join('.') || 'input'] ??= issue.message
  return new DomainError('bad_request', Object.values(fields)[0] ?? sentence`The request is not right.`, { fields })
}

/** The error as tRPC throws it: its code from the map; a defect keeps its cause for the log. */
export function toTrpcError(error: unknown): TRPCError {
  const domain = domainErrorOf(error)
  if (domain) return new TRPCError({ code: TRPC_CODES[domain.code], message: domain.message, cause: domain })
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: GENERIC_MESSAGE, cause: error })
}

export function domainErrorData(error: unknown, language: Language = 'en'): DomainErrorData {
  const domain = domainErrorOf(error)
  const fields = Object.entries(domain?.said.fields ?? {}).map(([field, why]) => [field, inLanguage(why, language)] as const)
  return {
    code: domain?.code ?? 'internal',
    fields: Object.fromEntries(fields),
    exchangeError: domain?.exchangeError ?? null,
    retryAfterSeconds: domain?.retryAfterSeconds ?? null,
  }
}

/** What a page is told of a failure, in its language. */
export function failureIn(language: Language, error: unknown): DomainErrorData & { message: string } {
  return { message: messageIn(language, error), ...domainErrorData(error, language) }
}

/** Why something failed, in somebody's language; general words for a defect. */
export function messageIn(language: Language, error: unknown): string {
  return inLanguage(domainErrorOf(error)?.said.message ?? GENERIC, language)
}

/** The same refusal, written in another language: for where nothing else knows which. */
export function writtenIn(language: Language, error: unknown): unknown {
  const domain = domainErrorOf(error)
  if (!domain) return error
  const { message, fields } = failureIn(language, domain)
  const { code, exchangeError, retryAfterSeconds } = domain
  return new DomainError(code, message, {
    ...{ fields, cause: domain.cause },
    ...(exchangeError !== undefined && { exchangeError }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}
