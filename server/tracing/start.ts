import { env } from '../env'
import type { Log } from '../log'
import { startTracing } from './otel'
import type { Tracer } from './span'

/** Begins to trace where the settings name a collector; null: nothing is traced, loaded or sent. */
export async function traceIfWanted(role: 'web' | 'worker', log: Pick<Log, 'info'>): Promise<Tracer | null> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers, TRACES_PERCENT } = env()
  if (endpoint === undefined) return null
  const tracer = await startTracing({ endpoint, headers, serviceName: `ballast-${role}`, ratio: TRACES_PERCENT / 100 })
  log.info({ host: new URL(endpoint).host }, 'traces are sent to a collector')
  return tracer
}
