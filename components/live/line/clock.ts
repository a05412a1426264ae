/** Time as the live line knows it, handed in so that tests are exact. */
export interface LineClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls once, after so many milliseconds. @returns what calls it off */
  after(milliseconds: number, call: () => void): () => void
}

export const browserClock: LineClock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Resolves after so many milliseconds, or as soon as the signal is aborted. */
export function pause(clock: LineClock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const over = () => {
      callOff()
      signal.removeEventListener('abort', over)
      resolve()
    }
    const callOff = clock.after(milliseconds, over)
    signal.addEventListener('abort', over, { once: true })
  })
}
