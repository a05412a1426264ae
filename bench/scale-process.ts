import { z } from 'zod'
import { openAppDb } from '@/db/roles'
import { createCcxtExchanges } from '@/server/exchanges'
import { startWorker } from '@/server/jobs/worker'
import { createLog } from '@/server/log'
import { openVault } from '@/server/services/testing'
import { benchUser } from './context'
import { UNLIMITED } from './limits'
import { databaseMs } from './processor'
import { addKeyed, benchKeys, postmasterBehind, readOnce, untilRead } from './read-accounts'

/**
 * One worker with ever more accounts. At each number of accounts all new ones are read once; then some readings are
 * counted, in batches of the same size at every number, so that what a batch costs by itself is the same. Prints a line of JSON per number: what a reading takes of the worker's and of the database's processors (ms),
 * and the worker's memory (MB). The simulator's processor time is its own.
 */
const sizes = z.array(z.number()).parse(JSON.parse(process.env.BENCH_SIZES ?? '[]'))
const keys = benchKeys()
const url = process.env.BENCH_DATABASE ?? ''
const READINGS = 150
const BATCH = 10
const ACCOUNTS_A_USER = 5

const db = await openAppDb({ url, max: 20 })
const log = createLog('warn')
const exchanges = createCcxtExchanges({ baseUrls: { '*': process.env.BENCH_SIMULATOR ?? '' }, log, limitFactor: UNLIMITED })
const postmaster = await postmasterBehind(db)
const worker = await startWorker({ db, exchanges, vault: openVault, log, now: () => new Date() }, { databaseUrl: url })

const ids: string[] = []
let user = await benchUser(db)
for (const [round, size] of sizes.entries()) {
  const added: string[] = []
  while (ids.length < size) added.push(await add())
  await untilRead(db, added, new Date(0), 1000)
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
    await readOnce(db, some)
  }
  return READINGS
}

async function add(): Promise<string> {
  const accounts = ids.length
  if (accounts % ACCOUNTS_A_USER === 0) {
    if (accounts > 0) user = await benchUser(db)
    await db.asDesk(user.deskId, (tx) => tx.execute('update users set refresh_interval_seconds = 3600'))
  }
  const key = keys[accounts % keys.length]
  const id = await addKeyed(db, user.deskId, { name: `a${accounts}`, key, nextRefreshAt: new Date(0) })
  ids.push(id)
  return id
}
