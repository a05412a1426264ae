import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../decimal'
import { benchmark } from './benchmark'
import { courseOf } from './course'

const HOUR = 3_600_000
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1) + hour * HOUR)
const prices = (all: readonly (number | null)[]) =>
  all.flatMap((price, hour) => (price === null ? [] : [{ at: at(hour), price: new Decimal(price) }]))
const flow = (hour: number, value: number) => ({ at: at(hour), value: new Decimal(value) })
const shown = ({ values }: ReturnType<typeof courseOf>) => values.map((value) => value?.toFixed() ?? null)

describe('the same money in a coin, step by step', () => {
  const course = { start: new Decimal(100), from: at(0), reachMs: HOUR, flows: [], equity: [] }

  it('grows with the price, takes what came in at its price, and gives what went', () => {
    const money = { ...course, flows: [flow(1, 50), flow(3, -25)], prices: prices([10, 20, 40, 20, 10]) }
    // 10 coins, 12.5 from the first hour on, 11.25 from the third.
    expect(shown(courseOf({ ...money, moments: [0, 1, 2, 3, 4].map(at) }))).toEqual(['100', '250', '500', '225', '112.5'])
  })

  it('is not known where the price is not, and never again after money that came without one', () => {
    const gap = prices([10, null, null, 20, 10])
    expect(shown(courseOf({ ...course, prices: gap, moments: [0, 1, 2, 3].map(at) }))).toEqual(['100', '100', null, '200'])
    const money = { ...course, prices: gap, flows: [flow(2, 50)] }
    expect(shown(courseOf({ ...money, moments: [1, 2, 3, 4].map(at) }))).toEqual(['100', null, null, null])
    expect(courseOf({ ...course, prices: [], moments: [at(1)] })).toEqual({ opened: null, values: [null], joins: null })
  })

  it('begins together with the money where its price is first known, and takes from then on what comes and goes', () => {
    const equity = [100, 160, 200, 260, 240].map((value) => new Decimal(value))
    const late = prices([null, null, 10, 20, 20])
    // What came in the first hour is in the 200 of the second: 20 coins. 40 more come at 20.
    const money = { ...course, flows: [flow(1, 50), flow(3, 40)], prices: late, equity }
    const made = courseOf({ ...money, moments: [0, 1, 2, 3, 4].map(at) })
    expect([made.opened?.toFixed(), made.joins, ...shown(made)]).toEqual(['200', 2, null, null, '200', '440', '440'])
    // An account that came later, and nothing before it.
    const later = { ...money, start: new Decimal(0), flows: [flow(1, 160)] }
    expect(shown(courseOf({ ...later, moments: [0, 1, 2, 3].map(at) }))).toEqual([null, null, '200', '400'])
    // Of nothing there is nothing to compare.
    expect(courseOf({ ...money, equity: equity.map(() => new Decimal(0)), moments: [at(2)] }).values).toEqual([null])
  })

  it('ends where more was taken out than there was', () => {
    const money = { ...course, prices: prices([10, 5, 5]), flows: [flow(1, -60)] }
    expect(shown(courseOf({ ...money, moments: [0, 1, 2].map(at) }))).toEqual(['100', null, null])
  })

  it('begins with the first that came where there was nothing', () => {
    const money = { ...course, start: new Decimal(0), flows: [flow(1, 20)], prices: prices([10, 10, 20]) }
    const made = courseOf({ ...money, moments: [0, 1, 2].map(at) })
    expect([made.opened?.toFixed(), ...shown(made)]).toEqual(['20', null, '20', '40'])
  })

  it('is at each step what the benchmark of performance is at its end', () => {
    const hours = 12
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: hours, maxLength: hours }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: hours - 1 }), fc.integer({ min: -40, max: 200 })), { maxLength: 5 }),
        (known, moves) => {
          const points = prices(known)
          const flows = moves.map(([hour, value]) => flow(hour, value))
          const moments = known.map((_, hour) => at(hour))
          const { values } = courseOf({ ...course, flows, prices: points, moments })
          let broken = false
          for (const [hour, value] of values.entries()) {
            const made = benchmark(
              { BTC: '1' },
              {
                start: course.start,
                from: at(0),
                to: at(hour),
                flows: flows.filter((each) => each.at <= at(hour)),
                priceAt: (_, when) => points.find((point) => point.at.getTime() === when.getTime())?.price ?? null,
              },
            )
            broken ||= made === null
            if (broken) expect(value).toBeNull()
            else
              expect(
                value
                  ?.minus(made?.end ?? 0)
                  .abs()
                  .lt('1e-20'),
              ).toBe(true)
          }
        },
      ),
    )
  })
})
