import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { benchDatabase } from '../database'
import type { Benchmark } from '../harness'
import { program } from '../program'
import { benchSimulator } from '../simulator'

const ACCOUNTS = 1000
const DELAY_MS = 150
const EVERY_SECONDS = 10
const SECONDS = 30
const run = promisify(execFile)
const line = z.object({ aMinute: z.number(), failed: z.number(), cpuMs: z.number(), oldest: z.number() })

/** As many as are due: nothing that a worker could be better than. */
const DUE = (ACCOUNTS * 60) / EVERY_SECONDS

async function readings(): Promise<number> {
  const [database, simulator] = [await benchDatabase(), await benchSimulator(ACCOUNTS, DELAY_MS)]
  try {
    const { stdout } = await run(
      process.execPath,
      [...(process.env.BENCH_NODE?.split(' ') ?? []), await program('worker-process')],
      {
        env: {
          ...process.env,
          BENCH_DATABASE: database.url,
          BENCH_SIMULATOR: simulator.url,
          BENCH_ACCOUNTS: JSON.stringify(simulator.accounts),
          BENCH_SECONDS: String(SECONDS),
        },
        maxBuffer: 1 << 24,
      },
    )
    const text = stdout.split('\n').find((each) => each.startsWith('{')) ?? ''
    console.error(text)
    const { aMinute, failed } = line.parse(JSON.parse(text))
    if (failed > 0) throw new Error(`${failed} readings failed.`)
    return aMinute
  } finally {
    await simulator.close()
    await database.close()
  }
}

export const workerThroughput: Benchmark = {
  name: 'worker-throughput',
  what: `one worker, ${ACCOUNTS.toLocaleString('en-US')} accounts on 3 exchanges, ${DELAY_MS} ms a call, all due every ${EVERY_SECONDS} s: readings stored a minute`,
  baseline: 'those that are due',
  unit: '/min',
  goal: { atLeast: 5_500 / DUE },
  rounds: 1,
  prepare: async () => ({ ours: readings, baseline: async () => DUE, close: async () => {} }),
}
