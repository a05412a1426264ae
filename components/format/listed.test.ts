import { expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { listedWords } from './listed'

const english = wordsIn('en', {})

it('names the first and counts the rest, also of those that are not in the list', () => {
  expect(listedWords([], english)).toBe('')
  expect(listedWords(['A', 'B', 'C'], english)).toBe('A, B, C')
  expect(listedWords(['A', 'B', 'C', 'D', 'E'], english)).toBe('A, B, C and 2 more')
  expect(listedWords(['A', 'B'], english, 5)).toBe('A, B and 3 more')
  expect(listedWords(['A', 'B', 'C'], english, 4, 2)).toBe('A, B and 2 more')
})
