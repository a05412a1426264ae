import type { Span } from '@opentelemetry/api'
import { observeSql } from '@/db/observe'
import { withoutSlashes } from '../without-slashes'
import { inSpan, type SpanInfo, type Tracer, traceBy } from './span'

export interface TracingOptions {
  /** Base address of a collector that speaks OTLP over HTTP; spans go to `/v1/traces` below it. */
  endpoint: string
  /** `name=value` with commas between them, as `OTEL_EXPORTER_OTLP_HEADERS` has it. */
  headers?: string | undefined
  serviceName: string
  /** Share of traces that are kept, 0 to 1. */
  ratio: number
}

/** Spans that wait for the collector at most; more are dropped: nobody waits for them. */
const MOST_WAITING = 2048
const SEND_TIMEOUT_MS = 5000
/** At the end of the process a collector that does not answer is waited for no longer. */
const LAST_SEND_MS = 1500

function headersOf(text = ''): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()))
  return Object.fromEntries(pairs.flatMap(([name, ...value]) => (name ? [[name, decoded(value.join('='))]] : [])))
}

/** Percent signs that begin no character are themselves: a token may hold one. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/**
 * Begins to send spans: web → service → SQL → call of an exchange. The libraries are loaded here and nowhere else. No
 * global of theirs is set: what other libraries would tell by it (addresses of pages, statements) is not asked for.
 */
export async function startTracing({ endpoint, headers, serviceName, ratio }: TracingOptions): Promise<Tracer> {
  const [api, sdk, otlp, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = api
  const exporter = new otlp.OTLPTraceExporter({
    url: `${withoutSlashes(endpoint)}/v1/traces`,
    headers: headersOf(headers),
    timeoutMillis: SEND_TIMEOUT_MS,
    concurrencyLimit: 2,
  })
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(exporter, { maxQueueSize: MOST_WAITING, maxExportBatchSize: 512, scheduledDelayMillis: 1000 }),
    ],
  })
  const tracer = provider.getTracer('ballast')
  const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL }
  const isSpan = (parent: unknown): parent is Span => typeof parent === 'object' && parent !== null && 'spanContext' in parent
  const made: Tracer = {
    async run(info: SpanInfo, parent, work) {
      const context = isSpan(parent) ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT
      const { name, kind, attributes = {} } = info
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: { ...attributes } }, context)
      try {
        return await work(span, (more) => span.setAttributes({ ...more }))
      } catch (error) {
        // The code alone: messages name accounts.
        span.setAttribute('error.type', codeOf(error))
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },
    async stop() {
      traceBy(undefined)
      observeSql(null)
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LAST_SEND_MS)
      })
      await Promise.race([provider.shutdown().catch(() => {}), late])
      clearTimeout(timer)
    },
  }
  traceBy(made)
  observeSql((work) =>
    inSpan({ name: 'postgresql', kind: 'client', attributes: { 'db.system.name': 'postgresql' } }, async (note) => {
      const said: string[] = []
      try {
        return await work((summary) => said.push(summary))
      } finally {
        if (said.length > 0) note({ 'db.query.summary': said.slice(0, 20).join('; ') })
      }
    }),
  )
  return made
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.constructor.name
  return /^[\w.-]{1,40}$/.test(code) ? code : 'unknown'
}
