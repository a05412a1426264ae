import { expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { tokensThatGoOn, whatBecomesOfTokens } from './token-words'

const english = wordsIn('en', {})

it.each([
  [[], null],
  [['Bot'], 'The API token “Bot” still works.'],
  [['Bot', 'Desk'], 'The API tokens “Bot” and “Desk” still work.'],
  [['a', 'b', 'c'], 'The API tokens “a”, “b” and “c” still work.'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'The API tokens “a”, “b”, “c”, “d”, “e” and 2 more still work.'],
])('says which tokens go on: %j', (names, said) => {
  expect(tokensThatGoOn(names, english)).toBe(said)
})

it('says what becomes of them as one chooses', () => {
  expect(whatBecomesOfTokens(['Bot'], false, english)).toBe('Otherwise “Bot” goes on.')
  expect(whatBecomesOfTokens(['Bot', 'Desk'], true, english)).toBe('“Bot” and “Desk” stop working at once, for good.')
})
