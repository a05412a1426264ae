import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import type { Mail } from '../../mail'
import { checkSession } from '../sessions/check'
import { TestClock, type TestContext, testDeps } from '../testing'
import { changePassword, requestPasswordReset, resetPassword } from './password'
import { PASSWORD, signedIn, signedUp, someVisitor } from './testing'

const NEXT = 'another good sentence'

describe('changing and resetting a password', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()
  const letters: Mail[] = []
  const means = { mail: async (mail: Mail) => void letters.push(mail), baseUrl: 'https://ballast.example.com' }

  beforeAll(async () => {
    database = await testDatabase({ max: 10 })
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
  })
  afterAll(() => database.close())

  const isLive = async ({ userId, actor }: TestContext) =>
    actor.kind === 'session' && (await checkSession(deps, userId, actor.sessionId)) !== null
  const request = (email: string) => requestPasswordReset(someVisitor(deps), { email }, means)
  /** Letters come when they come: the limit is for tests that fail. */
  const waitFor = <T>(work: () => T | Promise<T>) => vi.waitFor(work, { timeout: 50_000 })
  /** The code in the newest letter to an address. */
  const codeFor = (email: string) =>
    waitFor(() => {
      const letter = letters.findLast(({ to }) => to === email)
      const [, code] = /https:\/\/ballast\.example\.com\/reset-password#code=(\S+)/.exec(letter?.text ?? '') ?? []
      if (!code) throw new Error('No letter yet.')
      return code
    })

  it('by the old one ends all other sessions and keeps this', async () => {
    const here = await signedUp(deps, 'change@example.com')
    const there = await signedIn(someVisitor(deps), 'change@example.com')
    const refusal = { fields: { password: 'This is not your password.' } }
    await expect(changePassword(here, { password: 'wrong password', newPassword: NEXT })).rejects.toMatchObject(refusal)
    await expect(changePassword(here, { newPassword: NEXT })).rejects.toMatchObject(refusal)
    expect(await isLive(there)).toBe(true)
    expect(await changePassword(here, { password: PASSWORD, newPassword: NEXT })).toEqual({ sessionsEnded: 1, tokensLeft: [] })
    expect([await isLive(here), await isLive(there)]).toEqual([true, false])
    await expect(signedIn(someVisitor(deps), 'change@example.com')).rejects.toMatchObject({ code: 'unauthenticated' })
    await signedIn(someVisitor(deps), 'change@example.com', NEXT)
  })

  it('refuses a new one that is not good enough, at its field', async () => {
    const ctx = await signedUp(deps, 'weak@example.com')
    const weak = changePassword(ctx, { password: PASSWORD, newPassword: 'password123' })
    await expect(weak).rejects.toMatchObject({ fields: { newPassword: expect.stringContaining('breaches') } })
  })

  it('by a link sends one letter, works once, and ends every session', async () => {
    const here = await signedUp(deps, 'reset@example.com')
    expect(await request('reset@example.com')).toEqual({ accepted: true })
    const code = await codeFor('reset@example.com')
    await resetPassword(someVisitor(deps), { code, newPassword: NEXT })
    expect(await isLive(here)).toBe(false)
    await signedIn(someVisitor(deps), 'reset@example.com', NEXT)
    await expect(resetPassword(someVisitor(deps), { code, newPassword: PASSWORD })).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('answers alike, after the same time, for an address that is nobody’s, and sends nothing', async () => {
    const before = letters.length
    const start = performance.now()
    expect(await request('nobody@example.com')).toEqual({ accepted: true })
    expect(performance.now() - start).toBeGreaterThan(240)
    // A letter asked for later has come: an earlier one would have too.
    await signedUp(deps, 'somebody@example.com')
    await request('somebody@example.com')
    await codeFor('somebody@example.com')
    expect(letters.slice(before).map(({ to }) => to)).toEqual(['somebody@example.com'])
  })

  it('takes no link that is an hour old, made up, of a disabled user, or asked for before another was used', async () => {
    const ctx = await signedUp(deps, 'links@example.com')
    await request('links@example.com')
    const first = await codeFor('links@example.com')
    await request('links@example.com')
    const second = await waitFor(async () => {
      const code = await codeFor('links@example.com')
      if (code === first) throw new Error('Not the second yet.')
      return code
    })
    const refused = { code: 'bad_request', message: 'This link was used already or is too old. Ask for a new one.' }
    const reset = (code: string) => resetPassword(someVisitor(deps), { code, newPassword: NEXT })
    await expect(reset('made up')).rejects.toMatchObject(refused)
    await reset(second)
    await expect(reset(first)).rejects.toMatchObject(refused)
    clock.advance(3600)
    await request('links@example.com')
    const third = await waitFor(async () => {
      const code = await codeFor('links@example.com')
      if (code === second) throw new Error('Not the third yet.')
      return code
    })
    await deps.db.asSystem((tx) => updateUser(tx, ctx.userId, { disabledAt: clock.now() }))
    await expect(reset(third)).rejects.toMatchObject(refused)
    await deps.db.asSystem((tx) => updateUser(tx, ctx.userId, { disabledAt: null }))
    clock.advance(3600)
    await expect(reset(third)).rejects.toMatchObject(refused)
  })

  it('can be asked for a few times in a row only', async () => {
    const outcomes: string[] = []
    for (let i = 0; i < 6; i++)
      outcomes.push(
        await request('often@example.com')
          .then(() => 'ok')
          .catch((error) => error.code),
      )
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'rate_limited', 'rate_limited'])
  })
})
