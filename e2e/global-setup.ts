import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort, startDemo } from '../scripts/demo-process'
import { startProviders } from './providers/start'

/** One demo (database, simulator, web, worker) for the whole run, in a folder of its own, and providers that sign in to it. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_BASE_URL) return async () => {}
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-e2e-'))
  const [port, otherPort] = [await freePort(), await freePort()]
  const providers = await startProviders([port, otherPort].map((each) => `http://localhost:${each}`))
  const demo = await startDemo({
    DATA_DIR: dataDir,
    PORT: String(port),
    EXCHANGE_LIMITS_PERCENT: '100000',
    // The demo has a month of them; years without an entry of every account that a test connects would be half of the worker's work.
    LEDGERS_DAYS: '60',
    // Receivers of messages that tests open.
    NOTIFY_ALLOW_HOSTS: 'localhost',
    ...providers.env,
  })
  process.env.E2E_BASE_URL = demo.url
  process.env.E2E_TOKEN = demo.token
  process.env.E2E_PASSWORD = demo.password
  process.env.E2E_SIMULATOR_URL = demo.simulatorUrl
  process.env.E2E_DATA_DIR = dataDir
  process.env.E2E_PROVIDERS = JSON.stringify(providers.env)
  process.env.E2E_OTHER_PORT = String(otherPort)
  // Tests share one address, and what the exchanges allow it must not be used up: no test here is about that.
  await fetch(`${demo.simulatorUrl}/_control/rate-limits`, { method: 'POST', body: JSON.stringify({ scale: 1000 }) })
  return async () => {
    await demo.stop()
    await providers.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
