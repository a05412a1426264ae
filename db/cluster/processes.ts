import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** What the operating system knows of a living process. */
export interface LivingProcess {
  /** Differs between two processes that got the same id one after the other; empty where the system does not tell. */
  started: string
  /** The command with its arguments; empty where it may not be read. */
  command: string
}

/** The process of that id; null where there is none, or only a zombie that nobody has waited for. */
export function livingProcess(pid: number): LivingProcess | null {
  if (!Number.isInteger(pid) || pid < 1) return null
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function fromProc(pid: number): LivingProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything, so fields are counted behind it: state is the first, start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    return { started: fields[19] ?? '', command: readCommand(pid) }
  } catch {
    return null
  }
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
