import type { LimitOf } from '../../budget/rules'

/** "100 requests per 10 seconds" of an address, of the indexer; nodes say nothing of theirs. https://docs.dydx.xyz/concepts/trading/limits/rate-limits */
export const limits: readonly LimitOf[] = [
  { name: 'indexer', scope: 'address', limit: 100, perMs: 10_000, of: / indexer\./, aReading: 1 },
  { name: 'node', scope: 'address', limit: 60, perMs: 10_000, of: / (dydx-rest|test-dydx-rest)\./, aReading: 4 },
]
