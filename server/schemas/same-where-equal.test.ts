import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameWhereEqual } from './same-where-equal'

const at = (seconds: number) => new Date(seconds * 1000)

describe('sameWhereEqual', () => {
  it('keeps what a second answer of the same has, dates too', () => {
    const before = { rows: [{ name: 'Main', asOf: at(1), equity: null }], newest: at(1) }
    const after = { rows: [{ name: 'Main', asOf: at(1), equity: null }], newest: at(1) }
    expect(sameWhereEqual(before, after)).toBe(before)
  })

  it('keeps the rows that did not change beside one that did', () => {
    const before = [
      { name: 'Main', asOf: at(1) },
      { name: 'Hedge', asOf: at(1) },
    ]
    const after = sameWhereEqual(before, [
      { name: 'Main', asOf: at(1) },
      { name: 'Hedge', asOf: at(2) },
    ]) as typeof before
    expect(after).toEqual([
      { name: 'Main', asOf: at(1) },
      { name: 'Hedge', asOf: at(2) },
    ])
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
  })

  it('takes a name that came, went or is undefined for a change', () => {
    expect(sameWhereEqual({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 })
    expect(sameWhereEqual({ a: 1 }, { a: 1, b: undefined })).toStrictEqual({ a: 1, b: undefined })
    expect(sameWhereEqual({ a: 1, b: undefined }, { a: 1, c: undefined })).toStrictEqual({ a: 1, c: undefined })
    expect(sameWhereEqual([1, 2], [1])).toEqual([1])
    expect(sameWhereEqual([1], [1, undefined])).toEqual([1, undefined])
  })

  it('keeps dates that are none, and none beside one that is', () => {
    const none = new Date(Number.NaN)
    expect(sameWhereEqual(none, new Date(Number.NaN))).toBe(none)
    expect(sameWhereEqual(none, at(1))).toEqual(at(1))
  })

  it('takes what it does not know for changed', () => {
    const after = new Map([['a', 1]])
    expect(sameWhereEqual(new Map([['a', 1]]), after)).toBe(after)
    expect(sameWhereEqual(at(1), at(1).toISOString())).toBe(at(1).toISOString())
  })

  it('says of any two values what the second one says, and changes neither', () => {
    const value = fc.anything({ withDate: true, withMap: false, withSet: false, withNullPrototype: false, maxDepth: 3 })
    fc.assert(
      fc.property(value, value, fc.boolean(), (one, other, same) => {
        const [before, after] = [structuredClone(one), structuredClone(same ? one : other)]
        const kept = sameWhereEqual(before, after)
        expect(kept).toStrictEqual(after)
        expect(before).toStrictEqual(one)
        if (same && typeof one === 'object' && one !== null) expect(kept).toBe(before)
      }),
    )
  })
})
