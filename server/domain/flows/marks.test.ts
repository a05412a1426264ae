import { describe, expect, it } from 'vitest'
import { crowded, type MarkedFlow, marksOf } from './marks'

const BEGIN = new Date('2026-11-01T00:00:00Z')
const HOUR = 3_600_000
const flow = (id: string, hours: number, value: string | null, coin = 'USDT'): MarkedFlow => ({
  ...{ id, coin, value, amount: value ?? '1', accountName: 'Main', kind: 'deposit' },
  at: new Date(BEGIN.getTime() + hours * HOUR),
})

describe('marks of what came and went', () => {
  it('sum what came and what went by itself, and name coins without a value', () => {
    const [first, second, ...more] = marksOf(
      [flow('b', 0.5, '-30'), flow('a', 0.2, '100'), flow('c', 0.7, null, 'ABC'), flow('d', 5, '7')],
      BEGIN,
      HOUR,
    )
    expect(first).toMatchObject({
      in: '100',
      out: '30',
      entries: 3,
      unvalued: ['ABC'],
      from: new Date(BEGIN.getTime() + 0.2 * HOUR),
    })
    expect(first?.first.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(second).toMatchObject({ in: '7', out: '0', entries: 1, unvalued: [] })
    expect(more).toEqual([])
  })

  it('are as many as a chart can show, whatever there is, and lose nothing when they are put together', () => {
    const many = Array.from({ length: 5000 }, (_, at) => flow(String(at), at / 10, at % 2 === 0 ? '1' : '-1'))
    const marks = marksOf(many, BEGIN, (500 * HOUR) / 200)
    expect(marks.length).toBeLessThanOrEqual(200)
    const place = (at: Date) => (at.getTime() - BEGIN.getTime()) / (500 * HOUR)
    const few = crowded(marks, place, 0.05)
    expect(few.length).toBeLessThanOrEqual(20)
    expect(few.length).toBeGreaterThan(10)
    const places = few.map(({ from }) => place(from))
    for (const [at, left] of places.entries()) if (at > 0) expect(left).toBeGreaterThan(places[at - 1] ?? 1)
    for (const all of [marks, few]) {
      expect(all.reduce((sum, mark) => sum + Number(mark.in), 0)).toBe(2500)
      expect(all.reduce((sum, mark) => sum + mark.entries, 0)).toBe(5000)
      expect(all.every(({ first }) => first.length <= 3)).toBe(true)
    }
  })
})
