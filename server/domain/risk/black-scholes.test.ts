import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greeksOf, impliedVolatility, normalBelow, optionPrice } from './black-scholes'

/** J. C. Hull, "Options, Futures, and Other Derivatives" (8th edition): example 14.6, and the option of chapter 18. */
const HULL = { underlying: 42, strike: 40, years: 0.5, volatility: 0.2, rate: 0.1 }
const GREEK = { type: 'call' as const, underlying: 49, strike: 50, years: 0.3846, volatility: 0.2, rate: 0.05 }

const someOption = fc.record({
  underlying: fc.double({ min: 10, max: 100_000, noNaN: true }),
  moneyness: fc.double({ min: 0.3, max: 3, noNaN: true }),
  years: fc.double({ min: 0.01, max: 2, noNaN: true }),
  volatility: fc.double({ min: 0.1, max: 2, noNaN: true }),
  rate: fc.constantFrom(0, 0.03),
})

describe('options by Black and Scholes', () => {
  it("gives a textbook's prices", () => {
    expect(optionPrice({ ...HULL, type: 'call' })).toBeCloseTo(4.76, 2)
    expect(optionPrice({ ...HULL, type: 'put' })).toBeCloseTo(0.81, 2)
  })

  it("gives a textbook's Greeks", () => {
    const { delta, gamma, vega, theta } = greeksOf(GREEK)
    expect(delta).toBeCloseTo(0.522, 3)
    expect(gamma).toBeCloseTo(0.066, 3)
    // The book's are per unit of volatility, and per year.
    expect(vega * 100).toBeCloseTo(12.1, 1)
    expect(theta * 365).toBeCloseTo(-4.31, 2)
  })

  it("gives tables' shares of a normal distribution", () => {
    // M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", table 26.1.
    expect(normalBelow(0)).toBe(0.5)
    expect(normalBelow(1)).toBeCloseTo(0.841344746068543, 14)
    expect(normalBelow(1.96)).toBeCloseTo(0.97500210485178, 14)
    expect(normalBelow(-3)).toBeCloseTo(0.00134989803163, 14)
    expect([normalBelow(-9), normalBelow(9)]).toEqual([0, 1])
  })

  it('keeps a put and a call apart by what the forward is worth (put-call parity)', () => {
    fc.assert(
      fc.property(someOption, ({ moneyness, ...rest }) => {
        const option = { ...rest, strike: rest.underlying * moneyness }
        const apart = optionPrice({ ...option, type: 'call' }) - optionPrice({ ...option, type: 'put' })
        const forward = option.underlying - option.strike * Math.exp(-option.rate * option.years)
        expect(Math.abs(apart - forward)).toBeLessThan(1e-9 * option.underlying)
      }),
    )
  })

  it('gives the slope that its own prices have', () => {
    fc.assert(
      fc.property(someOption, fc.constantFrom('call' as const, 'put' as const), ({ moneyness, ...rest }, type) => {
        const option = { ...rest, type, strike: rest.underlying * moneyness }
        const step = option.underlying * 1e-4
        const at = (underlying: number) => optionPrice({ ...option, underlying })
        const slope = (at(option.underlying + step) - at(option.underlying - step)) / (2 * step)
        expect(slope).toBeCloseTo(greeksOf(option).delta, 3)
      }),
    )
  })

  it('finds the volatility that a price stands for, and none where no volatility makes it', () => {
    const option = { type: 'call' as const, underlying: 60_000, strike: 70_000, years: 0.25 }
    expect(impliedVolatility(option, optionPrice({ ...option, volatility: 0.63 }))).toBeCloseTo(0.63, 9)
    expect(impliedVolatility(option, 61_000)).toBeNull()
    expect(impliedVolatility({ ...option, strike: 20_000 }, 30_000)).toBeNull()
    expect(impliedVolatility({ ...option, years: 0 }, 5)).toBeNull()
  })

  it('is worth what it pays at its end', () => {
    const ended = { underlying: 60_000, strike: 50_000, years: 0, volatility: 0.5 }
    expect(optionPrice({ ...ended, type: 'call' })).toBe(10_000)
    expect(optionPrice({ ...ended, type: 'put' })).toBe(0)
    expect(greeksOf({ ...ended, type: 'call' }).delta).toBe(1)
  })
})
