import { onAbort } from '../../on-abort'

/** No more than so many calls may begin in any stretch of so many milliseconds. */
export interface Pace {
  calls: number
  perMs: number
}

/** Lets calls begin at a pace, first come, first served. */
export class Pacer {
  /** When the last calls begin, as many as the pace counts, in a ring. */
  readonly #begins: number[] = []
  #next = 0

  constructor(private readonly pace: Pace) {}

  /** Resolves when a call may begin; rejects with the signal's reason. A turn that is given up stays taken. */
  async turn(signal: AbortSignal): Promise<void> {
    const { calls, perMs } = this.pace
    const now = performance.now()
    const begin = Math.max(now, (this.#begins[this.#next] ?? Number.NEGATIVE_INFINITY) + perMs)
    this.#begins[this.#next] = begin
    this.#next = (this.#next + 1) % calls
    if (begin <= now) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        off()
        resolve()
      }, begin - now)
      const off = onAbort(signal, () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    })
  }
}

/** One pacer for each pace: sites of one exchange share theirs, as they share the exchange's limit. */
export class Pacers {
  readonly #pacers = new Map<Pace, Pacer>()

  of(pace: Pace | undefined): Pacer | undefined {
    if (pace === undefined) return undefined
    let pacer = this.#pacers.get(pace)
    if (!pacer) {
      pacer = new Pacer(pace)
      this.#pacers.set(pace, pacer)
    }
    return pacer
  }
}
