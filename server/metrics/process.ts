import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { z } from 'zod'
import type { Deps } from '../context'
import { type Env, env } from '../env'
import { makeMeter } from './make'
import type { Meter } from './meter'
import { countBy } from './of-process'
import { serveMetrics } from './serve'

/** Where the settings want metrics of a process of this kind. */
function wanted(role: 'web' | 'worker', { METRICS_PORT, METRICS_WORKER_PORT, METRICS_TOKEN }: Env) {
  const port = role === 'web' ? METRICS_PORT : METRICS_WORKER_PORT
  return { port, setting: role === 'web' ? 'METRICS_PORT' : 'METRICS_WORKER_PORT', token: METRICS_TOKEN }
}

/**
 * Begins to count where the settings say so, before anything is done that counts.
 * @returns the meter, and the server of its own port; null where there are none
 * @throws EnvProblem where nobody may listen there
 */
export async function startMetrics(
  role: 'web' | 'worker',
  deps: () => Promise<Deps>,
): Promise<{ meter: Meter; server: Server | null } | null> {
  const settings = env()
  const { port, setting, token } = wanted(role, settings)
  if (port === undefined && !(role === 'web' && token !== undefined)) return null
  const meter = await makeMeter({
    ...{ role, version: version(), deps },
    portfolio: settings.METRICS_PORTFOLIO === 'on',
    nightly: settings.BACKUP_AT !== undefined,
  })
  countBy(meter)
  const server = port === undefined ? null : await serveMetrics(meter, { setting, host: settings.METRICS_HOST, port, token })
  return { meter, server }
}

/** Of `package.json`, beside which every process is started. */
function version(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
}
