import { randomBytes } from 'node:crypto'
import { openAppDb } from '@/db/roles'
import { createCcxtExchanges } from '@/server/exchanges'
import { startWorker } from '@/server/jobs/worker'
import { createLog } from '@/server/log'
import { guardedHttp } from '@/server/notify/http'
import { addChannel } from '@/server/services/alerts/channels'
import { openVault } from '@/server/services/testing'
import { benchUser } from './context'
import { UNLIMITED } from './limits'
import { addKeyed, benchKeys } from './read-accounts'

/**
 * One worker that reads 1,000 accounts, each every `BENCH_EVERY` seconds (default 60). One key after another is refused, each of another person
 * with a channel of its own; when all messages are sent, it prints a line of JSON: when each change of state was, by the id
 * of its message (milliseconds since 1970).
 */
const keys = benchKeys()
const url = process.env.BENCH_DATABASE ?? ''
const simulator = process.env.BENCH_SIMULATOR ?? ''
const receiver = new URL(process.env.BENCH_RECEIVER ?? '')
const ACCOUNTS_A_PERSON = 20
const EVERY_MS = 400

const db = await openAppDb({ url, max: 16 })
const log = createLog('warn')
const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator }, log, limitFactor: UNLIMITED })
const alerts = {
  baseUrl: 'https://ballast.example.com',
  http: guardedHttp([receiver.host]),
  mail: undefined,
  linkKey: randomBytes(32),
}
const deps = { db, exchanges, vault: openVault, log, now: () => new Date(), alerts }
const refused: string[] = []
let user = await benchUser(db)
for (const [index, key] of keys.entries()) {
  const isFirst = index % ACCOUNTS_A_PERSON === 0
  if (isFirst) {
    user = { ...(await benchUser(db)), alerts }
    await addChannel(user, { kind: 'webhook', name: 'Desk', settings: { url: receiver.href } })
    refused.push(key.apiKey)
    const every = Number(process.env.BENCH_EVERY ?? 60)
    await db.asDesk(user.deskId, (tx) => tx.execute(`update users set refresh_interval_seconds = ${every}`))
  }
  await addKeyed(db, user.deskId, { name: `a${index}`, key, nextRefreshAt: new Date(0) })
}
await db.asSystem((tx) => tx.execute('update channels set proven_at = now()'))

const worker = await startWorker(deps, { databaseUrl: url })
await until(`select count(*)::int as n from accounts where last_refreshed_at is not null`, keys.length)
for (const apiKey of refused) {
  const fault = { match: { apiKey }, effect: { kind: 'refuse', refusal: 'key-revoked' } }
  const response = await fetch(`${simulator}/_control/faults`, { method: 'POST', body: JSON.stringify(fault) })
  if (!response.ok) throw new Error(`simulator faults: ${await response.text()}`)
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
}
const told = `event->'facts'->>'what' = 'refused'`
await until(`select count(*)::int as n from deliveries where state = 'sent' and ${told}`, refused.length)
const rows = await db.asSystem((tx) =>
  tx.execute<{ id: string; at: number }>(
    `select message_id as id, (extract(epoch from at) * 1000)::float as at from deliveries where ${told}`,
  ),
)
console.log(JSON.stringify(Object.fromEntries([...rows].map(({ id, at }) => [id, at]))))
await worker.stop()
await db.close()
process.exit(0)

async function until(count: string, wanted: number): Promise<void> {
  for (;;) {
    const [row] = await db.asSystem((tx) => tx.execute<{ n: number }>(count))
    if ((row?.n ?? 0) >= wanted) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
