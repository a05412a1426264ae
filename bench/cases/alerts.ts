import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { z } from 'zod'
import { Receiver } from '@/server/notify/receiver.testing'
import { benchDatabase } from '../database'
import { type Benchmark, CannotRun, spread } from '../harness'
import { program } from '../program'
import { benchSimulator } from '../simulator'

const run = promisify(execFile)
/** Ledgers of the simulator; accounts share them in turn. */
const LEDGERS = 50
const ACCOUNTS = 1000
const DELAY_MS = 50
const GOAL_MS = 2000

/** @returns the line of JSON that it prints */
async function ran(name: string, accounts: number, delayMs: number, more: Record<string, string> = {}): Promise<unknown> {
  const [database, simulator] = [await benchDatabase(), await benchSimulator(accounts, delayMs)]
  try {
    const running = run(process.execPath, [await program(name)], {
      env: {
        ...process.env,
        BENCH_DATABASE: database.url,
        BENCH_SIMULATOR: simulator.url,
        BENCH_ACCOUNTS: JSON.stringify(simulator.accounts),
        ...more,
      },
      maxBuffer: 1 << 24,
    })
    // As it goes on: where it takes long is seen while it does.
    running.child.stderr?.pipe(process.stderr)
    const { stdout } = await running
    return JSON.parse(stdout.split('\n').find((each) => each.startsWith('{')) ?? '')
  } finally {
    await simulator.close()
    await database.close()
  }
}

const cost = z.object({ readingMs: z.number(), evaluationMs: z.number(), tickMs: z.number() })

const alertsCost: Benchmark = {
  name: 'alerts-cost',
  what: 'a reading of one of 10,000 accounts, its rules evaluated by it, and its share of the minute’s look at all: processor time, the database’s with it',
  baseline: 'the reading alone',
  unit: 'ms',
  goal: { atMost: 1.03 },
  rounds: 1,
  prepare: async () => {
    if (!existsSync('/proc/self/stat')) throw new CannotRun('the processor time of PostgreSQL is read from /proc')
    const found = cost.parse(await ran('alerts-process', LEDGERS, 0))
    console.error(JSON.stringify(found))
    const { readingMs, evaluationMs, tickMs } = found
    return { ours: async () => readingMs + evaluationMs + tickMs, baseline: async () => readingMs, close: async () => {} }
  },
}

/**
 * Milliseconds from each change of state until its message had come to its receiver whole, at the median.
 * @param everySeconds how often each account is read
 */
async function latency(everySeconds: number): Promise<number> {
  const receiver = new Receiver()
  await receiver.listen()
  try {
    const changed = z.record(z.string(), z.number()).parse(
      await ran('alert-latency-process', ACCOUNTS, DELAY_MS, {
        BENCH_RECEIVER: `${receiver.url}/in`,
        BENCH_EVERY: String(everySeconds),
      }),
    )
    const waits = Object.entries(changed).map(([id, at]) => {
      const message = receiver.received.find(({ headers }) => headers['webhook-id'] === id)
      if (!message) throw new Error('A message that was sent did not come.')
      return message.at - at
    })
    const { median, max } = spread(waits)
    console.error(JSON.stringify({ messages: waits.length, median, max }))
    return median
  } finally {
    await receiver.close()
  }
}

const latencyAt = (name: string, everySeconds: number, how: string): Benchmark => ({
  name,
  what: `from a change of state to its message at the channel’s server, while one worker reads ${ACCOUNTS.toLocaleString('en-US')} accounts every ${everySeconds} s${how}; median of ${ACCOUNTS / 20}`,
  baseline: 'what is promised',
  unit: 'ms',
  goal: { atMost: 1 },
  rounds: 1,
  prepare: async () => ({ ours: () => latency(everySeconds), baseline: async () => GOAL_MS, close: async () => {} }),
})

export const ALERTS: readonly Benchmark[] = [
  alertsCost,
  latencyAt('alert-latency', 60, ''),
  latencyAt('alert-latency-busy', 10, ', as fast as it can'),
]
