import { z } from 'zod'
import type { BenchAccount } from './simulator'

const accounts = z.array(
  z.object({ exchange: z.string(), apiKey: z.string(), apiSecret: z.string(), password: z.string().optional() }),
)

/** One cold start: reads all accounts once, prints the time since the process began and its memory at its peak, and ends. */
export async function coldProcess(read: (accounts: BenchAccount[], simulator: string) => Promise<unknown>): Promise<void> {
  await read(accounts.parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]')), process.env.BENCH_SIMULATOR ?? '')
  console.log(JSON.stringify({ ms: performance.now(), maxRssMb: process.resourceUsage().maxRSS / 1024 }))
  process.exit(0)
}
