import { setMaxListeners } from 'node:events'
import { DomainError } from '../errors'

/** The promise, or the signal's reason as soon as it is aborted. Leaves no listener behind. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) {
      promise.catch(() => {})
      leave()
      return
    }
    signal.addEventListener('abort', leave, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

/**
 * Runs `work` with a signal that ends after `ms` or with `outer`. A deadline that passed is `exchange_timeout` even if
 * `work` does not mind its signal; errors of `work` pass through. (No `AbortSignal.any`: with a signal that lives as
 * long as the process it would hold on to every one made from it.)
 */
export async function withDeadline<T>(ms: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  outer.throwIfAborted()
  const inner = new AbortController()
  // Each of many calls under way listens to it.
  setMaxListeners(0, inner.signal)
  const passOn = () => inner.abort(outer.reason)
  const timer = setTimeout(() => inner.abort(timedOut(ms)), ms)
  outer.addEventListener('abort', passOn, { once: true })
  try {
    return await orAborted(work(inner.signal), inner.signal)
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', passOn)
  }
}

function timedOut(ms: number): DomainError {
  const seconds = Math.round(ms / 100) / 10
  return new DomainError('exchange_timeout', `The exchange did not answer within ${seconds} seconds.`)
}
