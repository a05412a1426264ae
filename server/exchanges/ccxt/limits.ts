import type { LimitScope } from '../../errors'
import type { RefusedAnswer } from './client'

/** What an exchange's documentation says of a limit. */
export interface LimitRule {
  /**
   * `account` where the exchange counts the calls of a user id or key by themselves. That holds for calls made with the
   * key; the same code for a call that anybody may make is the address's. Default: `address`, the careful choice.
   */
  scope?: LimitScope
  /** Header that tells when the limit ends, where there is no `Retry-After`. */
  resets?: { header: string; as: 'milliseconds' | 'unix seconds' | 'unix milliseconds' }
  /** How long the documentation says to wait, where the answer does not tell. */
  waitSeconds?: number
}

/** No limit is believed to end later than this; what says so is something else than we take it for. Seconds. */
const LONGEST = 3600

/** Whose calls were counted. */
export function limitScope(rule: LimitRule, answer: RefusedAnswer | undefined): LimitScope {
  return rule.scope === 'account' && answer?.signed ? 'account' : 'address'
}

/** Seconds that the exchange wants us to wait; undefined where it does not say. */
export function waitAskedFor(rule: LimitRule, answer: RefusedAnswer | undefined): number | undefined {
  return answer && (retryAfter(answer) ?? untilReset(rule, answer) ?? rule.waitSeconds)
}

/** `Retry-After` in seconds or as a date. */
function retryAfter({ headers }: RefusedAnswer): number | undefined {
  const value = headers['retry-after']
  if (value === undefined) return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds))
  const until = Date.parse(value)
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.now()) / 1000))
}

function untilReset({ resets }: LimitRule, { headers }: RefusedAnswer): number | undefined {
  const value = Number((resets && headers[resets.header]) || Number.NaN)
  if (!resets || !Number.isFinite(value)) return undefined
  const milliseconds = resets.as === 'unix seconds' ? value * 1000 : value
  const seconds = Math.ceil((resets.as === 'milliseconds' ? milliseconds : milliseconds - Date.now()) / 1000)
  // Clocks are never quite the same: one that is past already still means a moment.
  return seconds <= LONGEST ? Math.max(1, seconds) : undefined
}
