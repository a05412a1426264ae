import type { LimitOf } from './rules'

/** Parts that a stretch of time is counted in; one more is looked at, so that the stretch is never counted too short. */
const SLICES = { address: 20, account: 4 } as const
/** What a refusal teaches is forgotten in steps of this part of the limit, one each such time. */
const RECOVER = { ms: 60_000, part: 1 / 20 } as const
/** Of what was in use when the exchange refused. */
const BELOW_REFUSED = 0.8
/** Yet one refusal lowers a limit by no more than to this part: somebody else may have used up the rest. */
const AT_ONCE = 0.5
/** The least that is left of the documented limit. */
const LEAST = 0.02

/** What is used up of one limit: of our address, or of one account. Times are of a clock that only goes forward, ms. */
export class Bucket {
  readonly #slices: number[]
  readonly #width: number
  #newest = 0
  #sum = 0
  /** Given to work under way that has not sent it yet. */
  #held = 0
  /** What the exchange said was used up, by whomever, and what we sent since. */
  #told: { used: number; since: number; until: number } | null = null
  /** The limit as the exchange tells it. */
  #toldLimit: number | null = null
  #learned: { limit: number; at: number } | null = null

  constructor(
    readonly rule: LimitOf,
    /** Of the documented limit: less where several processes share it, more where somebody has more. */
    private readonly factor: () => number,
  ) {
    const slices = SLICES[rule.scope]
    this.#slices = Array<number>(slices + 1).fill(0)
    this.#width = rule.perMs / slices
  }

  /** How many milliseconds may pass until room is looked for again. */
  get lookAgainMs(): number {
    return this.#width
  }

  /** Used up in the stretch that ends now, and given out. */
  used(now: number): number {
    this.#roll(now)
    const told = this.#told && this.#told.until > now ? this.#told.used + this.#told.since : 0
    return Math.max(this.#sum, told) + this.#held
  }

  /** The limit that holds now: as documented or told, shared, or as refusals taught. */
  limit(now: number): number {
    const full = (this.#toldLimit ?? this.rule.limit) * this.factor()
    if (this.#learned === null) return full
    const steps = Math.floor((now - this.#learned.at) / RECOVER.ms)
    return Math.min(full, this.#learned.limit + steps * full * RECOVER.part)
  }

  /** Whether so much more fits below a share of the limit. What is larger than that goes when nothing else is under way. */
  fits(cost: number, share: number, now: number): boolean {
    const used = this.used(now)
    return used + cost <= this.limit(now) * share || used === 0
  }

  hold(cost: number): void {
    this.#held += cost
  }

  release(cost: number): void {
    this.#held = Math.max(0, this.#held - cost)
  }

  /** A request leaves. */
  add(cost: number, now: number): void {
    this.#roll(now)
    this.#sum += cost
    const at = this.#newest % this.#slices.length
    this.#slices[at] = (this.#slices[at] ?? 0) + cost
    if (this.#told) this.#told.since += cost
  }

  /** Where the exchange says that the limit stands; `until`: when that is over. */
  tell({ used, limit, until }: { used: number | null; limit: number | null; until: number }): void {
    if (limit !== null) this.#toldLimit = limit
    if (used !== null) this.#told = { used, since: 0, until }
  }

  /** The exchange refused for too many calls: there was less room than we took. */
  refused(now: number): void {
    const full = (this.#toldLimit ?? this.rule.limit) * this.factor()
    const before = this.limit(now)
    // Calls that were under way together are refused together.
    if (this.#learned && now - this.#learned.at < this.rule.perMs) return
    const lower = Math.max(before * AT_ONCE, Math.min(before, this.used(now)) * BELOW_REFUSED)
    this.#learned = { limit: Math.max(1, full * LEAST, lower), at: now }
  }

  /** True when nothing would be lost by forgetting it. */
  idle(now: number): boolean {
    return this.used(now) === 0 && (this.#learned === null || now - this.#learned.at > RECOVER.ms / RECOVER.part)
  }

  #roll(now: number): void {
    const current = Math.floor(now / this.#width)
    const passed = Math.min(this.#slices.length, current - this.#newest)
    for (let n = 1; n <= passed; n++) {
      const at = (current - passed + n) % this.#slices.length
      this.#sum -= this.#slices[at] ?? 0
      this.#slices[at] = 0
    }
    // Without the dust that sums of fractions leave.
    if (passed === this.#slices.length) this.#sum = 0
    this.#newest = Math.max(this.#newest, current)
  }
}
