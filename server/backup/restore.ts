import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { restoreInto, stepsOf } from '@/db/backup/target'
import { type MasterKeySource, masterKeyFile } from '../vault/key-file'
import { parseKeyRing } from '../vault/master-keys'
import { openBackup } from './check'
import type { Manifest } from './manifest'
import { BackupProblem } from './problem'

export interface RestoreOptions {
  from: string
  passphrase: string | null
  /** Whether people and accounts that are in the database may be deleted. */
  replace: boolean
  /** Where this installation has its master keys. */
  keys: MasterKeySource
  /** As which the processes log in, where that is another role than the one of `url`, which owns the tables. */
  processRole?: string | undefined
}

export interface RestoreOutcome {
  manifest: Manifest
  /** Where the master keys of the file were put; null: nowhere. */
  keyFile: string | null
  /** Master keys that the restored credentials need and that are not here yet. */
  missingKeyIds: string[]
}

/**
 * What a backup needs before a database is opened for it.
 * @throws BackupProblem | DatabaseProblem where it is none, damaged at its beginning, or a newer version's
 */
export async function lookIntoBackup(from: string, passphrase: string | null): Promise<Manifest> {
  const { manifest, chunks } = await openBackup(from, passphrase)
  await chunks.return(undefined)
  stepsOf(manifest)
  return manifest
}

/**
 * Restores a backup into an empty database, all or nothing.
 * @param url of the database
 * @throws BackupProblem | DatabaseProblem in one sentence
 */
export async function restoreBackup(url: string, options: RestoreOptions): Promise<RestoreOutcome> {
  const { from, passphrase, replace, keys, processRole } = options
  const { manifest, masterKeys, chunks } = await openBackup(from, passphrase)
  const keyFile = masterKeys === null ? null : placeKeys(masterKeys, keys)
  try {
    await restoreInto(url, manifest, chunks, { replace, processRole })
  } catch (error) {
    // Keys without what they open, in a place that had none.
    if (keyFile?.made) rmSync(keyFile.file, { force: true })
    throw error
  } finally {
    await chunks.return(undefined)
  }
  const here = idsHere(keys)
  return {
    manifest,
    keyFile: keyFile?.file ?? null,
    missingKeyIds: manifest.masterKeyIds.filter((id) => !here.has(id)),
  }
}

/** @throws BackupProblem where other keys are there, which must not be lost */
function placeKeys(text: string, source: MasterKeySource): { file: string; made: boolean } | null {
  const file = masterKeyFile(source)
  const ids = parseKeyRing(text, 'The backup').map(({ id }) => id)
  const here = idsHere(source)
  if (ids.every((id) => here.has(id))) return file === null ? null : { file, made: false }
  if (file === null)
    throw new BackupProblem('The file holds other master keys than MASTER_KEY: leave MASTER_KEY unset to restore them.')
  if (existsSync(file))
    throw new BackupProblem(`The file holds other master keys than ${file}: move that file away first, and keep it.`)
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  chmodSync(`${file}.new`, 0o600)
  renameSync(`${file}.new`, file)
  return { file, made: true }
}

function idsHere(source: MasterKeySource): Set<string> {
  const file = masterKeyFile(source)
  const text = file === null ? source.MASTER_KEY : existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (text === undefined) return new Set()
  return new Set(parseKeyRing(text, file ?? 'MASTER_KEY').map(({ id }) => id))
}
