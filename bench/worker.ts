import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { insertAccount, updateAccount } from '@/db/queries/accounts'
import { openAppDb } from '@/db/roles'
import { createCcxtExchanges } from '@/server/exchanges'
import { startWorker } from '@/server/jobs/worker'
import { createLog } from '@/server/log'
import { openVault } from '@/server/services/testing'
import { benchUser } from './context'
import { benchDatabase } from './database'
import { machine } from './harness'
import { UNLIMITED } from './limits'
import { benchSimulator } from './simulator'

/**
 * `node --import tsx bench/worker.ts [--accounts n] [--delay ms] [--seconds n] [--workers n]`: snapshots a minute that
 * workers store with every account due again as soon as it was read, on simulated exchanges that take `delay` a call.
 */
const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100' },
    delay: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '30' },
    workers: { type: 'string', default: '1' },
  },
})
const [accounts, delay, seconds, workerCount] = [values.accounts, values.delay, values.seconds, values.workers].map(Number) as [
  number,
  number,
  number,
  number,
]

const database = await benchDatabase()
const simulator = await benchSimulator(accounts, delay)
const log = createLog('warn')
const ctx = await benchUser(database.db)
await database.db.asUser(ctx.userId, (tx) => tx.execute('update users set refresh_interval_seconds = 1'))
for (const [index, { exchange, ...credentials }] of simulator.accounts.entries()) {
  const id = randomUUID()
  const sealed = await openVault.seal({ userId: ctx.userId, accountId: id }, credentials)
  const row = { id, name: `a${index}`, nameKey: `a${index}`, exchange, maskedKey: 'bench********', keyFingerprint: randomUUID() }
  await database.db.asUser(ctx.userId, async (tx) => {
    await insertAccount(tx, ctx.userId, row, sealed)
    await updateAccount(tx, ctx.userId, id, { nextRefreshAt: new Date(0) })
  })
}

const ends: (() => Promise<void>)[] = []
for (let n = 0; n < workerCount; n++) {
  const db = await openAppDb({ url: database.url, max: 20 })
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log, limitFactor: UNLIMITED })
  const worker = await startWorker({ db, exchanges, vault: openVault, log, now: () => new Date() }, { databaseUrl: database.url })
  ends.push(async () => {
    await worker.stop()
    await db.close()
  })
}
const count = async (): Promise<{ ok: number; failed: number; ms: number }> => {
  const [row] = await database.db.asSystem((tx) =>
    tx.execute<{ ok: number; failed: number; ms: number }>(`select count(*) filter (where error_code is null)::int as ok,
      count(error_code)::int as failed, coalesce(percentile_cont(0.5) within group (order by duration_ms), 0)::int as ms from refreshes`),
  )
  return row ?? { ok: 0, failed: 0, ms: 0 }
}
// Markets are loaded and every account has been read once before anything is counted.
while ((await count()).ok < Math.min(accounts, 30)) await new Promise((resolve) => setTimeout(resolve, 200))
const [before, cpuBefore] = [await count(), process.cpuUsage()]
const began = performance.now()
await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const [after, cpu] = [await count(), process.cpuUsage(cpuBefore)]
const minutes = (performance.now() - began) / 60_000
console.log(
  JSON.stringify({
    ...{ accounts, delay, workers: workerCount },
    snapshotsAMinute: Math.round((after.ok - before.ok) / minutes),
    failed: after.failed - before.failed,
    medianMs: after.ms,
    cpuShareOfOneCore: Number(((cpu.user + cpu.system) / 1000 / (minutes * 60_000)).toFixed(2)),
    rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
    machine: machine(),
  }),
)
await Promise.all(ends.map((end) => end()))
await simulator.close()
await database.close()
process.exit(0)
