import type { LimitOf } from '../../budget/rules'

/**
 * It answers 429 with the name, count and window of a limit, and documents none: ten a second, as ccxt 4.5.84 keeps to.
 * https://github.com/hibachi-xyz/hibachi_sdk (2026-04), `python/hibachi_xyz/api.py`
 */
export const limits: readonly LimitOf[] = [{ name: 'requests', scope: 'address', limit: 10, perMs: 1_000, aReading: 1 }]
