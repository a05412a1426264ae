import { describe, expect, it } from 'vitest'
import { momentOf, startOfDay, wallBins, wallTime, zoneOffset } from './local-time'

const HOUR = 3_600_000
const iso = (at: number | Date) => new Date(at).toISOString()

describe('zoneOffset', () => {
  it.each([
    ['UTC', 0],
    ['America/Los_Angeles', -8],
    ['Asia/Kathmandu', 5.75],
    ['Pacific/Kiritimati', 14],
    ['Pacific/Pago_Pago', -11],
    ['Australia/Lord_Howe', 11],
  ])('%s', (zone, hours) => {
    expect(zoneOffset(Date.parse('2026-01-15T12:00:00Z'), zone)).toBe(hours * HOUR)
  })
})

describe('startOfDay', () => {
  it.each([
    ['America/Los_Angeles', '2026-11-15', '2026-11-15T08:00:00.000Z'],
    // The clock is put back on this day, and forward on that.
    ['America/Los_Angeles', '2026-11-01', '2026-11-01T07:00:00.000Z'],
    ['America/Los_Angeles', '2026-03-09', '2026-03-09T07:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-15', '2026-11-14T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-15', '2026-11-14T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-11-15', '2026-11-15T11:00:00.000Z'],
    // Midnight itself is left out: the day begins at one o'clock.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    // Midnight comes twice: the first counts.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ])('%s, %s', (zone, day, expected) => {
    expect(iso(startOfDay(new Date(`${day}T00:00:00Z`), zone))).toBe(expected)
  })
})

describe('wallBins', () => {
  const bins = (from: string, to: string, hours: number, zone: string) =>
    wallBins(new Date(from), new Date(to), hours * 3600, zone).map(iso)

  it('are the days of the wall, of 25 and 23 hours too', () => {
    expect(bins('2026-10-31T12:00:00Z', '2026-11-03T00:00:00Z', 24, 'America/Los_Angeles')).toEqual([
      '2026-10-31T07:00:00.000Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
    ])
    expect(bins('2026-03-08T12:00:00Z', '2026-03-09T12:00:00Z', 24, 'America/Los_Angeles')).toEqual([
      '2026-03-08T08:00:00.000Z',
      '2026-03-09T07:00:00.000Z',
    ])
  })

  it('are hours of the wall, with the midnight among them', () => {
    expect(bins('2026-11-01T06:00:00Z', '2026-11-01T20:00:00Z', 4, 'America/Los_Angeles')).toEqual([
      '2026-11-01T03:00:00.000Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-01T12:00:00.000Z',
      '2026-11-01T16:00:00.000Z',
    ])
  })

  it('begin weeks on a Monday of the wall, and UTC has its own', () => {
    expect(bins('2026-11-11T00:00:00Z', '2026-11-17T00:00:00Z', 168, 'Asia/Kathmandu')).toEqual([
      '2026-11-08T18:15:00.000Z',
      '2026-11-15T18:15:00.000Z',
    ])
    expect(bins('2026-11-11T05:00:00Z', '2026-11-12T01:00:00Z', 24, 'UTC')).toEqual([
      '2026-11-11T00:00:00.000Z',
      '2026-11-12T00:00:00.000Z',
    ])
  })

  it('leave nothing out and count nothing twice over a year, in zones of all kinds', () => {
    const some = Intl.supportedValuesOf('timeZone').filter((_, index) => index % 8 === 0)
    // By half an hour, by two hours, at midnight, without, and where the date begins and ends.
    for (const zone of [
      ...some,
      'Australia/Lord_Howe',
      'Antarctica/Troll',
      'America/Santiago',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
    ]) {
      const days = wallBins(new Date('2026-01-01T12:00:00Z'), new Date('2027-01-01T12:00:00Z'), 86_400, zone)
      const lengths = new Set(days.slice(1).map((day, index) => (day.getTime() - (days[index]?.getTime() ?? 0)) / HOUR))
      for (const length of lengths) expect([22, 23, 23.5, 24, 24.5, 25, 26], zone).toContain(length)
      for (const day of days) {
        expect(momentOf(wallTime(day.getTime(), zone), zone), `${zone} ${iso(day)}`).toBe(day.getTime())
      }
    }
  })
})
