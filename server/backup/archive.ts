import { pipeline, type Readable, type Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { createTarDecoder, createTarPacker } from 'modern-tar'
import { BackupProblem } from './problem'
import { fromWeb, toWeb } from './seal'

/** Of a table's rows in one entry, about: what both sides hold in memory. */
const CHUNK_BYTES = 4 * 1024 * 1024
/** zlib's: half as long as its default for a tenth more bytes. */
const GZIP_LEVEL = 4
/** What a damaged file may make of memory. */
const LARGEST_ENTRY_BYTES = 512 * 1024 * 1024
const LINE_FEED = 0x0a

/** An entry of a backup, with all its bytes. */
export interface Entry {
  name: string
  bytes: Uint8Array
}

/** `tables/<table>/<number>.copy` */
export const rowsEntry = (table: string, part: number) => `tables/${table}/${String(part).padStart(6, '0')}.copy`
/** The table that an entry holds rows of; null for another entry. */
export const tableOfEntry = (name: string) => /^tables\/(\w+)\/\d+\.copy$/.exec(name)?.[1] ?? null

/** Entries as a gzipped tar, as they come. */
export function packed(entries: AsyncIterable<Entry>, mtime: Date): Readable {
  const { readable, controller } = createTarPacker()
  const write = async () => {
    for await (const { name, bytes } of entries) {
      const writer = controller.add({ name, size: bytes.length, mode: 0o600, mtime, type: 'file' }).getWriter()
      await writer.write(bytes)
      await writer.close()
    }
    controller.finalize()
  }
  write().catch((error: unknown) => controller.error(error))
  return through(fromWeb(readable), createGzip({ level: GZIP_LEVEL }))
}

/**
 * The entries of a gzipped tar, as they come.
 * @throws BackupProblem where it is cut off, damaged, or none
 */
export async function* unpacked(source: Readable): AsyncGenerator<Entry> {
  const plain = through(source, createGunzip())
  try {
    for await (const { header, body } of each(toWeb(plain).pipeThrough(createTarDecoder({ strict: true })))) {
      if (header.size > LARGEST_ENTRY_BYTES) throw new Error(`${header.name} is larger than any entry that Ballast writes.`)
      const parts: Uint8Array[] = []
      for await (const part of each(body)) parts.push(part)
      yield { name: header.name, bytes: Buffer.concat(parts) }
    }
  } catch (cause) {
    if (cause instanceof BackupProblem) throw cause
    throw new BackupProblem('The file is damaged, cut off, or no backup of Ballast.', { cause })
  } finally {
    plain.destroy()
    source.destroy()
  }
}

/** A failure of the first reaches whoever reads the second. */
function through(source: Readable, next: Transform): Readable {
  pipeline(source, next, () => {})
  return next
}

async function* each<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader()
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** A table's rows in parts that end with a row; each part with how many are in it. */
export async function* inParts(rows: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Uint8Array; rows: number }> {
  let kept: Uint8Array[] = []
  let size = 0
  for await (const piece of rows) {
    kept.push(piece)
    size += piece.length
    if (size < CHUNK_BYTES) continue
    const whole = Buffer.concat(kept)
    const end = whole.lastIndexOf(LINE_FEED) + 1
    if (end === 0) continue
    kept = [whole.subarray(end)]
    size = whole.length - end
    const bytes = whole.subarray(0, end)
    yield { bytes, rows: rowsIn(bytes) }
  }
  const bytes = Buffer.concat(kept)
  if (bytes.length > 0) yield { bytes, rows: rowsIn(bytes) }
}

/** Rows of PostgreSQL's text format: a line feed within a value is written as `\n`. */
export function rowsIn(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count++
  return count
}
