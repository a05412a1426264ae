import { expect, it } from 'vitest'
import { moreThanReading } from './more-than-reading'

it('names what a key may do that nobody needs for reading', () => {
  expect(moreThanReading(['read'])).toBeNull()
  expect(moreThanReading(null)).toBeNull()
  expect(moreThanReading(['read', 'trade'])).toBe('trade')
  expect(moreThanReading(['read', 'transfer', 'trade'])).toBe('trade and move coins between wallets')
  expect(moreThanReading(['read', 'withdraw'])).toBeNull()
})
