import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { DomainError } from '../../errors'
import { FakeExchanges } from '../../exchanges/testing'
import { TestClock, testDeps } from '../testing'
import { authenticateToken } from '../tokens/authenticate'
import { createToken } from '../tokens/create'
import { authenticate } from './authenticate'
import { requestPasswordReset } from './password'
import { PASSWORD, signedUp, someVisitor } from './testing'

/** What comes of many tries at once; the longest that anybody then waits. */
const BURST = 150
const LONGEST_WAIT_SECONDS = 15 * 60

describe('a burst', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase({ max: 10 })
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
  })
  afterAll(() => database.close())

  /** All at once; how many came to what, and the longest wait that was named. */
  async function burst(what: string, attempt: (i: number) => Promise<unknown>) {
    const outcomes = await Promise.allSettled(Array.from({ length: BURST }, (_, i) => attempt(i)))
    const counts: Record<string, number> = {}
    let wait = 0
    for (const outcome of outcomes) {
      const error: unknown = outcome.status === 'rejected' ? outcome.reason : null
      if (error !== null && !(error instanceof DomainError)) throw error
      const code = error === null ? 'answered' : error.code
      counts[code] = (counts[code] ?? 0) + 1
      wait = Math.max(wait, error?.retryAfterSeconds ?? 0)
    }
    console.log(`burst of ${BURST} ${what}: ${JSON.stringify(counts)}, longest wait ${wait} s`)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_SECONDS)
    return counts
  }

  it('of guesses at one password from one address ends after a handful, and leaves the owner in', async () => {
    const email = 'burst@example.com'
    const home = someVisitor(deps, { ipAddress: '203.0.113.1' })
    await signedUp(deps, email)
    await authenticate(home, { email, password: PASSWORD })
    const thief = someVisitor(deps, { ipAddress: '203.0.113.99' })
    const counts = await burst('guesses from one address', () => authenticate(thief, { email, password: 'a wrong guess' }))
    expect(counts.unauthenticated).toBeLessThanOrEqual(6)
    expect((await authenticate(home, { email, password: PASSWORD })).kind).toBe('signed_in')
    clock.advance(LONGEST_WAIT_SECONDS)
    expect((await authenticate(thief, { email, password: PASSWORD })).kind).toBe('signed_in')
  })

  it('of guesses at one password from everywhere is slowed, and leaves the owner in at a known place', async () => {
    const email = 'everywhere@example.com'
    const home = someVisitor(deps, { ipAddress: '203.0.113.2' })
    await signedUp(deps, email)
    await authenticate(home, { email, password: PASSWORD })
    const counts = await burst('guesses from as many addresses', (i) =>
      authenticate(someVisitor(deps, { ipAddress: `198.51.100.${i}` }), { email, password: 'a wrong guess' }),
    )
    expect(counts.unauthenticated).toBeLessThanOrEqual(31)
    expect((await authenticate(home, { email, password: PASSWORD })).kind).toBe('signed_in')
    clock.advance(LONGEST_WAIT_SECONDS)
    const elsewhere = someVisitor(deps, { ipAddress: '203.0.113.3' })
    expect((await authenticate(elsewhere, { email, password: PASSWORD })).kind).toBe('signed_in')
  })

  it('of letters to one person sends few, and a later one again', async () => {
    const email = 'letters@example.com'
    await signedUp(deps, email)
    const sent: string[] = []
    const mail = async (letter: { to: string }) => void sent.push(letter.to)
    const ask = (i: number) =>
      requestPasswordReset(someVisitor(deps, { ipAddress: `198.51.100.${i}` }), { email }, { mail, baseUrl: 'https://b.test' })
    const counts = await burst('requests of a reset', ask)
    expect(counts.answered).toBeLessThanOrEqual(4)
    await expect.poll(() => sent.length).toBe(counts.answered)
    clock.advance(LONGEST_WAIT_SECONDS)
    await ask(200)
    await expect.poll(() => sent.length).toBe((counts.answered ?? 0) + 1)
  })

  it('of made-up tokens from one address is cut off, while a real one goes on there', async () => {
    const owner = await signedUp(deps, 'tokens@example.com')
    const { secret } = await createToken(owner, { name: 'x', scopes: ['read'], password: PASSWORD })
    const address = '203.0.113.50'
    const counts = await burst('made-up tokens', (i) => authenticateToken(deps, `bal_made-up-${i}`, address))
    expect(counts.unauthenticated).toBeLessThanOrEqual(21)
    expect((await authenticateToken(deps, secret, address)).userId).toBe(owner.userId)
    clock.advance(LONGEST_WAIT_SECONDS)
    await expect(authenticateToken(deps, 'bal_made-up', address)).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
