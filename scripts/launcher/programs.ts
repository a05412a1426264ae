import { z } from 'zod'
import { ALL_GIVEN } from '@/server/settings/in-force'
import { WEB, WORKER } from './bundle'
import { CCXT_UNTOUCHED } from './ccxt-untouched'
import type { Children, ChildSpec } from './children'
import { StartProblem } from './problem'
import type { LaunchSettings } from './settings'

const READY_DEADLINE_MS = 60_000
const POLL_MS = 40
const ALIVE_WITHIN_MS = 2_000
/** As long as the web process itself gives what is under way (server/web/limits), and a moment to end. */
const WEB_GRACE_MS = 12_000
/** What a worker has begun to store is stored. */
const WORKER_GRACE_MS = 5_000

const seedSchema = z.object({ email: z.string(), password: z.string(), token: z.string(), accounts: z.number() })
export type Seeded = z.infer<typeof seedSchema>

/** The environment of all programs of one start. */
export function childEnv(settings: LaunchSettings, databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    // The owner's password is no business of theirs.
    MIGRATION_DATABASE_URL: '',
    DATA_DIR: settings.dataDir,
    PORT: String(settings.port),
    HOST: settings.host,
    BASE_URL: settings.baseUrl,
    NEXTAUTH_URL: settings.baseUrl,
    [ALL_GIVEN]: '1',
    NEXTAUTH_SECRET: settings.nextAuthSecret,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    ...(settings.trustHost && { AUTH_TRUST_HOST: '1' }),
  }
}

function node(...args: string[]): Pick<ChildSpec, 'command' | 'args'> {
  return { command: process.execPath, args }
}

/** Starts the simulator. @param began when it was started for the first time, milliseconds @returns its address */
export function startSimulator(children: Children, began: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(new StartProblem(`The simulator did not start. ${children.lastWords('simulator')}`)),
      20_000,
    )
    // A simulator that is started again listens where the first one did, for the other processes know that address.
    const env = { SIMULATOR_BEGAN: String(began) }
    const spec: ChildSpec = { name: 'simulator', ...node('--import', 'tsx', 'simulator/main.ts'), env, isNeeded: true }
    children.start(spec, (line) => {
      const url = /simulator listening on (\S+)/.exec(line)?.[1]
      if (!url) return
      spec.env = { ...env, SIMULATOR_PORT: new URL(url).port }
      clearTimeout(deadline)
      resolve(url)
    })
  })
}

/** Makes the demo user and its accounts. @throws StartProblem */
export async function seed(children: Children, env: Record<string, string>): Promise<Seeded> {
  const { code, stdout, stderr } = await children.once({ name: 'seed', ...node('--import', 'tsx', 'scripts/demo/seed.ts'), env })
  if (code !== 0) throw new StartProblem(`The demo could not be prepared: ${stderr.trim().slice(-2000)}`)
  return seedSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
}

/** Starts the web process and waits until it can serve. @throws StartProblem */
export async function startWeb(
  children: Children,
  settings: LaunchSettings,
  env: Record<string, string>,
  dev: boolean,
): Promise<void> {
  const program = dev ? ['--import', 'tsx', ...CCXT_UNTOUCHED, 'server/web/main.ts'] : [WEB]
  const host = settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host === '::' ? '[::1]' : settings.host
  const isOk = (path: string, signal?: AbortSignal) =>
    fetch(`http://${host}:${settings.port}${path}`, { signal }).then(
      (response) => response.ok,
      () => false,
    )
  const isAlive = () => isOk('/api/health/live', AbortSignal.timeout(ALIVE_WITHIN_MS))
  children.start({ name: 'web', ...node(...program), env, graceMs: WEB_GRACE_MS, answers: !dev, isAlive })
  const end = performance.now() + READY_DEADLINE_MS
  while (!(await isOk('/api/health/ready'))) {
    if (performance.now() > end) throw new StartProblem(`The web process does not get ready. ${children.lastWords('web')}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

export function startWorker(children: Children, env: Record<string, string>, dev: boolean): void {
  const program = dev ? ['--import', 'tsx', ...CCXT_UNTOUCHED, 'server/jobs/main.ts'] : [WORKER]
  children.start({ name: 'worker', ...node(...program), env, graceMs: WORKER_GRACE_MS, answers: !dev })
}
