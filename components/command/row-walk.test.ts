import { expect, it } from 'vitest'
import { stepOf } from './row-walk'

const pressed = (key: string, change = {}) => ({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...change })

it('leads from a row to the next, and no further than the ends but where somebody else looks', () => {
  const at = { from: 3, last: 20 }
  const steps = ['j', 'ArrowDown', 'k', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp', 'Enter', 'x'].map((key) =>
    stepOf(pressed(key), at),
  )
  expect(steps).toEqual([4, 4, 2, 2, 0, 20, 13, 0, null, null])
  expect(stepOf(pressed('PageDown'), { from: 15, last: 20, page: 8 })).toBe(20)
  expect(stepOf(pressed('j'), { from: 20, last: 20 })).toBe(21)
})

it('leaves keys with a modifier to others', () => {
  for (const held of ['altKey', 'ctrlKey', 'metaKey', 'shiftKey']) {
    expect(stepOf(pressed('j', { [held]: true }), { from: 0, last: 3 })).toBeNull()
  }
})
