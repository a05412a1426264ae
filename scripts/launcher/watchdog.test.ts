import { expect, it } from 'vitest'
import { Watchdog } from './watchdog'

/** Rounds until a process that never answers is ended. */
function roundsOf(ask: () => Promise<void>, everAnswered: boolean): number {
  const ended: string[] = []
  let first = everAnswered
  const watched = {
    pid: 1,
    ask: () => {
      if (!first) return ask()
      first = false
      return Promise.resolve()
    },
    end: () => ended.push('web'),
  }
  const watchdog = new Watchdog(
    () => new Map([['web', watched]]),
    () => {},
  )
  let rounds = 0
  while (ended.length === 0 && rounds < 100) {
    watchdog.round()
    rounds += 1
  }
  return rounds
}

it('gives a process that has not answered yet longer than one that fell silent', () => {
  const never = () => new Promise<void>(() => {})
  expect(roundsOf(never, false)).toBe(13)
})

it('asks nobody twice at a time, and forgives as soon as an answer comes', async () => {
  let answer = () => {}
  let asked = 0
  const watched = {
    pid: 1,
    ask: () => {
      asked += 1
      return new Promise<void>((resolve) => {
        answer = resolve
      })
    },
    end: () => {
      throw new Error('It answered.')
    },
  }
  const watchdog = new Watchdog(
    () => new Map([['worker', watched]]),
    () => {},
  )
  watchdog.round()
  answer()
  await Promise.resolve()
  for (let times = 0; times < 20; times++) {
    for (let round = 0; round < 4; round++) watchdog.round()
    answer()
    await Promise.resolve()
  }
  expect(asked).toBe(21)
})
