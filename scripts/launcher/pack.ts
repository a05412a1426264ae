import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)

/** Files that shrink; pictures and fonts are packed in themselves. */
const SHRINKS = /\.(js|css|json|svg|txt)$/
/** Smaller ones fit into one packet as they are. */
const WORTH_PACKING_BYTES = 1024

/**
 * Packs what browsers fetch as tightly as there is, once, as `NAME.br` beside each file: a seventh less than what is packed
 * while somebody waits for it, and no work then. `server/web/files.ts` sends them.
 * @param folder the pages' own files as they are built
 */
export async function packFiles(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SHRINKS.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
  await Promise.all(
    files.map(async (file) => {
      const plain = readFileSync(file)
      if (plain.length < WORTH_PACKING_BYTES) return
      const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_MAX_QUALITY } = constants
      const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: plain.length }
      writeFileSync(`${file}.br`, await compress(plain, { params }))
    }),
  )
}
