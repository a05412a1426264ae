import type { LimitOf } from '../../budget/rules'

/**
 * Pages of single calls say 200 in a second; the page on all of futures says 3 of assets and 10 of others, 1,000 in a minute by
 * address, and that whoever asks more is locked for ten minutes: the lower ones are kept.
 * https://doc.xt.com/docs/futures/Access%20Description/BasicInformationOfTheInterface, …/docs/spot/Balance/GetBalances (2026-07-16)
 */
export const limits: readonly LimitOf[] = [
  { name: 'spot, earn and loans', scope: 'account', limit: 10, perMs: 1_000, of: / s?api\.xt\.com\//, aReading: 3 },
  { name: 'futures', scope: 'account', limit: 10, perMs: 1_000, of: / [fd]api\.xt\.com\//, aReading: 4 },
  { name: 'assets of futures', scope: 'account', limit: 3, perMs: 1_000, of: / [fd]api\.xt\.com\/\S*balance\/list/, aReading: 2 },
  { name: 'address', scope: 'address', limit: 1_000, perMs: 60_000, aReading: 7 },
]
