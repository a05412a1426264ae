import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { insertAccount, updateAccount } from '@/db/queries/accounts'
import { openAppDb } from '@/db/roles'
import { createCcxtExchanges } from '@/server/exchanges'
import { startWorker } from '@/server/jobs/worker'
import { createLog } from '@/server/log'
import { openVault } from '@/server/services/testing'
import { benchUser } from './context'
import { UNLIMITED } from './limits'
import { databaseMs, postmasterOf } from './processor'

/**
 * One worker with ever more accounts. At each number of accounts all new ones are read once; then some readings are
 * counted, in batches of the same size at every number, so that what a batch costs by itself is the same. Prints a line of JSON per number: what a reading takes of the worker's and of the database's processors (ms),
 * and the worker's memory (MB). The simulator's processor time is its own.
 */
const sizes = z.array(z.number()).parse(JSON.parse(process.env.BENCH_SIZES ?? '[]'))
const keys = z
  .array(z.object({ exchange: z.string(), apiKey: z.string(), apiSecret: z.string(), password: z.string().optional() }))
  .parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]'))
const url = process.env.BENCH_DATABASE ?? ''
const READINGS = 150
const BATCH = 10
const ACCOUNTS_A_USER = 5
const NEVER = new Date('2100-01-01T00:00:00Z')

const db = await openAppDb({ url, max: 20 })
const log = createLog('warn')
const exchanges = createCcxtExchanges({ baseUrls: { '*': process.env.BENCH_SIMULATOR ?? '' }, log, limitFactor: UNLIMITED })
const postmaster = postmasterOf(await backendOf(db))
const worker = await startWorker({ db, exchanges, vault: openVault, log, now: () => new Date() }, { databaseUrl: url })

const ids: string[] = []
let user = await benchUser(db)
for (const [round, size] of sizes.entries()) {
  const added: string[] = []
  while (ids.length < size) added.push(await add())
  await untilRead(added, new Date(0), 1000)
  // What V8 compiles only once is over before anything is counted.
  if (round === 0) await readSome(size)
  const [cpu, database] = [process.cpuUsage(), databaseMs(postmaster)]
  const began = performance.now()
  const read = await readSome(size)
  const used = process.cpuUsage(cpu)
  const worked = (used.user + used.system) / 1000
  const stored = databaseMs(postmaster) - database
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  const line = {
    accounts: size,
    workerMs: worked / read,
    databaseMs: stored / read,
    wallMs: (performance.now() - began) / read,
    memoryMb: (heapUsed + external) / 2 ** 20,
  }
  console.log(JSON.stringify(line))
}
await worker.stop()
await db.close()
process.exit(0)

/** Has the worker read accounts all over the range, batch by batch; sizes are multiples of a batch. @returns how many readings that were */
async function readSome(size: number): Promise<number> {
  for (let done = 0; done < READINGS; done += BATCH) {
    const some = Array.from({ length: BATCH }, (_, n) => ids[((n * size) / BATCH + done / BATCH) % size] ?? '')
    const since = new Date()
    await db.asSystem((tx) => tx.execute(`update accounts set next_refresh_at = 'epoch' where ${among(some)}`))
    await untilRead(some, since, 50)
  }
  return READINGS
}

function among(some: readonly string[]): string {
  return `id = any('{${some.join(',')}}'::uuid[])`
}

async function add(): Promise<string> {
  const accounts = ids.length
  if (accounts > 0 && accounts % ACCOUNTS_A_USER === 0) user = await benchUser(db)
  const key = keys[accounts % keys.length]
  if (!key) throw new Error('BENCH_ACCOUNTS names no key.')
  const { exchange, ...credentials } = key
  const id = randomUUID()
  const name = `a${accounts}`
  const sealed = await openVault.seal({ userId: user.userId, accountId: id }, credentials)
  await db.asUser(user.userId, async (tx) => {
    const row = { id, name, nameKey: name, exchange, maskedKey: 'bench********', keyFingerprint: randomUUID() }
    await insertAccount(tx, user.userId, row, sealed)
    await updateAccount(tx, user.userId, id, { nextRefreshAt: new Date(0) })
    await tx.execute('update users set refresh_interval_seconds = 3600')
  })
  ids.push(id)
  return id
}

/** Waits until these accounts were read since then, and puts their next reading off. */
async function untilRead(some: readonly string[], since: Date, pollMs: number): Promise<void> {
  for (;;) {
    const [row] = await db.asSystem((tx) =>
      tx.execute<{ n: number; failed: number; why: string | null }>(
        `select count(*) filter (where last_refreshed_at >= '${since.toISOString()}')::int as n,
          count(error_code)::int as failed, max(error_message) as why from accounts where ${among(some)}`,
      ),
    )
    if (row && row.failed > 0) throw new Error(`${row.failed} accounts could not be read: ${row.why}`)
    if (row && row.n >= some.length) break
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  await db.asSystem((tx) => tx.execute(`update accounts set next_refresh_at = '${NEVER.toISOString()}' where ${among(some)}`))
}

async function backendOf(database: Db): Promise<number> {
  const [row] = await database.asSystem((tx) => tx.execute<{ pid: number }>('select pg_backend_pid() as pid'))
  return Number(row?.pid)
}
