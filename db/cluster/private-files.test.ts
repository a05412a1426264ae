import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendPrivately, makePrivateFolder, mendModes, writePrivateFile } from './private-files'

let folder: string
const at = (...parts: string[]) => path.join(folder, ...parts)
const mode = (...parts: string[]) => statSync(at(...parts)).mode & 0o777

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-private-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('private files', () => {
  it('are their owner’s alone, whatever the umask and whatever was left there', () => {
    const before = process.umask(0)
    try {
      makePrivateFolder(at('a', 'b'))
      writeFileSync(at(`x.json.${process.pid}.new`), '', { mode: 0o666 })
      writePrivateFile(at('x.json'), 'x')
      appendPrivately(at('a', 'y.txt'), 'y')
    } finally {
      process.umask(before)
    }
    expect([mode('a'), mode('a', 'b'), mode('x.json'), mode('a', 'y.txt')]).toEqual([0o700, 0o700, 0o600, 0o600])
  })

  it('that grow beyond their limit keep the newest', () => {
    for (const letter of ['aaaa', 'bbbb', 'cccc']) appendPrivately(at('l.txt'), letter, 10)
    expect([readFileSync(at('l.txt'), 'utf8'), readFileSync(at('l.txt.1'), 'utf8')]).toEqual(['cccc', 'aaaabbbb'])
  })

  it('of an earlier version are mended, and nothing that is not ours', () => {
    chmodSync(folder, 0o711)
    mkdirSync(at('log'), { mode: 0o755 })
    mkdirSync(at('mine'), { mode: 0o755 })
    for (const file of ['log/web.log', 'master.key', 'mine/notes.txt', 'launcher.owner']) {
      writeFileSync(at(file), '')
      chmodSync(at(file), 0o644)
    }
    symlinkSync(at('mine', 'notes.txt'), at('log', 'link.log'))
    mendModes(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect([mode('log'), mode('log', 'web.log'), mode('master.key'), mode('launcher.owner')]).toEqual([
      0o700, 0o600, 0o600, 0o600,
    ])
    expect([mode('mine'), mode('mine', 'notes.txt')]).toEqual([0o755, 0o644])
    expect(existsSync(at('log', 'link.log'))).toBe(true)
  })
})
