import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LogFile } from './log-file'

let folder: string
const file = () => path.join(folder, 'web.log')
const textOf = (name: string) => readFileSync(path.join(folder, name), 'utf8')

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a log', () => {
  it('is its owner’s alone, and keeps no more than its limits', () => {
    const log = new LogFile(file(), { bytes: 10, kept: 2 })
    for (const line of ['one\n', 'two\n', 'three\n', 'four\n', 'five\n', 'sixsix\n']) log.write(line)
    expect(readdirSync(folder).sort()).toEqual(['web.log', 'web.log.1', 'web.log.2'])
    expect(['web.log', 'web.log.1', 'web.log.2'].map(textOf)).toEqual(['sixsix\n', 'four\nfive\n', 'three\n'])
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600)
    expect(log.tail(1)).toBe('sixsix')
  })

  it('goes on from what an earlier start left', () => {
    new LogFile(file()).write('before\n')
    const log = new LogFile(file())
    log.write('after\n')
    expect(log.tail(5)).toBe('before\nafter')
  })

  it('loses what cannot be written, says how much once there is room, and throws nothing', () => {
    // /dev/full is a file whose disk is full: every write to it ends with ENOSPC. Where there is none a folder refuses too.
    if (existsSync('/dev/full')) symlinkSync('/dev/full', file())
    else mkdirSync(file())
    const log = new LogFile(file())
    log.write('lost one\n')
    log.write('lost two\n')
    rmSync(file(), { recursive: true })
    log.write('there is room\n')
    log.write('and on\n')
    expect(textOf('web.log')).toBe('[18 bytes were lost while nothing could be written here]\nthere is room\nand on\n')
  })

  it('throws nothing where its folder is gone', () => {
    const log = new LogFile(path.join(folder, 'gone', 'web.log'))
    expect(() => log.write('lost\n')).not.toThrow()
    expect(log.tail(1)).toBe('')
  })
})
