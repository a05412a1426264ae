import { describe, expect, it } from 'vitest'
import type { Rule } from './rule'
import { asSeen, seenKey, togetherOn } from './watched-rule'

const total: Rule = { kind: 'equity_level', warn: '1', urgent: null, of: 'total', accounts: null, passes: 'below' }
const hedge: Rule = { kind: 'hedge', warn: '0.1', urgent: null, coin: null }

describe('a rule of somebody who sees some accounts', () => {
  it('is over theirs where it is over all, and over those of its own that they may see', () => {
    expect(asSeen('r', total, ['a', 'b']).rule).toEqual({ ...total, accounts: ['a', 'b'] })
    expect(asSeen('r', { ...total, accounts: ['b', 'c'] }, ['a', 'b']).rule).toEqual({ ...total, accounts: ['b'] })
    expect(asSeen('r', { ...total, accounts: ['c'] }, ['a', 'b']).rule).toEqual({ ...total, accounts: [] })
    // Over none, where they see none: never over all.
    expect(asSeen('r', total, []).rule).toEqual({ ...total, accounts: [] })
  })

  it('is as it is where they see all', () => {
    expect(asSeen('r', total, null)).toEqual({ id: 'r', rule: total, seen: null })
  })

  it('looks at theirs together, also where the kind of rule names no accounts', () => {
    expect(togetherOn(asSeen('r', hedge, ['a']))).toEqual(['a'])
    expect(togetherOn(asSeen('r', hedge, null))).toBeNull()
    expect(togetherOn(asSeen('r', total, []))).toEqual([])
    expect(togetherOn(asSeen('r', { ...total, accounts: ['b'] }, null))).toEqual(['b'])
  })

  it('sees the same in whichever order it is said', () => {
    expect(seenKey(['b', 'a'])).toBe(seenKey(['a', 'b']))
    expect(seenKey(null)).not.toBe(seenKey([]))
  })
})
