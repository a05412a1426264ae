import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { awaitPart, pageAlive } from './arrivals'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function isAlive(): Promise<boolean> {
  let alive = false
  void pageAlive().then(() => {
    alive = true
  })
  await vi.advanceTimersByTimeAsync(0)
  return alive
}

it('waits for every part, and for those within one that has just come', async () => {
  expect(await isAlive()).toBe(true)
  const [outer, other] = [awaitPart(), awaitPart()]
  let told = 0
  void pageAlive().then(() => {
    told += 1
  })
  other()
  other()
  expect(await isAlive()).toBe(false)
  outer()
  const inner = awaitPart()
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toBe(0)
  inner()
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toBe(1)
  expect(await isAlive()).toBe(true)
})

it('waits for no part that never comes', async () => {
  const never = awaitPart()
  let told = false
  void pageAlive().then(() => {
    told = true
  })
  await vi.advanceTimersByTimeAsync(9_999)
  expect(told).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(told).toBe(true)
  never()
})
