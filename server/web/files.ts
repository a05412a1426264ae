import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { accepts } from './accepts'
import type { Door } from './door'

/** Where the framework has its pages look for their files. */
const PREFIX = '/_next/static/'
const PACKED = '.br'
const TYPES: Record<string, string> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.json': 'application/json; charset=UTF-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=UTF-8',
}

/**
 * Sends files of the pages as they were packed when they were built (`scripts/launcher/pack.ts`). Whoever takes no such
 * packing, and what is not packed, is left to the framework. A file's name changes with its content.
 * @param folder the build's static files; what is in it now is all that is ever sent
 */
export function packedFiles(folder: string): Door {
  const files = new Map<string, { file: string; type: string }>()
  for (const entry of listed(folder)) {
    const type = TYPES[path.extname(entry.name.slice(0, -PACKED.length))]
    if (!entry.isFile() || !entry.name.endsWith(PACKED) || type === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    const address = path.relative(folder, file).slice(0, -PACKED.length).split(path.sep).join('/')
    files.set(PREFIX + address, { file, type })
  }
  const read = new Map<string, Promise<Buffer>>()
  return async ({ method, url = '', headers }, response) => {
    if ((method !== 'GET' && method !== 'HEAD') || !url.startsWith(PREFIX)) return false
    const found = files.get(url.split('?', 1)[0] ?? '')
    if (!found || !accepts(headers, 'br')) return false
    const content = read.get(found.file) ?? readFile(found.file)
    read.set(found.file, content)
    const body = await content.catch(() => null)
    if (body === null) {
      // Built anew beneath us: the framework has its own words for that.
      read.delete(found.file)
      return false
    }
    response.writeHead(200, {
      'Content-Type': found.type,
      'Content-Encoding': 'br',
      'Content-Length': body.length,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    })
    response.end(method === 'HEAD' ? undefined : body)
    return true
  }
}

function listed(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch {
    return []
  }
}
