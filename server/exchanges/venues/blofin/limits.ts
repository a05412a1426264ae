import type { LimitOf } from '../../budget/rules'

/**
 * 500 calls in a minute and 1,500 in five of an address, whoever makes them: beyond it is shut out for five minutes, or an hour. Of what
 * trades, leverage among it, 30 in 10 s. No header tells of them. https://docs.blofin.com/index.html#rate-limits
 */
export const limits: readonly LimitOf[] = [
  { name: 'address', scope: 'address', limit: 500, perMs: 60_000, aReading: 7 },
  { name: 'address in five minutes', scope: 'address', limit: 1_500, perMs: 300_000, aReading: 7 },
  { name: 'leverage', scope: 'account', limit: 30, perMs: 10_000, of: /\/account\/set-leverage$/ },
]
