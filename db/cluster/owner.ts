import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { DatabaseProblem } from '../problem'
import { livingProcess } from './processes'

/** `ending`: it is stopping, and who comes next does well to wait. */
const ownerSchema = z.object({ pid: z.number().int(), started: z.string(), ending: z.boolean().optional() })

/**
 * Claims a data folder for this process, so that a second start in the same folder does not stop the first one's
 * database. A claim whose process is gone (killed, machine restarted) counts for nothing.
 * @throws DatabaseProblem where a living process holds it
 */
export function claimFolder(file: string, folder: string): () => void {
  for (let attempt = 0; attempt < 3; attempt++) {
    const holder = readOwner(file)
    if (holder && holder.pid !== process.pid && livingProcess(holder.pid)?.started === holder.started) {
      throw new DatabaseProblem(
        `${folder} is in use by another Ballast (process ${holder.pid}); stop it, or set DATA_DIR to another folder.`,
      )
    }
    rmSync(file, { force: true })
    try {
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, JSON.stringify(ourselves()))
      closeSync(handle)
      return () => rmSync(file, { force: true })
    } catch (error) {
      // Somebody was quicker: look who.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  throw new DatabaseProblem(`${folder} is being started by another Ballast; set DATA_DIR to another folder.`)
}

function ourselves(): z.infer<typeof ownerSchema> {
  return { pid: process.pid, started: livingProcess(process.pid)?.started ?? '' }
}

/** Says in one's own claim that one is stopping. */
export function markEnding(file: string): void {
  if (readOwner(file)?.pid !== process.pid) return
  writeFileSync(`${file}.new`, JSON.stringify({ ...ourselves(), ending: true }), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The process that holds the claim and is stopping; null where nobody holds it, or somebody who stays. */
export function endingHolder(file: string): number | null {
  const holder = readOwner(file)
  return holder?.ending && livingProcess(holder.pid)?.started === holder.started ? holder.pid : null
}

function readOwner(file: string): z.infer<typeof ownerSchema> | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** True where the process that claimed the folder lives. */
export function isClaimed(file: string): boolean {
  const holder = readOwner(file)
  return holder !== null && livingProcess(holder.pid)?.started === holder.started
}
