import { describe, expect, it } from 'vitest'
import { nextAfterFailure, nextAfterSuccess, refreshInterval } from './refresh-schedule'

const NOW = new Date('2026-01-01T00:00:00Z')
const seconds = (date: Date) => (date.getTime() - NOW.getTime()) / 1000
const pause = (
  failures: number,
  code: 'exchange_network' | 'exchange_credentials' | 'internal' | 'unavailable',
  random = 0.5,
  retryAfterSeconds?: number,
) => seconds(nextAfterFailure({ code, failures, intervalSeconds: 60, retryAfterSeconds }, NOW, () => random))

describe('refresh schedule', () => {
  it('does not go below what the exchange bears', () => {
    expect(refreshInterval(1, { id: 'bybit', generic: false })).toBe(10)
    expect(refreshInterval(1, { id: 'coinspot', generic: true })).toBe(30)
    expect(refreshInterval(300, { id: 'bybit', generic: false })).toBe(300)
  })

  it('keeps the rhythm from start to start, and is never in the past', () => {
    expect(seconds(nextAfterSuccess(new Date(NOW.getTime() - 20_000), 60, NOW))).toBe(40)
    expect(seconds(nextAfterSuccess(new Date(NOW.getTime() - 90_000), 60, NOW))).toBe(0)
  })

  it('doubles the pause after each passing failure up to a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 60].map((failures) => pause(failures, 'exchange_network'))).toEqual([60, 120, 240, 480, 900, 900])
  })

  it('is back soon after a fault of ours, which says nothing of the exchange', () => {
    expect([pause(1, 'internal'), pause(1, 'unavailable')]).toEqual([60, 60])
  })

  it('waits longer where a person must mend it', () => {
    expect([1, 2, 20].map((failures) => pause(failures, 'exchange_credentials'))).toEqual([300, 600, 21_600])
  })

  it('spreads by a fifth either way', () => {
    expect([pause(1, 'exchange_network', 0), pause(1, 'exchange_network', 1)]).toEqual([48, 72])
  })

  it("never comes before the exchange's Retry-After", () => {
    expect(pause(1, 'exchange_network', 0.5, 600)).toBe(600)
  })
})
