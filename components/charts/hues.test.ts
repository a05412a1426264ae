import { expect, it } from 'vitest'
import { dashOfSeries, hueOfSeries, roundOfSeries } from './hues'

it('no two of thirty-two series look the same: where a hue comes back the line has another dash', () => {
  const looks = Array.from({ length: 32 }, (_, index) => `${hueOfSeries(index)} ${dashOfSeries(index)}`)
  expect(new Set(looks).size).toBe(32)
  expect(looks.slice(0, 8).every((look) => look.endsWith('undefined'))).toBe(true)
})

it('a mark’s shape goes with the dash', () => {
  const dashes = new Map(Array.from({ length: 32 }, (_, index) => [roundOfSeries(index), dashOfSeries(index)]))
  expect([...dashes.keys()]).toEqual([0, 1, 2, 3])
  expect(new Set(dashes.values()).size).toBe(4)
})
