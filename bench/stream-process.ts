import { z } from 'zod'
import { notify } from '@/db/queries/live'
import { insertStreamEvents } from '@/db/queries/stream-events'
import { openAppDb } from '@/db/roles'
import { LIVE_CHANNEL, writeLiveMessage } from '@/server/services/live/message'
import { openListeners } from './listeners'

/**
 * A thousand programs, each with a token of its own: opens their streams, has something happen, and says how long it took
 * until the last one had it. What happens is stored before (a reading stores it with the snapshot); measured is from the
 * database's notification on, which the product answers by reading what is new. The bare server is posted the same bytes.
 */
const { url, tokens, rounds, database, deskId, accountId } = z
  .object({
    url: z.string(),
    tokens: z.array(z.string()).nullable(),
    rounds: z.number(),
    database: z.string(),
    deskId: z.string(),
    accountId: z.string(),
  })
  .parse(JSON.parse(process.env.BENCH_STREAM ?? '{}'))
const PROGRAMS = 1000

const db = await openAppDb({ url: database, max: 2 })
const headers = Array.from({ length: PROGRAMS }, (_, n) =>
  tokens ? `Authorization: Bearer ${tokens[n % tokens.length]}\r\n` : '',
)
const listeners = await openListeners(url, headers, tokens ? 'event: hello' : 'event: connected')

const times: number[] = []
for (let round = 0; round < rounds; round++) {
  const marker = `round ${String(round).padStart(4, '0')}`
  const at = new Date()
  const moment = at.toISOString()
  const data = { code: 'exchange_network', error: marker, since: moment, nextTryAt: moment }
  const wire = {
    ...{ id: '10000', type: 'account_failed', at: moment, account: { id: accountId, name: 'desk 0', exchange: 'binance' } },
    ...{ code: data.code, error: marker, since: moment, next_try_at: moment },
  }
  const bytes = `id: ${at.getTime()}.100000:100000:\nevent: account_failed\ndata: ${JSON.stringify(wire)}\n\n`
  if (tokens) await db.asDesk(deskId, (tx) => insertStreamEvents(tx, deskId, [{ at, kind: 'account_failed', accountId, data }]))
  const told = writeLiveMessage(deskId, { kind: 'failed', accountId, code: data.code, nextTryAt: at })
  const start = () =>
    tokens ? db.asDesk(deskId, (tx) => notify(tx, LIVE_CHANNEL, told)) : fetch(url, { method: 'POST', body: bytes })
  times.push(await listeners.until(marker, start))
}
console.log(JSON.stringify(times))
listeners.close()
await db.close()
process.exit(0)
