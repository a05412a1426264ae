import type { LineClock } from './clock'

/** A clock that stands still until it is moved. */
export class HandClock implements LineClock {
  private time = Date.parse('2026-01-01T00:00:00Z')
  private calls: { at: number; call: () => void }[] = []

  now = (): number => this.time

  after = (milliseconds: number, call: () => void): (() => void) => {
    const entry = { at: this.time + milliseconds, call }
    this.calls.push(entry)
    return () => {
      this.calls = this.calls.filter((other) => other !== entry)
    }
  }

  /** Moves on, calling what falls due in its order, each after what the one before has set going has come to rest. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds
    for (;;) {
      await rest()
      const [next] = this.calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      this.calls = this.calls.filter((other) => other !== next)
      this.time = Math.max(this.time, next.at)
      next.call()
    }
    this.time = end
    await rest()
  }

  /** Moves on without anything being called, as a machine or a tab that sleeps. */
  sleep(milliseconds: number): void {
    this.time += milliseconds
  }
}

/** All that can go on without time going by has gone on. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
