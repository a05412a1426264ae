import { DomainError } from '../errors'

/**
 * Runs `work` with a signal that ends after `ms` or with `outer`; a deadline that passed is `exchange_timeout` even if
 * `work` does not mind its signal. Errors of `work` pass through.
 */
export async function withDeadline<T>(ms: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(timedOut(ms)), ms)
  const signal = AbortSignal.any([deadline.signal, outer])
  const ended = new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  ended.catch(() => {})
  try {
    return await Promise.race([work(signal), ended])
  } finally {
    clearTimeout(timer)
  }
}

function timedOut(ms: number): DomainError {
  const seconds = Math.round(ms / 100) / 10
  return new DomainError('exchange_timeout', `The exchange did not answer within ${seconds} seconds.`)
}
