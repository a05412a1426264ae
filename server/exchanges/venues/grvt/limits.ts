import type { LimitOf } from '../../budget/rules'

/** Each question by itself, of an account: 75 in ten seconds where no tier is told. https://api-docs.grvt.io/#rate-limits (2026-11) */
export const limits: readonly LimitOf[] = [{ name: 'account', scope: 'account', limit: 75, perMs: 10_000, aReading: 6 }]
