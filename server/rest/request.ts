import type * as z from 'zod'
import { DomainError } from '../errors'
import { JsonProblem, parseJson } from '../json'
import type { RestRequest } from './rest-request'

/** Largest JSON body that is read of a program, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024

/** The query as names and values; a name that comes more than once has a list. */
function queryRecord(params: URLSearchParams): Record<string, string | string[]> {
  // In one walk: asking for all values of each name costs the square of their number.
  const lists = new Map<string, string[]>()
  for (const [name, value] of params) {
    const known = lists.get(name)
    if (known) known.push(value)
    else lists.set(name, [value])
  }
  return Object.fromEntries([...lists].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]))
}

/** @throws DomainError `bad_request` naming each parameter that does not fit. */
export function parseQuery<S extends z.ZodType>(schema: S, params: URLSearchParams): z.output<S> {
  return check(schema, queryRecord(params), 'The query does not fit.')
}

/**
 * Reads the body as a JSON object, at most `MAX_BODY_BYTES`.
 * @returns undefined where no body was sent
 * @throws DomainError `unsupported_media_type`, `payload_too_large`, `bad_request`
 */
export async function readJsonObject(request: RestRequest): Promise<Record<string, unknown> | undefined> {
  const bytes = await readLimited(request)
  if (bytes.length === 0) return undefined
  const type = request.headers.get('content-type')
  if (type !== null && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type.trim())) {
    throw new DomainError('unsupported_media_type', 'Send the body as JSON, with the header Content-Type: application/json.')
  }
  let parsed: unknown
  try {
    parsed = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new DomainError(
      'bad_request',
      `The body cannot be read. ${error instanceof JsonProblem ? error.message : 'It is not UTF-8.'}`,
    )
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new DomainError('bad_request', 'The body must be a JSON object.')
  }
  return Object.fromEntries(Object.entries(parsed))
}

/** @throws DomainError `bad_request` naming each field that does not fit. */
export function parseBody<S extends z.ZodType>(schema: S, body: Record<string, unknown> | undefined): z.output<S> {
  return check(schema, body ?? {}, 'The request does not fit.')
}

/** Reads a body of at most `MAX_BODY_BYTES`. @throws DomainError `payload_too_large` */
export async function readLimited({ headers, body }: RestRequest): Promise<Uint8Array> {
  const tooLarge = () =>
    new DomainError('payload_too_large', `The body is too large: at most ${MAX_BODY_BYTES / 1024} KiB are read.`)
  if (Number(headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  if (body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of body) {
    total += chunk.byteLength
    if (total > MAX_BODY_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function check<S extends z.ZodType>(schema: S, value: unknown, sentence: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const name = issue.path.map(String).join('.') || 'body'
    fields[name] ??=
      issue.code === 'invalid_type' && issue.message.includes('received undefined') ? 'This field is required.' : issue.message
  }
  const first = Object.entries(fields)[0]
  throw new DomainError('bad_request', first ? `${sentence} ${first[0]}: ${first[1]}` : sentence, { fields })
}
