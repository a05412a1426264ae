import { describe, expect, it } from 'vitest'
import { inAddressList } from './addresses'

describe('an address list', () => {
  it.each([
    ['203.0.113.7', ['203.0.113.7'], true],
    ['::ffff:203.0.113.7', ['203.0.113.7'], true],
    ['203.0.113.200', ['203.0.113.0/24'], true],
    ['203.0.114.1', ['203.0.113.0/24'], false],
    ['2001:db8::1', ['2001:0db8:0:0::1'], true],
    ['2001:db8:0:1::9', ['2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32'], false],
    ['203.0.113.7', ['2001:db8::/32', '10.0.0.0/8'], false],
    ['unknown', ['0.0.0.0/0'], false],
    ['203.0.113.7', [], false],
    ['203.0.113.7', ['nonsense', '1.2.3.4/99'], false],
  ])('%s in %j: %s', (address, list, expected) => {
    expect(inAddressList(address, list)).toBe(expected)
  })
})
