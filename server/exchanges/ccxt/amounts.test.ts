import { describe, expect, it } from 'vitest'
import { plainDecimal } from './amounts'

describe('plainDecimal', () => {
  it.each([
    ['1.50', '1.50'],
    [' 12 ', '12'],
    ['+1.5', '1.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e-8', '0.00000001'],
    ['-2.5E3', '-2500'],
    [0.1, '0.1'],
    ['', null],
    ['1..2', null],
    ['one', null],
    [Number.NaN, null],
  ])('%j is %j', (sent, digits) => {
    expect(plainDecimal(sent)).toBe(digits)
  })

  it.each(['1e9000000', '1e-9000000', '1e9999999999999999', '9'.repeat(5000)])(
    'writes no gigabytes of zeros for an answer that asks for them',
    (sent) => {
      expect(plainDecimal(sent)).toBeNull()
    },
  )
})
