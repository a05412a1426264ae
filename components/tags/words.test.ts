import { expect, it } from 'vitest'
import { restOf } from './words'

it('what is in no tag is nothing where all is in one, and unknown where it is not known', () => {
  expect(restOf({ equity: '12.5', bound: 'exact' })).toBe('12.5')
  expect(restOf({ equity: null, bound: 'exact' })).toBe('0')
  expect(restOf({ equity: null, bound: 'uncertain' })).toBeNull()
  expect(restOf({ equity: null, bound: 'at_least' })).toBeNull()
})
