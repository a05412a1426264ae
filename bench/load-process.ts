import autocannon from 'autocannon'
import { z } from 'zod'

/** The other end of `load`: asks, and says how it was answered. */
const { url, headers, body, connections, seconds } = z
  .object({
    url: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().optional(),
    connections: z.number(),
    seconds: z.number(),
  })
  .parse(JSON.parse(process.env.BENCH_LOAD ?? '{}'))

// One second to warm up, so that both sides are measured as they run, not as they start.
const asked = { url, headers, connections, ...(body !== undefined && { method: 'POST' as const, body }) }
const warm = await autocannon({ ...asked, duration: 1 })
const result = await autocannon({ ...asked, duration: seconds })
const statuses = Object.fromEntries(Object.entries(result.statusCodeStats ?? {}).map(([code, { count }]) => [code, count ?? 0]))
const answers = Object.values(statuses).reduce((sum, count) => sum + count, 0)
console.log(
  JSON.stringify({
    requestsPerSecond: answers / result.duration,
    answers: answers + warm['2xx'],
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    statuses: { ...statuses, ...(result.errors > 0 && { errors: result.errors }) },
    bytesPerAnswer: Math.round(result.throughput.total / Math.max(1, answers)),
  }),
)
