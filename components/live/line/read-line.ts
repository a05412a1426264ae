import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { LiveEvent } from '@/server/domain/views'
import { PERSON_HEADER } from '@/server/schemas/page'
import type { LineClock } from './clock'
import { isRecord, readEvent } from './read-event'

/** An event with the id that a line resumes behind. */
export interface Update {
  id: string
  event: LiveEvent
}

/** How one connection ended. */
export type LineEnd =
  /** The server or something in between ended it, or it never came about. */
  | { kind: 'lost' }
  /** Nobody is signed in, or somebody other than the page is for. */
  | { kind: 'signed-out' }
  /** The server answered and said no. `why` is its own sentence, where it sent one. */
  | { kind: 'refused'; why: string | null; retryAfterMs: number | null }
  /** Something answered that is not this server, or that cannot serve now: a proxy's 502, a page in place of events. */
  | { kind: 'failed'; retryAfterMs: number | null }

export interface LineOptions {
  url: string
  /** Whom the page is for. */
  person: string
  /** The last event that was heard, on this line or another; null: none yet. */
  lastId: string | null
  fetch: typeof fetch
  clock: LineClock
  signal: AbortSignal
  /** The line is up. `serverTime` is the server's clock, null where it doesn't say. */
  onOpen: (serverTime: number | null) => void
  /** Something came, if only a sign of life. */
  onSign: () => void
  onUpdate: (update: Update) => void
}

/** Without a sign of life for this long a line is dead, whatever the sockets say. The server gives one every 5 s. */
export const SILENCE_MS = 15_000

/** One connection from its request to its end. Never throws. */
export async function readLine(options: LineOptions): Promise<LineEnd> {
  const { clock, signal } = options
  const away = new AbortController()
  const end = () => away.abort()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  let callOff = clock.after(SILENCE_MS, end)
  const sign = () => {
    callOff()
    callOff = clock.after(SILENCE_MS, end)
  }
  try {
    return await connection(options, away.signal, sign)
  } catch {
    return { kind: 'lost' }
  } finally {
    callOff()
    signal.removeEventListener('abort', end)
    end()
  }
}

async function connection(options: LineOptions, signal: AbortSignal, sign: () => void): Promise<LineEnd> {
  const headers = new Headers({ accept: 'text/event-stream', [PERSON_HEADER]: options.person })
  if (options.lastId !== null) headers.set('last-event-id', options.lastId)
  const response = await options.fetch(options.url, { headers, signal, cache: 'no-store', credentials: 'same-origin' })
  sign()
  if (!response.ok || !response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    return endOf(response, options.clock.now())
  }
  const sent = Date.parse(response.headers.get('date') ?? '')
  const events = response.body
    .pipeThrough(signsOfLife(sign, options.onSign))
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  for (;;) {
    const { value, done } = await events.read()
    if (done) return { kind: 'lost' }
    if (value.event === 'connected') options.onOpen(Number.isNaN(sent) ? null : sent)
    // A refusal that came after the headers, as tRPC sends it.
    else if (value.event === 'serialized-error') return { kind: 'failed', retryAfterMs: null }
    else if (value.event === undefined && value.data !== '') options.onUpdate({ id: value.id ?? '', event: read(value.data) })
  }
}

function signsOfLife(sign: () => void, onSign: () => void): TransformStream<BufferSource, BufferSource> {
  return new TransformStream({
    transform(chunk, controller) {
      sign()
      onSign()
      controller.enqueue(chunk)
    },
  })
}

/** What a newer server says that this page doesn't understand is reason to read everything again. */
function read(data: string): LiveEvent {
  try {
    const sent: unknown = JSON.parse(data)
    return (isRecord(sent) && readEvent(sent.json)) || { kind: 'resync' }
  } catch {
    return { kind: 'resync' }
  }
}

async function endOf(response: Response, now: number): Promise<LineEnd> {
  const retryAfterMs = retryAfter(response.headers.get('retry-after'), now)
  if (response.status === 401) return { kind: 'signed-out' }
  if (response.status < 400 || response.status >= 500) return { kind: 'failed', retryAfterMs }
  const why = refusalOf(await response.json().catch(() => null))
  // A 4xx without our words is a proxy's.
  return why === null ? { kind: 'failed', retryAfterMs } : { kind: 'refused', why, retryAfterMs }
}

/** The sentence in a refusal as tRPC words it, or as this server does where no procedure was reached. */
function refusalOf(sent: unknown): string | null {
  const error = isRecord(sent) ? sent.error : null
  if (typeof error === 'string') return error
  const shape = isRecord(error) && isRecord(error.json) ? error.json : error
  return isRecord(shape) && typeof shape.message === 'string' ? shape.message : null
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfter(sent: string | null, now: number): number | null {
  if (sent === null) return null
  const milliseconds = /^\d+$/.test(sent) ? Number(sent) * 1000 : Date.parse(sent) - now
  return Number.isFinite(milliseconds) && milliseconds > 0 ? Math.min(milliseconds, 10 * 60_000) : null
}
