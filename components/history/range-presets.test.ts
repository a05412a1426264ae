import { describe, expect, it } from 'vitest'
import { rangePresets } from './range-presets'

const text = (now: string, zone: string) =>
  Object.fromEntries(
    rangePresets(new Date(now), zone).map(({ label, range }) => [
      label,
      [range.from, range.to].map((date) => date?.toISOString().slice(0, 10) ?? 'now').join(' '),
    ]),
  )

describe('ranges by name', () => {
  it('are days of the wall, not of UTC', () => {
    // A Saturday evening in Los Angeles, when it is Sunday in UTC and in Kiritimati.
    const now = '2026-03-01T02:00:00Z'
    expect(text(now, 'America/Los_Angeles')).toMatchObject({
      Today: '2026-02-28 now',
      'This month': '2026-02-01 now',
      'Last month': '2026-01-01 2026-01-31',
    })
    expect(text(now, 'Pacific/Kiritimati')).toMatchObject({
      Today: '2026-03-01 now',
      'This month': '2026-03-01 now',
      'Last month': '2026-02-01 2026-02-28',
    })
  })

  it('have weeks that begin on Monday, and years that begin in January', () => {
    expect(text('2027-01-03T12:00:00Z', 'UTC')).toEqual({
      Today: '2027-01-03 now',
      Yesterday: '2027-01-02 2027-01-02',
      'This week': '2026-12-28 now',
      'Last week': '2026-12-21 2026-12-27',
      'This month': '2027-01-01 now',
      'Last month': '2026-12-01 2026-12-31',
      'This year': '2027-01-01 now',
      'Last year': '2026-01-01 2026-12-31',
    })
  })
})
