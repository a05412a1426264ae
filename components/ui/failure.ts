import { TRPCClientError } from '@trpc/client'
export interface Failure {
  /** The house's code; `network` when no answer came at all. */
  code: string
  /** For a person. */
  message: string
  /** Input field → why it was refused. A nested field is named by its last part too. */
  fields: Record<string, string>
  /** The exchange's own words. */
  exchangeError: string | null
  retryAfterSeconds: number | null
}

const NO_ANSWER: Failure = {
  code: 'network',
  message: /*i18n*/ 'No answer from the server. Check your connection and try again.',
  fields: {},
  exchangeError: null,
  retryAfterSeconds: null,
}

/** Any error of a call to the server as something to show. Never throws. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return NO_ANSWER
  const told = toldOf(error.data)
  if (told === null) return NO_ANSWER
  const { fields, ...rest } = told
  const flat: Record<string, string> = {}
  for (const [path, why] of Object.entries(fields)) {
    flat[path] = why
    flat[path.split('.').at(-1) ?? path] ??= why
  }
  return { ...rest, fields: flat, message: error.message }
}

/** What the server says of a failure beside its message; null where it is not in its words. By hand: every page has this. */
function toldOf(data: unknown): Omit<Failure, 'message'> | null {
  const domain = isRecord(data) ? data.domain : null
  if (!isRecord(domain)) return null
  const { code, fields, exchangeError, retryAfterSeconds } = domain
  if (typeof code !== 'string' || !isTexts(fields)) return null
  if (exchangeError !== null && typeof exchangeError !== 'string') return null
  if (retryAfterSeconds !== null && typeof retryAfterSeconds !== 'number') return null
  return { code, fields, exchangeError, retryAfterSeconds }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string')
}
