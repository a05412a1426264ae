import { onAbort } from '../on-abort'

/** Aborted when the process is told to end, so that open streams do not hold it up. */
const KEY = Symbol.for('ballast.shutdown')

/** One a process, whichever bundle asks: Next keeps several copies of a module. */
function controller(): AbortController {
  const holder = globalThis as typeof globalThis & { [KEY]?: AbortController }
  holder[KEY] ??= new AbortController()
  return holder[KEY]
}

export function shutdownSignal(): AbortSignal {
  return controller().signal
}

/** Ends every open stream. */
export function beginShutdown(): void {
  controller().abort(new Error('The server is stopping.'))
}

/** A signal that ends with the request or with the process. `release` lets go of both. */
export function untilShutdown(request: AbortSignal): { signal: AbortSignal; release: () => void } {
  const inner = new AbortController()
  const sources = [request, shutdownSignal()]
  const end = () => inner.abort(sources.find(({ aborted }) => aborted)?.reason)
  // Every stream waits for the same end of the process.
  const offs = sources.map((source) => onAbort(source, end))
  return {
    signal: inner.signal,
    release: () => {
      for (const off of offs) off()
    },
  }
}
