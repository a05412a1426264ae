import type { Refusal, VenueResponse } from './venue'

/** What exchanges without peculiarities of their own answer with: JSON, and refusals by HTTP status in their own words. */

const JSON_TYPE = { 'content-type': 'application/json' }

export const answered = (body: unknown): VenueResponse => ({ status: 200, headers: JSON_TYPE, body })

export const refused = (status: number, body: unknown, headers: Record<string, string> = {}): VenueResponse => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body,
})

/** An exchange's own words for what everybody refuses. */
export interface Words {
  tooMany: unknown
  credentials: { status: number; body: unknown }
  forbidden: { status: number; body: unknown }
  clock: { status: number; body: unknown }
  broken: unknown
}

export function refusing(refusal: Refusal, words: Words, retryAfterSeconds: number): VenueResponse {
  const of = ({ status, body }: { status: number; body: unknown }) => refused(status, body)
  switch (refusal) {
    case 'rate-limit':
    case 'account-limit':
    case 'address-limit':
    case 'ban':
      return refused(429, words.tooMany, { 'retry-after': String(retryAfterSeconds) })
    case 'maintenance':
      return { status: 503, headers: { 'content-type': 'text/html' }, body: '<html><title>503</title>Under maintenance</html>' }
    case 'server-error':
      return refused(500, words.broken)
    case 'key-revoked':
    case 'key-expired':
      return of(words.credentials)
    case 'ip-refused':
    case 'permission-denied':
      return of(words.forbidden)
    case 'clock':
      return of(words.clock)
  }
}
