import os from 'node:os'

/**
 * Which way a figure should go, and how far: `ours ÷ baseline` at most or at least this, at the median or (`each`) in every
 * round; or ours at most so many of its unit, whatever it is compared with; null: shown without a goal.
 */
export type Goal = { atMost: number; each?: true } | { atLeast: number } | { oursAtMost: number } | null

/** One measurement and its baseline, run alternately in the same run. */
export interface Benchmark {
  name: string
  /** What is measured, in one sentence with its unit. */
  what: string
  baseline: string
  unit: string
  goal: Goal
  /** Rounds unless the command line says otherwise. */
  rounds?: number
  /** Makes what both need; throws `CannotRun` where this machine lacks it. */
  prepare(): Promise<Prepared>
}

export interface Prepared {
  /** One round: a figure in `unit`. */
  ours(): Promise<number>
  baseline(): Promise<number>
  close(): Promise<void>
}

/** This machine cannot run a benchmark; said in the table, not skipped in silence. */
export class CannotRun extends Error {}

export interface Spread {
  median: number
  min: number
  max: number
}

export type Result =
  | {
      name: string
      what: string
      baseline: string
      unit: string
      goal: Goal
      ours: Spread
      base: Spread
      ratio: Spread
      reached: boolean
    }
  | { name: string; what: string; cannotRun: string }

/** Runs ours and the baseline in turn, changing which goes first, and compares them round by round. */
export async function measure(benchmark: Benchmark, rounds: number): Promise<Result> {
  const { name, what, baseline, unit, goal } = benchmark
  let prepared: Prepared
  try {
    prepared = await benchmark.prepare()
  } catch (error) {
    if (error instanceof CannotRun) return { name, what, cannotRun: error.message }
    throw error
  }
  const ours: number[] = []
  const base: number[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const first = round % 2 === 0
      if (first) ours.push(await prepared.ours())
      base.push(await prepared.baseline())
      if (!first) ours.push(await prepared.ours())
    }
  } finally {
    await prepared.close()
  }
  const ratio = spread(ours.map((value, index) => value / (base[index] ?? Number.NaN)))
  const figures = { ours: spread(ours), base: spread(base), ratio }
  return { name, what, baseline, unit, goal, ...figures, reached: isReached(goal, figures) }
}

export function isReached(goal: Goal, { ours, ratio }: { ours: Spread; ratio: Spread }): boolean {
  if (goal === null) return true
  if ('oursAtMost' in goal) return ours.median <= goal.oursAtMost
  if ('atLeast' in goal) return ratio.median >= goal.atLeast
  return (goal.each ? ratio.max : ratio.median) <= goal.atMost
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const at = (index: number) => sorted[Math.min(sorted.length - 1, Math.max(0, index))] ?? Number.NaN
  return {
    median: sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  }
}

/** Milliseconds that work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The machine in one line. */
export function machine(): string {
  const [cpu] = os.cpus()
  return `${os.cpus().length} × ${cpu?.model.trim() || os.arch()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.platform()} ${os.release()}, Node ${process.version}`
}
