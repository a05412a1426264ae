import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isBuilt } from '../launcher/build'
import { filesOfImage } from './files'
import { layOut } from './lay-out'

const PROGRAMS = ['web', 'worker']
/** Of the 350 MB of the image, what Debian and Node leave (deploy/container/try.sh weighs it whole). */
const MOST_BYTES = 183e6

// `npm test` builds first; without a build of these sources there is nothing to lay out.
describe.runIf(isBuilt())('what a container gets', () => {
  it('holds every name that its programs import of packages, and fits', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-image-'))
    try {
      const { bytes } = layOut(await filesOfImage(), folder)
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
      for (const program of PROGRAMS) {
        const text = readFileSync(path.join(folder, '.next', `${program}.mjs`), 'utf8')
        const imports = [...text.matchAll(/^import\s[^;'"]*from\s+["'](?![./]|node:)[^"']+["']/gm)].map(
          ([statement]) => statement,
        )
        expect(imports.length, program).toBeGreaterThan(20)
        // Each in a scope of its own: a bundle's names are its own, those of these statements may come twice.
        const alone = [...new Set(imports)]
        for (const [index, statement] of alone.entries())
          writeFileSync(path.join(folder, `import-${index}.mjs`), `${statement}\n`)
        const all = alone.map((_, index) => `import './import-${index}.mjs'\n`).join('')
        writeFileSync(path.join(folder, 'imports.mjs'), all)
        const env = { ...process.env, NODE_ENV: 'production' as const }
        execFileSync(process.execPath, ['imports.mjs'], { cwd: folder, env, stdio: 'pipe', timeout: 120_000 })
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 480_000)
})
