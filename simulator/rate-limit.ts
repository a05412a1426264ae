export interface Taken {
  allowed: boolean
  /** Weight used in the running window, this request included if it was allowed. */
  used: number
  remaining: number
  limit: number
  /** Milliseconds: when the window ends and everything is free again. */
  resetAt: number
}

interface Window {
  endsAt: number
  used: number
}

/**
 * Fixed windows by bucket name, as the exchanges count (`bybit:KEY:/v5/position/list`, `binance:IP:weight`). Venues choose
 * bucket, limit and window, and write their own headers and error bodies from the answer. Bans are by IP (Binance 418).
 */
export class RateLimiter {
  #windows = new Map<string, Window>()
  #bans = new Map<string, number>()
  #scale = 1

  /** Counts `cost` against the bucket unless that would pass `limit`. */
  take(bucket: string, cost: number, limit: number, windowMs: number, now: number): Taken {
    const allowance = Math.max(1, Math.floor(limit * this.#scale))
    let window = this.#windows.get(bucket)
    if (!window || now >= window.endsAt) {
      window = { endsAt: Math.floor(now / windowMs) * windowMs + windowMs, used: 0 }
      this.#windows.set(bucket, window)
    }
    const allowed = window.used + cost <= allowance
    if (allowed) window.used += cost
    return {
      allowed,
      used: window.used,
      remaining: Math.max(0, allowance - window.used),
      limit: allowance,
      resetAt: window.endsAt,
    }
  }

  ban(ip: string, until: number): void {
    this.#bans.set(ip, until)
  }

  /** Milliseconds until which this IP is banned, or null. */
  bannedUntil(ip: string, now: number): number | null {
    const until = this.#bans.get(ip)
    if (until === undefined || until <= now) return null
    return until
  }

  /** Tightens or loosens every limit (1 is the exchange's own); tests use it to reach a limit quickly. */
  scale(factor: number): void {
    this.#scale = factor
  }

  clear(): void {
    this.#windows.clear()
    this.#bans.clear()
    this.#scale = 1
  }
}
