import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** What the operating system knows of a living process. */
export interface LivingProcess {
  /** Differs between two processes that got the same id one after the other; empty where the system does not tell. */
  started: string
  /** The command with its arguments; empty where it may not be read. */
  command: string
}

/**
 * The process of that id; null where there is none, or only a zombie that nobody has waited for. One whose first thread is
 * a zombie and whose others still end is living: its ports and files are not free yet.
 */
export function livingProcess(pid: number): LivingProcess | null {
  if (!Number.isInteger(pid) || pid < 1) return null
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
}

function fromProc(pid: number): LivingProcess | null {
  try {
    const started = startOf(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    return started === null ? null : { started, command: readCommand(pid) }
  } catch {
    return null
  }
}

/**
 * When a process was started, by its line of /proc/PID/stat; null where all of it has ended.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function startOf(stat: string): string | null {
  // The name in parentheses may hold anything, so fields are counted behind it: state is the first, the number of threads
  // the 18th, the start the 20th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const threads = Number(fields[17])
  if ((fields[0] === 'Z' && !(threads > 1)) || fields[0] === 'X') return null
  return fields[19] ?? ''
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

function fromPs(pid: number): LivingProcess | null {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null
  }
  const column = (name: string) => {
    try {
      return execFileSync('ps', ['-o', `${name}=`, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
    } catch {
      return ''
    }
  }
  if (column('state').startsWith('Z')) return null
  return { started: column('lstart'), command: column('command') }
}
