import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { noteBaseUrls, notedBaseUrls } from './base-urls'

const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-base-urls-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('tells commands where the exchanges of the running start are, and forgets those of the one before', () => {
  const simulated = JSON.stringify({ '*': 'http://127.0.0.1:4100' })
  expect(notedBaseUrls(folder)).toBeUndefined()
  noteBaseUrls(folder, simulated)
  expect(notedBaseUrls(folder)).toBe(simulated)
  noteBaseUrls(folder, undefined)
  expect(notedBaseUrls(folder)).toBeUndefined()
})
