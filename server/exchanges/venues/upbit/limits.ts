import type { LimitOf } from '../../budget/rules'

/** 30 in a second of the group `default`, by pocket: keys of one pocket share it. https://docs.upbit.com/kr/reference/rate-limits (2026-07-30) */
export const limits: readonly LimitOf[] = [
  {
    name: 'default',
    scope: 'account',
    limit: 30,
    perMs: 1_000,
    of: /\/v1\/(accounts|api_keys|pockets|deposits|withdraws)/,
    aReading: 1,
  },
]
