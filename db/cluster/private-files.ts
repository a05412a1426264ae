import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

/** What is kept is its owner's alone, whoever that is and whatever the umask. */
const FOLDER_MODE = 0o700
export const FILE_MODE = 0o600

/** Makes a folder with all above it that is missing; level by level, for Node's own recursive way never ends below /proc. */
export function makePrivateFolder(folder: string): void {
  if (existsSync(folder)) return
  makePrivateFolder(path.dirname(folder))
  mkdirSync(folder, { mode: FOLDER_MODE })
}

/** Puts a file in place in one step: a write that is cut off leaves the old one. */
export function writePrivateFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, text, { mode: FILE_MODE })
  // A draft that an earlier write left keeps its mode otherwise.
  chmodSync(draft, FILE_MODE)
  renameSync(draft, file)
}

/**
 * Appends to a file that is its owner's alone. Beyond `limit` bytes it becomes the older half, FILE.1, in the place of the
 * one before.
 */
export function appendPrivately(file: string, text: string, limit = 1_000_000): void {
  makePrivateFolder(path.dirname(file))
  if (existsSync(file) && statSync(file).size + Buffer.byteLength(text) > limit) renameSync(file, `${file}.1`)
  appendFileSync(file, text, { mode: FILE_MODE })
}

/** What Ballast keeps directly in its data folder; `postgres` is held to its own mode by the server itself. */
const KEPT =
  /^(?:log|backups|exchange-base-urls\.json)$|^(?:letters\.txt|master\.key|secrets\.json|postgres\.json|processes\.json)|.\.owner/

/**
 * Takes from everybody else what an earlier version, another umask or a copy gave them: the data folder and what Ballast
 * keeps in it, links not followed, nothing of others touched.
 */
export function mendModes(dataDir: string): void {
  mend(dataDir)
  for (const name of readdirSync(dataDir)) if (KEPT.test(name)) mendAll(path.join(dataDir, name))
}

function mendAll(place: string): void {
  if (!mend(place)) return
  for (const name of readdirSync(place)) mendAll(path.join(place, name))
}

/** @returns whether it is a folder */
function mend(place: string): boolean {
  const state = lstatSync(place)
  const isFolder = state.isDirectory()
  if (!isFolder && !state.isFile()) return false
  if ((state.mode & 0o077) !== 0) chmodSync(place, isFolder ? FOLDER_MODE : FILE_MODE)
  return isFolder
}
