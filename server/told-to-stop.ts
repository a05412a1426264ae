import { readFileSync } from 'node:fs'

const PARENT_POLL_MS = 500
const ONE_BURST_MS = 1000

/**
 * Calls `stop` once the process is told to end: by a signal, or, where npm started it, because npm is gone, which hands no
 * signal on when it is killed. A signal that comes a second later or more ends the process at once: Ctrl-C under npm comes
 * twice, from the terminal and from npm.
 */
export function whenToldToStop(stop: () => Promise<void>): void {
  let told: number | null = null
  const once = () => {
    const now = performance.now()
    if (told !== null && now - told > ONE_BURST_MS) process.exit(1)
    if (told !== null) return
    told = now
    void stop()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, once)
  whenStarterIsGone(() => told === null && once())
}

/**
 * Calls `gone` once npm, where it started this process, is no more: killed, it leaves its script running unseen. npm starts
 * a shell that starts us; either may be the one that is gone.
 */
export function whenStarterIsGone(gone: () => void): void {
  const family = () => `${process.ppid} ${parentOf(process.ppid)}`
  const before = family()
  if (process.env.npm_lifecycle_event === undefined || process.ppid <= 1) return
  const watch = setInterval(() => {
    if (family() === before) return
    clearInterval(watch)
    gone()
  }, PARENT_POLL_MS).unref()
}

/** Null where the system does not tell. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function parentOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? null
  } catch {
    return null
  }
}
