import { type LineClock, pause } from './clock'
import { SILENCE_MS } from './read-line'

/** Decides which tab holds the line. */
export interface Election {
  /** Runs `lead` whenever this tab leads, with a signal that ends its term; until `signal` is aborted. */
  run(lead: (term: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>
  /** The leader gives no sign of life: take its place. */
  depose(): void
  /** A leader other than this tab was heard. */
  heard(leader: string): void
  /** The leader has said that it goes. */
  left(): void
}

/** What is used of the browser's locks. */
export interface Locks {
  request(name: string, options: { signal?: AbortSignal; steal?: boolean }, hold: () => Promise<void>): Promise<unknown>
}

/**
 * By Web Locks: whoever holds the lock leads. The browser hands it on the moment a tab closes or crashes; from one that is
 * frozen it is taken, and that one learns of it when it wakes up.
 */
export class LockElection implements Election {
  private takeOver: (() => void) | null = null

  constructor(
    private readonly locks: Locks,
    private readonly name: string,
  ) {}

  async run(lead: (term: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    let steal = false
    while (!signal.aborted) {
      const term = new AbortController()
      const waiting = new AbortController()
      const end = () => {
        waiting.abort()
        term.abort()
      }
      signal.addEventListener('abort', end, { once: true })
      let takeOver = false
      this.takeOver = () => {
        takeOver = true
        waiting.abort()
      }
      try {
        await this.locks.request(this.name, steal ? { steal: true } : { signal: waiting.signal }, () => {
          this.takeOver = null
          return signal.aborted ? Promise.resolve() : lead(term.signal)
        })
      } catch {
        // Either the wait was ended, or the lock was taken away while this tab led.
      }
      signal.removeEventListener('abort', end)
      this.takeOver = null
      term.abort()
      steal = takeOver
    }
  }

  depose(): void {
    this.takeOver?.()
  }

  heard(): void {}
  left(): void {}
}

/**
 * Where the browser has no locks (they need https, or localhost): a tab leads after it has heard no leader for a while,
 * and of two leaders the one whose name comes first stays. For a moment there may be two lines, which loses nothing.
 */
export class HeardElection implements Election {
  private heardAt: number | null = null
  private term: AbortController | null = null
  private wake: (() => void) | null = null

  constructor(
    private readonly self: string,
    private readonly clock: LineClock,
    private readonly random: () => number,
  ) {}

  async run(lead: (term: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    // Whoever leads answers a tab that opens at once.
    await this.wait(FIRST_WORD_MS, signal)
    while (!signal.aborted) {
      const silent = this.heardAt === null ? SILENCE_MS : this.clock.now() - this.heardAt
      if (silent < SILENCE_MS) {
        await this.wait(SILENCE_MS - silent + this.random() * SPREAD_MS, signal)
        continue
      }
      const term = new AbortController()
      const end = () => term.abort()
      signal.addEventListener('abort', end, { once: true })
      this.term = term
      await lead(term.signal)
      this.term = null
      signal.removeEventListener('abort', end)
    }
  }

  depose(): void {
    this.left()
  }

  heard(leader: string): void {
    if (this.term && leader > this.self) return
    this.heardAt = this.clock.now()
    this.term?.abort()
  }

  left(): void {
    // Not all of them in the same moment.
    this.heardAt = this.clock.now() - SILENCE_MS + this.random() * SPREAD_MS
    this.wake?.()
  }

  private async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController()
    const end = () => over.abort()
    this.wake = end
    signal.addEventListener('abort', end, { once: true })
    await pause(this.clock, milliseconds, over.signal)
    signal.removeEventListener('abort', end)
    this.wake = null
  }
}

const FIRST_WORD_MS = 250
/** Tabs that notice together take the lead one after the other. */
const SPREAD_MS = 1000
