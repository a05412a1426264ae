import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { IN_WORDS, isAllowed, type Lockfile, licenceFaults, lockfileFaults, type Manifest } from './lockfile'

const manifest: Manifest = { dependencies: { a: '1.0.0' }, devDependencies: {} }
const lock = (change: Lockfile['packages'][string] = {}): Lockfile => ({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-x', license: 'MIT', ...change },
  },
})

describe('the lockfile', () => {
  it('is right when all is pinned and nothing says where it came from', () => {
    expect(lockfileFaults(lock(), manifest)).toEqual([])
  })

  it.each([
    ['no hash', { integrity: undefined }, 'node_modules/a is not pinned by a SHA-512.'],
    ['an old hash', { integrity: 'sha1-x' }, 'node_modules/a is not pinned by a SHA-512.'],
    ['an origin', { resolved: 'https://registry.test/a.tgz' }, 'node_modules/a names where it was fetched from.'],
    ['another version', { version: '2.0.0' }, 'The lockfile has no a 1.0.0.'],
  ])('is refused with %s', (_what, change, fault) => {
    expect(lockfileFaults(lock(change), manifest)).toEqual([fault])
  })

  it('takes a bundled package by the hash of the one that holds it', () => {
    const withBundled = (holder: string | undefined): Lockfile => {
      const { packages, ...rest } = lock({ integrity: holder })
      return { ...rest, packages: { ...packages, 'node_modules/a/node_modules/b': { version: '1.0.0', inBundle: true } } }
    }
    expect(lockfileFaults(withBundled('sha512-x'), manifest)).toEqual([])
    expect(lockfileFaults(withBundled('sha1-x'), manifest)).toEqual([
      'node_modules/a is not pinned by a SHA-512.',
      'node_modules/a/node_modules/b is not pinned by a SHA-512.',
    ])
  })

  it('is refused where a platform is missing', () => {
    const { packages, ...rest } = lock({ optionalDependencies: { 'a-linux': '1.0.0', 'a-darwin': '1.0.0', 'a-win': '1.0.0' } })
    const part = { version: '1.0.0', integrity: 'sha512-x' }
    const some = { ...packages, 'node_modules/a-linux': part, 'node_modules/a/node_modules/a-win': part }
    expect(lockfileFaults({ ...rest, packages: some }, manifest)).toEqual(['a lacks its part a-darwin.'])
  })

  it('is refused with a range in the manifest, and where it belongs to another manifest', () => {
    const range: Manifest = { dependencies: { a: '^1.0.0' }, devDependencies: {} }
    expect(lockfileFaults(lock(), range)).toContain('a is wanted as ^1.0.0, not as one version.')
    const more: Manifest = { ...manifest, devDependencies: { b: '1.0.0' } }
    expect(lockfileFaults(lock(), more)).toContain('b 1.0.0 is not what the lockfile is for.')
  })
})

describe('licences', () => {
  it('are read as SPDX has them', () => {
    expect(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC'].map(isAllowed)).toEqual([true, true, true])
    expect(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED'].map(isAllowed)).toEqual([false, false, false])
  })

  it.each(Object.entries(IN_WORDS))('of %s is %s by the text in its folder', (named, licence) => {
    const folder = path.join('node_modules', named.slice(0, named.lastIndexOf(' ')))
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
    expect(named.endsWith(` ${version}`)).toBe(true)
    expect(readFileSync(path.join(folder, 'LICENSE'), 'utf8')).toMatch(
      new RegExp(
        `^${licence} License\\s[\\s\\S]*without restriction, including without limitation the rights\\sto use, copy, modify`,
      ),
    )
  })

  it('are asked of the package itself where the lockfile has none', () => {
    expect(licenceFaults(lock({ license: undefined }), () => 'ISC')).toEqual([])
    expect(licenceFaults(lock({ license: undefined }), () => undefined)).toEqual(['a names no licence.'])
    expect(licenceFaults(lock({ license: 'AGPL-3.0-only' }), () => 'MIT')).toEqual([
      'a is under AGPL-3.0-only, which is not on the list.',
    ])
  })
})
