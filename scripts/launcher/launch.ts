import path from 'node:path'
import { claimFolder, endingHolder, markEnding } from '@/db/cluster/owner'
import { migrate } from '@/db/migrate'
import { DatabaseProblem } from '@/db/problem'
import { EnvProblem, parseEnv, settingsOfProcess } from '@/server/env'
import { surviveLostOutput } from '@/server/lost-output'
import { whenStarterIsGone } from '@/server/told-to-stop'
import { checkMasterKeys } from '@/server/vault/key-file'
import { MasterKeyProblem } from '@/server/vault/master-keys'
import { noteBaseUrls } from './base-urls'
import { build, isBuilt } from './build'
import { Children } from './children'
import { hasRoom, isFull, SupervisedDatabase } from './database'
import { rolesIn, rolesOf } from './database-roles'
import { keepDemoApart } from './demo-folder'
import { requireMasterKeys } from './master-keys'
import { StartProblem } from './problem'
import { childEnv, seed, startSimulator, startWeb, startWorker } from './programs'
import { launchSettings, requireFreePort } from './settings'
import { newSetupCode, setupWords } from './setup-code'
import { simulatorBegan } from './simulator-began'
import { Steps } from './steps'
import { Watchdog } from './watchdog'

/** What a person can mend: one line says it. Anything else is a fault of ours, and tells where. */
const KNOWN = [StartProblem, DatabaseProblem, EnvProblem, MasterKeyProblem]
/** Longer than any stop takes. */
const ENDING_DEADLINE_MS = 60_000
const POLL_MS = 40

/**
 * Starts everything that one machine needs, keeps it running, and ends it in order.
 * @param demo with the exchange simulator and a demo user
 * @param dev pages from their sources, anew after each change, instead of a build
 */
export async function launch({ demo, dev = false }: { demo: boolean; dev?: boolean }): Promise<void> {
  const steps = new Steps()
  surviveLostOutput()
  /** What to end, the last one first. */
  const cleanups: (() => Promise<void> | void)[] = []
  let stopping: Promise<void> | undefined
  let onStop = () => {}
  /** True while what the processes need is away: none is started meanwhile. */
  let isHeld = () => false
  const stop = (code: number): Promise<void> => {
    stopping ??= (async () => {
      try {
        onStop()
      } catch {
        // On a full disk nobody is told that this one is ending.
      }
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
  whenStarterIsGone(() => void stop(0))

  try {
    if (demo) keepDemoApart(process.env)
    settingsOfProcess((line) => steps.say(`  ! ${line}`))
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
      isHeld: () => isHeld(),
    })
    // The folder is ours, so what is recorded there is nobody's any more.
    const orphans = await children.endOrphans()
    await requireFreePort(settings.host, settings.port)
    steps.say(`Ballast ${demo ? 'demo ' : ''}— data in ${settings.dataDir}`)
    if (orphans.length > 0) steps.say(`  ✓ Ended what an earlier run left behind: ${orphans.join(', ')}`)

    const database = new SupervisedDatabase(settings.dataDir, (line) => steps.say(line))
    cleanups.push(
      () => database.stop(),
      () => children.stop(),
    )
    isHeld = () => database.isAway || !hasRoom(settings.dataDir)
    const simulating = demo
      ? steps.run('Starting the exchange simulator', () => startSimulator(children, simulatorBegan(settings.dataDir)))
      : null
    // Awaited below; a failure before that must not go unheard.
    simulating?.catch(() => {})
    const { databaseUrl, migrationUrl, processesRole } =
      rolesOf(settings) ?? rolesIn(await steps.run('Starting the database', () => database.start()))
    database.guard().catch((error: unknown) => {
      steps.say(`  ! The database does not start again: ${error instanceof Error ? error.message : 'unknown reason'}`)
      void stop(1)
    })
    await steps.run('Bringing the database schema up to date', () =>
      migrate(migrationUrl ?? settings.directUrl ?? databaseUrl, processesRole),
    )
    if (migrationUrl === undefined)
      steps.say('  ! The processes log in as the owner of the tables: MIGRATION_DATABASE_URL gives them a role of their own')
    await requireMasterKeys(databaseUrl, checked)

    const env: Record<string, string> = { ...childEnv(settings, databaseUrl), ...(dev && { NODE_ENV: 'development' }) }
    const simulatorUrl = await simulating
    if (simulatorUrl) env.EXCHANGE_BASE_URLS = JSON.stringify({ '*': simulatorUrl })
    noteBaseUrls(settings.dataDir, env.EXCHANGE_BASE_URLS ?? process.env.EXCHANGE_BASE_URLS)
    // The pages are built and served while the demo is prepared: neither needs the other.
    const serving = async () => {
      if (dev) (await import('../docs/make')).makeDocs()
      if (!dev && !isBuilt())
        await steps.run('Building the pages (first start, or after a change)', () => build((spec) => children.once(spec)))
      await steps.run('Starting the web process', () => startWeb(children, settings, env, dev))
    }
    const [seeded] = await Promise.all([
      demo ? steps.run('Preparing the demo desk', () => seed(children, { ...env, DEMO_PASSWORD: settings.demoPassword })) : null,
      serving(),
    ])
    startWorker(children, env, dev)
    const watchdog = new Watchdog(
      () => children.watched(),
      (name) => steps.say(`  ! ${name} stands still: its event loop does not turn`),
    )
    watchdog.start()
    cleanups.push(() => watchdog.stop())

    const setupCode = await newSetupCode(databaseUrl)
    steps.say(`\nReady in ${steps.total()}:  ${settings.baseUrl}`)
    if (setupCode !== null) for (const line of setupWords(setupCode, settings.baseUrl)) steps.say(`  ${line}`)
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
    const why = isFull(error) ? 'the disk of DATA_DIR is full.' : (told ?? String(error))
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
