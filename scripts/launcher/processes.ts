import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { livingProcess } from '@/db/cluster/processes'
import { postmasterOf } from '@/db/cluster/server'

const childrenSchema = z.array(z.object({ name: z.string(), pid: z.number() }))
const ownerSchema = z.object({ pid: z.number() })
const read = (...parts: string[]): unknown => JSON.parse(readFileSync(path.join(...parts), 'utf8'))

/** Name → process id of all that a start runs on its data folder. */
export function processesOf(dataDir: string): Map<string, number> {
  const found = new Map(childrenSchema.parse(read(dataDir, 'processes.json')).map(({ name, pid }) => [name, pid]))
  found.set('launcher', ownerSchema.parse(read(dataDir, 'launcher.owner')).pid)
  const postmaster = postmasterOf(path.join(dataDir, 'postgres'))
  if (postmaster !== null) found.set('postgres', postmaster)
  return found
}

/** The process id of one of them. @throws Error where it does not run just now: 0 would be whoever asks, and all with it */
export function pidOf(dataDir: string, name: string): number {
  const pid = processesOf(dataDir).get(name)
  if (pid === undefined) throw new Error(`${name} does not run.`)
  return pid
}

export function stillLiving(pids: Iterable<number>): number[] {
  return [...pids].filter((pid) => livingProcess(pid) !== null)
}

/** Resident memory in MiB; null where the system does not tell. */
export function memoryOf(pid: number): number | null {
  const file = `/proc/${pid}/status`
  const kib = existsSync(file) ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return kib === undefined ? null : Math.round(Number(kib) / 1024)
}
