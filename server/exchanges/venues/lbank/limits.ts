import type { LimitOf } from '../../budget/rules'

/** Whose calls are counted is not told. https://www.lbank.com/en-US/docs/index.html, Endpoint Rate Limit (2026-11) */
export const limits: readonly LimitOf[] = [{ name: 'calls', scope: 'address', limit: 200, perMs: 10_000, aReading: 2 }]
