import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A disk that can be filled, and has room again. */
export interface SmallDisk {
  folder: string
  /** A file system of its own; false: a stand-in, where only the logs have no room (/dev/full in their place). */
  isReal: boolean
  fill(): void
  free(): void
  close(): void
}

/**
 * A small file system of its own where this user may mount one (root, in most places where tests run as root), else a
 * folder in which the files that the launcher writes without end are the one that Linux keeps full.
 * @param dataDir name of the data folder on it
 */
export function smallDisk(megabytes: number, dataDir: string): SmallDisk {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-small-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder]).status === 0
  return mounted ? real(folder) : standIn(folder, path.join(folder, dataDir, 'log'))
}

function real(folder: string): SmallDisk {
  const filler = path.join(folder, 'filler')
  return {
    folder,
    isReal: true,
    fill: () => {
      const file = openSync(filler, 'a')
      for (const bytes of [1_000_000, 4096, 1]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(bytes, 1))
        } catch {
          // No room for so many bytes more.
        }
      }
      closeSync(file)
    },
    free: () => rmSync(filler, { force: true }),
    close: () => {
      spawnSync('umount', ['--lazy', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function standIn(folder: string, logs: string): SmallDisk {
  const aside = path.join(folder, 'logs-with-room')
  return {
    folder,
    isReal: false,
    fill: () => {
      if (!existsSync('/dev/full') || existsSync(aside)) return
      renameSync(logs, aside)
      mkdirSync(logs)
      for (const name of readdirSync(aside)) symlinkSync('/dev/full', path.join(logs, name))
    },
    free: () => {
      if (!existsSync(aside)) return
      rmSync(logs, { recursive: true })
      renameSync(aside, logs)
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
