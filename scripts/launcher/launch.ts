import path from 'node:path'
import { z } from 'zod'
import { claimFolder, endingHolder, markEnding } from '@/db/cluster/owner'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { DatabaseProblem } from '@/db/problem'
import { EnvProblem, parseEnv } from '@/server/env'
import { checkMasterKeys } from '@/server/vault/key-file'
import { MasterKeyProblem } from '@/server/vault/master-keys'
import { noteBaseUrls } from './base-urls'
import { build, isBuilt } from './build'
import { WEB, WORKER } from './bundle'
import { CCXT_UNTOUCHED } from './ccxt-untouched'
import { Children, type ChildSpec } from './children'
import { requireMasterKeys } from './master-keys'
import { StartProblem } from './problem'
import { type LaunchSettings, launchSettings, requireFreePort } from './settings'
import { Steps } from './steps'

/** What a person can mend: one line says it. Anything else is a fault of ours, and tells where. */
const KNOWN = [StartProblem, DatabaseProblem, EnvProblem, MasterKeyProblem]
const READY_DEADLINE_MS = 60_000
/** Longer than any stop takes. */
const ENDING_DEADLINE_MS = 60_000
const POLL_MS = 40
const PARENT_POLL_MS = 500

const seedSchema = z.object({ email: z.string(), password: z.string(), token: z.string(), accounts: z.number() })

/**
 * Starts everything that one machine needs, keeps it running, and ends it in order.
 * @param demo with the exchange simulator and a demo user
 * @param dev pages from their sources, anew after each change, instead of a build
 */
export async function launch({ demo, dev = false }: { demo: boolean; dev?: boolean }): Promise<void> {
  const steps = new Steps()
  /** What to end, the last one first. */
  const cleanups: (() => Promise<void> | void)[] = []
  let stopping: Promise<void> | undefined
  let onStop = () => {}
  const stop = (code: number): Promise<void> => {
    stopping ??= (async () => {
      onStop()
      for (const cleanup of cleanups.reverse()) await Promise.resolve(cleanup()).catch(() => {})
      process.exit(code)
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping) steps.say('\nStopping …')
      void stop(0)
    })
  }
  stopWithNpm(() => void stop(0))

  try {
    const settings = launchSettings(process.env)
    const checked = parseEnv({ ...process.env, ...childEnv(settings, settings.databaseUrl ?? 'postgres://127.0.0.1/ballast') })
    checkMasterKeys(checked)
    const ownerFile = path.join(settings.dataDir, 'launcher.owner')
    await untilEnded(ownerFile, steps)
    cleanups.push(claimFolder(ownerFile, settings.dataDir))
    onStop = () => markEnding(ownerFile)
    const children = new Children(settings.dataDir, {
      onLost: (name, why) => steps.say(`  ! ${name} ended (${why}); starting it again`),
      onGivenUp: (name) => {
        steps.say(`  ! ${name} keeps ending. Its last words:\n${children.lastWords(name)}`)
        void stop(1)
      },
    })
    // The folder is ours, so what is recorded there is nobody's any more.
    const orphans = await children.endOrphans()
    await requireFreePort(settings.host, settings.port)
    steps.say(`Ballast ${demo ? 'demo ' : ''}— data in ${settings.dataDir}`)
    if (orphans.length > 0) steps.say(`  ✓ Ended what an earlier run left behind: ${orphans.join(', ')}`)

    let stopDatabase = async () => {}
    cleanups.push(
      () => stopDatabase(),
      () => children.stop(),
    )
    const simulating = demo ? steps.run('Starting the exchange simulator', () => simulator(children)) : null
    // Awaited below; a failure before that must not go unheard.
    simulating?.catch(() => {})
    const databaseUrl = await database(settings, steps, (stopIt) => {
      stopDatabase = stopIt
    })
    await steps.run('Bringing the database schema up to date', () => migrate(databaseUrl))
    await requireMasterKeys(databaseUrl, checked)

    const env: Record<string, string> = { ...childEnv(settings, databaseUrl), ...(dev && { NODE_ENV: 'development' }) }
    const simulatorUrl = await simulating
    if (simulatorUrl) env.EXCHANGE_BASE_URLS = JSON.stringify({ '*': simulatorUrl })
    noteBaseUrls(settings.dataDir, env.EXCHANGE_BASE_URLS ?? process.env.EXCHANGE_BASE_URLS)
    // The pages are built and served while the demo is prepared: neither needs the other.
    const serving = async () => {
      if (!dev && !isBuilt())
        await steps.run('Building the pages (first start, or after a change)', () => build((spec) => children.once(spec)))
      await steps.run('Starting the web process', () => web(children, settings, env, dev))
    }
    const [seeded] = await Promise.all([
      demo ? steps.run('Preparing the demo desk', () => seed(children, { ...env, DEMO_PASSWORD: settings.demoPassword })) : null,
      serving(),
    ])
    const worker = dev ? ['--import', 'tsx', ...CCXT_UNTOUCHED, 'server/jobs/main.ts'] : [WORKER]
    children.start({ name: 'worker', ...node(...worker), env })

    steps.say(`\nReady in ${steps.total()}:  ${settings.baseUrl}`)
    if (seeded) {
      steps.say(`  E-mail:    ${seeded.email}`)
      steps.say(`  Password:  ${seeded.password}`)
      steps.say(`  API token: ${seeded.token}`)
      steps.say(`  Try:       curl -H "Authorization: Token ${seeded.token}" ${settings.baseUrl}/api/balances/`)
      steps.say(`  Simulator: ${simulatorUrl}  (the exchanges are simulated: prices move, nothing here is real money)`)
    }
    steps.say('Ctrl-C stops everything; what is stored is kept.')
  } catch (error) {
    if (stopping) return
    const told = error instanceof Error ? (KNOWN.some((kind) => error instanceof kind) ? error.message : error.stack) : undefined
    const why = told ?? String(error)
    process.stderr.write(`Ballast cannot start: ${why}\n`)
    await stop(1)
  }
}

/** A Ballast that is stopping on this folder is waited for, as long as it says itself that it stops. */
async function untilEnded(ownerFile: string, steps: Steps): Promise<void> {
  const end = performance.now() + ENDING_DEADLINE_MS
  const ends = () => endingHolder(ownerFile) !== null && performance.now() < end
  if (!ends()) return
  await steps.run('Waiting for the Ballast that is stopping here', async () => {
    while (ends()) await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  })
}

/** npm that was killed leaves its script running unseen: without its parent the launcher ends. */
function stopWithNpm(stop: () => void): void {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined || parent <= 1) return
  setInterval(() => process.ppid !== parent && stop(), PARENT_POLL_MS).unref()
}

/** The address of the database; the embedded one is started, watched, and started again should it end. */
async function database(
  settings: LaunchSettings,
  steps: Steps,
  onStarting: (stop: () => Promise<void>) => void,
): Promise<string> {
  if (settings.databaseUrl !== undefined) return settings.databaseUrl
  const open = () => startEmbedded({ dataDir: settings.dataDir })
  let opening = open()
  let ending = false
  // Also one that is only just starting is waited for and ended.
  onStarting(async () => {
    ending = true
    await (await opening).stop()
  })
  const { url } = await steps.run('Starting the database', () => opening)
  const guard = async (): Promise<void> => {
    const embedded = await opening
    await embedded.gone
    if (ending) return
    steps.say('  ! The database ended; starting it again')
    await embedded.stop().catch(() => {})
    opening = open()
    return guard()
  }
  guard().catch((error: unknown) => {
    steps.say(`  ! The database does not start again: ${error instanceof Error ? error.message : 'unknown reason'}`)
    process.kill(process.pid, 'SIGTERM')
  })
  return url
}

function childEnv(settings: LaunchSettings, databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    PORT: String(settings.port),
    HOST: settings.host,
    BASE_URL: settings.baseUrl,
    NEXTAUTH_URL: settings.baseUrl,
    NEXTAUTH_SECRET: settings.nextAuthSecret,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    ...(settings.trustHost && { AUTH_TRUST_HOST: '1' }),
  }
}

function node(...args: string[]): Pick<ChildSpec, 'command' | 'args'> {
  return { command: process.execPath, args }
}

function simulator(children: Children): Promise<string> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(new StartProblem(`The simulator did not start. ${children.lastWords('simulator')}`)),
      20_000,
    )
    // A simulator that is started again listens where the first one did, for the other processes know that address.
    const spec: ChildSpec = { name: 'simulator', ...node('--import', 'tsx', 'simulator/main.ts'), env: {} }
    children.start(spec, (line) => {
      const url = /simulator listening on (\S+)/.exec(line)?.[1]
      if (!url) return
      spec.env = { SIMULATOR_PORT: new URL(url).port }
      clearTimeout(deadline)
      resolve(url)
    })
  })
}

async function seed(children: Children, env: Record<string, string>): Promise<z.infer<typeof seedSchema>> {
  const { code, stdout, stderr } = await children.once({ name: 'seed', ...node('--import', 'tsx', 'scripts/demo/seed.ts'), env })
  if (code !== 0) throw new StartProblem(`The demo could not be prepared: ${stderr.trim().slice(-2000)}`)
  return seedSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
}

async function web(children: Children, settings: LaunchSettings, env: Record<string, string>, dev: boolean): Promise<void> {
  const program = dev ? ['--import', 'tsx', ...CCXT_UNTOUCHED, 'server/web/main.ts'] : [WEB]
  children.start({ name: 'web', ...node(...program), env })
  const host = settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host === '::' ? '[::1]' : settings.host
  const end = performance.now() + READY_DEADLINE_MS
  for (;;) {
    const ready = await fetch(`http://${host}:${settings.port}/api/health/ready`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    if (performance.now() > end) throw new StartProblem(`The web process does not get ready. ${children.lastWords('web')}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
