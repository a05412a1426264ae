import { afterEach, describe, expect, it, vi } from 'vitest'
import { timeParam } from './common'

const read = (text: string) => timeParam('').safeParse(text)

describe('a moment in a query', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each(['UTC', 'Asia/Tokyo', 'America/New_York'])('is UTC where it names no zone, on a machine in %s', (zone) => {
    vi.stubEnv('TZ', zone)
    // The machine is there, as far as dates can tell.
    expect(new Date('2026-07-01T00:00').getTimezoneOffset()).toBe({ UTC: 0, 'Asia/Tokyo': -540, 'America/New_York': 240 }[zone])
    for (const [text, iso] of [
      ['2026-07-01', '2026-07-01T00:00:00.000Z'],
      ['2026-07-01T12:30', '2026-07-01T12:30:00.000Z'],
      ['2026-07-01T12:30:15.250', '2026-07-01T12:30:15.250Z'],
      ['2026-07-01T12:30:15Z', '2026-07-01T12:30:15.000Z'],
      ['2026-07-01T12:30:15+02:00', '2026-07-01T10:30:15.000Z'],
      ['1782864000', '2026-07-01T00:00:00.000Z'],
      ['1782864000000', '2026-07-01T00:00:00.000Z'],
    ] as const) {
      expect([text, read(text).data?.toISOString()]).toEqual([text, iso])
    }
  })

  it.each([
    '',
    '5',
    '12',
    'yesterday',
    'March 7',
    '2026',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    '07/01/2026',
    '9999-12-31T23:59-01:00',
  ])('is not "%s"', (text) => {
    expect(read(text).success).toBe(false)
  })
})
