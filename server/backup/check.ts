import { rowsIn, tableOfEntry, unpacked } from './archive'
import { type End, type Manifest, parseEnd, parseManifest, requireCounts } from './manifest'
import { BackupProblem } from './problem'
import { unseal } from './seal'

/** A backup that is read: its list of contents, its master keys if they are in it, and then its rows. */
export interface OpenBackup {
  manifest: Manifest
  /** Text of a master key file; null where the keys are apart. */
  masterKeys: string | null
  /** All rows, counted while they are read. Throws at the end where others are there than the list says. */
  chunks: AsyncGenerator<{ table: string; rows: Uint8Array }>
}

export const MANIFEST_ENTRY = 'manifest.json'
export const KEYS_ENTRY = 'master.key'
export const END_ENTRY = 'end.json'

/** @throws BackupProblem where it is no backup, damaged, a newer version's, or asks for another passphrase */
export async function openBackup(file: string, passphrase: string | null): Promise<OpenBackup> {
  const entries = unpacked(await unseal(file, passphrase))
  const text = ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).toString('utf8')
  const first = await entries.next()
  if (first.done || first.value.name !== MANIFEST_ENTRY) throw new BackupProblem('The file is no backup of Ballast.')
  const manifest = parseManifest(text(first.value))
  let masterKeys: string | null = null
  if (manifest.masterKey === 'included') {
    const second = await entries.next()
    if (second.done || second.value.name !== KEYS_ENTRY) throw new BackupProblem('The file lacks the master keys that it lists.')
    masterKeys = text(second.value)
  }
  return { manifest, masterKeys, chunks: counted(entries, manifest) }
}

async function* counted(entries: ReturnType<typeof unpacked>, manifest: Manifest): OpenBackup['chunks'] {
  const counts = new Map<string, number>()
  let end: End | null = null
  for await (const { name, bytes } of entries) {
    const table = tableOfEntry(name)
    if (table !== null) {
      counts.set(table, (counts.get(table) ?? 0) + rowsIn(bytes))
      yield { table, rows: bytes }
    } else if (name === END_ENTRY) end = parseEnd(Buffer.from(bytes).toString('utf8'))
  }
  if (end === null) throw new BackupProblem('The file is cut off: its end is missing.')
  requireCounts(manifest, counts, 'in the file')
}

/**
 * Reads a backup from its first byte to its last and counts what it holds.
 * @throws BackupProblem where that is not what its list says
 */
export async function checkBackup(file: string, passphrase: string | null): Promise<Manifest> {
  const { manifest, chunks } = await openBackup(file, passphrase)
  for await (const _ of chunks);
  return manifest
}
