import { describe, expect, it } from 'vitest'
import { clientAddress, settleForwardedFor } from './client-address'

describe('the caller’s address', () => {
  it.each([
    // Nobody in front: what the caller sends counts for nothing.
    [undefined, 0, '198.51.100.1'],
    ['1.2.3.4', 0, '198.51.100.1'],
    // One proxy of ours: it appended the address that called it.
    ['203.0.113.9', 1, '203.0.113.9'],
    ['1.2.3.4, 203.0.113.9', 1, '203.0.113.9'],
    // Two.
    ['1.2.3.4, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    // Fewer entries than proxies: whoever came past them.
    [undefined, 1, '198.51.100.1'],
    ['203.0.113.9', 3, '203.0.113.9'],
    // With a port, as some proxies write it; with a zone.
    ['203.0.113.9:4711', 1, '203.0.113.9'],
    ['[2001:db8::1]:4711', 1, '2001:db8::1'],
    ['[2001:db8::1]', 1, '2001:db8::1'],
    ['::ffff:203.0.113.9', 1, '203.0.113.9'],
    ['fe80::1%eth0', 1, 'fe80::1'],
    // What cannot be read says nothing: nobody shares a place with everybody else whose entry cannot be read.
    ['unknown', 1, '198.51.100.1'],
    ['_hidden', 1, '198.51.100.1'],
    ['203.0.113.9, unknown', 1, '198.51.100.1'],
    ['1', 1, '198.51.100.1'],
    ['0x7f.1', 1, '198.51.100.1'],
    [' , ', 1, '198.51.100.1'],
  ])('from %j behind %i proxies is %s', (sent, proxies, expected) => {
    expect(settleForwardedFor(sent, '198.51.100.1', proxies)).toBe(expected)
  })

  it('is read in one form, and null where there is none', () => {
    const of = (value: string) => clientAddress(new Headers({ 'x-forwarded-for': value }))
    expect(of('::ffff:203.0.113.9')).toBe('203.0.113.9')
    expect(of('2001:0DB8::1')).toBe('2001:db8::1')
    expect(of('<script>')).toBeNull()
    expect(clientAddress(new Headers())).toBeNull()
  })
})
