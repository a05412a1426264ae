import { describe, expect, it } from 'vitest'
import { deskFreshness, lateAt } from './desk-freshness'
import { isStale } from './staleness'

const NOW = new Date('2026-01-01T12:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000)

function account(name: string, age: number | null, more: Partial<Parameters<typeof deskFreshness>[0][number]> = {}) {
  const lastRefreshedAt = age === null ? null : ago(age)
  return { name, lastRefreshedAt, createdAt: ago(age ?? 10), refreshIntervalSeconds: 60, lastError: null, valid: true, ...more }
}

describe('deskFreshness', () => {
  it('tells the newest reading and the oldest account', () => {
    expect(deskFreshness([account('a', 30), account('b', null), account('c', 4000)], NOW)).toMatchObject({
      accounts: 3,
      newest: ago(30),
      oldest: { name: 'c', asOf: ago(4000) },
      unread: 1,
    })
    expect(deskFreshness([], NOW)).toMatchObject({ accounts: 0, newest: null, oldest: null, late: 0, lateFrom: [] })
  })

  it('foretells exactly when each of a few accounts turns late', () => {
    const accounts = [5, 30, 30, 170, 200].map((age, n) => account(String(n), age))
    const freshness = deskFreshness(accounts, NOW)
    for (let seconds = -1; seconds < 200; seconds++) {
      const now = new Date(NOW.getTime() + seconds * 1000)
      const late = accounts.filter(({ lastRefreshedAt }) =>
        isStale({ asOf: lastRefreshedAt ?? NOW, intervalSeconds: 60, failed: false }, now),
      )
      expect(lateAt(freshness, now)).toBe(late.length)
    }
  })

  it('is as long for a thousand accounts as for sixty, and never tells one late after its time', () => {
    const accounts = Array.from({ length: 1000 }, (_, n) => account(String(n), n * 0.0613))
    const freshness = deskFreshness(accounts, NOW)
    expect(freshness.lateFrom.length).toBeLessThanOrEqual(61)
    for (let seconds = 0; seconds < 200; seconds++) {
      const now = new Date(NOW.getTime() + seconds * 1000)
      const late = accounts.filter(({ lastRefreshedAt }) => now.getTime() - (lastRefreshedAt ?? NOW).getTime() > 180_000).length
      expect(lateAt(freshness, now)).toBeGreaterThanOrEqual(late)
      // Two seconds of sixty-one in which they were read, at most.
      expect(lateAt(freshness, now)).toBeLessThanOrEqual(late + 35)
    }
  })

  it('counts what failed, what was refused and what has not come yet as late whatever the time', () => {
    const error = { code: 'x', message: 'Down.', exchangeError: null, since: NOW, nextTryAt: null }
    const accounts = [account('a', 5, { lastError: error }), account('b', 5, { valid: false }), account('c', -60)]
    expect(deskFreshness(accounts, NOW)).toMatchObject({ late: 3, lateFrom: [] })
  })
})
