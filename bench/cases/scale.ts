import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { z } from 'zod'
import { benchDatabase } from '../database'
import { type Benchmark, CannotRun } from '../harness'
import { benchSimulator } from '../simulator'

const SIZES = [10, 100, 1000, 10_000]
/** Ledgers of the simulator; accounts share them in turn. */
const LEDGERS = 60
const run = promisify(execFile)
const line = z.object({
  accounts: z.number(),
  workerMs: z.number(),
  databaseMs: z.number(),
  wallMs: z.number(),
  memoryMb: z.number(),
})
type Line = z.infer<typeof line>

let measured: Promise<Line[]> | null = null

/** One run for all rows of the table: it takes some minutes. */
function sizes(): Promise<Line[]> {
  measured ??= measure()
  return measured
}

async function measure(): Promise<Line[]> {
  if (!existsSync('/proc/self/stat')) throw new CannotRun('the processor time of PostgreSQL is read from /proc')
  const [database, simulator] = [await benchDatabase(), await benchSimulator(LEDGERS, 0)]
  try {
    const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', 'bench/scale-process.ts'], {
      env: {
        ...process.env,
        BENCH_DATABASE: database.url,
        BENCH_SIMULATOR: simulator.url,
        BENCH_ACCOUNTS: JSON.stringify(simulator.accounts),
        BENCH_SIZES: JSON.stringify(SIZES),
      },
      maxBuffer: 1 << 24,
    })
    const lines = stdout.split('\n').filter((text) => text.startsWith('{'))
    for (const text of lines) console.error(text)
    return lines.map((text) => line.parse(JSON.parse(text)))
  } finally {
    await simulator.close()
    await database.close()
  }
}

interface Figures {
  what: string
  baseline: string
  unit: string
  goal: Benchmark['goal']
  ours: (line: Line) => number
  /** The size that is compared with the largest, and what of it. */
  of: number
  base?: (line: Line) => number
}

function scale(name: string, { ours, of, base = ours, ...said }: Figures): Benchmark {
  return {
    name,
    ...said,
    rounds: 1,
    prepare: async () => {
      const lines = await sizes()
      const at = (size: number) => {
        const found = lines.find(({ accounts }) => accounts === size)
        if (!found) throw new Error(`Nothing was measured with ${size} accounts.`)
        return found
      }
      return { ours: async () => ours(at(10_000)), baseline: async () => base(at(of)), close: async () => {} }
    },
  }
}

const whole = ({ workerMs, databaseMs }: Line) => workerMs + databaseMs

export const scaleTime = scale('scale-time', {
  what: 'one worker with 10,000 accounts: processor time of a reading, the database’s with it',
  baseline: 'with 10 accounts',
  unit: 'ms',
  goal: { atMost: 1.3 },
  ours: whole,
  of: 10,
})
export const scaleMemory = scale('scale-memory', {
  what: 'one worker with 10,000 accounts: its memory after all were read',
  baseline: 'with 1,000 accounts',
  unit: 'MB',
  goal: { atMost: 9.9 },
  ours: ({ memoryMb }) => memoryMb,
  of: 1000,
})
export const scaleDatabase = scale('scale-database', {
  what: 'one worker with 10,000 accounts: processor time of a reading that is the database’s',
  baseline: 'all of it',
  unit: 'ms',
  goal: null,
  ours: ({ databaseMs }) => databaseMs,
  of: 10_000,
  base: whole,
})
