import { describe, expect, it } from 'vitest'
import { isOpenToOthers } from './secrets'

const [OWN, ROOT] = [process.getuid?.() ?? -1, (process.getuid?.() ?? -1) + 1]

describe('a file of a secret', () => {
  it.each<[string, number, number, boolean]>([
    ['/etc/ballast/key', 0o100600, OWN, false],
    ['/etc/ballast/key', 0o100644, OWN, true],
    ['/etc/ballast/key', 0o100640, OWN, true],
    ['/etc/ballast/key', 0o100640, ROOT, false],
    // As Docker lays them: root's, and readable by all within the container.
    ['/run/secrets/key', 0o100444, ROOT, false],
    ['/run/secrets/ballast/key', 0o100444, OWN, false],
    ['/run/secrets/../shared/key', 0o100444, ROOT, true],
    ['/run/secrets-of-mine/key', 0o100444, ROOT, true],
  ])('%s with rights %o of user %i: open to others %s', (file, mode, uid, isOpen) => {
    expect(isOpenToOthers(file, () => ({ mode, uid }))).toBe(isOpen)
  })

  it('that is not there is open to nobody', () => {
    expect(isOpenToOthers('/no/such/file')).toBe(false)
  })
})
