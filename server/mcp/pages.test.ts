import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { READY } from './call'
import { FIRST, type Paged, pageOf, pagesOf, readCursor, writeCursor } from './pages'

const MOST = 400
const bodySchema = z.object({
  total: z.string(),
  items: z.array(z.object({ id: z.number(), rows: z.array(z.string()) })),
  rest: z.array(z.string()),
})
type Body = z.output<typeof bodySchema>

/** All pages of an answer, one after the other as an agent asks for them. */
function allPagesOf(body: unknown, paged: Paged): unknown[] {
  const pages: unknown[] = []
  let place = FIRST
  for (let turn = 0; turn < 10_000; turn++) {
    const page = pageOf(body, paged, place, MOST)
    pages.push(page.body)
    if (page.next === null) return pages
    place = readCursor(writeCursor(page.next))
  }
  throw new Error('The pages have no end.')
}

const row = fc.string({ maxLength: 60 })
const answers: fc.Arbitrary<Body> = fc.record({
  total: fc.constant('1'),
  items: fc.array(fc.record({ id: fc.nat(), rows: fc.array(row, { maxLength: 40 }) }), { maxLength: 30 }),
  rest: fc.array(row, { maxLength: 30 }),
})

describe('pages', () => {
  it('leave nothing out and tell nothing twice, each of them bounded', () => {
    fc.assert(
      fc.property(answers, (body) => {
        const pages = allPagesOf(body, { lists: ['items', 'rest'], inner: 'rows' }).map((page) => bodySchema.parse(page))
        // An item that was cut begins on one page and goes on, under the same id, on the next.
        const items: Body['items'] = []
        for (const page of pages) {
          for (const [at, item] of page.items.entries()) {
            const last = items.at(-1)
            const whole = body.items[items.length - 1]
            if (at === 0 && last && whole && last.rows.length < whole.rows.length) last.rows.push(...item.rows)
            else items.push({ id: item.id, rows: [...item.rows] })
          }
        }
        expect(items).toEqual(body.items)
        expect(pages.flatMap(({ rest }) => rest)).toEqual(body.rest)
        for (const page of pages) {
          expect(page.total).toBe('1')
          // One row alone may be a little more than what is left of a page.
          expect(JSON.stringify(page).length).toBeLessThan(MOST + 400)
        }
      }),
    )
  })

  it('of a bare list are the same, and go on where an operation has pages of its own', () => {
    const all = Array.from({ length: 100 }, (_, n) => `item ${n}`)
    expect(allPagesOf(all, { lists: null }).flat()).toEqual(all)
    const paged: Paged = { lists: ['items', 'errors'], reads: [1] }
    expect(pageOf({ items: ['a'], errors: [], next: 'there' }, paged, FIRST).next).toEqual(['there', 0, 0, 0, null])
    const last = { items: ['a'], errors: ['x'], next: null }
    const behind = ['there', 0, 0, 0, null] satisfies typeof FIRST
    expect(pageOf(last, paged, behind)).toMatchObject({ body: last, next: null })
    // What stands on every page of the operation is told with its first.
    expect(pageOf(last, { ...paged, repeated: ['errors'] }, behind)).toMatchObject({ body: { ...last, errors: [] }, next: null })
  })

  it('of an operation that is asked page by page hold each item and each error once, however many fit', async () => {
    await fc.assert(
      fc.asyncProperty(
        answers,
        fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 })),
        async ({ items, rest }, reads) => {
          const paged: Paged = { lists: ['items', 'rest'], inner: 'rows', reads }
          // Each of its pages tells the errors of its own items: as many of the rest as there are items.
          const read = async ({ after = '0', limit = '1000' }: Record<string, string>) => {
            const [from, to] = [Number(after), Number(after) + Number(limit)]
            const next = to < items.length ? String(to) : null
            const own = rest.slice(from, next === null ? undefined : to)
            return { status: 200, body: { total: '1', items: items.slice(from, to), rest: own, next } }
          }
          const told: Body = { total: '1', items: [], rest: [] }
          let place = FIRST
          for (let turn = 0; turn < 10_000; turn++) {
            const { body, next } = await pagesOf(paged, place, read, MOST)
            const page = bodySchema.parse(body)
            expect(JSON.stringify(body).length).toBeLessThan(MOST + 400)
            for (const [at, item] of page.items.entries()) {
              const last = told.items.at(-1)
              const whole = items[told.items.length - 1]
              if (at === 0 && last && whole && last.rows.length < whole.rows.length) last.rows.push(...item.rows)
              else told.items.push({ id: item.id, rows: [...item.rows] })
            }
            told.rest.push(...page.rest)
            if (next === null) break
            place = readCursor(writeCursor(next))
          }
          expect(told).toEqual({ total: '1', items, rest })
        },
      ),
    )
  })

  it('ask no more of an operation than fills the answer', async () => {
    const sizes: string[] = []
    const read = (length: number) => async (own: Record<string, string>) => {
      sizes.push(`${own.after ?? 'first'} ${own.limit}`)
      const items = Array.from({ length: Number(own.limit) }, () => 'x'.repeat(length))
      return { status: 200, body: { items, next: own.after === 'b' ? null : own.after === undefined ? 'a' : 'b' } }
    }
    const paged: Paged = { lists: ['items'], reads: [5, 15] }
    const first = await pagesOf(paged, FIRST, read(100), MOST)
    expect(sizes.splice(0)).toEqual(['first 5'])
    await pagesOf(paged, first.next ?? FIRST, read(100), MOST)
    expect(sizes.splice(0)).toEqual(['first 5', 'a 15'])
    expect((await pagesOf(paged, FIRST, read(1), MOST)).next).toEqual(['b', 0, 0, 0, null])
    expect(sizes.splice(0)).toEqual(['first 5', 'a 15'])
    expect(await pagesOf(paged, FIRST, async () => ({ status: 502, body: { error: 'away' } }))).toEqual({
      ...{ status: 502, body: { error: 'away' }, next: null },
    })
  })

  it.each(['nothing', 'W10', writeCursor(FIRST).slice(2), Buffer.from('[null,0,-1,0,null]').toString('base64url'), 7, {}])(
    'are not begun by %j',
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow('Send `next`')
    },
  )

  it('cut every list of every tool that grows with what there is', () => {
    const object = z.looseObject({
      $ref: z.string().optional(),
      type: z.unknown().optional(),
      properties: z.record(z.string(), z.looseObject({ type: z.unknown().optional() })).optional(),
    })
    for (const { name, output, paged } of READY.values()) {
      const { properties, $defs } = z
        .looseObject({ properties: z.looseObject({ data: object }), $defs: z.record(z.string(), object).optional() })
        .parse(output)
      const data = properties.data.$ref ? $defs?.[properties.data.$ref.replace('#/$defs/', '')] : properties.data
      const lists = Object.entries(data?.properties ?? {})
        .filter(([, { type }]) => type === 'array')
        .map(([list]) => list)
      // Words of a fixed few.
      expect(new Set([...(paged.lists ?? []), ...(lists.includes('notes') ? ['notes'] : [])]), name).toEqual(new Set(lists))
    }
  })
})
