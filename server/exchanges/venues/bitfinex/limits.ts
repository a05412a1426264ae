import type { LimitOf } from '../../budget/rules'

/**
 * By address and endpoint, 10 to 90 in a minute; those that are asked here have 90, candles and tickers 30 and more. Who asks more is
 * answered `ERR_RATE_LIMIT` for a minute. https://docs.bitfinex.com/docs/requirements-and-limitations
 */
export const limits: readonly LimitOf[] = [
  { name: 'endpoint', scope: 'address', limit: 90, perMs: 60_000, of: /\/v2\/auth\//, eachLine: true },
  { name: 'open', scope: 'address', limit: 30, perMs: 60_000, of: /\/v2\/(candles|conf|tickers)/, eachLine: true },
]
