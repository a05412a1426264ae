import { copyFileSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** What was laid, and how much of it each package or folder is, the largest first. */
export interface LaidOut {
  files: number
  bytes: number
  largest: [name: string, bytes: number][]
}

/** Copies files of the working directory into a folder, links as links. @param files by their paths in it */
export function layOut(files: Iterable<string>, out: string): LaidOut {
  const parts = new Map<string, number>()
  let [count, bytes] = [0, 0]
  for (const file of files) {
    const target = path.join(out, file)
    mkdirSync(path.dirname(target), { recursive: true })
    const entry = lstatSync(file)
    // Not by cpSync, which takes a link to a folder for the folder from Node 24 on.
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(file), target)
    else copyFileSync(file, target)
    const { size } = entry
    const part = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? file.split('/')[0] ?? file
    parts.set(part, (parts.get(part) ?? 0) + size)
    count += 1
    bytes += size
  }
  return { files: count, bytes, largest: [...parts].sort(([, one], [, other]) => other - one) }
}
