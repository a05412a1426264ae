import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { placesOf } from '../auth/addresses'
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
   * @param times so many times what one caller may is allowed for this key
   * @returns the state, `allowed` false once the window is used up
   */
  take(key: string, times?: number): Promise<RateState & { allowed: boolean }>
}

/**
 * Requests a minute for each token (or address), counted in this process: a budget that protects the process, so that
 * several web processes give several budgets. Guessing of tokens is limited apart from it, in PostgreSQL.
 */
export function createRestRateLimiter(perMinute: number): RestRateLimiter {
  const limiters = new Map<number, RateLimiterMemory>()
  const limiterOf = (times: number) => {
    const known = limiters.get(times) ?? new RateLimiterMemory({ points: perMinute * times, duration: WINDOW_SECONDS })
    limiters.set(times, known)
    return known
  }
  return {
    async take(key, times = 1) {
      try {
        return { ...state(await limiterOf(times).consume(key), perMinute * times), allowed: true }
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) return { ...state(rejection, perMinute * times), allowed: false }
        throw rejection
      }
    },
  }
}

/** Counts a request that names no token at each of the caller's places. @returns the first that refuses, else the narrowest */
export async function takeForAddress(limiter: RestRateLimiter, address: string): Promise<RateState & { allowed: boolean }> {
  const [own, ...wider] = placesOf(address)
  const narrowest = await limiter.take(`address ${own.name}`, own.times)
  for (const { name, times } of narrowest.allowed ? wider : []) {
    const taken = await limiter.take(`address ${name}`, times)
    if (!taken.allowed) return taken
  }
  return narrowest
}

export function rateHeaders(state: RateState): Record<string, string> {
  return {
    'RateLimit-Limit': String(state.limit),
    'RateLimit-Remaining': String(state.remaining),
    'RateLimit-Reset': String(state.resetSeconds),
  }
}

/** @param token whose it was, where one was sent and that is known */
export function tooManyRequests(state: RateState, token?: { tokenId: string; deskId: string }): DomainError {
  return new DomainError(
    'rate_limited',
    `Too many requests: at most ${state.limit} a minute. Try again in ${state.resetSeconds} s.`,
    { retryAfterSeconds: state.resetSeconds, token },
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
