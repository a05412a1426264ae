import postgres from 'postgres'
import superjson from 'superjson'
import { z } from 'zod'
import type { LiveEvent } from '@/server/domain/views'
import { LIVE_CHANNEL, writeLiveMessage } from '@/server/services/live/message'
import { openListeners } from './listeners'

/**
 * A thousand open pages: opens them, waits until each hears, has something happen, and says how long it took until the
 * last one was told. Through the product (a notification of the database, as a finished refresh sends it) or through the
 * bare server (the same bytes posted to it).
 */
const { url, cookie, pages, rounds, database, deskId, accountId } = z
  .object({
    url: z.string(),
    cookie: z.string().nullable(),
    pages: z.number(),
    rounds: z.number(),
    database: z.string(),
    deskId: z.string(),
    accountId: z.string(),
  })
  .parse(JSON.parse(process.env.BENCH_SSE ?? '{}'))

const sql = postgres(database, { max: 1, onnotice: () => {} })
const headers = Array.from({ length: pages }, () => (cookie === null ? '' : `Cookie: ${cookie}\r\n`))
const listeners = await openListeners(url, headers, cookie === null ? 'event: connected' : '"resync"')

const times: number[] = []
let id = 1_000_000_000
for (let round = 0; round < rounds; round++) {
  id++
  const event: LiveEvent = { kind: 'snapshot', id: String(id), accountId, asOf: new Date() }
  const bytes = `data: ${JSON.stringify(superjson.serialize(event))}\nid: ${id}\n\n`
  const start = async () => {
    if (cookie === null) await fetch(url, { method: 'POST', body: bytes })
    else await sql`select pg_notify(${LIVE_CHANNEL}, ${writeLiveMessage(deskId, event)})`
  }
  times.push(await listeners.until(`id: ${id}\n`, start))
}
console.log(JSON.stringify(times))
listeners.close()
await sql.end({ timeout: 1 })
process.exit(0)
