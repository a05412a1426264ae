import { expect, it } from 'vitest'
import { moreThanReading } from './more-than-reading'

it('names what a key may do that nobody needs for reading', () => {
  expect(moreThanReading(['read'])).toBeNull()
  expect(moreThanReading(null)).toBeNull()
  expect(moreThanReading(['read', 'trade'])).toBe('trade')
  expect(moreThanReading(['read', 'transfer', 'trade'])).toBe('both')
  expect(moreThanReading(['transfer'])).toBe('transfer')
  expect(moreThanReading(['read', 'withdraw'])).toBeNull()
})
