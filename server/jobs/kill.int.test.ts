import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepPageOpen } from '@/db/queries/open-pages'
import { testDatabase } from '@/db/testing'
import type { Ledger } from '@/simulator/ledger'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import type { ServiceContext } from '../context'
import { FakeExchanges } from '../exchanges/testing'
import { createAccount } from '../services/accounts/create'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { openMasterKeys } from '../vault/key-file'
import { openVault } from '../vault/open-vault'

/** Real worker processes on the simulator, killed without warning at random moments, while somebody looks on. */

const ACCOUNTS = 24
const KILLS = 4

let database: Awaited<ReturnType<typeof testDatabase>>
let simulator: RunningSimulator
let ctx: ServiceContext
let dataDir: string
let workers: ChildProcess[] = []
let environment: Record<string, string>

const base = scenario('bybit', 'hedged-desk')
/** Rows that a whole snapshot of the scenario has. */
let wholeRows = 0

beforeAll(async () => {
  database = await testDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'ballast-kill-'))
  const ledgers = Array.from({ length: ACCOUNTS }, (_, n) => copyOf(base, n))
  simulator = await startSimulator({ ledgers })
  simulator.limiter.scale(1000)
  const masterKey = randomBytes(32).toString('base64')
  environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    MASTER_KEY: masterKey,
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    EXCHANGE_BASE_URLS: JSON.stringify({ '*': simulator.url }),
    EXCHANGE_LIMITS_PERCENT: '100000',
    LOG_LEVEL: 'warn',
  }
  const exchanges = new FakeExchanges()
  const vault = await openVault(database.db, openMasterKeys({ DATA_DIR: dataDir, MASTER_KEY: masterKey }))
  const deps = { ...testDeps(database.db, exchanges, new TestClock()), vault, now: () => new Date() }
  ctx = await signedInUser(deps)
  await database.db.asUser(ctx.userId, async (tx) => {
    await tx.execute('update users set refresh_interval_seconds = 1')
    await keepPageOpen(tx, ctx.userId, randomUUID(), new Date(Date.now() + 3_600_000))
  })
  for (const { key, scenario: name } of ledgers) {
    exchanges.open(key.apiKey).secret = key.apiSecret
    await createAccount(ctx, { name, exchange: 'bybit', credentials: { apiKey: key.apiKey, apiSecret: key.apiSecret } })
  }
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => end(worker, 'SIGKILL')))
  await simulator.close()
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
})

function copyOf(ledger: Ledger, n: number): Ledger {
  const key = { ...ledger.key, apiKey: `${ledger.key.apiKey}-${n}`, apiSecret: `${ledger.key.apiSecret}-${n}` }
  return { ...ledger, scenario: `${ledger.scenario}-${n}`, uid: String(50_000_000 + n), key }
}

function startWorkerProcess(): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/jobs/main.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  workers.push(child)
  return child
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  workers = workers.filter((other) => other !== child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

/** Every snapshot that is stored: id → number of its rows. */
async function stored(): Promise<Map<string, number>> {
  const rows = await database.db.asUser(ctx.userId, (tx) =>
    tx.execute<{ id: string; rows: number }>(`
      select s.id::text as id, count(a.snapshot_id)::int as rows
      from snapshots s left join snapshot_assets a on a.snapshot_id = s.id group by s.id`),
  )
  return new Map(rows.map(({ id, rows: count }) => [id, count]))
}
const readSince = async (moment: Date) => {
  const rows = await database.db.asUser(ctx.userId, (tx) =>
    tx.execute<{ n: number }>(
      `select count(distinct account_id)::int as n from snapshots where as_of > '${moment.toISOString()}'`,
    ),
  )
  return rows[0]?.n
}

it('loses no finished snapshot, stores no half one, and goes on by itself', { timeout: 180_000 }, async () => {
  startWorkerProcess()
  startWorkerProcess()
  await expect.poll(() => readSince(new Date(0)), { timeout: 60_000 }).toBe(ACCOUNTS)
  wholeRows = Math.max(...(await stored()).values())
  expect(wholeRows).toBeGreaterThan(base.tokens.length)

  let finished = await stored()
  for (let kill = 0; kill < KILLS; kill++) {
    const before = finished.size
    await expect.poll(async () => (await stored()).size, { timeout: 60_000, interval: 20 }).toBeGreaterThan(before)
    const [victim] = workers
    if (victim) await end(victim, 'SIGKILL')
    startWorkerProcess()
    const now = await stored()
    for (const id of finished.keys()) expect(now.has(id), `snapshot ${id} is kept`).toBe(true)
    finished = now
  }
  const lastKill = new Date()
  await expect.poll(() => readSince(lastKill), { timeout: 90_000 }).toBe(ACCOUNTS)
  for (const [id, rows] of await stored()) expect(rows, `snapshot ${id} is whole`).toBe(wholeRows)

  // Every account is watched again, each by one worker.
  const watched = () => simulator.streams.list().flatMap(({ apiKey, topics }) => (topics.length === 3 ? [apiKey] : []))
  await expect.poll(() => [watched().length, new Set(watched()).size], { timeout: 60_000 }).toEqual([ACCOUNTS, ACCOUNTS])
  await Promise.all(workers.map((worker) => end(worker, 'SIGTERM')))
})
