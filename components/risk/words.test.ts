import { expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { liquidatedWords, maintenanceWords, notKnown, oldReadings } from './words'

const english = wordsIn('en', {})
const liquidated = (hit: number, unsaid: number) =>
  liquidatedWords(hit, unsaid)
    .map((words) => english._(words))
    .join(' ')
const notKnownOf = (account: Parameters<typeof notKnown>[0]) => {
  const told = notKnown(account)
  return told && { short: english._(told.short), why: told.why }
}
const maintenance = (account: Parameters<typeof maintenanceWords>[0]) => {
  const words = maintenanceWords(account)
  return words && english._(words)
}

it('says of which accounts it cannot be said whether something is liquidated', () => {
  expect(liquidated(0, 0)).toBe('Nothing is liquidated on the way there.')
  expect(liquidated(0, 2)).toBe('As far as is known, nothing is liquidated on the way there. Of 2 accounts that cannot be said.')
  expect(liquidated(2, 0)).toMatch(/^Something is liquidated on the way there in 2 accounts;/)
  expect(liquidated(1, 1)).toMatch(/^As far as is known, something .* in 1 account; .* Of 1 account that cannot be said\.$/)
})

it('names the accounts whose readings are old, and since when the oldest is', () => {
  const read = (accountName: string, day: number | null, stale: boolean) => ({
    ...{ accountName, stale },
    asOf: day === null ? null : new Date(Date.UTC(2026, 0, day)),
  })
  expect(oldReadings([read('A', 3, false), read('B', null, false)])).toBeNull()
  expect(oldReadings([read('A', 3, true), read('B', 1, false), read('C', 2, true)])).toEqual({
    names: ['A', 'C'],
    oldest: new Date(Date.UTC(2026, 0, 2)),
  })
})

it('names first what leaves an account out, then what is not told of its liquidation', () => {
  expect(notKnownOf({ unknown: [], untold: [] })).toBeNull()
  expect(notKnownOf({ unknown: [], untold: ['A.', 'B.'] })).toEqual({ short: 'Liquidation not known: A.', why: 'A. B.' })
  expect(notKnownOf({ unknown: ['C.'], untold: ['A.'] })).toEqual({ short: 'Not known: C.', why: 'C.' })
})

it('says for how many positions the exchange’s own tables are used', () => {
  expect(maintenance({ tables: 0, shares: 0 })).toBeNull()
  expect(maintenance({ tables: 2, shares: 0 })).toBe('Maintenance by its own tables')
  expect(maintenance({ tables: 0, shares: 1 })).toBe('Maintenance at its share of now')
  expect(maintenance({ tables: 2, shares: 1 })).toBe('Maintenance of 2 of 3 by its own tables')
})
