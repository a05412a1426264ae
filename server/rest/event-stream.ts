import { describeCause } from '../cause'
import type { ServiceContext } from '../context'
import { DomainError } from '../errors'
import { keepAlive } from '../live/keep-alive'
import { takeStreamPlace } from '../live/places'
import { shutdownSignal } from '../live/shutdown'
import { onAbort } from '../on-abort'
import { holdRight } from '../services/rights/hold'
import { writeCursor } from '../services/stream/cursor'
import { programEvent } from '../services/stream/events'
import type { Found } from '../services/stream/feed'
import { type Following, followEvents } from '../services/stream/follow'
import { toldEvent } from '../services/stream/told'
import type { StreamSink } from './errors'

/** What waits for somebody who does not read; more, and the stream ends: it can be resumed. */
const MOST_WAITING_BYTES = 1024 * 1024
/** While more than that waits, no further page of what was missed is read. */
const PAGE_WHEN_BELOW_BYTES = 64 * 1024
/** After which a program that lost the stream should connect again. */
const RETRY_MS = 2000

export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
}

const PING = Buffer.from(': still here\n\n')

function message(event: string, data: object, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** The bytes of what one look found: the same for all who listen. */
const written = new WeakMap<readonly Found[], Buffer>()

function bytesOf(found: readonly Found[]): Buffer {
  const known = written.get(found)
  if (known) return known
  const texts = found.map(({ row, cursor }) => {
    const event = programEvent(row)
    return event ? message(event.type, toldEvent(event), writeCursor(cursor)) : ''
  })
  const bytes = Buffer.from(texts.join(''))
  written.set(found, bytes)
  return bytes
}

const TOO_SLOW = {
  code: 'too_slow',
  error: 'More happened than was read from this stream. Connect again with Last-Event-ID: nothing is lost within an hour.',
}
const STOPPING = { code: 'stopping', error: 'This server is stopping. Connect again with Last-Event-ID.' }

/**
 * Opens a stream of what happens to the caller's accounts; all that can be refused is refused before it begins.
 * @param heard `Last-Event-ID`, or null
 * @returns what writes it, until the caller or their right is gone, or the process ends
 * @throws DomainError `rate_limited` where too many streams are open; `unauthenticated`, `forbidden`
 */
export async function openEventStream(ctx: ServiceContext, heard: string | null): Promise<(sink: StreamSink) => Promise<void>> {
  const free = takeStreamPlace(ctx.deskId, ctx.actor)
  let following: Following | null = null
  let tooMuch = () => {}
  try {
    const right = await holdRight(ctx)
    try {
      following = await followEvents(ctx, { heard, tooMuch: () => tooMuch() })
    } catch (error) {
      right.release()
      throw error
    }
    const opened = following
    return async (sink) => {
      try {
        await run(ctx, opened, right.signal, heard, sink, (told) => {
          tooMuch = told
        })
      } finally {
        opened.leave()
        right.release()
        free()
      }
    }
  } catch (error) {
    following?.leave()
    free()
    throw error
  }
}

async function run(
  ctx: ServiceContext,
  { gap, missed, from, live }: Following,
  right: AbortSignal,
  heard: string | null,
  sink: StreamSink,
  whenTooMuch: (told: () => void) => void,
): Promise<void> {
  const over = new AbortController()
  let why: { code: string; error: string } | null = null
  const end = (reason: { code: string; error: string } | null) => {
    why ??= reason
    over.abort()
  }
  const offs = [
    onAbort(sink.gone, () => end(null)),
    onAbort(shutdownSignal(), () => end(STOPPING)),
    onAbort(right, () => end(endOf(right.reason))),
  ]
  whenTooMuch(() => end(TOO_SLOW))
  const write = (bytes: Uint8Array) => {
    if (over.signal.aborted || bytes.length === 0) return
    if (sink.waiting() > MOST_WAITING_BYTES) return end(TOO_SLOW)
    sink.write(bytes)
  }
  // Whoever does not keep up needs no signs of life on top.
  const quiet = keepAlive(() => sink.waiting() === 0 && write(PING))
  try {
    const since = gap && (gap.since?.toISOString() ?? null)
    write(Buffer.from(`retry: ${RETRY_MS}\n\n${gap ? message('gap', { since, error: gap.reason }) : ''}`))
    for await (const found of missed) {
      if (over.signal.aborted) break
      write(bytesOf(found))
      if (sink.waiting() > PAGE_WHEN_BELOW_BYTES) await sink.drained(over.signal)
    }
    write(
      Buffer.from(message('hello', { resumed: heard !== null && gap === null, at: from.at.toISOString() }, writeCursor(from))),
    )
    if (!over.signal.aborted) live((found) => write(bytesOf(found)))
    await new Promise<void>((resolve) => onAbort(over.signal, resolve))
  } catch (error) {
    if (!over.signal.aborted) {
      ctx.log.error({ cause: describeCause(error) }, 'a stream failed')
      end({ code: 'internal', error: 'Something went wrong on our side. Connect again with Last-Event-ID.' })
    }
  } finally {
    quiet()
    for (const off of offs) off()
    if (why !== null) sink.write(Buffer.from(message('end', why)))
    sink.end()
  }
}

/** What is said to somebody whose right is over; nothing to one who is gone. */
function endOf(reason: unknown): { code: string; error: string } | null {
  return reason instanceof DomainError ? { code: reason.code, error: reason.message } : null
}
