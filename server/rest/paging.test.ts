import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Created, linkToNext, pageInOrder, pageOf } from './paging'

const thing = fc.record({ id: fc.uuid(), createdAt: fc.integer({ min: 0, max: 50 }).map((ms) => new Date(ms)) })
const own = (created: Created) => created

describe('pages of a list in the order of creation', () => {
  it('hold everything that is there all the time once, whatever comes and goes between them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(thing, { selector: ({ id }) => id, maxLength: 30 }),
        fc.uniqueArray(thing, { selector: ({ id }) => id, maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        (staying, others, limit) => {
          const come = others.filter(({ id }) => !staying.some((known) => known.id === id))
          const seen: string[] = []
          let after: string | undefined
          for (let round = 0; ; round++) {
            const { items, next } = pageOf([...staying, ...come.slice(round % 3)], own, { after, limit })
            expect(items.length).toBeLessThanOrEqual(limit)
            seen.push(...items.map(({ id }) => id))
            if (next === null) break
            after = next
          }
          for (const { id } of staying) expect(seen.filter((known) => known === id)).toHaveLength(1)
        },
      ),
    )
  })

  it('are one with all, in order, where nothing is asked', () => {
    const all = [3, 1, 2].map((ms) => ({ id: `00000000-0000-4000-8000-00000000000${ms}`, createdAt: new Date(ms) }))
    expect(pageOf(all, own, {}).items.map(({ createdAt }) => createdAt.getTime())).toEqual([1, 2, 3])
    expect(pageOf(all, own, { limit: 3 }).next).toBeNull()
  })

  it('are named in a header that keeps the other parameters', () => {
    const url = new URL('http://localhost/api/accounts/?include_archived=true&limit=2&after=1-x')
    expect(linkToNext(url, '2-y')).toEqual({ Link: '</api/accounts/?include_archived=true&limit=2&after=2-y>; rel="next"' })
    expect(linkToNext(url, null)).toEqual({})
  })
})

describe('pages of a list in an order of its own', () => {
  const placed = fc.record({ level: fc.nat(1), at: fc.integer({ min: -20, max: 20 }), id: fc.uuid() })
  const placeOf = ({ level, at, id }: { level: number; at: number; id: string }) => [level, -at, id] as const

  it('hold what stays where it is once, in order, whatever comes and goes between them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(placed, { selector: ({ id }) => id, maxLength: 30 }),
        fc.uniqueArray(placed, { selector: ({ id }) => id, maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        (staying, others, limit) => {
          const come = others.filter(({ id }) => !staying.some((known) => known.id === id))
          const seen: { level: number; at: number; id: string }[] = []
          let after: string | undefined
          for (let round = 0; ; round++) {
            const { items, next } = pageInOrder([...staying, ...come.slice(round % 3)], placeOf, { after, limit })
            expect(items.length).toBeLessThanOrEqual(limit)
            seen.push(...items)
            if (next === null) break
            after = next
          }
          for (const { id } of staying) expect(seen.filter((known) => known.id === id)).toHaveLength(1)
          expect(seen.every((item, n) => n === 0 || (seen[n - 1]?.level ?? 0) <= item.level)).toBe(true)
        },
      ),
    )
  })

  it('are as the list comes where nothing is asked', () => {
    const all = [3, 1, 2]
    expect(pageInOrder(all, (item) => [item], {})).toEqual({ items: all, next: null })
    expect(pageInOrder(all, (item) => [item], { limit: 2 }).items).toEqual([1, 2])
  })

  it.each(['', 'made up', 'W10', Buffer.from('["1"]').toString('base64url'), Buffer.from('[1,2]').toString('base64url')])(
    'are not begun by %j',
    (after) => {
      expect(() => pageInOrder([1, 2], (item) => [item], { after, limit: 1 })).toThrow('Send `next`')
    },
  )
})
