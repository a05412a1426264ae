/** Who waits for a signal, behind the one listener that it has. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls `listener` when the signal is aborted, at once if it was; gives back what takes it off again. However many wait
 * for a signal (each call of each account that a request reads), it carries one listener: Node warns of more than ten.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener()
    return () => {}
  }
  let listeners = waiting.get(signal)
  if (!listeners) {
    listeners = new Set()
    waiting.set(signal, listeners)
    signal.addEventListener('abort', callAll, { once: true })
  }
  const known = listeners
  const entry = () => listener()
  known.add(entry)
  return () => {
    if (!known.delete(entry) || known.size > 0 || waiting.get(signal) !== known) return
    waiting.delete(signal)
    signal.removeEventListener('abort', callAll)
  }
}

function callAll(this: AbortSignal): void {
  const listeners = waiting.get(this)
  waiting.delete(this)
  for (const listener of listeners ?? []) listener()
}

/**
 * The promise, or the signal's reason as soon as it is aborted: shared work goes on for the others, and its failure ends
 * no process when nobody waits for it any more.
 */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const off = onAbort(signal, () => reject(signal.reason))
    promise.then(resolve, reject).finally(off)
  })
}
