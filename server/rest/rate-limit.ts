import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '../errors'

const WINDOW_SECONDS = 60

/** What a request has left, for the `RateLimit-*` headers of every answer. */
export interface RateState {
  limit: number
  remaining: number
  /** Seconds until the window starts anew. */
  resetSeconds: number
}

export interface RestRateLimiter {
  /**
   * Counts one request of a token, or of an address that has none.
   * @returns the state, `allowed` false once the window is used up
   */
  take(key: string): Promise<RateState & { allowed: boolean }>
}

/**
 * Requests a minute for each token (or address), counted in this process: a budget that protects the process, so that
 * several web processes give several budgets. Guessing of tokens is limited apart from it, in PostgreSQL.
 */
export function createRestRateLimiter(perMinute: number): RestRateLimiter {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS })
  return {
    async take(key) {
      try {
        return { ...state(await limiter.consume(key), perMinute), allowed: true }
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) return { ...state(rejection, perMinute), allowed: false }
        throw rejection
      }
    },
  }
}

export function rateHeaders(state: RateState): Record<string, string> {
  return {
    'RateLimit-Limit': String(state.limit),
    'RateLimit-Remaining': String(state.remaining),
    'RateLimit-Reset': String(state.resetSeconds),
  }
}

export function tooManyRequests(state: RateState): DomainError {
  return new DomainError(
    'rate_limited',
    `Too many requests: at most ${state.limit} a minute. Try again in ${state.resetSeconds} s.`,
    {
      retryAfterSeconds: state.resetSeconds,
    },
  )
}

function state(result: RateLimiterRes, limit: number): RateState {
  return {
    limit,
    remaining: Math.max(0, result.remainingPoints),
    // The library counts by the clock; a window ends by a timer, also after the clock was set back.
    resetSeconds: Math.min(WINDOW_SECONDS, Math.max(1, Math.ceil(result.msBeforeNext / 1000))),
  }
}
