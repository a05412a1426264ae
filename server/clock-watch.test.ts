import { expect, it } from 'vitest'
import { ClockWatch } from './clock-watch'

it('sees the clock moved, forward and back, and nothing in a second that took long', () => {
  let [wall, passed] = [Date.parse('2026-01-01T00:00:00Z'), 0]
  const watch = new ClockWatch(
    () => new Date(wall),
    () => passed,
  )
  const step = (wallMs: number, passedMs: number) => {
    wall += wallMs
    passed += passedMs
    return watch.look()
  }
  expect(step(1000, 1000)).toBeNull()
  expect(step(45_000, 45_000)).toBeNull()
  expect(step(1200, 1000)).toBeNull()
  expect(step(6 * 3_600_000 + 1000, 1000)).toBe(6 * 3_600_000)
  expect(step(1000, 1000)).toBeNull()
  expect(step(-6 * 3_600_000 + 1000, 1000)).toBe(-6 * 3_600_000)
})
