import type { LimitOf } from '../../budget/rules'

/**
 * "Rate limited per IP at a flat 10 TPS with 5x burst", refilled every five seconds, for all that reads.
 * https://docs.derive.xyz/reference/rate-limits (2026-11)
 */
export const limits: readonly LimitOf[] = [{ name: 'requests', scope: 'address', limit: 50, perMs: 5_000, aReading: 1 }]
