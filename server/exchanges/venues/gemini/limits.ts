import type { LimitOf } from '../../budget/rules'

/**
 * 600 private calls in a minute, not more than five in a second; whose they are is not told. https://docs.gemini.com/rest-api/#rate-limits
 */
export const limits: readonly LimitOf[] = [
  { name: 'private', scope: 'address', limit: 600, perMs: 60_000, of: /^POST /, aReading: 4 },
  { name: 'public', scope: 'address', limit: 120, perMs: 60_000, of: /^GET / },
]
