import { describeCause } from './cause'
import { DomainError, type DomainErrorCode } from './errors'
import type { Log } from './log'
import { unavailable } from './unavailable'

/** A reader that takes nothing for so long is gone, or wants nothing but our memory. */
const IDLE_MS = 30_000

/** Of what a download can be refused with; anything else is a request that is not right. */
const STATUS: Partial<Record<DomainErrorCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
}

const GENERIC = 'Something went wrong on our side. It has been logged; please try again.'

/** Why a download does not begin, as pages and people read it. */
export function refusedDownload(thrown: unknown, log: Log): Response {
  const error = unavailable(thrown) ?? thrown
  if (!(error instanceof DomainError)) {
    log.error({ cause: describeCause(error) }, 'a download failed')
    return Response.json({ error: GENERIC, code: 'internal' }, { status: 500 })
  }
  const { code, message, retryAfterSeconds } = error
  const headers =
    code === 'rate_limited' || code === 'unavailable' ? { 'retry-after': String(Math.ceil(retryAfterSeconds ?? 1)) } : undefined
  return Response.json({ error: message, code }, { status: STATUS[code] ?? 400, headers })
}

/**
 * An answer that is sent while it is made, no faster than it is read. Its first part is made before it begins, so that a
 * refusal still has a status; a failure later breaks it off, so that half a file never looks like a whole one.
 * @param make what it is made of, until the signal is aborted (the reader went, or took nothing for half a minute)
 * @param request aborted when the reader goes
 */
export async function downloadResponse(
  make: (signal: AbortSignal) => AsyncGenerator<Uint8Array | string>,
  { request, headers, log }: { request: AbortSignal; headers: Record<string, string>; log: Log },
): Promise<Response> {
  const gone = new AbortController()
  const onAbort = () => gone.abort(request.reason)
  request.addEventListener('abort', onAbort, { once: true })
  if (request.aborted) onAbort()
  const parts = make(gone.signal)
  let idle: NodeJS.Timeout | undefined
  const leave = async (reason?: unknown) => {
    clearTimeout(idle)
    request.removeEventListener('abort', onAbort)
    gone.abort(reason)
    await parts.return(undefined).catch(() => {})
  }
  let first: IteratorResult<Uint8Array | string> | null
  try {
    first = await parts.next()
  } catch (error) {
    await leave(error)
    return refusedDownload(error, log)
  }
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(idle)
        try {
          const { value, done } = first ?? (await parts.next())
          first = null
          if (done) {
            controller.close()
            return await leave()
          }
          controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
          idle = setTimeout(() => {
            const slow = new Error('The reader took nothing for half a minute.')
            controller.error(slow)
            void leave(slow)
          }, IDLE_MS).unref()
        } catch (error) {
          if (!gone.signal.aborted && !(error instanceof DomainError)) {
            log.error({ cause: describeCause(error) }, 'a download broke off')
          }
          controller.error(error)
          await leave(error)
        }
      },
      cancel: leave,
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { ...headers, 'cache-control': 'no-store' } })
}
