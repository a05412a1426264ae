import { describeCause } from '../cause'
import { env, nightlyOf } from '../env'
import { surviveLostOutput } from '../lost-output'
import { startMetrics } from '../metrics/process'
import { getDeps } from '../runtime'
import { giveSignsOfLife } from '../sign-of-life'
import { whenToldToStop } from '../told-to-stop'
import { traceIfWanted } from '../tracing/start'
import { checkMasterKeys } from '../vault/key-file'
import { whenDatabaseIsThere } from '../when-database-is-there'
import { startWorker } from './worker'

/** `npm run worker`: refreshes accounts until it is told to end. Any number of them share one database. */
async function main(): Promise<void> {
  surviveLostOutput()
  giveSignsOfLife()
  const { DATABASE_URL } = env()
  checkMasterKeys(env())
  const metrics = await startMetrics('worker', getDeps)
  const deps = await whenDatabaseIsThere(getDeps, (line) => process.stdout.write(`worker: ${line}\n`))
  const tracer = await traceIfWanted('worker', deps.log)
  const worker = await startWorker(deps, { databaseUrl: DATABASE_URL, nightly: nightlyOf(env()) })
  deps.log.info('worker started')

  whenToldToStop(async () => {
    await worker
      .stop()
      .catch((error: unknown) => deps.log.warn({ cause: describeCause(error) }, 'the worker did not stop cleanly'))
    await deps.keyActivity?.write()
    metrics?.server?.close()
    await tracer?.stop()
    await deps.db.close().catch(() => {})
    process.exit(0)
  })
}

main().catch((error: unknown) => {
  process.stderr.write(`The worker cannot start: ${describeCause(error).message}\n`)
  process.exit(1)
})
