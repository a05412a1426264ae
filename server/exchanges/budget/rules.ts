import type { LimitScope } from '../../errors'

/**
 * Whom a call to an exchange is for, most urgent first: `person` (somebody waits for it: refresh, trying a key, setting
 * leverage; and what everybody shares, markets and prices), `reading` (an account's turn has come), `flows` (ledgers and
 * other history, which can wait). What is further back waits while anything before it waits for the same limit, and may
 * use up less of it.
 */
export const PRIORITIES = ['person', 'reading', 'flows'] as const
export type Priority = (typeof PRIORITIES)[number]

/**
 * How much of a limit each may use up. What a reading leaves is the reserve of people who press refresh; what a person
 * leaves is for clocks that differ, and for programs that we do not know of.
 */
export const SHARES: Readonly<Record<Priority, number>> = { person: 0.9, reading: 0.75, flows: 0.5 }

/** Names of headers (lower case) in which an exchange tells where a limit stands. */
export interface LimitHeaders {
  /** Used up so far, in the limit's unit. */
  used?: string
  /** What is left. */
  remaining?: string
  /** The limit itself, where it differs between accounts. */
  limit?: string
}

/** One limit as an exchange counts it. */
export interface LimitOf {
  /** In metrics and logs: `address`, `futures weight`. */
  name: string
  /** Whose calls are counted together: all that leave from our address, or those of one account. */
  scope: LimitScope
  /** Most in any stretch of `perMs`, in the exchange's own unit (calls, weight, credits). */
  limit: number
  perMs: number
  /** Which questions count (`GET api.bybit.com/v5/account/info`); absent: all of the exchange. */
  of?: RegExp
  /** True where each line of the exchange's list is counted by itself. */
  eachLine?: boolean
  /** What a line costs (`GET /fapi/v3/account`), where it is not one. */
  costs?: Readonly<Record<string, number>>
  /** What one costs that `costs` does not name; default 1. */
  otherwise?: number
  /** What a reading of an account takes of it, until the first has shown; default 0. Not with `eachLine`. */
  aReading?: number
  headers?: LimitHeaders
}

/** The part of a question that its exchange's list holds: `GET api.bybit.com/v5/earn/position` → `GET /v5/earn/position`. */
export function lineOf(question: string): string {
  return question.replace(/^(\S+) [^/\s]+/, '$1 ')
}

/** What a question takes of a limit; 0 where it does not count. */
export function costOf(limit: LimitOf, question: string): number {
  if (limit.of && !limit.of.test(question)) return 0
  return limit.costs?.[lineOf(question)] ?? limit.otherwise ?? 1
}
