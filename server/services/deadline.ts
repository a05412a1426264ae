import { DomainError } from '../errors'
import { sentence } from '../language/sentence'
import { onAbort, orAborted } from '../on-abort'

/**
 * Runs `work` with a signal that ends after `ms` or with `outer`. A deadline that passed is `exchange_timeout` even if
 * `work` does not mind its signal; errors of `work` pass through. (No `AbortSignal.any`: with a signal that lives as
 * long as the process it would hold on to every one made from it.)
 */
export async function withDeadline<T>(ms: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  outer.throwIfAborted()
  const inner = new AbortController()
  const timer = setTimeout(() => inner.abort(timedOut(ms)), ms)
  const off = onAbort(outer, () => inner.abort(outer.reason))
  try {
    return await orAborted(work(inner.signal), inner.signal)
  } finally {
    clearTimeout(timer)
    off()
  }
}

function timedOut(ms: number): DomainError {
  const seconds = Math.round(ms / 100) / 10
  return new DomainError('exchange_timeout', sentence`The exchange did not answer within ${seconds} seconds.`)
}
