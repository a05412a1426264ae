import { describe, expect, it } from 'vitest'
import { clockTime, day, duration, exactTime, shortTime } from './time'

const AT = new Date('2026-11-23T09:28:05Z')
const zurich = { locale: 'en-US', timeZone: 'Europe/Zurich' }

describe('times', () => {
  it("are written in the person's zone and locale", () => {
    expect(exactTime(AT, zurich)).toBe('Nov 23, 2026, 10:28:05 GMT+1')
    expect(shortTime(AT, zurich)).toBe('Nov 23, 10:28')
    expect(clockTime(AT, { locale: 'en-US', timeZone: 'UTC' })).toBe('09:28')
    expect(day(AT, { locale: 'de-DE', timeZone: 'UTC' })).toBe('23. Nov. 2026')
  })
})

describe('duration', () => {
  it.each([
    [420, '420 ms'],
    [1849, '1.8 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
  ])('writes %d ms', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text)
  })
})
