import { describe, expect, it } from 'vitest'
import { type QuietHours, tellAt } from './quiet-hours'

const night: QuietHours = { from: 22 * 60, to: 7 * 60, urgentPasses: true, timeZone: 'Europe/Berlin' }

describe('tellAt', () => {
  it.each([
    ['before them', '2026-11-28T20:59:00Z', '2026-11-28T20:59:00Z'],
    ['in the evening', '2026-11-28T21:00:00Z', '2026-11-29T06:00:00Z'],
    ['after midnight', '2026-11-29T03:30:00Z', '2026-11-29T06:00:00Z'],
    ['at their end', '2026-11-29T06:00:00Z', '2026-11-29T06:00:00Z'],
    // The clock is put forward at 01:00 UTC on 2027-03-28.
    ['over the change of clocks', '2027-03-27T23:00:00Z', '2027-03-28T05:00:00Z'],
  ])('%s', (_, now, then) => {
    expect(tellAt(new Date(now), 'warn', night)).toEqual(new Date(then))
  })

  it('lets through what is urgent, if that is wanted', () => {
    const now = new Date('2026-11-29T03:30:00Z')
    expect(tellAt(now, 'urgent', night)).toEqual(now)
    expect(tellAt(now, 'urgent', { ...night, urgentPasses: false })).toEqual(new Date('2026-11-29T06:00:00Z'))
  })

  it('knows hours of the day, none, and none set', () => {
    const now = new Date('2026-11-29T12:30:00Z')
    expect(tellAt(now, 'warn', { ...night, from: 13 * 60, to: 14 * 60 })).toEqual(new Date('2026-11-29T13:00:00Z'))
    expect(tellAt(now, 'warn', { ...night, from: 60, to: 60 })).toEqual(now)
    expect(tellAt(now, 'warn', null)).toEqual(now)
  })
})
