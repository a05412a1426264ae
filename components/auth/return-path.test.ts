import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeReturnPath } from './return-path'

describe('safeReturnPath', () => {
  it.each([
    ['/balances', '/balances'],
    ['/balances?group=coin', '/balances?group=coin'],
    ['/accounts/1#x', '/accounts/1'],
  ])('keeps a path of this site: %s', (from, expected) => {
    expect(safeReturnPath(from)).toBe(expected)
  })

  it.each([
    undefined,
    null,
    '',
    'overview',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n//evil.example',
    '/.//evil.example/x',
    '/..//evil.example/x',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/.%2E//evil.example',
    '/./\t/evil.example',
    '/.\\/evil.example',
    '/.//evil.example:80',
    'http://self.invalid//evil.example',
    'http://self.invalid@evil.example/',
    'http://a:b@self.invalid/',
    '/sign-in/.//evil.example',
    'javascript:alert(1)',
    '/sign-in?from=/balances',
    '/sign-up',
    '/api/auth/signout',
  ])('goes to the overview instead of %j', (from) => {
    expect(safeReturnPath(from)).toBe('/overview')
  })

  it('leads nowhere else as browsers read it, whatever was sent', () => {
    const piece = fc.constantFrom(
      '/',
      '//',
      '.',
      '..',
      '\\',
      '\t',
      '\n',
      '%2e',
      '%2f',
      '%5c',
      '@',
      ':',
      '?',
      '#',
      ' ',
      'evil.example',
      'x',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const sent of [pieces.join(''), `/${pieces.join('')}`, `/.${pieces.join('')}`]) {
          const used = new URL(safeReturnPath(sent), 'https://ballast.example/sign-in')
          expect(used.origin, JSON.stringify(sent)).toBe('https://ballast.example')
        }
      }),
      { numRuns: 2000, seed: 4711 },
    )
  })
})
