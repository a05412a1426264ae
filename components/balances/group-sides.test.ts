import { expect, it } from 'vitest'
import { sidesOf } from './group-sides'

it('tells longs and shorts of their sums: of shorts at most what is known, where something is missing', () => {
  const bounds = { tokens: 'exact', positions: 'uncertain', gross: 'at_least' } as const
  expect(sidesOf({ positions: '-40', gross: '100', bounds })).toEqual({
    long: { value: '30', bound: 'at_least' },
    short: { value: '-70', bound: 'at_most' },
  })
  expect(sidesOf({ positions: null, gross: null, bounds })).toBeNull()
})
