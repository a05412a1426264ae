import type { LimitOf } from '../../budget/rules'

/**
 * Of each call of a key by itself, in two seconds: 12 of balances, 6 of positions and histories, 2 of the position mode; 8 of
 * lists of sub-accounts and of what came and went. https://developer-pro.bitmart.com/en/spot/#rate-limit, …/en/futuresv2/#rate-limit (2026-02)
 */
export const limits: readonly LimitOf[] = [
  { name: 'balances', scope: 'account', limit: 12, perMs: 2_000, of: /\/(wallet|account|assets-detail)$/, eachLine: true },
  { name: 'positions', scope: 'account', limit: 6, perMs: 2_000, of: /\/(position-v2|transaction-history)$/, eachLine: true },
  { name: 'lists', scope: 'account', limit: 8, perMs: 2_000, of: /\/(subaccount-list|history)$/, eachLine: true },
  { name: 'mode', scope: 'account', limit: 2, perMs: 2_000, of: /\/get-position-mode$/ },
]
