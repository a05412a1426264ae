import { describe, expect, it } from 'vitest'
import { isTold, noticeText, readNotice } from './notices'

const at = new Date('2026-01-01T12:00:00Z')
const clock = (movedMs: number | null) => ({ kind: 'clock', at, details: { movedMs } }) as const

describe('notices', () => {
  it.each([
    [clock(-6 * 3_600_000), /moved back by 6 hours, or the server slept\. All accounts are asked anew/],
    [clock(61_000), /moved forward by 61 seconds/],
    [clock(5_400_000), /moved forward by 1\.5 hours/],
    [clock(null), /^The server’s clock was wrong for a time\. All accounts/],
    [{ kind: 'clocks_differ', at, details: { aheadMs: -600_000 } } as const, /differ by 10 minutes/],
    [
      { kind: 'backup', at, details: { why: 'The disk is full.', lastGoodAt: '2025-12-31T03:30:00.000Z' } } as const,
      /^The nightly backup failed: The disk is full\. The last one that went well is of 2025-12-31 03:30 UTC\. It is tried/,
    ],
  ])('%j reads as a sentence', (notice, text) => {
    expect(noticeText(notice)).toMatch(text)
  })

  it('are told for as long as they matter, also where the clock was moved since', () => {
    const minutesOn = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
    expect([0, 59, 61, -59, -61].map((minutes) => isTold(clock(1), minutesOn(minutes)))).toEqual([true, true, false, true, false])
    expect(isTold({ kind: 'backup', at, details: { why: 'x', lastGoodAt: null } }, minutesOn(100_000))).toBe(true)
    expect(isTold({ kind: 'backup', at, details: { why: null, lastGoodAt: at.toISOString() } }, at)).toBe(false)
  })

  it('of a newer version are left out', () => {
    expect(readNotice({ kind: 'unheard_of', at, details: {} })).toBeNull()
    expect(readNotice({ kind: 'clock', at, details: { movedMs: 1 } })).toEqual(clock(1))
  })
})
