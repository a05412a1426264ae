import { expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { stopWords } from './words'

const said = (when: Parameters<typeof stopWords>[0]) => {
  const words = stopWords(when)
  return words && wordsIn('en', {})._(words)
}
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute))

it('orders that were asked before a position was known to be open do not tell that it has no stop', () => {
  expect(said({ stopped: false, askedAt: at(5), openAt: at(4) })).toBe('No stop on this position.')
  expect(said({ stopped: false, askedAt: at(3), openAt: at(4) })).toMatch(/not known/)
  expect(said({ stopped: true, askedAt: at(3), openAt: at(4) })).toBeNull()
})
