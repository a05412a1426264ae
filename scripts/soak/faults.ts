import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { processesOf } from '../launcher/processes'
import type { SoakProxy } from './proxy'

/** Something that goes wrong during a soak, and is put right. */
export interface Fault {
  name: string
  /** When it begins, as a part of the whole. */
  at: number
  /** Seconds until it is over; what the product then needs is measured. */
  seconds: number
  begin(): void | Promise<void>
  end(): void
}

const FULL = 'fills-the-disk'
const MINUTE_MS = 60_000

/** A small disk of its own for the data folder, which can be filled; false where this user may make none. */
export function mountSmallDisk(folder: string, megabytes: number): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'ballast-soak', folder]).status === 0
}

export function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder])
}

/** The faults of a soak, in their order. @param canFill the data folder is a disk of its own */
export function faultsOf(options: {
  dataDir: string
  proxy: SoakProxy
  clockFile: string
  canFill: boolean
  /** Of the whole soak. */
  seconds: number
}): Fault[] {
  const { dataDir, proxy, clockFile, canFill, seconds } = options
  const signal = (name: string, kind: NodeJS.Signals) => {
    const pid = processesOf(dataDir).get(name)
    if (pid !== undefined) process.kill(pid, kind)
  }
  const none = () => {}
  const clock = (ms: number) => writeFileSync(clockFile, String(ms))
  const full = path.join(dataDir, FULL)
  return [
    { name: 'database killed', at: 0.12, seconds: 1, begin: () => signal('postgres', 'SIGKILL'), end: none },
    {
      name: 'proxy answers 502',
      at: 0.26,
      seconds: 6,
      begin: () => proxy.fail(),
      end: () => {
        proxy.failing = false
      },
    },
    { name: 'worker killed', at: 0.38, seconds: 1, begin: () => signal('worker', 'SIGKILL'), end: none },
    { name: 'clock a minute ahead', at: 0.48, seconds: 12, begin: () => clock(MINUTE_MS), end: () => clock(0) },
    { name: 'clock a minute behind', at: 0.62, seconds: 12, begin: () => clock(-MINUTE_MS), end: () => clock(0) },
    ...(canFill
      ? [
          {
            name: 'disk full',
            at: 0.74,
            // PostgreSQL goes on for a while in room that it has taken before.
            seconds: Math.max(12, Math.round(seconds * 0.05)),
            begin: async () => {
              // Again and again: what is rotated or removed meanwhile makes room.
              for (let round = 0; round < 5; round++) {
                const { bavail, bsize } = statfsSync(dataDir)
                spawnSync('sh', ['-c', `head -c ${bavail * bsize} /dev/zero >> '${full}'`])
                await pause(200)
              }
            },
            end: () => rmSync(full, { force: true }),
          },
        ]
      : []),
    {
      name: 'database does not answer',
      at: 0.86,
      seconds: 10,
      begin: () => everyPostgres(dataDir, 'STOP'),
      end: () => everyPostgres(dataDir, 'CONT'),
    },
  ]
}

/** The postmaster and all of its children, which have a process group of their own each. */
function everyPostgres(dataDir: string, kind: 'STOP' | 'CONT'): void {
  const postmaster = processesOf(dataDir).get('postgres')
  if (postmaster === undefined) return
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' }).stdout
  for (const pid of [postmaster, ...children.split('\n').map(Number)]) {
    try {
      if (pid > 0) process.kill(pid, `SIG${kind}`)
    } catch {
      // It has ended meanwhile.
    }
  }
}
