import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of `/proc`, a second. */
const HERTZ = 100

/** What stands behind the name of the command in `/proc/<pid>/stat`: state, parent, … */
function stat(pid: number | string): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? null
  } catch {
    return null
  }
}

/** The postmaster of one of its server processes. */
export function postmasterOf(backend: number): number {
  return Number(stat(backend)?.[1])
}

/** Processor time of PostgreSQL and all its processes, also of those that have ended; milliseconds. Linux only. */
export function databaseMs(postmaster: number): number {
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = stat(pid)
    const own = Number(pid) === postmaster
    if (!fields || !(own || Number(fields[1]) === postmaster)) continue
    ticks += Number(fields[11]) + Number(fields[12]) + (own ? Number(fields[13]) + Number(fields[14]) : 0)
  }
  return (ticks * 1000) / HERTZ
}

/** Processor time of a process with all of its threads that live, milliseconds; others' work is not in it. Linux only. */
export function processMs(pid: number): number {
  const threads = `/proc/${pid}/task`
  const times = readdirSync(threads).map((thread) => Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]))
  return times.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6
}
