import { describe, expect, it } from 'vitest'
import { inAddressList, placesOf } from './addresses'

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

describe('the places of a caller', () => {
  it('are one address of IPv4, however it is written', () => {
    expect(placesOf('203.0.113.7')).toEqual([{ name: '203.0.113.7', times: 1 }])
    expect(placesOf('unknown')).toEqual([{ name: 'unknown', times: 1 }])
  })

  it('are networks of IPv6, the wider ones with more allowed: none of its 2^64 addresses is another caller', () => {
    expect(placesOf('2001:db8:1:2ab:9::1')).toEqual([
      { name: '2001:db8:1:2ab::/64', times: 1 },
      { name: '2001:db8:1:200::/56', times: 4 },
      { name: '2001:db8:1::/48', times: 16 },
    ])
    expect(placesOf('2001:db8:1:2ab:ffff::2')).toEqual(placesOf('2001:db8:1:2ab:9::1'))
  })
})
