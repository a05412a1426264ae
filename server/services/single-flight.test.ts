import { describe, expect, it } from 'vitest'
import { SingleFlight } from './single-flight'

describe('SingleFlight', () => {
  it('gives equal keys under way one result and different keys their own', async () => {
    const flights = new SingleFlight<number>()
    let runs = 0
    const work = async () => ++runs
    expect(await Promise.all([flights.run('a', work), flights.run('a', work), flights.run('b', work)])).toEqual([1, 1, 2])
  })

  it('keeps nothing once it has ended, a failure either', async () => {
    const flights = new SingleFlight<number>()
    await expect(flights.run('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await flights.run('a', async () => 2)).toBe(2)
  })
})
