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
    'javascript:alert(1)',
    '/sign-in?from=/balances',
    '/sign-up',
    '/api/auth/signout',
  ])('goes to the overview instead of %j', (from) => {
    expect(safeReturnPath(from)).toBe('/overview')
  })
})
