import net from 'node:net'
import postgres from 'postgres'
import superjson from 'superjson'
import { z } from 'zod'
import type { LiveEvent } from '@/server/domain/views'
import { LIVE_CHANNEL, writeLiveMessage } from '@/server/services/live/message'

/**
 * A thousand open pages: opens them, waits until each hears, has something happen, and says how long it took until the
 * last one was told. Through the product (a notification of the database, as a finished refresh sends it) or through the
 * bare server (the same bytes posted to it).
 */
const { url, cookie, pages, rounds, database, userId, accountId } = z
  .object({
    url: z.string(),
    cookie: z.string().nullable(),
    pages: z.number(),
    rounds: z.number(),
    database: z.string(),
    userId: z.string(),
    accountId: z.string(),
  })
  .parse(JSON.parse(process.env.BENCH_SSE ?? '{}'))
/** Pages that connect at once; a thousand browsers do not come in one millisecond. */
const AT_ONCE = 25

const sql = postgres(database, { max: 1, onnotice: () => {} })
const { hostname, port, pathname, host } = new URL(url)
let marker = ''
let left = 0
let told = () => {}

function open(): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: hostname, port: Number(port), noDelay: true })
    const ready = cookie === null ? 'event: connected' : '"resync"'
    let before = ''
    let heard = ''
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`A page was not let in: ${before.slice(0, 200)}`)))
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n${cookie === null ? '' : `Cookie: ${cookie}\r\n`}\r\n`)
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      if (marker === '') {
        before += chunk
        if (before.includes(ready)) resolve(socket)
        return
      }
      heard += chunk
      if (!heard.includes(marker)) return
      heard = ''
      left--
      if (left === 0) told()
    })
  })
}

const sockets: net.Socket[] = []
for (let n = 0; n < pages; n += AT_ONCE) {
  sockets.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, pages - n) }, open))))
}

const times: number[] = []
let id = 1_000_000_000
for (let round = 0; round < rounds; round++) {
  id++
  const event: LiveEvent = { kind: 'snapshot', id: String(id), accountId, asOf: new Date() }
  const bytes = `data: ${JSON.stringify(superjson.serialize(event))}\nid: ${id}\n\n`
  marker = `id: ${id}\n`
  left = pages
  const all = new Promise<void>((resolve) => {
    told = resolve
  })
  const began = performance.now()
  if (cookie === null) await fetch(url, { method: 'POST', body: bytes })
  else await sql`select pg_notify(${LIVE_CHANNEL}, ${writeLiveMessage(userId, event)})`
  await all
  times.push(performance.now() - began)
}
console.log(JSON.stringify(times))
for (const socket of sockets) socket.destroy()
await sql.end({ timeout: 1 })
process.exit(0)
