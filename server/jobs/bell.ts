import { sleep } from './sleep'

/** Readings that bells may start in a stretch of time: most changes are read at once, a stream of them does not become a stream of calls. */
const BURST = 3
const STRETCH_MS = 10_000

/**
 * Turns what is rung of one account into readings: the first at once, never two at a time, all that rings meanwhile
 * shares the one after, and no more than three in ten seconds.
 */
export class Bell {
  private rangAt: Date | null = null
  private working: Promise<void> | null = null
  private readonly starts: number[] = []

  constructor(
    private readonly read: (rangAt: Date) => Promise<void>,
    private readonly options: {
      signal: AbortSignal
      now: () => Date
      failed: (error: unknown) => void
      /** Readings in `stretchMs`; default three in ten seconds. */
      burst?: number
      stretchMs?: number
    },
  ) {}

  ring(): void {
    if (this.options.signal.aborted) return
    this.rangAt = this.options.now()
    this.working ??= this.work()
  }

  /** Resolves when no reading is under way. */
  async quiet(): Promise<void> {
    await this.working
  }

  private async work(): Promise<void> {
    while (this.rangAt !== null && !this.options.signal.aborted) {
      await this.turn()
      // Whatever rang until now is in what is read now.
      const rangAt = this.rangAt
      this.rangAt = null
      if (this.options.signal.aborted) break
      try {
        await this.read(rangAt)
      } catch (error) {
        if (!this.options.signal.aborted) this.options.failed(error)
      }
    }
    // In the same breath as the last look: what rings next begins anew.
    this.working = null
  }

  /** Waits until another reading may start, or the signal. */
  private async turn(): Promise<void> {
    const { signal, burst = BURST, stretchMs = STRETCH_MS } = this.options
    const oldest = this.starts.length < burst ? undefined : this.starts.shift()
    const waitMs = oldest === undefined ? 0 : oldest + stretchMs - performance.now()
    if (waitMs > 0) await sleep(waitMs, signal)
    this.starts.push(performance.now())
  }
}
