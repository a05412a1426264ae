import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { z } from 'zod'
import { benchDatabase } from '../database'
import { type Benchmark, CannotRun } from '../harness'
import { program } from '../program'
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
    const { stdout } = await run(process.execPath, ['--expose-gc', await program('scale-process')], {
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
  ours: (at: (accounts: number) => Line) => number
  base: (at: (accounts: number) => Line) => number
}

function scale(name: string, { ours, base, ...said }: Figures): Benchmark {
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
      return { ours: async () => ours(at), baseline: async () => base(at), close: async () => {} }
    },
  }
}

const whole = ({ workerMs, databaseMs }: Line) => workerMs + databaseMs

/** Each ten times as many against ten accounts. */
const times = ([100, 1000, 10_000] as const).map((size) =>
  scale(`scale-time-${size}`, {
    what: `one worker with ${size.toLocaleString('en-US')} accounts: processor time of a reading, the database’s with it`,
    baseline: 'with 10 accounts',
    unit: 'ms',
    goal: { atMost: 1.3 },
    ours: (at) => whole(at(size)),
    base: (at) => whole(at(10)),
  }),
)
const further = (at: (accounts: number) => Line, from: number, to: number) =>
  ((at(to).memoryMb - at(from).memoryMb) * 1024) / (to - from)

export const SCALE: readonly Benchmark[] = [
  ...times,
  scale('scale-memory', {
    what: 'one worker with 10,000 accounts: its memory for each account beyond 1,000, after all were read',
    baseline: 'for each of the first 1,000',
    unit: 'kB',
    goal: { atMost: 1 },
    ours: (at) => further(at, 1000, 10_000),
    base: (at) => (at(1000).memoryMb * 1024) / 1000,
  }),
  scale('scale-database', {
    what: 'one worker with 10,000 accounts: processor time of a reading that is the database’s',
    baseline: 'all of it',
    unit: 'ms',
    goal: null,
    ours: (at) => at(10_000).databaseMs,
    base: (at) => whole(at(10_000)),
  }),
]
