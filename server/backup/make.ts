import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type BackupSource, openBackupSource } from '@/db/backup/source'
import { DatabaseProblem } from '@/db/problem'
import { type Entry, inParts, packed, rowsEntry } from './archive'
import { checkBackup, END_ENTRY, KEYS_ENTRY, MANIFEST_ENTRY } from './check'
import { FORMAT, type Manifest, requireCounts } from './manifest'
import { BackupProblem } from './problem'
import { seal } from './seal'

export interface BackupOptions {
  /** Of the database. */
  url: string
  /** The file that is made; there must be none. */
  out: string
  /** Encrypts the file; null: it is not encrypted. */
  passphrase: string | null
  /** Text of a master key file that goes into the backup; null: the keys stay apart. */
  masterKeys: string | null
}

export interface BackupOutcome {
  manifest: Manifest
  bytes: number
}

/**
 * Makes one file of the whole database as it is at one moment, while Ballast runs, reads it again and counts what it holds.
 * Nothing stands under the name that was asked for before all of that went well. In memory is never more than a few parts.
 * @throws BackupProblem | DatabaseProblem in one sentence
 */
export async function makeBackup({ url, out, passphrase, masterKeys }: BackupOptions): Promise<BackupOutcome> {
  if (masterKeys !== null && passphrase === null)
    throw new BackupProblem(
      'With the master key in it the file opens every credential: it is made with a passphrase only. Give one, or keep the key apart.',
    )
  if (existsSync(out)) throw new BackupProblem(`${out} is there already: choose another name.`)
  const draft = `${out}.${process.pid}.part`
  const source = await openBackupSource(url)
  try {
    const manifest = manifestOf(source, masterKeys !== null)
    const plain = packed(entries(source, manifest, masterKeys), source.takenAt)
    const file = createWriteStream(draft, { flags: 'wx', mode: 0o600 })
    await pipeline(passphrase === null ? plain : await seal(plain, passphrase), file)
    await source.close()
    await toDisk(draft)
    const { tables } = await checkBackup(draft, passphrase)
    requireCounts(manifest, new Map(tables.map(({ name, rows }) => [name, rows])), 'in the list of the file')
    const { size } = await stat(draft)
    if (existsSync(out)) throw new BackupProblem(`${out} is there already: choose another name.`)
    await rename(draft, out)
    return { manifest, bytes: size }
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw asBackupProblem(error, out)
  } finally {
    await source.close().catch(() => {})
  }
}

function manifestOf(source: BackupSource, included: boolean): Manifest {
  const { takenAt, server, migrations, tables, sequences, masterKeyIds } = source
  return {
    product: 'ballast',
    format: FORMAT,
    takenAt: takenAt.toISOString(),
    ...{ server, migrations, tables, sequences, masterKeyIds },
    masterKey: included ? 'included' : 'apart',
  }
}

async function* entries(source: BackupSource, manifest: Manifest, masterKeys: string | null): AsyncGenerator<Entry> {
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
  yield { name: MANIFEST_ENTRY, bytes: json(manifest) }
  if (masterKeys !== null) yield { name: KEYS_ENTRY, bytes: Buffer.from(masterKeys) }
  const written = new Map<string, number>()
  for (const table of source.tables) {
    let part = 0
    for await (const { bytes, rows } of inParts(source.rows(table))) {
      written.set(table.name, (written.get(table.name) ?? 0) + rows)
      yield { name: rowsEntry(table.name, part++), bytes }
    }
  }
  requireCounts(manifest, written, 'what the database gave')
  yield { name: END_ENTRY, bytes: json({ tables: source.tables.map(({ name, rows }) => ({ name, rows })) }) }
}

/** Bytes that a crash would lose are no backup. */
async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const DISK: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'this user may not write there',
  EROFS: 'the disk is read-only',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'its folder is a file',
}

function asBackupProblem(error: unknown, out: string): unknown {
  if (error instanceof BackupProblem || error instanceof DatabaseProblem) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const why = DISK[code]
  return why ? new BackupProblem(`${path.resolve(out)} cannot be written: ${why}.`, { cause: error }) : error
}
