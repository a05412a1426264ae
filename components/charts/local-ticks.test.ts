import { describe, expect, it } from 'vitest'
import { wallBins } from '@/server/domain/local-time'
import { day, dayOfYear } from '../format/time'
import { wallWeights } from './local-ticks'

const YEAR = 70
const MONTH = 60
const DAY = 50

/** Points of so many hours as the server answers them, and the marks that they get. */
function axis(from: string, to: string, hours: number, timeZone: string) {
  const times = wallBins(new Date(from), new Date(to), hours * 3600, timeZone).map((at) => at.getTime() / 1000)
  const weights = wallWeights(times, timeZone)
  const marks = (weight: number, text = dayOfYear) =>
    times.flatMap((time, index) =>
      weights[index] === weight ? [text(new Date(time * 1000), { locale: 'en-US', timeZone })] : [],
    )
  return { times, weights, marks }
}

describe.each([
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
  'America/Santiago',
  'UTC',
])('marks of the time axis in %s', (timeZone) => {
  it('stand at the midnights of the wall, with the names of their days', () => {
    const { times, weights, marks } = axis('2026-10-25T00:00:00Z', '2026-11-24T00:00:00Z', 4, timeZone)
    expect(marks(MONTH)).toEqual(['Nov 1'])
    const days = times.filter((_, index) => (weights[index] ?? 0) >= DAY)
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    expect(new Set(days.slice(1).map((time) => clock.format(time * 1000)))).toEqual(new Set(['00:00']))
    expect(new Set(marks(DAY)).size).toBe(marks(DAY).length)
  })

  it('begin years on the first of January', () => {
    const { marks } = axis('2025-11-01T12:00:00Z', '2027-02-01T12:00:00Z', 24, timeZone)
    expect(marks(YEAR, day)).toEqual(['Jan 1, 2026', 'Jan 1, 2027'])
    expect(marks(MONTH).every((mark) => / 1$/.test(mark))).toBe(true)
  })

  it('are hours within a day', () => {
    const start = wallBins(new Date('2026-11-14T12:00:00Z'), new Date('2026-11-17T00:00:00Z'), 86_400, timeZone)[1]
    const times = Array.from({ length: 48 }, (_, index) => (start?.getTime() ?? 0) / 1000 + index * 1800)
    const weights = wallWeights(times, timeZone)
    expect(weights[0]).toBe(DAY)
    expect(weights[24]).toBe(33)
    expect(weights[2]).toBe(30)
    expect(weights[1]).toBe(22)
  })
})

it('of a day on which the clock is put back, no hour makes another day', () => {
  const times = Array.from({ length: 26 }, (_, hour) => Date.parse('2026-11-01T07:00:00Z') / 1000 + hour * 3600)
  const weights = wallWeights(times, 'America/Los_Angeles')
  expect(weights.map((weight, index) => (weight >= DAY ? index : -1)).filter((index) => index >= 0)).toEqual([0, 25])
})
