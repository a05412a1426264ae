import { expect, it } from 'vitest'
import { liquidatedWords, notKnown } from './words'

it('says of which accounts it cannot be said whether something is liquidated', () => {
  expect(liquidatedWords(0, 0)).toBe('Nothing is liquidated on the way there.')
  expect(liquidatedWords(0, 2)).toBe(
    'As far as is known: Nothing is liquidated on the way there. Of 2 accounts that cannot be said.',
  )
  expect(liquidatedWords(1, 1)).toMatch(/^As far as is known: Of 1 account .* Of 1 account that cannot be said\.$/)
})

it('names first what leaves an account out, then what is not told of its liquidation', () => {
  expect(notKnown({ unknown: [], untold: [] })).toBeNull()
  expect(notKnown({ unknown: [], untold: ['A.', 'B.'] })).toEqual({ short: 'Liquidation not known: A.', why: 'A. B.' })
  expect(notKnown({ unknown: ['C.'], untold: ['A.'] })).toEqual({ short: 'Not known: C.', why: 'C.' })
})
