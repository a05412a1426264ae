import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { insertAccount, updateAccount } from '@/db/queries/accounts'
import { openAppDb } from '@/db/roles'
import { createCcxtExchanges } from '@/server/exchanges'
import { startWorker } from '@/server/jobs/worker'
import { createLog } from '@/server/log'
import { openVault } from '@/server/services/testing'
import { benchUser } from './context'

/**
 * One worker with ever more accounts. At each number of accounts all new ones are read once; then some readings are
 * counted. Prints a line of JSON per number: what a reading takes of the worker's and of the database's processors (ms),
 * and the worker's memory (MB). The simulator's processor time is its own.
 */
const sizes = z.array(z.number()).parse(JSON.parse(process.env.BENCH_SIZES ?? '[]'))
const keys = z
  .array(z.object({ exchange: z.string(), apiKey: z.string(), apiSecret: z.string(), password: z.string().optional() }))
  .parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]'))
const url = process.env.BENCH_DATABASE ?? ''
const READINGS = 300
const ACCOUNTS_A_USER = 5
const NEVER = new Date('2100-01-01T00:00:00Z')

const db = await openAppDb({ url, max: 20 })
const log = createLog('warn')
const exchanges = createCcxtExchanges({ baseUrls: { '*': process.env.BENCH_SIMULATOR ?? '' }, log })
const postmaster = await parentOf(db)
const worker = await startWorker({ db, exchanges, vault: openVault, log, now: () => new Date() }, { databaseUrl: url })

let accounts = 0
let user = await benchUser(db)
for (const size of sizes) {
  while (accounts < size) await add()
  await untilReadAfter(new Date(0), size)
  const [cpu, database] = [process.cpuUsage(), databaseMs()]
  let read = 0
  const began = performance.now()
  while (read < READINGS) {
    const some = Math.min(size, READINGS - read)
    const [row] = await db.asSystem((tx) => tx.execute<{ now: string }>('select now()::text as now'))
    const since = new Date(String(row?.now))
    await db.asSystem((tx) =>
      tx.execute(
        `update accounts set next_refresh_at = 'epoch' where id in (select id from accounts order by random() limit ${some})`,
      ),
    )
    await untilReadAfter(since, some)
    read += some
  }
  const used = process.cpuUsage(cpu)
  const worked = (used.user + used.system) / 1000
  const stored = databaseMs() - database
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

async function add(): Promise<void> {
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
  accounts += 1
}

/** Waits until so many accounts were read since then, and puts the next reading of all off. */
async function untilReadAfter(since: Date, count: number): Promise<void> {
  for (;;) {
    const [row] = await db.asSystem((tx) =>
      tx.execute<{ n: number; failed: number }>(
        `select count(*) filter (where last_refreshed_at >= '${since.toISOString()}')::int as n,
          count(error_code)::int as failed from accounts where last_refreshed_at >= '${since.toISOString()}' or error_code is not null`,
      ),
    )
    if (row && row.failed > 0) {
      const [why] = await db.asSystem((tx) =>
        tx.execute('select error_message from accounts where error_code is not null limit 1'),
      )
      throw new Error(`${row.failed} accounts could not be read: ${JSON.stringify(why)}`)
    }
    if (row && row.n >= count) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await db.asSystem((tx) => tx.execute(`update accounts set next_refresh_at = '${NEVER.toISOString()}'`))
}

async function parentOf(database: Db): Promise<number> {
  const [row] = await database.asSystem((tx) => tx.execute<{ pid: number }>('select pg_backend_pid() as pid'))
  return Number(stat(Number(row?.pid))?.[1])
}

/** What stands behind the name of the command in `/proc/<pid>/stat`: state, parent, … */
function stat(pid: number | string): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? null
  } catch {
    return null
  }
}

/** Processor time of PostgreSQL and all its processes, also of those that have ended; milliseconds. */
function databaseMs(): number {
  const HERTZ = 100
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = stat(pid)
    const own = Number(pid) === postmaster
    if (!fields || !(own || Number(fields[1]) === postmaster)) continue
    ticks += Number(fields[11]) + Number(fields[12]) + (own ? Number(fields[13]) + Number(fields[14]) : 0)
  }
  return (ticks * 1000) / HERTZ
}
