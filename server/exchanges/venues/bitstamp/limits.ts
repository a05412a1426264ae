import type { LimitOf } from '../../budget/rules'

/** 400 calls in a second, 10,000 in ten minutes; whose they are is not told. https://www.bitstamp.net/api/#section/Request-limits */
export const limits: readonly LimitOf[] = [
  { name: 'second', scope: 'address', limit: 400, perMs: 1_000, aReading: 4 },
  { name: 'ten minutes', scope: 'address', limit: 10_000, perMs: 600_000, aReading: 4 },
]
