import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, it } from 'vitest'
import { compileText } from './compile'
import { wordsIn } from './words-in'

describe('compileText', () => {
  it.each([
    'Overview',
    'It’s {name}',
    "It's {name}'s turn",
    "''{name}''",
    "'{name}' is meant as it stands",
    '{count, plural, one {# account} other {# accounts}}',
    '{count, plural, =0 {none} one {# account of {name}} other {# accounts of {name}}} in <0>all</0>.',
    '{side, select, long {Long} short {Short} other {{side}}}',
    '{a}{b} and {0}',
    '# is no number here, {n}',
    '{n, plural, one {a {m, plural, one {# b} other {# bs}}} other {#}}',
    'Go to <0>Settings</0>, then <1>{place}</1>',
  ])('reads “%s” as the library does', (text) => {
    expect(compileText(text)).toEqual(compileMessage(text))
  })

  it('fills in, and chooses by the language', () => {
    const text = { id: 'x', message: '{n, plural, one {# Konto} other {# Konten}} bei {name}' }
    expect(wordsIn('de', {})._({ ...text, values: { n: 1, name: 'OKX' } })).toBe('1 Konto bei OKX')
    expect(wordsIn('de', {})._({ ...text, values: { n: 2, name: 'OKX' } })).toBe('2 Konten bei OKX')
  })
})
