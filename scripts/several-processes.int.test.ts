import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Ledger } from '@/simulator/ledger'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { freePort } from './demo-process'
import { build } from './launcher/build'
import { WEB } from './launcher/bundle'
import { newSetupCode } from './launcher/setup-code'

/**
 * Two web processes and two workers on one database. Each worker reaches the exchange at an address of its own, so that
 * what was asked there tells who asked.
 */
const ACCOUNTS = 16
const READINGS = 'account/wallet-balance'
const patient = { timeout: 90_000, interval: 100 }

let database: TestDatabase
let exchanges: [RunningSimulator, RunningSimulator]
let dataDir: string
let environment: Record<string, string>
let webs: string[]
let cookie: string
const children: ChildProcess[] = []
const closing = new AbortController()

beforeAll(async () => {
  await build(({ command, args, env }) => ended(run(args, { ...environment, ...env }, command)))
  database = await testDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'ballast-several-'))
  const ledgers = Array.from({ length: ACCOUNTS }, (_, n) => copyOf(scenario('bybit', 'leveraged-long'), n))
  exchanges = [await startSimulator({ ledgers }), await startSimulator({ ledgers })]
  environment = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    MASTER_KEY: randomBytes(32).toString('base64'),
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    EXCHANGE_BASE_URLS: JSON.stringify({ '*': exchanges[0].url }),
    LOG_LEVEL: 'warn',
  }
  webs = await Promise.all([startWeb(), startWeb()])
  const person = { email: 'several@example.com', password: `long enough ${randomBytes(8).toString('hex')}` }
  cookie = await signUp(person)
  await database.db.asSystem((tx) => tx.execute('update users set refresh_interval_seconds = 1'))
  for (const [index, { key, scenario: name }] of ledgers.entries()) {
    const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret }
    await call(index, 'accounts.create', { name, exchange: 'bybit', credentials })
  }
}, 400_000)

afterAll(async () => {
  closing.abort()
  await Promise.all(children.map((child) => end(child)))
  await Promise.all(exchanges.map((exchange) => exchange.close()))
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
}, 180_000)

function copyOf(ledger: Ledger, n: number): Ledger {
  const key = { ...ledger.key, apiKey: `${ledger.key.apiKey}-${n}`, apiSecret: `${ledger.key.apiSecret}-${n}` }
  return { ...ledger, scenario: `${ledger.scenario}-${n}`, uid: String(60_000_000 + n), key }
}

function run(args: readonly string[], env: Record<string, string>, command = process.execPath): ChildProcess {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  children.push(child)
  return child
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout: '', stderr: '' }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

async function startWeb(): Promise<string> {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  run([WEB], { ...environment, PORT: port, BASE_URL: url })
  const ready = () =>
    fetch(`${url}/api/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await ready())) await pause(100)
  return url
}

function startWorker(exchange: RunningSimulator): ChildProcess {
  const env = { ...environment, EXCHANGE_BASE_URLS: JSON.stringify({ '*': exchange.url }) }
  return run(['scripts/worker.mjs'], env)
}

/** Asks one of the web processes, in turn. */
async function call(turn: number, procedure: string, input: unknown): Promise<unknown> {
  const response = await fetch(`${webs[turn % webs.length]}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookie ?? '' },
    body: JSON.stringify({ json: input }),
  })
  if (!response.ok) throw new Error(`${procedure}: ${response.status} ${await response.text()}`)
  return response.json()
}

/** Signs up at the first web process; the session holds at each. @returns its cookies */
async function signUp(person: { email: string; password: string }): Promise<string> {
  const setupCode = await newSetupCode(database.url)
  await call(0, 'users.register', { ...person, setupCode })
  const csrf = await fetch(`${webs[0]}/api/auth/csrf`)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json())
  const signedIn = await fetch(`${webs[0]}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ ...person, csrfToken, json: 'true' }),
    redirect: 'manual',
  })
  return cookiesOf(signedIn)
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

const eventSchema = z.object({ json: z.object({ kind: z.string(), id: z.string().optional() }) })

/** An open page of a web process: the ids of the snapshots that it is told of. */
async function openPage(url: string): Promise<Set<string>> {
  const input = encodeURIComponent(JSON.stringify({ json: {} }))
  const response = await fetch(`${url}/api/trpc/live.updates?input=${input}`, {
    headers: { cookie, accept: 'text/event-stream' },
    signal: closing.signal,
  })
  const told = new Set<string>()
  let began = () => {}
  const ready = new Promise<void>((resolve) => {
    began = resolve
  })
  const listen = async () => {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const event = line.startsWith('data: {') ? eventSchema.safeParse(JSON.parse(line.slice(6))).data?.json : undefined
        if (event?.kind === 'resync') began()
        if (event?.kind === 'snapshot' && event.id) told.add(event.id)
      }
    }
  }
  // Ends with the test.
  listen().catch(() => began())
  await ready
  return told
}

const snapshots = () =>
  database.db.asSystem((tx) =>
    tx.execute<{ id: string; account: string }>('select id::text, account_id::text as account from snapshots'),
  )
/** Keys whose accounts were read at an exchange's address. */
const readAt = (exchange: RunningSimulator) =>
  [...new Set(exchange.journal.list({ path: READINGS }).map(({ apiKey }) => apiKey))].sort()
const watched = () =>
  exchanges.flatMap(({ streams }) => streams.list().map(({ apiKey, topics }) => (topics.length === 3 ? apiKey : null))).sort()

/** Ends a worker; resolves when the one at `exchange` reads and watches all accounts. */
async function handOver(worker: ChildProcess, exchange: RunningSimulator, keys: readonly string[]): Promise<void> {
  await end(worker)
  exchange.journal.clear()
  await expect.poll(() => readAt(exchange), patient).toEqual(keys)
  await expect.poll(watched, patient).toEqual(keys)
}

describe('two web processes and two workers', () => {
  it('take no snapshot twice, forget no account, and tell each page of every worker’s work', {
    timeout: 250_000,
    retry: 0,
  }, async () => {
    const pages = await Promise.all(webs.map(openPage))
    for (const exchange of exchanges) exchange.journal.clear()
    const [first, second] = [startWorker(exchanges[0]), startWorker(exchanges[1])]
    const fewest = async () => {
      const counts = new Map<string, number>()
      for (const { account } of await snapshots()) counts.set(account, (counts.get(account) ?? 0) + 1)
      return counts.size < ACCOUNTS ? 0 : Math.min(...counts.values())
    }
    await expect.poll(fewest, patient).toBeGreaterThanOrEqual(2)
    const keys = exchanges[0]
      .ledgers()
      .map(({ key }) => key.apiKey)
      .sort()
    // Each account is watched, and by one of them.
    await expect.poll(watched, patient).toEqual(keys)

    // How two that run share the work is a matter of who looks first. Whoever is left does all of it, each in turn.
    await handOver(first, exchanges[1], keys)
    const third = startWorker(exchanges[0])
    await handOver(second, exchanges[0], keys)
    await end(third)
    const stored = (await snapshots()).map(({ id }) => id).sort()
    for (const told of pages) await expect.poll(() => [...told].sort(), patient).toEqual(stored)
    // Every try became one snapshot, and none of an account began before the one before it had ended. That one due time is
    // read once is held in services/balances; here a watch that had to connect again may ask for a reading in between.
    const tries = await database.db.asSystem((tx) =>
      tx.execute<{ n: number; failed: number; overlapping: number }>(`
        select count(*)::int as n, count(error_code)::int as failed, (count(*) filter (where started_at < ended_before))::int as overlapping
        from (select error_code, started_at,
          lag(started_at + duration_ms * interval '1 ms') over (partition by account_id order by started_at) as ended_before
          from refreshes) each_try`),
    )
    expect(tries).toMatchObject([{ n: stored.length, failed: 0, overlapping: 0 }])
  })
})
