import superjson from 'superjson'
import { describeCause } from '../cause'
import type { LiveEvent } from '../domain/views'
import { DomainError } from '../errors'
import { parseJson } from '../json'
import { keepAlive } from '../live/keep-alive'
import { takeStreamPlace } from '../live/places'
import { untilShutdown } from '../live/shutdown'
import { errorAnswer } from '../rest/errors'
import { liveUpdatesSchema } from '../schemas/live'
import { readInput } from '../schemas/wire'
import { type LiveUpdate, liveUpdates } from '../services/live/updates'
import { serviceContext, type TrpcContext } from './context'
import { hasDesk } from './desk-of-request'
import { SSE_RECONNECT_SECONDS } from './sse'

/**
 * `live.updates` as tRPC sends it, for any number of open pages: what happened is written down once, and each page gets
 * those same bytes in one piece. tRPC's own way writes it anew for each page, in four pieces through three streams.
 */

const encoder = new TextEncoder()
export const CONNECTED = encoder.encode(
  `event: connected\ndata: {"reconnectAfterInactivityMs":${SSE_RECONNECT_SECONDS * 1000}}\n\n`,
)
export const PING = encoder.encode('event: ping\ndata: \n\n')

export const LIVE_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
  Connection: 'keep-alive',
}

/** The bytes of events that are on their way; an event is the same object for all pages of a process. */
const written = new WeakMap<LiveEvent, { id: string; bytes: Uint8Array }>()

/** An update as it is sent. */
export function bytesOf({ id, event }: LiveUpdate): Uint8Array {
  const known = written.get(event)
  if (known?.id === id) return known.bytes
  const bytes = encoder.encode(`data: ${JSON.stringify(superjson.serialize(event))}\nid: ${id}\n\n`)
  written.set(event, { id, bytes })
  return bytes
}

/** A signed-in page that listens: what it is to be told, and how it goes. */
interface Listener {
  updates: AsyncGenerator<LiveUpdate>
  /** The page is gone: nothing more is to be said. */
  leave(): void
}

export interface LiveRequest {
  url: URL
  headers: Pick<Headers, 'get'>
  /** Aborted when the page goes away. */
  signal: AbortSignal
}

/**
 * Begins to listen for a signed-in page; null where tRPC is to say what is wrong with the request.
 * @throws DomainError `rate_limited` where too many streams are open
 */
export function listen(context: TrpcContext, request: LiveRequest): Listener | null {
  const input = inputOf(request)
  if (!context.caller || context.caller.confined || !hasDesk(context) || !input.success) return null
  const { deskId, actor } = context.caller
  const free = takeStreamPlace(deskId, actor)
  const { signal, release } = untilShutdown(request.signal)
  const away = new AbortController()
  const leave = () => {
    free()
    release()
    away.abort()
  }
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  return { updates: liveUpdates(serviceContext(context.deps, context.caller, away.signal), input.data ?? {}), leave }
}

/** The stream of a signed-in page as route handlers answer it; null where tRPC is to say what is wrong. */
export function liveStream(context: TrpcContext, request: Request): Response | null {
  const { headers, signal } = request
  let listener: Listener | null
  try {
    listener = listen(context, { url: new URL(request.url), headers, signal })
  } catch (error) {
    const { status, ...answer } = errorAnswer(error, context.deps.log)
    return Response.json(answer.body, { status, headers: answer.headers })
  }
  if (!listener) return null
  const { updates, leave } = listener
  let quiet = () => {}
  let cancelled = false
  const end = () => {
    quiet()
    leave()
  }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(CONNECTED)
      // A page that cannot keep up needs no signs of life on top.
      quiet = keepAlive(() => (controller.desiredSize ?? 0) > 0 && controller.enqueue(PING))
    },
    async pull(controller) {
      try {
        const { value, done } = await updates.next()
        // The page was closed meanwhile: what comes now has nobody to go to.
        if (cancelled) return
        if (!done) return controller.enqueue(bytesOf(value))
        end()
        controller.close()
      } catch (error) {
        if (cancelled) return
        if (!(error instanceof DomainError)) context.deps.log.error({ cause: describeCause(error) }, 'a live stream failed')
        end()
        controller.error(error)
      }
    },
    cancel() {
      cancelled = true
      end()
    },
  })
  return new Response(body, { headers: LIVE_HEADERS })
}

function inputOf({ url, headers }: LiveRequest) {
  const sent = url.searchParams.get('input')
  const resumed = headers.get('last-event-id')
  try {
    const input = sent === null ? undefined : readInput(parseJson(sent))
    return liveUpdatesSchema.safeParse(resumed === null ? (input ?? undefined) : { lastEventId: resumed })
  } catch {
    return liveUpdatesSchema.safeParse(sent)
  }
}
