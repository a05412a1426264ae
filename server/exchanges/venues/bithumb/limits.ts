import type { LimitOf } from '../../budget/rules'

/** 140 private calls in a second, failed ones too; beyond, the address is shut out for five minutes. https://apidocs.bithumb.com/docs/api-소개 (2.1.5) */
export const limits: readonly LimitOf[] = [
  {
    name: 'private',
    scope: 'address',
    limit: 140,
    perMs: 1_000,
    of: /\/v1\/(accounts|api_keys|deposits|withdraws)/,
    aReading: 1,
  },
]
