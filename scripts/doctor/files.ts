import { accessSync, constants, existsSync, lstatSync, readdirSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { isOpenToOthers } from '@/server/settings/secrets'
import type { Finding } from './finding'

/** In DATA_DIR, and worth something to whoever reads it. */
const SECRET = /^(ballast\.env|master\.key|secrets\.json|postgres\.json|letters\.txt)/
const FAULT_BYTES = 256e6
const WARNING_BYTES = 2e9

/** Who may read what is kept, and whether this user can. @param others files that hold secrets and lie elsewhere */
export function lookAtRights(dataDir: string, others: readonly string[]): Finding[] {
  const about = 'file rights'
  if (!existsSync(dataDir)) return [{ about, level: 'unseen', said: `${dataDir} is not there: the first start makes it` }]
  if (!lstatSync(dataDir).isDirectory()) {
    return [{ about, level: 'fault', said: `DATA_DIR ${dataDir} is no folder`, todo: 'name a folder that is for Ballast alone' }]
  }
  const may = (place: string, what: number) => {
    try {
      accessSync(place, what)
      return true
    } catch {
      return false
    }
  }
  if (!may(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)) {
    const said = `this user may not read and write in ${dataDir}`
    return [
      { about, level: 'fault', said, todo: 'start Ballast as the user whom it belongs to, or give it to this one (chown -R)' },
    ]
  }
  const kept = readdirSync(dataDir)
    .filter((name) => SECRET.test(name))
    .map((name) => path.join(dataDir, name))
  const secrets = [...new Set([...kept, ...others.map((file) => path.resolve(file))])]
  const closed = secrets.filter((file) => !may(file, constants.R_OK))
  const open = secrets.filter((file) => isOpenToOthers(file))
  const isEntered = process.platform !== 'win32' && (lstatSync(dataDir).mode & 0o077) !== 0
  const findings: Finding[] = [
    ...closed.map((file): Finding => {
      return {
        about,
        level: 'fault',
        said: `${file} cannot be read by this user`,
        todo: 'start Ballast as the user whom it belongs to',
      }
    }),
    ...open.map((file): Finding => {
      const todo = `chmod 600 ${file}; if somebody may have read it, what is in it should be changed`
      return { about, level: 'warning', said: `${file} can be read by other users of this machine`, todo }
    }),
    ...(isEntered
      ? [{ about, level: 'warning', said: `others may enter ${dataDir}`, todo: `chmod 700 ${dataDir}` } satisfies Finding]
      : []),
  ]
  return findings.length > 0 ? findings : [{ about, level: 'well', said: `${dataDir} is for its owner alone` }]
}

/** Whether there is room where something is kept. @param freeBytes handed in by tests */
export function lookAtSpace(places: Record<string, string>, freeBytes: (folder: string) => number = freeIn): Finding[] {
  return Object.entries(places).map(([name, place]) => {
    const about = 'space'
    let folder = place
    while (!existsSync(folder) && folder !== path.dirname(folder)) folder = path.dirname(folder)
    const free = freeBytes(folder)
    const said = `${inWords(free)} are free for ${name} (${place})`
    const todo = `make room, or let ${name} be on a larger disk`
    if (free < FAULT_BYTES) return { about, level: 'fault', said, todo }
    return free < WARNING_BYTES ? { about, level: 'warning', said, todo } : { about, level: 'well', said }
  })
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

const inWords = (bytes: number) => (bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`)
