import { expect, it } from 'vitest'
import { DESTINATIONS } from './navigation'

it('leads to each place by a key of its own, which is none that walks through the rows of a table', () => {
  const keys: string[] = DESTINATIONS.map(({ shortcut }) => shortcut)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).not.toContain('j')
  expect(keys).not.toContain('k')
})
