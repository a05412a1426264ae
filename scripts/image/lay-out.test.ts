import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { layOut } from './lay-out'

let folder: string
const home = process.cwd()
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-image-'))
  process.chdir(folder)
})
afterEach(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})

it('copies files with their modes, and links as links, also those to folders', () => {
  mkdirSync('node_modules/@node-rs/argon2', { recursive: true })
  mkdirSync('.next/node_modules/@node-rs', { recursive: true })
  writeFileSync('node_modules/@node-rs/argon2/index.js', 'module')
  writeFileSync('start', '#!/bin/sh', { mode: 0o755 })
  symlinkSync('../../../node_modules/@node-rs/argon2', '.next/node_modules/@node-rs/argon2-1a')
  const files = ['.next/node_modules/@node-rs/argon2-1a', 'node_modules/@node-rs/argon2/index.js', 'start']
  const laid = layOut(files, 'out')
  expect(readlinkSync('out/.next/node_modules/@node-rs/argon2-1a')).toBe('../../../node_modules/@node-rs/argon2')
  expect(readFileSync('out/.next/node_modules/@node-rs/argon2-1a/index.js', 'utf8')).toBe('module')
  expect(lstatSync('out/start').mode & 0o777).toBe(0o755)
  expect(laid.files).toBe(3)
  expect(laid.largest[0]).toEqual(['.next', 37])
})
