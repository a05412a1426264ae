import { expect, it } from 'vitest'
import { clientName } from './client-name'

it.each([
  ['curl/8.5.0', 'curl/8.5.0'],
  ['python-requests/2.31.0', 'python-requests/2.31.0'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'Mozilla/5.0'],
  ['  node  ', 'node'],
  ['', null],
  [null, null],
  ['(nothing)', null],
  ['bot\u0000\u202e/1', 'bot??/1'],
  [`a${'b'.repeat(500)}`, `a${'b'.repeat(59)}`],
])('of %j is %j', (userAgent, name) => {
  expect(clientName(userAgent)).toBe(name)
})
