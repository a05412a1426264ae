import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { FIGURES } from './figures'

it('names each figure once, and none that the documentation does not', () => {
  const names = FIGURES.map(({ id }) => id)
  expect(new Set(names).size).toBe(names.length)
  const documented = readFileSync('docs/figures.md', 'utf8').toLowerCase()
  for (const { id } of FIGURES)
    expect([id, documented.includes((id === 'roe' ? 'on margin' : id).split('-')[0] ?? id)]).toEqual([id, true])
})
