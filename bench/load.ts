import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

const loadSchema = z.object({
  requestsPerSecond: z.number(),
  /** All that were answered, those of the warm-up too. */
  answers: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Answers by their status. */
  statuses: z.record(z.string(), z.number()),
  bytesPerAnswer: z.number(),
})
export type Load = z.output<typeof loadSchema>

export interface LoadOptions {
  url: string
  headers?: Record<string, string>
  /** Sent by POST; else it is a GET. */
  body?: string
  connections: number
  seconds: number
  /** The one status that every answer has to have. */
  status: number
}

/**
 * Keeps so many connections busy, each asking again as soon as it was answered, from a process of its own.
 * @throws Error where any answer failed or had another status
 */
export async function load(options: LoadOptions): Promise<Load> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'bench/load-process.ts'], {
    env: { ...process.env, BENCH_LOAD: JSON.stringify(options) },
  })
  const result = loadSchema.parse(JSON.parse(stdout))
  const others = Object.keys(result.statuses).filter((status) => status !== String(options.status))
  if (others.length > 0) throw new Error(`${options.url} was answered with ${JSON.stringify(result.statuses)}.`)
  return result
}
