import { currentScope, inScope } from './scope'

/** What a span may say: which things are asked for, never whose, what is in them, or how much. */
export interface SpanAttributes {
  'http.request.method'?: string
  /** As the API's document spells it, or what kind of thing it is. */
  'http.route'?: string
  'http.response.status_code'?: number
  'db.system.name'?: 'postgresql'
  /** `SELECT accounts; INSERT deliveries`: no value of any statement. */
  'db.query.summary'?: string
  'server.address'?: string
  /** The line of the exchange's list that allows the call. */
  'url.template'?: string
  'ballast.exchange'?: string
  'ballast.purpose'?: string
  'ballast.request_id'?: string
  'error.type'?: string
}

export interface SpanInfo {
  name: string
  kind: 'server' | 'client' | 'internal'
  attributes?: SpanAttributes
}
export type Note = (attributes: SpanAttributes) => void

/** What makes spans of this process. */
export interface Tracer {
  /** Runs work in a span below `parent` (null: a new trace), and ends it as the work does. */
  run<T>(info: SpanInfo, parent: unknown, work: (span: unknown, note: Note) => Promise<T>): Promise<T>
  /** Sends what waits to be sent, for a moment. */
  stop(): Promise<void>
}

const KEY = Symbol.for('ballast.tracer')
type Holder = typeof globalThis & { [KEY]?: Tracer | undefined }

/** Has this process trace by it from now on; undefined: no more. */
export function traceBy(tracer: Tracer | undefined): void {
  ;(globalThis as Holder)[KEY] = tracer
}

const nothing: Note = () => {}

/** Runs work in a span of the current request or job. Where nobody traces, it just runs. */
export function inSpan<T>(info: SpanInfo, work: (note: Note) => Promise<T>): Promise<T> {
  const tracer = (globalThis as Holder)[KEY]
  if (!tracer) return work(nothing)
  const scope = currentScope()
  return tracer.run(info, scope?.span ?? null, (span, note) =>
    inScope({ requestId: scope?.requestId ?? '', span }, () => work(note)),
  )
}
