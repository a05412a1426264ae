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
import { databaseMs } from './processor'
import { addKeyed, benchKeys, NEVER, postmasterBehind, readOnce } from './read-accounts'

/**
 * What evaluating rules takes beside the readings that they are evaluated by, with 10,000 accounts: a reading by a worker
 * whose people have no rules; the same accounts' rules evaluated by what was read; and the minute's look at all people, for
 * five minutes, of which one looks at history. Apart, since a hundredth of a reading is less than two runs of a worker
 * differ by. Processor time of this process and of PostgreSQL, milliseconds an account and minute. Prints a line of JSON.
 */
const keys = benchKeys()
const url = process.env.BENCH_DATABASE ?? ''
const ACCOUNTS = 10_000
const ACCOUNTS_A_PERSON = 50
/** People whose accounts are read, and have history. */
const READ_PEOPLE = 6
const BATCH = 10
const MINUTES = 5
/** Of readings, one after the other: each takes the same. */
const EVALUATIONS = 1000
const DAYS = 2

const db = await openAppDb({ url, max: 20 })
const log = createLog('warn')
const exchanges = createCcxtExchanges({ baseUrls: { '*': process.env.BENCH_SIMULATOR ?? '' }, log, limitFactor: UNLIMITED })
const postmaster = await postmasterBehind(db)
const deps = { db, exchanges, vault: openVault, log, now: () => new Date() }

let toldAt = performance.now()
const people: ServiceContext[] = []
const read: string[] = []
for (let n = 0; n < ACCOUNTS / ACCOUNTS_A_PERSON; n++) people.push(await person(n < READ_PEOPLE))
told('people and accounts')

// Readings alone: nobody has rules.
const worker = await startWorker(deps, {
  databaseUrl: url,
  alertsLookMs: 3_600_000,
  // Neither are ledgers read beside them: what they take is no reading's.
  flowsLookMs: 3_600_000,
})
// Not all at once: a request that waits for too long is refused by its time.
for (let done = 0; done < read.length; done += BATCH) await readOnce(db, read.slice(done, done + BATCH))
const readingMs = await processorOf(async () => {
  for (let done = 0; done < read.length; done += BATCH) await readOnce(db, read.slice(done, done + BATCH))
}, read.length)
await worker.stop()
told('readings')

for (const ctx of people) await applyPreset(ctx, { preset: 'usual' })
await withHistory()
told('rules and history')

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
const rounds = Math.ceil(EVALUATIONS / all.length)
const evaluationMs = await processorOf(async () => {
  for (let n = 0; n < rounds; n++) await evaluate()
}, rounds * all.length)
told('evaluations')

// What the minute looks at. The clock stands while everybody is looked at: by one that goes, whoever was looked at first is
// due again before the last one was, on a machine that takes a minute for all of them, and the loop has no end.
let minute = 0
const begun = Date.now()
const later = { ...deps, now: () => new Date(begun + minute * 61_000) }
const signal = new AbortController().signal
const tickMs = await processorOf(async () => {
  for (; minute < MINUTES; minute++) while ((await tickAlerts(later, signal)) > 0);
}, MINUTES * ACCOUNTS)
told('minutes')

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

/** Somebody with their accounts; those that are not read are stored all at once, as what is looked at is all there is to them. */
async function person(isRead: boolean): Promise<ServiceContext> {
  const ctx = await benchUser(db, exchanges)
  const { deskId } = ctx
  await db.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    await tx.execute('update alert_settings set begun_at = now()')
    await tx.execute('update users set refresh_interval_seconds = 3600')
  })
  if (!isRead) {
    await db.asDesk(deskId, (tx) =>
      tx.execute(`
        insert into accounts (user_id, name, name_key, exchange, masked_key, key_fingerprint, next_refresh_at)
        select '${deskId}', 'a' || n, 'a' || n, 'bybit', 'bench********', gen_random_uuid()::text, '${NEVER.toISOString()}'
        from generate_series(1, ${ACCOUNTS_A_PERSON}) n`),
    )
    return ctx
  }
  for (let n = 0; n < ACCOUNTS_A_PERSON; n++) {
    read.push(await addKeyed(db, deskId, { name: `a${n}`, key: keys[n % keys.length], nextRefreshAt: NEVER }))
  }
  return ctx
}

/** Says what is done, and how long that took. */
function told(what: string): void {
  const now = performance.now()
  console.error(`${what}: ${((now - toldAt) / 1000).toFixed(1)} s`)
  toldAt = now
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
