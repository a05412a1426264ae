import { beforeEach, describe, expect, it } from 'vitest'
import { Bell } from './bell'

let clock: number
let ending: AbortController
let failures: unknown[]
/** Readings so far: when was rung, and a way to end it. */
let readings: { rangAt: number; end: (error?: Error) => void }[]

beforeEach(() => {
  clock = 0
  ending = new AbortController()
  failures = []
  readings = []
})

function bell(burst = 100, stretchMs = 60_000): Bell {
  return new Bell(
    (rangAt) =>
      new Promise<void>((resolve, reject) => {
        readings.push({ rangAt: rangAt.getTime(), end: (error) => (error ? reject(error) : resolve()) })
      }),
    { signal: ending.signal, now: () => new Date(++clock), failed: (error) => failures.push(error), burst, stretchMs },
  )
}
const begun = () => readings.map(({ rangAt }) => rangAt)

describe('a bell', () => {
  it('reads at once, and once more for all that rang meanwhile', async () => {
    const own = bell()
    own.ring()
    await expect.poll(begun).toEqual([1])
    own.ring()
    own.ring()
    readings[0]?.end()
    await expect.poll(begun).toEqual([1, 3])
    readings[1]?.end()
    await own.quiet()
    expect(begun()).toEqual([1, 3])
    own.ring()
    await expect.poll(begun).toEqual([1, 3, 4])
  })

  it('goes on after a reading that failed, and tells of it', async () => {
    const own = bell()
    own.ring()
    await expect.poll(begun).toHaveLength(1)
    own.ring()
    readings[0]?.end(new Error('down'))
    await expect.poll(begun).toHaveLength(2)
    expect(failures).toEqual([new Error('down')])
  })

  it('does not turn a stream of changes into a stream of readings', async () => {
    const own = bell(2, 60_000)
    for (let n = 0; n < 2; n++) {
      own.ring()
      await expect.poll(begun).toHaveLength(n + 1)
      readings[n]?.end()
      await own.quiet()
    }
    own.ring()
    own.ring()
    await new Promise((resolve) => setImmediate(resolve))
    expect(begun()).toHaveLength(2)
    ending.abort()
    await own.quiet()
    expect(begun()).toHaveLength(2)
  })

  it('reads again as soon as the stretch is over', async () => {
    const own = bell(1, 20)
    for (let n = 0; n < 3; n++) {
      own.ring()
      await expect.poll(begun).toHaveLength(n + 1)
      readings[n]?.end()
    }
    await own.quiet()
  })

  it('is silent after its end', async () => {
    const own = bell()
    ending.abort()
    own.ring()
    await own.quiet()
    expect(begun()).toEqual([])
  })
})
