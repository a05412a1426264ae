import { expect, it } from 'vitest'
import { liquidatedWords, maintenanceWords, notKnown, oldReadings } from './words'

it('says of which accounts it cannot be said whether something is liquidated', () => {
  expect(liquidatedWords(0, 0)).toBe('Nothing is liquidated on the way there.')
  expect(liquidatedWords(0, 2)).toBe(
    'As far as is known: Nothing is liquidated on the way there. Of 2 accounts that cannot be said.',
  )
  expect(liquidatedWords(1, 1)).toMatch(/^As far as is known: Of 1 account .* Of 1 account that cannot be said\.$/)
})

it('names the accounts whose readings are old, and since when the oldest is', () => {
  const read = (accountName: string, day: number | null, stale: boolean) => ({
    ...{ accountName, stale },
    asOf: day === null ? null : new Date(Date.UTC(2026, 0, day)),
  })
  expect(oldReadings([read('A', 3, false), read('B', null, false)])).toBeNull()
  expect(oldReadings([read('A', 3, true), read('B', 1, false), read('C', 2, true)])).toEqual({
    names: 'A, C',
    oldest: new Date(Date.UTC(2026, 0, 2)),
  })
})

it('names first what leaves an account out, then what is not told of its liquidation', () => {
  expect(notKnown({ unknown: [], untold: [] })).toBeNull()
  expect(notKnown({ unknown: [], untold: ['A.', 'B.'] })).toEqual({ short: 'Liquidation not known: A.', why: 'A. B.' })
  expect(notKnown({ unknown: ['C.'], untold: ['A.'] })).toEqual({ short: 'Not known: C.', why: 'C.' })
})

it('says for how many positions the exchange’s own tables are used', () => {
  expect(maintenanceWords({ tables: 0, shares: 0 })).toBeNull()
  expect(maintenanceWords({ tables: 2, shares: 0 })).toBe('Maintenance by its own tables')
  expect(maintenanceWords({ tables: 0, shares: 1 })).toBe('Maintenance at its share of now')
  expect(maintenanceWords({ tables: 2, shares: 1 })).toBe('Maintenance of 2 of 3 by its own tables')
})
