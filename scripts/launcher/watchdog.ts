const EVERY_MS = 5_000
/** Questions in a row that stay without an answer. */
const MISSES = 4
/** The same for a process that has not answered yet: it loads its code, on a machine that may be busy. */
const FIRST_MISSES = 12

export interface Watched {
  /** Differs between a process and the one that is started in its place. */
  pid: number
  /** Resolves once the process answers, whatever it says; never, or with an error, where it does not. */
  ask(): Promise<void>
  /** Ends it at once; it is started anew like any that ended. */
  end(): void
}

interface Asked {
  pid: number
  misses: number
  isOpen: boolean
  everAnswered: boolean
}

/**
 * Ends processes whose event loop does not turn: one that is blocked or stopped serves nobody and never ends by itself.
 * Counted in questions, not in time: a machine that slept, or had no time for anybody, has asked none meanwhile.
 */
export class Watchdog {
  private readonly asked = new Map<string, Asked>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly watched: () => ReadonlyMap<string, Watched>,
    private readonly onDead: (name: string) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.round(), EVERY_MS).unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** Asks everybody once; who has left too many questions open is ended. */
  round(): void {
    for (const [name, process] of this.watched()) {
      const before = this.asked.get(name)
      const state = before?.pid === process.pid ? before : { pid: process.pid, misses: 0, isOpen: false, everAnswered: false }
      this.asked.set(name, state)
      if (state.isOpen) state.misses += 1
      if (state.misses >= (state.everAnswered ? MISSES : FIRST_MISSES)) {
        this.asked.delete(name)
        this.onDead(name)
        process.end()
        continue
      }
      if (!state.isOpen) this.ask(state, process)
    }
  }

  private ask(state: Asked, process: Watched): void {
    state.isOpen = true
    process.ask().then(
      () => {
        state.isOpen = false
        state.misses = 0
        state.everAnswered = true
      },
      // Refused: asked again in the next round, and counted there.
      () => {
        state.isOpen = false
        state.misses += 1
      },
    )
  }
}
