/** A clock that goes by less than this between two looks was set by a time server, not moved. */
const MOVED_MS = 2_000

/**
 * Sees when the clock is moved: it then goes by another stretch than the one that has passed.
 * @param now the clock that tells times
 * @param passed one that only ever goes forward, ms from any moment
 */
export class ClockWatch {
  private seenAt: number
  private seenPassed: number

  constructor(
    private readonly now: () => Date,
    private readonly passed: () => number = () => performance.now(),
  ) {
    this.seenAt = now().getTime()
    this.seenPassed = passed()
  }

  /** How far the clock was moved since the last look, ms, negative: back; null where it was not. */
  look(): number | null {
    const [at, passed] = [this.now().getTime(), this.passed()]
    const moved = at - this.seenAt - (passed - this.seenPassed)
    this.seenAt = at
    this.seenPassed = passed
    return Math.abs(moved) < MOVED_MS ? null : Math.round(moved)
  }
}
