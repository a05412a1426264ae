import { hash, normal, randomFrom } from './random'

/** How prices came to where they were when the simulator began: a way back from there, in steps of five minutes. */

export const PAST_STEP_SECONDS = 300
/** A coin wanders within some per cent, and has forgotten after some days where it was. */
const PULL = 1 / (4 * 288)
const SIGMA = 0.0009
/** How much of a coin's way is the whole market's. */
const TIDE = 0.7

/** Price ÷ price at the end of coins at each of so many steps before the end, the nearest first; the same for the same coin. */
export class PastWalk {
  readonly #tide: Float64Array
  readonly #paths = new Map<string, Float64Array>()

  constructor(readonly steps: number) {
    this.#tide = walk('the market', steps)
  }

  /** `[0]` is one step before the end. */
  of(coin: string): Float64Array {
    let path = this.#paths.get(coin)
    if (!path) {
      path = walk(coin, this.steps).map((log, step) => Math.exp(TIDE * (this.#tide[step] ?? 0) + (1 - TIDE) * 2 * log))
      this.#paths.set(coin, path)
    }
    return path
  }
}

/** Logarithms. */
function walk(name: string, steps: number): Float64Array {
  const random = randomFrom(hash(`past ${name}`))
  const logs = new Float64Array(steps)
  let log = 0
  for (let step = 0; step < steps; step++) {
    log += SIGMA * normal(random) - PULL * log
    logs[step] = log
  }
  return logs
}
