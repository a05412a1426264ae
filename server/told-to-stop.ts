const PARENT_POLL_MS = 500

/**
 * Calls `stop` once the process is told to end: by a signal, or, where npm started it, because npm is gone, which hands no
 * signal on when it is killed. A second signal ends the process at once.
 */
export function whenToldToStop(stop: () => Promise<void>): void {
  let told = false
  const once = () => {
    if (told) process.exit(1)
    told = true
    void stop()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, once)
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined || parent <= 1) return
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    if (!told) once()
  }, PARENT_POLL_MS).unref()
}
