import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBinaries, linkLibraries } from './binaries'

describe('PostgreSQL’s programs', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'ballast-binaries-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('are found where npm put them', () => {
    const { initdb, pgCtl } = findBinaries()
    expect([existsSync(initdb), existsSync(pgCtl)]).toEqual([true, true])
  })

  it('get the links of their libraries where the install script did not run', () => {
    const library = path.join(root, 'native', 'lib')
    mkdirSync(library, { recursive: true })
    writeFileSync(path.join(library, 'libpq.so.5.18'), 'library')
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    writeFileSync(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links))
    linkLibraries(root)
    linkLibraries(root)
    expect(readlinkSync(path.join(library, 'libpq.so.5'))).toBe('libpq.so.5.18')
    expect(readFileSync(path.join(library, 'libpq.so.5'), 'utf8')).toBe('library')
  })
})
