import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type KeyRing, LocalMasterKeys, MasterKeyProblem, parseKeyRing } from './master-keys'

const HEADER =
  '# Master keys of Ballast, the current one first. Whoever has them and the database has all credentials; without them nobody has.\n'

export interface MasterKeySource {
  MASTER_KEY?: string
  MASTER_KEY_FILE?: string
  DATA_DIR: string
}

/** The file that holds the master keys; null where the environment holds them itself. */
export function masterKeyFile(source: MasterKeySource): string | null {
  if (source.MASTER_KEY !== undefined) return null
  return path.resolve(/* turbopackIgnore: true */ source.MASTER_KEY_FILE ?? path.join(source.DATA_DIR, 'master.key'))
}

/**
 * Master keys from MASTER_KEY, MASTER_KEY_FILE or DATA_DIR/master.key; the last is made, readable by its owner only, at
 * the first start.
 * @throws MasterKeyProblem naming where the keys should be
 */
export function openMasterKeys(source: MasterKeySource): LocalMasterKeys {
  const { MASTER_KEY } = source
  if (MASTER_KEY !== undefined) {
    const ring = parseKeyRing(MASTER_KEY, 'MASTER_KEY')
    return new LocalMasterKeys(() => ring)
  }
  const file = masterKeyFile(source) ?? ''
  if (source.MASTER_KEY_FILE === undefined) makeKeyFile(file)
  return new LocalMasterKeys(() => readKeyFile(file))
}

/**
 * Whether the keys that are given can be read, before anything is started; a default file that is yet to be made counts
 * for nothing.
 * @throws MasterKeyProblem
 */
export function checkMasterKeys(source: MasterKeySource): void {
  const file = masterKeyFile(source)
  if (file === null || source.MASTER_KEY_FILE !== undefined || existsSync(file)) openMasterKeys(source)
}

function readKeyFile(file: string): KeyRing {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new MasterKeyProblem(`The master key file ${file} cannot be read.`)
  }
  return parseKeyRing(text, file)
}

/** Makes a file with one new key unless there is one; of two processes at once both use the same. */
function makeKeyFile(file: string): void {
  if (existsSync(file)) return
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, `${HEADER}${newKey()}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Puts a new key in front of those in the file, in one step, so that a reader sees the old file or the new one. */
export function addKeyToFile(file: string): void {
  const ring = readKeyFile(file)
  writeKeys(file, [newKey(), ...ring.map(({ key }) => key.toString('base64'))])
}

/** Leaves only the current key in the file: what older ones wrapped can never be opened again. */
export function dropOldKeys(file: string): void {
  const [current] = readKeyFile(file)
  if (current) writeKeys(file, [current.key.toString('base64')])
}

function writeKeys(file: string, keys: readonly string[]): void {
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, `${HEADER}${keys.join('\n')}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
}

function newKey(): string {
  return randomBytes(32).toString('base64')
}
