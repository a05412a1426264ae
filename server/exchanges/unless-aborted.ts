/** Waits for shared work without owning it: an aborted caller leaves with the signal's reason, the work goes on for the others. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // A failure that nobody waits for any more must not end the process.
  work.catch(() => undefined)
  signal.throwIfAborted()
  let leave: (() => void) | undefined
  const gone = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([work, gone])
  } finally {
    if (leave) signal.removeEventListener('abort', leave)
  }
}
