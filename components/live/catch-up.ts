import { pauseBefore } from './line/back-off'
import type { LineClock } from './line/clock'

/** Changes that arrive this close together are fetched in one call; on a page that nobody sees there is more time. */
const COALESCE_MS = 120
const UNSEEN_MS = 5000
/** Under a steady flow, as a desk of a thousand accounts has it, the page asks this often at most. */
const STEADY_MS = 1000

export interface CatchUpOptions {
  clock: LineClock
  random: () => number
  /** Nobody sees the page now. */
  hidden: () => boolean
  /** Brings the newest of some accounts into the page. @returns false where some of it could not be read */
  bring: (accountIds: readonly string[]) => Promise<boolean>
  /** Reads everything on the page again. @returns false where some of it could not be read */
  readAll: () => Promise<boolean>
  /** Since when the page has lacked something that was heard of (null: it lacks nothing), and when it last lacked nothing. */
  onProgress: (progress: { behindSince: number | null; caughtUpAt: number | null }) => void
}

/**
 * Brings into the page what the live line tells of, and knows how far the page is behind: what could not be read is read
 * again until it is there. Times are milliseconds since the epoch.
 */
export class CatchUp {
  private waiting = new Set<string>()
  private everything = false
  private waitingSince: number | null = null
  private runningSince: number | null = null
  private caughtUpAt: number | null = null
  private ranAt = Number.NEGATIVE_INFINITY
  private failures = 0
  private callOff: (() => void) | null = null

  constructor(private readonly options: CatchUpOptions) {}

  /** An account has something new. */
  changed(accountIds: Iterable<string>): void {
    for (const id of accountIds) this.waiting.add(id)
    this.want()
  }

  /** Anything may have changed. */
  resync(): void {
    this.everything = true
    this.want()
  }

  /** Somebody looks at the page: what waits is read now. */
  hurry(): void {
    if (!this.callOff) return
    this.callOff()
    this.callOff = null
    void this.run()
  }

  private want(): void {
    this.waitingSince ??= this.options.clock.now()
    this.tell()
    if (this.runningSince === null) this.schedule(this.pause())
  }

  private pause(): number {
    const { clock, hidden } = this.options
    return hidden() ? UNSEEN_MS : Math.max(COALESCE_MS, this.ranAt + STEADY_MS - clock.now())
  }

  private schedule(milliseconds: number): void {
    if (this.callOff) return
    this.callOff = this.options.clock.after(milliseconds, () => {
      this.callOff = null
      void this.run()
    })
  }

  private async run(): Promise<void> {
    const { clock, random, bring, readAll } = this.options
    const [ids, everything] = [[...this.waiting], this.everything]
    this.waiting.clear()
    this.everything = false
    const since = this.waitingSince ?? clock.now()
    this.runningSince = since
    this.ranAt = clock.now()
    this.waitingSince = null
    const read = await (everything ? readAll() : bring(ids)).catch(() => false)
    this.runningSince = null
    if (!read) {
      this.everything = true
      this.waitingSince = since
      this.failures += 1
      this.schedule(pauseBefore(this.failures, { refused: false, retryAfterMs: null }, random))
    } else {
      this.failures = 0
      if (this.waitingSince === null) this.caughtUpAt = clock.now()
      else this.schedule(this.pause())
    }
    this.tell()
  }

  private tell(): void {
    this.options.onProgress({ behindSince: this.runningSince ?? this.waitingSince, caughtUpAt: this.caughtUpAt })
  }
}
