import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Benchmark } from '../harness'
import { program } from '../program'
import { benchSimulator } from '../simulator'

const ACCOUNTS = 50
const DELAY_MS = 20
const run = promisify(execFile)
const answer = z.object({ ms: z.number(), maxRssMb: z.number() })

/** A process that starts, reads all accounts once and ends; its time, or its memory, against the script people write. */
function cold(
  name: string,
  what: string,
  unit: string,
  goal: Benchmark['goal'],
  pick: (result: z.infer<typeof answer>) => number,
): Benchmark {
  return {
    name,
    what: `${ACCOUNTS} accounts on 3 exchanges read by a cold process, ${DELAY_MS} ms a call: ${what}`,
    baseline: 'one ccxt instance an account, each loading its markets, in turn',
    unit,
    goal,
    rounds: 3,
    prepare: async () => {
      const simulator = await benchSimulator(ACCOUNTS, DELAY_MS)
      const inProcess = async (file: string) => {
        const { stdout } = await run(process.execPath, [file], {
          env: { ...process.env, BENCH_SIMULATOR: simulator.url, BENCH_ACCOUNTS: JSON.stringify(simulator.accounts) },
          maxBuffer: 1 << 24,
        })
        return pick(answer.parse(JSON.parse(stdout)))
      }
      const [ours, bare] = await Promise.all([program('cold-ours'), program('cold-bare')])
      return { ours: () => inProcess(ours), baseline: () => inProcess(bare), close: simulator.close }
    },
  }
}

export const refreshColdTime = cold('refresh-cold-time', 'wall time', 'ms', { atMost: 0.08 }, ({ ms }) => ms)
export const refreshColdMemory = cold('refresh-cold-memory', 'peak memory', 'MB', { atMost: 0.18 }, ({ maxRssMb }) => maxRssMb)
