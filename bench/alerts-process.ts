import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { insertAccount, updateAccount } from '@/db/queries/accounts'
import { insertAlertSettings } from '@/db/queries/alerts'
import { openAppDb } from '@/db/roles'
import type { ServiceContext } from '@/server/context'
import { createCcxtExchanges } from '@/server/exchanges'
import { startWorker } from '@/server/jobs/worker'
import { createLog } from '@/server/log'
import { loadAccounts } from '@/server/services/accounts/load'
import { afterReading } from '@/server/services/alerts/after-reading'
import { applyPreset } from '@/server/services/alerts/rules'
import { tickAlerts } from '@/server/services/alerts/tick'
import { cachedByAccount } from '@/server/services/balances/get-cached'
import { openVault } from '@/server/services/testing'
import { benchUser } from './context'
import { UNLIMITED } from './limits'
import { databaseMs, postmasterOf } from './processor'

/**
 * What evaluating rules takes beside the readings that they are evaluated by, with 10,000 accounts: a reading by a worker
 * whose people have no rules; the same accounts' rules evaluated by what was read; and the minute's look at all people, for
 * five minutes, of which one looks at history. Apart, since a hundredth of a reading is less than two runs of a worker
 * differ by. Processor time of this process and of PostgreSQL, milliseconds an account and minute. Prints a line of JSON.
 */
const keys = z
  .array(z.object({ exchange: z.string(), apiKey: z.string(), apiSecret: z.string(), password: z.string().optional() }))
  .parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]'))
const url = process.env.BENCH_DATABASE ?? ''
const ACCOUNTS = 10_000
const ACCOUNTS_A_PERSON = 50
/** People whose accounts are read, and have history. */
const READ_PEOPLE = 6
const READINGS = 300
const BATCH = 10
const MINUTES = 5
const DAYS = 2
const NEVER = new Date('2100-01-01T00:00:00Z')

const db = await openAppDb({ url, max: 20 })
const log = createLog('warn')
const exchanges = createCcxtExchanges({ baseUrls: { '*': process.env.BENCH_SIMULATOR ?? '' }, log, limitFactor: UNLIMITED })
const [backend] = await db.asSystem((tx) => tx.execute<{ pid: number }>('select pg_backend_pid() as pid'))
const postmaster = postmasterOf(Number(backend?.pid))
const deps = { db, exchanges, vault: openVault, log, now: () => new Date() }

const people: ServiceContext[] = []
const read: string[] = []
for (let n = 0; n < ACCOUNTS / ACCOUNTS_A_PERSON; n++) people.push(await person(n < READ_PEOPLE))

// Readings alone: nobody has rules.
const worker = await startWorker(deps, { databaseUrl: url, alertsLookMs: 3_600_000 })
await readAll(read)
const readingMs = await processorOf(async () => {
  for (let done = 0; done < READINGS; done += BATCH) {
    await readAll(Array.from({ length: BATCH }, (_, n) => read[(done + n * READINGS) % read.length] ?? ''))
  }
}, READINGS)
await worker.stop()

for (const ctx of people) await applyPreset(ctx, { preset: 'usual' })
await withHistory()

// What a reading has evaluated.
const standings = await Promise.all(
  people.slice(0, READ_PEOPLE).map(async (ctx) => {
    const accounts = await loadAccounts(ctx, false)
    const balances = await cachedByAccount(ctx, accounts)
    return accounts.map((account) => ({ ctx, account, balance: balances.get(account.id) ?? null }))
  }),
)
const all = standings.flat()
const evaluate = async () => {
  for (const { ctx, account, balance } of all) await afterReading(ctx, { account, balance })
}
// What fires is stored once, and then stands.
await evaluate()
const rounds = Math.ceil(ACCOUNTS / all.length)
const evaluationMs = await processorOf(async () => {
  for (let n = 0; n < rounds; n++) await evaluate()
}, rounds * all.length)

// What the minute looks at.
let minute = 0
const later = { ...deps, now: () => new Date(Date.now() + minute * 61_000) }
const signal = new AbortController().signal
const tickMs = await processorOf(async () => {
  for (; minute < MINUTES; minute++) while ((await tickAlerts(later, signal)) > 0);
}, MINUTES * ACCOUNTS)

console.log(JSON.stringify({ readingMs, evaluationMs, tickMs }))
await db.close()
process.exit(0)

/** @returns milliseconds of each of so many */
async function processorOf(work: () => Promise<void>, count: number): Promise<number> {
  const [cpu, database] = [process.cpuUsage(), databaseMs(postmaster)]
  await work()
  const used = process.cpuUsage(cpu)
  return ((used.user + used.system) / 1000 + databaseMs(postmaster) - database) / count
}

async function person(isRead: boolean): Promise<ServiceContext> {
  const ctx = await benchUser(db, exchanges)
  await db.asUser(ctx.userId, async (tx) => {
    await insertAlertSettings(tx, ctx.userId)
    await tx.execute('update alert_settings set begun_at = now()')
    await tx.execute('update users set refresh_interval_seconds = 3600')
    for (let n = 0; n < ACCOUNTS_A_PERSON; n++) {
      const key = keys[n % keys.length]
      if (!key) throw new Error('BENCH_ACCOUNTS names no key.')
      const { exchange, ...credentials } = key
      const id = randomUUID()
      const row = { id, name: `a${n}`, nameKey: `a${n}`, exchange, maskedKey: 'bench********', keyFingerprint: randomUUID() }
      const none = { masterKeyId: 'bench', wrappedKey: '', secrets: [] }
      const sealed = isRead ? await openVault.seal({ userId: ctx.userId, accountId: id }, credentials) : none
      await insertAccount(tx, ctx.userId, row, sealed)
      await updateAccount(tx, ctx.userId, id, { nextRefreshAt: NEVER })
      if (isRead) read.push(id)
    }
  })
  return ctx
}

/** Has the worker read these accounts once. */
async function readAll(some: readonly string[]): Promise<void> {
  const among = `id = any('{${some.join(',')}}'::uuid[])`
  const since = new Date()
  await db.asSystem((tx) => tx.execute(`update accounts set next_refresh_at = 'epoch' where ${among}`))
  for (;;) {
    const [row] = await db.asSystem((tx) =>
      tx.execute<{ n: number; failed: number; why: string | null }>(
        `select count(*) filter (where last_refreshed_at >= '${since.toISOString()}')::int as n,
          count(error_code)::int as failed, max(error_message) as why from accounts where ${among}`,
      ),
    )
    if (row && row.failed > 0) throw new Error(`${row.failed} accounts could not be read: ${row.why}`)
    if (row && row.n >= some.length) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await db.asSystem((tx) => tx.execute(`update accounts set next_refresh_at = '${NEVER.toISOString()}' where ${among}`))
}

/** Points of some days behind each account that is read, as often as they are kept. */
async function withHistory(): Promise<void> {
  await db.asSystem((tx) =>
    tx.execute(`
      insert into equity_points (account_id, user_id, resolution_seconds, bucket, open, high, low, close, close_as_of, samples)
      select id, user_id, 300, at, 10000, 10000, 10000, 10000, at, 5 from accounts,
        generate_series(date_bin('300 seconds', now() - interval '${DAYS} days', 'epoch'), now() - interval '600 seconds', interval '300 seconds') at
      where last_refreshed_at is not null
      on conflict do nothing`),
  )
}
