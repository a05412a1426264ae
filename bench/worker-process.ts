import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { insertAccount, updateAccount } from '@/db/queries/accounts'
import { openAppDb } from '@/db/roles'
import { createCcxtExchanges } from '@/server/exchanges'
import { startWorker } from '@/server/jobs/worker'
import { createLog } from '@/server/log'
import { openVault } from '@/server/services/testing'
import { benchUser } from './context'
import { UNLIMITED } from './limits'

/**
 * One worker whose accounts are all due every ten seconds: when each was read once, it counts the readings that are stored
 * in `BENCH_SECONDS`. Prints a line of JSON: readings a minute, those that failed, processor time of a reading (ms, this
 * process alone), and how old the oldest account's numbers were at the end (s).
 */
const keys = z
  .array(z.object({ exchange: z.string(), apiKey: z.string(), apiSecret: z.string(), password: z.string().optional() }))
  .parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]'))
const seconds = z.coerce.number().parse(process.env.BENCH_SECONDS)
const url = process.env.BENCH_DATABASE ?? ''
const ACCOUNTS_A_USER = 20

const db = await openAppDb({ url, max: 16 })
const log = createLog('warn')
const exchanges = createCcxtExchanges({ baseUrls: { '*': process.env.BENCH_SIMULATOR ?? '' }, log, limitFactor: UNLIMITED })
let user = await benchUser(db)
for (const [index, { exchange, ...credentials }] of keys.entries()) {
  if (index > 0 && index % ACCOUNTS_A_USER === 0) user = await benchUser(db)
  const id = randomUUID()
  const sealed = await openVault.seal({ deskId: user.deskId, accountId: id }, credentials)
  const row = { id, name: `a${index}`, nameKey: `a${index}`, exchange, maskedKey: 'bench********', keyFingerprint: randomUUID() }
  await db.asDesk(user.deskId, async (tx) => {
    await insertAccount(tx, user.deskId, row, sealed)
    await updateAccount(tx, user.deskId, id, { nextRefreshAt: new Date(0) })
    if (index % ACCOUNTS_A_USER === 0) await tx.execute('update users set refresh_interval_seconds = 10')
  })
}

interface Count {
  ok: number
  failed: number
  accounts: number
}
const count = async (): Promise<Count> => {
  const [row] = await db.asSystem((tx) =>
    tx.execute<Count & Record<string, unknown>>(`select count(*) filter (where error_code is null)::int as ok,
      count(error_code)::int as failed, count(distinct account_id)::int as accounts from refreshes`),
  )
  return row ?? { ok: 0, failed: 0, accounts: 0 }
}
const worker = await startWorker({ db, exchanges, vault: openVault, log, now: () => new Date() }, { databaseUrl: url })
while ((await count()).accounts < keys.length) await new Promise((resolve) => setTimeout(resolve, 250))
const [before, cpu, began] = [await count(), process.cpuUsage(), performance.now()]
await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const [after, used] = [await count(), process.cpuUsage(cpu)]
const minutes = (performance.now() - began) / 60_000
const [oldest] = await db.asSystem((tx) =>
  tx.execute<{ age: number }>('select max(extract(epoch from now() - last_refreshed_at))::float as age from accounts'),
)
console.log(
  JSON.stringify({
    aMinute: (after.ok - before.ok) / minutes,
    failed: after.failed - before.failed,
    cpuMs: (used.user + used.system) / 1000 / Math.max(1, after.ok - before.ok),
    oldest: oldest?.age ?? 0,
  }),
)
await worker.stop()
await db.close()
process.exit(0)
