import fc from 'fast-check'
import superjson from 'superjson'
import { describe, expect, it } from 'vitest'
import { fromWire, toWire } from './wire'

const travelled = (value: unknown) => fromWire(JSON.parse(JSON.stringify(toWire(value))))
const rows = (count: number, row: (at: number) => unknown) => Array.from({ length: count }, (_, at) => row(at))

describe('toWire', () => {
  it('sends like rows as one text', () => {
    const assets = rows(5, (at) => ({ symbol: `C${at}`, size: '1.50', priceAsOf: at % 2 ? new Date(at) : null, price: null }))
    const sent = toWire({ accounts: [{ balance: { assets } }] })
    expect(sent.json).toEqual({ accounts: [{ balance: { assets: expect.any(String) } }] })
    expect(fromWire(sent)).toEqual({ accounts: [{ balance: { assets } }] })
    expect(travelled(assets)).toEqual(assets)
  })

  it.each<[string, unknown[]]>([
    ['rows of other names', [{ a: 1 }, { a: 2 }, { b: 3 }, { a: 4 }]],
    [
      'names in another order',
      [
        { a: 1, b: 2 },
        { b: 1, a: 2 },
        { a: 1, b: 2 },
        { a: 1, b: 2 },
      ],
    ],
    ['a name too few', rows(6, (at) => (at === 4 ? { a: 1 } : { a: 1, b: 2 }))],
    ['a name too many', rows(6, (at) => (at === 4 ? { a: 1, b: 2, c: 3 } : { a: 1, b: 2 }))],
    ['a date among numbers', rows(6, (at) => ({ a: at === 4 ? new Date(5) : at }))],
    ['numbers that JSON has not', rows(6, (at) => ({ a: at === 4 ? -0 : Number.POSITIVE_INFINITY }))],
    ['undefined', rows(6, (at) => ({ a: at, b: undefined }))],
    ['rows within rows', rows(6, (at) => ({ a: { b: at, c: rows(4, (inner) => ({ inner, at: new Date(inner) })) } }))],
    ['no rows', ['1', '2', '3', '4', '5']],
    ['rows without columns', rows(6, () => ({}))],
    ['something missing', rows(6, (at) => (at === 4 ? null : { a: at }))],
  ])('keeps %s', (_, list) => {
    expect(travelled({ list })).toEqual({ list })
  })

  it('brings back whatever superjson does', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.date(),
    )
    const table = fc
      .uniqueArray(
        // Names that superjson refuses, for what they can do to an object.
        fc.string({ minLength: 1 }).filter((name) => !(name in {}) && name !== 'prototype'),
        { maxLength: 4 },
      )
      .chain((names) =>
        fc.array(
          fc.tuple(...names.map(() => cell)).map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]]))),
          { maxLength: 8 },
        ),
      )
    fc.assert(
      fc.property(
        fc.oneof(table, fc.record({ table, other: cell }), fc.array(fc.record({ inner: table }), { maxLength: 6 })),
        (value) => {
          const plain = superjson.deserialize(JSON.parse(JSON.stringify(superjson.serialize(value))))
          expect(travelled(value)).toEqual(plain)
        },
      ),
      { seed: 4711 },
    )
  })
})
