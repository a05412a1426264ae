import { expect, it } from 'vitest'
import { afterLook, afterSeen, readListed } from './listed-sub-accounts'

const on = (...ids: string[]) => ids.map((id) => ({ id, name: `Desk ${id}` }))
const names = (listed: { fresh: { name: string }[] }) => listed.fresh.map(({ name }) => name)

it('tells what is no account and nobody has seen, once it is there until somebody looks', () => {
  const first = afterLook(null, on('a', 'b'), new Set(['b']))
  expect(names(first)).toEqual(['Desk a'])
  expect(names(afterLook(first, on('a', 'b', 'c'), new Set(['b'])))).toEqual(['Desk a', 'Desk c'])
  const seen = afterSeen(on('a', 'b', 'c'))
  expect(names(seen)).toEqual([])
  expect(names(afterLook(seen, on('a', 'b', 'c', 'd'), new Set()))).toEqual(['Desk d'])
})

it('forgets what the exchange does not list any more, so that it is new when it comes back', () => {
  const gone = afterLook(afterSeen(on('a')), on(), new Set())
  expect(gone).toEqual({ known: [], fresh: [] })
  expect(names(afterLook(gone, on('a'), new Set()))).toEqual(['Desk a'])
})

it('reads what was stored, and nothing of what it is not', () => {
  expect(readListed(JSON.parse(JSON.stringify(afterLook(null, on('a'), new Set()))))).toEqual({
    known: [],
    fresh: [{ id: 'a', name: 'Desk a' }],
  })
  for (const other of [null, undefined, 'a', [], { known: 'a', fresh: [] }]) expect(readListed(other)).toBeNull()
})
