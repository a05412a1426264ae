import type { LimitOf } from '../../budget/rules'

/** "1,000 requests per minute" of an address. https://api.docs.extended.exchange/#rest-api-rate-limits (2026-11) */
export const limits: readonly LimitOf[] = [{ name: 'requests', scope: 'address', limit: 1_000, perMs: 60_000, aReading: 4 }]
