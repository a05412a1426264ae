import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Benchmark } from '../harness'
import { benchSimulator } from '../simulator'

const ACCOUNTS = 103
const run = promisify(execFile)
const answer = z.object({ kbAnAccount: z.number() })

/** What an account costs in memory where its exchange is known already. */
export const accountMemory: Benchmark = {
  name: 'account-memory',
  what: 'memory for each further account on an exchange that is known already',
  baseline: 'an instance of ccxt with markets of its own',
  unit: 'kB',
  goal: { atMost: 1 / 20 },
  rounds: 3,
  prepare: async () => {
    const simulator = await benchSimulator(ACCOUNTS, 0)
    const inProcess = async (kind: string) => {
      const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', 'bench/memory-process.ts', kind], {
        env: { ...process.env, BENCH_SIMULATOR: simulator.url, BENCH_ACCOUNTS: JSON.stringify(simulator.accounts) },
        maxBuffer: 1 << 24,
      })
      return answer.parse(JSON.parse(stdout)).kbAnAccount
    }
    return { ours: () => inProcess('ours'), baseline: () => inProcess('bare'), close: simulator.close }
  },
}
