import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import lockfile from '../../package-lock.json'
import { lockfileSchema } from '../audit/lockfile'
import { noticeOf } from './make'

describe('NOTICE', () => {
  const lock = lockfileSchema.parse(lockfile)

  it('is that of the lockfile: `npm run notice` writes it', () => {
    expect(noticeOf(lock)).toBe(readFileSync('NOTICE', 'utf8'))
  })

  it('names what is shipped with version and licence, and nothing that only tests need', () => {
    const text = noticeOf(
      lockfileSchema.parse({
        lockfileVersion: 3,
        packages: {
          '': { version: '1.0.0' },
          'node_modules/b': { version: '2.0.0', license: 'MIT' },
          'node_modules/a': { version: '1.0.0', license: 'MIT' },
          'node_modules/a/node_modules/b': { version: '2.0.0', license: 'MIT' },
          'node_modules/@scope/c': { version: '3.0.0', license: 'MPL-2.0', optional: true },
          'node_modules/test-only': { version: '1.0.0', license: 'MIT', dev: true },
        },
      }),
    )
    expect(text).toMatch(/\nMIT\n {2}a 1\.0\.0\n {2}b 2\.0\.0\n\nMPL-2\.0\n {2}@scope\/c 3\.0\.0\n$/)
    expect(text).not.toContain('test-only')
  })
})
