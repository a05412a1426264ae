import { TRPCClientError } from '@trpc/client'
// Every page has this: the small edition.
import * as z from 'zod/mini'

/** What the server says of a failure beside its message. */
const dataSchema = z.object({
  domain: z.object({
    code: z.string(),
    fields: z.record(z.string(), z.string()),
    exchangeError: z.nullable(z.string()),
    retryAfterSeconds: z.nullable(z.number()),
  }),
})

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
  message: 'No answer from the server. Check your connection and try again.',
  fields: {},
  exchangeError: null,
  retryAfterSeconds: null,
}

/** Any error of a call to the server as something to show. Never throws. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return NO_ANSWER
  const parsed = dataSchema.safeParse(error.data)
  if (!parsed.success) return NO_ANSWER
  const { fields, ...rest } = parsed.data.domain
  const flat: Record<string, string> = {}
  for (const [path, why] of Object.entries(fields)) {
    flat[path] = why
    flat[path.split('.').at(-1) ?? path] ??= why
  }
  return { ...rest, fields: flat, message: error.message }
}
