import autocannon from 'autocannon'
import { z } from 'zod'

/** The other end of `load`: asks, and says how it was answered. */
const { url, headers, connections, seconds } = z
  .object({
    url: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    connections: z.number(),
    seconds: z.number(),
  })
  .parse(JSON.parse(process.env.BENCH_LOAD ?? '{}'))

// One second to warm up, so that both sides are measured as they run, not as they start.
await autocannon({ url, headers, connections, duration: 1 })
const result = await autocannon({ url, headers, connections, duration: seconds })
const statuses = Object.fromEntries(Object.entries(result.statusCodeStats ?? {}).map(([code, { count }]) => [code, count ?? 0]))
const answers = Object.values(statuses).reduce((sum, count) => sum + count, 0)
console.log(
  JSON.stringify({
    requestsPerSecond: answers / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    statuses: { ...statuses, ...(result.errors > 0 && { errors: result.errors }) },
    bytesPerAnswer: Math.round(result.throughput.total / Math.max(1, answers)),
  }),
)
