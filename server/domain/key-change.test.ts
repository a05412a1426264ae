import { describe, expect, it } from 'vitest'
import { expiryCameNear, nextKeyChange, readKeyChange } from './key-change'

const T1 = new Date('2026-01-01T00:00:00Z')
const T2 = new Date('2026-01-02T00:00:00Z')

describe('nextKeyChange', () => {
  it('is none while a key may do the same, or the exchange did not tell', () => {
    expect(nextKeyChange(null, ['read'], ['read'], T1)).toEqual({ change: null, isNew: false })
    expect(nextKeyChange(null, null, ['read', 'withdraw'], T1)).toEqual({ change: null, isNew: false })
    expect(nextKeyChange(null, ['read'], null, T1)).toEqual({ change: null, isNew: false })
  })

  it('names what came and what went, and stays until it is taken back', () => {
    const first = nextKeyChange(null, ['read', 'trade'], ['read', 'withdraw'], T1)
    expect(first).toEqual({ change: { at: T1, gained: ['withdraw'], lost: ['trade'] }, isNew: true })
    const same = nextKeyChange(first.change, ['read', 'withdraw'], ['read', 'withdraw'], T2)
    expect(same).toEqual({ change: first.change, isNew: false })
    const half = nextKeyChange(first.change, ['read', 'withdraw'], ['read'], T2)
    expect(half).toEqual({ change: { at: T2, gained: [], lost: ['trade'] }, isNew: true })
    expect(nextKeyChange(half.change, ['read'], ['read', 'trade'], T2)).toEqual({ change: null, isNew: true })
  })

  it('is read from the database as it was written, and from nonsense as none', () => {
    const change = { at: T1, gained: ['withdraw' as const], lost: [] }
    expect(readKeyChange(JSON.parse(JSON.stringify(change)))).toEqual(change)
    expect([readKeyChange(null), readKeyChange({ gained: ['fly'] })]).toEqual([null, null])
  })
})

describe('expiryCameNear', () => {
  const end = new Date('2026-02-01T00:00:00Z')
  const day = (n: number) => new Date(end.getTime() - n * 86_400_000)

  it('is true once, at the first look within two weeks of the end', () => {
    expect(expiryCameNear(end, day(17), day(16))).toBe(false)
    expect(expiryCameNear(end, day(15), day(14))).toBe(true)
    expect(expiryCameNear(end, day(14), day(13))).toBe(false)
    expect(expiryCameNear(null, day(15), day(14))).toBe(false)
  })
})
