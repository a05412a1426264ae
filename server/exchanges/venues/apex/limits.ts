import type { LimitOf } from '../../budget/rules'

/** 300 private requests of an account and 600 public ones of an address in a minute. https://api-docs.pro.apex.exchange (v3, "Rate Limits", 2026-11) */
export const limits: readonly LimitOf[] = [
  { name: 'private', scope: 'account', limit: 300, perMs: 60_000, of: / \S+\/api\/v3\/(account|funding)/, aReading: 2 },
  { name: 'address', scope: 'address', limit: 600, perMs: 60_000, aReading: 2 },
]
