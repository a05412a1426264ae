import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing'
import { type AttemptPolicy, countAttempt, forgiveAttempts } from './attempts'

const policy: AttemptPolicy = { free: 3, firstWaitSeconds: 10, longestWaitSeconds: 60, forgetSeconds: 900 }
const start = Date.UTC(2026, 0, 1)
const at = (seconds: number) => new Date(start + seconds * 1000)

describe('attempts', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase({ max: 8 })
  })
  afterAll(() => database.close())

  const count = (key: string, seconds: number) => database.db.asSystem((tx) => countAttempt(tx, key, policy, at(seconds)))

  it('are free at first, then wait longer and longer, but never longer than the longest', async () => {
    for (let i = 0; i < 3; i++) expect(await count('a', i)).toEqual({ refused: false, until: null })
    const waits: number[] = []
    let now = 3
    for (let i = 0; i < 6; i++) {
      const { refused, until: end } = await count('a', now)
      expect(refused).toBe(false)
      const wait = ((end?.getTime() ?? 0) - at(now).getTime()) / 1000
      waits.push(wait)
      now += wait
    }
    expect(waits).toEqual([10, 20, 40, 60, 60, 60])
  })

  it('are refused while the wait runs, without making it longer, and free again behind it', async () => {
    for (let i = 0; i < 4; i++) await count('b', 0)
    expect(await count('b', 0)).toEqual({ refused: true, until: at(10) })
    expect(await count('b', 9)).toEqual({ refused: true, until: at(10) })
    expect((await count('b', 10)).refused).toBe(false)
  })

  it('made all at once do not all pass as the first', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => count('c', 0)))
    expect(outcomes.filter(({ refused }) => !refused)).toHaveLength(4)
  })

  it('are forgotten after a while, and forgiven when they were right', async () => {
    for (let i = 0; i < 4; i++) await count('d', 0)
    expect(await count('d', 1000)).toEqual({ refused: false, until: null })
    for (let i = 0; i < 4; i++) await count('e', 0)
    await database.db.asSystem((tx) => forgiveAttempts(tx, 'e', { all: true }))
    expect(await count('e', 1)).toEqual({ refused: false, until: null })
  })
})
