import type { LimitOf } from '../../budget/rules'

/**
 * Whoever signs nothing has 60 requests in any minute and address, markets and prices among them.
 * https://apidocs.lighter.xyz/docs/rate-limits (2026-11)
 */
export const limits: readonly LimitOf[] = [{ name: 'requests', scope: 'address', limit: 60, perMs: 60_000, aReading: 1 }]
