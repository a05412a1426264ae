import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { StreamSink } from './errors'

/** What was not read so long after the end of a stream is not read any more. */
const LAST_READ_MS = 10_000

/** A stream straight on the socket. */
export function nodeSink(response: ServerResponse): StreamSink {
  const gone = new AbortController()
  if (response.destroyed) gone.abort()
  else response.once('close', () => gone.abort())
  return {
    gone: gone.signal,
    write: (bytes) => {
      if (!response.destroyed && !response.writableEnded) response.write(bytes)
    },
    waiting: () => response.writableLength,
    drained: async (signal) => {
      if (!response.writableNeedDrain) return
      await once(response, 'drain', { signal: AbortSignal.any([signal, gone.signal]) }).catch(() => {})
    },
    end: () => {
      response.end()
      setTimeout(() => response.destroy(), LAST_READ_MS).unref()
    },
  }
}

/** A stream as the body of a `Response`. */
export function webStream(write: (sink: StreamSink) => Promise<void>): ReadableStream<Uint8Array> {
  const gone = new AbortController()
  let taken = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const waiting = () => Math.max(0, -(controller.desiredSize ?? 0))
        void write({
          gone: gone.signal,
          write: (bytes) => {
            if (!gone.signal.aborted) controller.enqueue(bytes)
          },
          waiting,
          drained: (signal) =>
            new Promise((resolve) => {
              if (waiting() === 0 || signal.aborted) return resolve()
              signal.addEventListener('abort', () => resolve(), { once: true })
              taken = resolve
            }),
          end: () => {
            if (!gone.signal.aborted) controller.close()
          },
        })
      },
      pull: () => taken(),
      cancel: () => gone.abort(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  )
}
