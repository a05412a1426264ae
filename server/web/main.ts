import { createHmac } from 'node:crypto'
import type { Server } from 'node:http'
import { cookieName, isSecure } from '../auth/cookie'
import { describeCause } from '../cause'
import { EnvProblem, env } from '../env'
import { limitStreams } from '../live/places'
import { beginShutdown, shutdownSignal } from '../live/shutdown'
import { createLog } from '../log'
import { surviveLostOutput } from '../lost-output'
import { mcpDeps } from '../mcp/runtime'
import { startMetrics } from '../metrics/process'
import { metricsDoor } from '../metrics/serve'
import { restDeps } from '../rest/runtime'
import { getDeps } from '../runtime'
import { shareLinks } from '../share/door'
import { giveSignsOfLife } from '../sign-of-life'
import { whenToldToStop } from '../told-to-stop'
import { traceIfWanted } from '../tracing/start'
import { directContext } from '../trpc/direct-context'
import { checkMasterKeys } from '../vault/key-file'
import { whenDatabaseIsThere } from '../when-database-is-there'
import { doorsOf } from './doors'
import { failed } from './failure'
import { packedFiles } from './files'
import { allowedHosts } from './hosts'
import { STOP_GRACE_MS } from './limits'
import { openPages, type Pages } from './pages'
import { createWebServer } from './server'
import { stopServing } from './stop'
import { watchWorkers } from './worker-watch'

/** `npm run web`: pages, tRPC, REST API and live stream at one address. Any number of them share one database. */
async function main(): Promise<void> {
  surviveLostOutput()
  giveSignsOfLife()
  const settings = env()
  checkMasterKeys(settings)
  const { HOST: host, PORT: port, TRUSTED_PROXIES, BASE_URL, NODE_ENV } = settings
  limitStreams({
    person: settings.STREAMS_PER_PERSON,
    token: settings.STREAMS_PER_TOKEN,
    address: settings.STREAMS_PER_ADDRESS,
    process: settings.STREAMS_PER_PROCESS,
  })
  const log = createLog(settings.LOG_LEVEL)
  const metrics = await startMetrics('web', getDeps)
  const tracer = await traceIfWanted('web', log)
  const development = NODE_ENV === 'development'
  let pages: Pages | undefined
  const doors = doorsOf(
    {
      getDeps,
      restDeps,
      mcpDeps,
      liveContext: directContext,
      ...(metrics && settings.METRICS_TOKEN !== undefined && { metrics: metricsDoor(metrics.meter, settings.METRICS_TOKEN) }),
      ...(development ? {} : { files: packedFiles('.next/static') }),
      shares: shareLinks({
        getDeps,
        baseUrl: BASE_URL,
        key: createHmac('sha256', settings.NEXTAUTH_SECRET).update('share links').digest(),
        nameCookie: cookieName,
        secure: isSecure(),
      }),
      framework: (request, response) => pages?.door(request, response) ?? false,
    },
    {
      proxies: TRUSTED_PROXIES,
      hosts: allowedHosts(env()),
      https: BASE_URL.startsWith('https:'),
      development,
      isStopping: () => shutdownSignal().aborted,
    },
  )
  const server = createWebServer(doors, (error, response) => void failed(error, response, getDeps), {
    // A proxy of ours holds everybody's connections.
    connectionsPerAddress: TRUSTED_PROXIES > 0 ? Number.POSITIVE_INFINITY : settings.CONNECTIONS_PER_ADDRESS,
    meter: metrics?.meter,
  })
  // It listens before the pages are there: what needs none is answered at once, the rest waits.
  pages = openPages({ port, development, server })
  await listening(server, host, port)
  watchWorkers(getDeps, shutdownSignal())
  whenToldToStop(async () => {
    beginShutdown()
    await stopServing(server, STOP_GRACE_MS)
    await pages?.close().catch(() => {})
    const deps = await getDeps().catch(() => null)
    await Promise.all([deps?.keyActivity?.write(), deps?.tokenUses?.write(), tracer?.stop()])
    process.exit(0)
  })
  process.title = 'ballast-web'
  // Asked for what it needs the database for it says so; whoever looks at its output is told once.
  whenDatabaseIsThere(getDeps, (line) => process.stdout.write(`web process: ${line}\n`), shutdownSignal()).catch(
    (error: unknown) => process.stderr.write(`web process: ${describeCause(error).message}\n`),
  )
  await pages.ready
  process.stdout.write(`web process ${process.pid} listening on http://${host.includes(':') ? `[${host}]` : host}:${port}\n`)
}

/** @throws EnvProblem where nobody may listen there */
function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'somebody else listens there' : error.message
      reject(new EnvProblem(`Cannot listen on HOST ${host}, PORT ${port}: ${why}.`))
    })
    server.listen(port, host, resolve)
  })
}

main().catch((error: unknown) => {
  const why = error instanceof EnvProblem ? error.message : describeCause(error).message
  process.stderr.write(`The web process cannot start: ${why}\n`)
  process.exit(1)
})
