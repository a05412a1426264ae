import type { LimitOf } from '../../budget/rules'

/**
 * Its documentation names no figures: private calls by the tier of the key, HTTP 429 over it. One a second, as much as others have
 * measured to be answered. https://edgex-1.gitbook.io/edgeX-documentation/api-v2/authentication (2026-11)
 */
export const limits: readonly LimitOf[] = [{ name: 'requests', scope: 'address', limit: 60, perMs: 60_000, aReading: 1 }]
