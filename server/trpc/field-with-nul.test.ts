import { describe, expect, it } from 'vitest'
import { fieldWithNul } from './field-with-nul'

describe('a NUL character in an input', () => {
  it.each([
    [undefined, null],
    [{ symbol: 'BTC', ids: ['a', 'b'], at: new Date(0), none: null }, null],
    ['a\u0000', 'input'],
    [{ symbol: 'B\u0000' }, 'symbol'],
    [{ filter: { names: ['a', '\u0000'] } }, 'filter.names.1'],
    [{ credentials: { 'a\u0000': 1 } }, 'credentials'],
  ])('in %j is found at %j', (input, field) => {
    expect(fieldWithNul(input)).toBe(field)
  })

  it('is looked for however deep an input is', () => {
    expect(fieldWithNul(JSON.parse(`${'['.repeat(200_000)}"\\u0000"${']'.repeat(200_000)}`))).toMatch(/^0\.0\./)
  })
})
