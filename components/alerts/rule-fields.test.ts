import { describe, expect, it } from 'vitest'
import { ruleSchema } from '@/server/domain/alerts/rule'
import { KINDS, keptLimit, shownLimit } from './rule-fields'

describe('limits as they are entered', () => {
  it.each([
    ['0.05', '5'],
    ['0.005', '0.5'],
    ['0.8', '80'],
    ['1', '100'],
    ['1.25', '125'],
    ['0.123456', '12.3456'],
  ])('%s is %s %%, and back', (kept, shown) => {
    expect(shownLimit(kept, 'percent')).toBe(shown)
    expect(keptLimit(shown, 'percent')).toBe(kept)
  })

  it('takes signs and commas, says what is no number, and leaves nothing entered out', () => {
    expect(keptLimit('$1,250,000.50', 'usd')).toBe('1250000.50')
    expect(keptLimit(' 12 %', 'percent')).toBe('0.12')
    expect(keptLimit('3×', 'times')).toBe('3')
    expect(keptLimit('', 'usd')).toBeNull()
    for (const text of ['abc', '-5', '1e5', '1.2.3']) expect(keptLimit(text, 'usd')).toBeUndefined()
  })

  it('knows every kind of rule once', () => {
    const kinds = ruleSchema.options.map((option) => option.shape.kind.value)
    expect(KINDS.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted())
  })
})
