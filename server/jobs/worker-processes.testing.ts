import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keepPageOpen } from '@/db/queries/open-pages'
import { testDatabase } from '@/db/testing'
import type { Ledger } from '@/simulator/ledger'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import type { ServiceContext } from '../context'
import { FakeExchanges } from '../exchanges/testing'
import { createAccount } from '../services/accounts/create'
import type { AlertMeans } from '../services/alerts/means'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { openMasterKeys } from '../vault/key-file'
import { openVault } from '../vault/open-vault'

/** Somebody with accounts on the simulator that real worker processes read every second, to be killed without warning. */
export interface KillDesk {
  database: Awaited<ReturnType<typeof testDatabase>>
  simulator: RunningSimulator
  ctx: ServiceContext
  /** One an account. */
  ledgers: readonly Ledger[]
  /** Those that run, the oldest first. */
  workers: readonly ChildProcess[]
  startWorker(): void
  /** Resolves when the process is gone; at once where it has gone by itself. */
  end(worker: ChildProcess, signal: NodeJS.Signals): Promise<void>
  close(): Promise<void>
}

interface KillDeskOptions {
  accounts: number
  /** What workers are started with beside what all need. */
  environment?: Record<string, string>
  /** By what the person’s own services send messages. */
  alerts?: AlertMeans
}

/** Copies of a scenario, each under a key of its own. */
function copies(count: number): Ledger[] {
  const base = scenario('bybit', 'hedged-desk')
  return Array.from({ length: count }, (_, n) => ({
    ...base,
    scenario: `${base.scenario}-${n}`,
    uid: String(50_000_000 + n),
    key: { ...base.key, apiKey: `${base.key.apiKey}-${n}`, apiSecret: `${base.key.apiSecret}-${n}` },
  }))
}

/** Sets all of it up; no worker runs yet. */
export async function openKillDesk({ accounts, environment = {}, alerts }: KillDeskOptions): Promise<KillDesk> {
  const database = await testDatabase()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'ballast-kill-'))
  const ledgers = copies(accounts)
  const simulator = await startSimulator({ ledgers })
  simulator.limiter.scale(1000)
  const masterKey = randomBytes(32).toString('base64')
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    MASTER_KEY: masterKey,
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    EXCHANGE_BASE_URLS: JSON.stringify({ '*': simulator.url }),
    EXCHANGE_LIMITS_PERCENT: '100000',
    LOG_LEVEL: 'error',
    ...environment,
  }
  const exchanges = new FakeExchanges()
  const vault = await openVault(database.db, openMasterKeys({ DATA_DIR: dataDir, MASTER_KEY: masterKey }))
  const deps = { ...testDeps(database.db, exchanges, new TestClock()), vault, now: () => new Date(), ...(alerts && { alerts }) }
  const ctx = await signedInUser(deps)
  await database.db.asDesk(ctx.deskId, async (tx) => {
    await tx.execute('update desks set refresh_interval_seconds = 1')
    await keepPageOpen(tx, ctx.deskId, randomUUID(), new Date(Date.now() + 3_600_000))
  })
  for (const { key, scenario: name } of ledgers) {
    exchanges.open(key.apiKey).secret = key.apiSecret
    await createAccount(ctx, { name, exchange: 'bybit', credentials: { apiKey: key.apiKey, apiSecret: key.apiSecret } })
  }

  /** With when each is gone, which is listened for from the moment on in which it was started. */
  const running = new Map<ChildProcess, Promise<unknown>>()
  const end = async (worker: ChildProcess, signal: NodeJS.Signals) => {
    const gone = running.get(worker)
    running.delete(worker)
    worker.kill(signal)
    await gone
  }
  return {
    database,
    simulator,
    ctx,
    ledgers,
    get workers() {
      return [...running.keys()]
    },
    startWorker: () => {
      const worker = spawn(process.execPath, ['--import', 'tsx', 'server/jobs/main.ts'], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      running.set(worker, new Promise((resolve) => worker.once('exit', resolve)))
    },
    end,
    close: async () => {
      await Promise.all([...running.keys()].map((worker) => end(worker, 'SIGKILL')))
      await simulator.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
