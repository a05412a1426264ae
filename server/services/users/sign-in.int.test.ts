import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAuditEvents } from '@/db/queries/audit'
import { findUserByEmail, updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import { signInByIdentity } from '../identities/sign-in'
import { checkSession } from '../sessions/check'
import { listSessions } from '../sessions/list'
import { closeSession, revokeAllSessions, revokeSession } from '../sessions/revoke'
import { TestClock, type TestContext, testDeps } from '../testing'
import { authenticate } from './authenticate'
import { getDoors } from './doors'
import { registerUser } from './register'
import { makeSetupCode } from './setup-code'
import { PASSWORD, signedIn, signedUp, someVisitor } from './testing'

const WRONG = { code: 'unauthenticated', message: 'E-mail or password is wrong.' }

describe('signing up and in', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase({ max: 10 })
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    await signedUp(deps, 'administrator@example.com')
  })
  afterAll(() => database.close())

  const sessionOf = (ctx: TestContext) => checkSession(deps, ctx.userId, ctx.actor.kind === 'session' ? ctx.actor.sessionId : '')
  const idOf = (ctx: TestContext) => (ctx.actor.kind === 'session' ? ctx.actor.sessionId : '')
  const eventsOf = async (ctx: TestContext) => {
    const rows = await deps.db.asUser(ctx.userId, (tx) => listAuditEvents(tx, ctx.userId, { before: null, limit: 50 }))
    return rows.map(({ event }) => event)
  }

  describe('in an installation that nobody administers yet', () => {
    let fresh: TestDatabase
    let own: Deps
    beforeEach(async () => {
      fresh = await testDatabase({ max: 10 })
      own = testDeps(fresh.db, new FakeExchanges(clock.now), clock)
    })
    afterEach(() => fresh.close())
    const join = (email: string, setupCode?: string, policy: 'open' | 'invite' | 'closed' = 'open') =>
      registerUser(someVisitor(own), { email, password: PASSWORD, setupCode }, policy)
    const userOf = (email: string) => fresh.db.asSystem((tx) => findUserByEmail(tx, email))
    const made = async () => {
      const code = await makeSetupCode(own)
      if (code === null) throw new Error('Somebody administers it.')
      return code
    }

    it('is for whoever has the setup code alone, by whatever policy', async () => {
      await expect(join('stranger@example.com')).rejects.toMatchObject({
        code: 'forbidden',
        fields: { setupCode: expect.stringContaining('setup code') },
      })
      // Before a start has made one, an empty code is no way in either.
      for (const code of ['', ' ', 'aaaa-aaaa-aaaa-aaaa-aaaa']) await expect(join('stranger@example.com', code)).rejects.toThrow()
      const former = await made()
      const code = await made()
      await expect(join('stranger@example.com', former)).rejects.toMatchObject({
        code: 'bad_request',
        fields: { setupCode: expect.any(String) },
      })
      expect(await userOf('stranger@example.com')).toBeNull()
      expect(await getDoors(own, 'closed', [])).toMatchObject({ needsSetup: true })
      // As people type it.
      await join('owner@example.com', ` ${code.toUpperCase().replaceAll('-', ' ')} `, 'closed')
      expect(await userOf('owner@example.com')).toMatchObject({ isAdmin: true })
      expect(await getDoors(own, 'closed', [])).toMatchObject({ needsSetup: false, registration: 'closed' })
      await join('second@example.com', code)
      expect(await userOf('second@example.com')).toMatchObject({ isAdmin: false })
      expect(await makeSetupCode(own)).toBeNull()
    })

    it('makes one of them the administrator, however many come with the code at once', async () => {
      const code = await made()
      const emails = Array.from({ length: 6 }, (_, i) => `first${i}@example.com`)
      await Promise.all(emails.map((email) => join(email, code)))
      const users = await Promise.all(emails.map(userOf))
      expect(users.filter((user) => user?.isAdmin)).toHaveLength(1)
    })

    it('keeps the code of whoever could not sign up with it, and of each its hash alone', async () => {
      const code = await made()
      await expect(
        registerUser(someVisitor(own), { email: 'a@example.com', password: 'password123', setupCode: code }, 'open'),
      ).rejects.toThrow()
      const kept = await fresh.db.asSystem((tx) => tx.execute('select * from setup_codes'))
      expect(kept).toHaveLength(1)
      const text = JSON.stringify(kept)
      for (const form of [code, code.replaceAll('-', '')]) expect(text).not.toContain(form)
      await join('a@example.com', code)
      expect(await fresh.db.asSystem((tx) => tx.execute('select * from setup_codes'))).toHaveLength(0)
    })

    it('is seen by nobody but the system', async () => {
      await made()
      const someone = await userOf('nobody@example.com')
      expect(someone).toBeNull()
      const seen = await fresh.db.asUser(randomUUID(), (tx) => tx.execute('select * from setup_codes'))
      expect(seen).toHaveLength(0)
    })

    it('is for the operator’s own group at a provider, and for nobody else who comes from there', async () => {
      const octo = {
        provider: 'oidc',
        subject: 'https://login.example.com 1',
        label: 'o',
        name: null,
        email: 'o@example.com',
      } as const
      for (const administrator of [null, false]) {
        const comes = signInByIdentity(someVisitor(own), { ...octo, administrator }, null, 'open')
        await expect(comes).rejects.toMatchObject({ code: 'forbidden' })
      }
      expect(await userOf('o@example.com')).toBeNull()
      await signInByIdentity(someVisitor(own), { ...octo, administrator: true }, null, 'open')
      expect(await userOf('o@example.com')).toMatchObject({ isAdmin: true, adminByGroup: true })
    })
  })

  it('answers the same for an address that is taken, changes nothing, and lets only the owner in', async () => {
    await signedUp(deps, 'taken@example.com')
    const again = await registerUser(someVisitor(deps), { email: 'taken@example.com', password: 'another password' }, 'open')
    const fresh = await registerUser(someVisitor(deps), { email: 'fresh@example.com', password: 'another password' }, 'open')
    expect(again).toEqual(fresh)
    await expect(signedIn(someVisitor(deps), 'taken@example.com', 'another password')).rejects.toMatchObject(WRONG)
    await signedIn(someVisitor(deps), 'taken@example.com')
  })

  it('refuses with the same words whether the address or the password is wrong, or the user disabled', async () => {
    const ctx = await signedUp(deps, 'disabled@example.com')
    await deps.db.asSystem((tx) => updateUser(tx, ctx.userId, { disabledAt: clock.now() }))
    for (const email of ['nobody@example.com', 'taken@example.com']) {
      await expect(signedIn(someVisitor(deps), email, 'wrong password')).rejects.toMatchObject(WRONG)
    }
    await expect(signedIn(someVisitor(deps), 'disabled@example.com')).rejects.toMatchObject(WRONG)
  })

  it('takes as long for an unknown address as for a wrong password', async () => {
    const time = async (email: string) => {
      const start = performance.now()
      await signedIn(someVisitor(deps), email, 'wrong password').catch(() => {})
      return performance.now() - start
    }
    await time('nobody@example.com')
    const known = await Promise.all(Array.from({ length: 5 }, () => time('taken@example.com')))
    const unknown = await Promise.all(Array.from({ length: 5 }, () => time('nobody@example.com')))
    // Both wait for the same moment, behind what either has to do; how much later a busy machine answers says nothing.
    expect(Math.min(...known)).toBeGreaterThan(240)
    expect(Math.min(...unknown)).toBeGreaterThan(240)
  })

  it('refuses passwords that are known from breaches, at their field', async () => {
    const weak = registerUser(someVisitor(deps), { email: 'weak@example.com', password: 'password123' }, 'open')
    await expect(weak).rejects.toMatchObject({ code: 'bad_request', fields: { password: expect.stringContaining('breaches') } })
  })

  it('is only for the invited, or for nobody, where the policy says so', async () => {
    const attempt = (policy: 'invite' | 'closed', invitation?: string) =>
      registerUser(someVisitor(deps), { email: 'late@example.com', password: PASSWORD, invitation }, policy)
    await expect(attempt('closed')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt('invite')).rejects.toMatchObject({ code: 'forbidden', fields: { invitation: expect.any(String) } })
    await expect(attempt('invite', 'made up')).rejects.toMatchObject({ code: 'bad_request' })
    expect(await deps.db.asSystem((tx) => findUserByEmail(tx, 'late@example.com'))).toBeNull()
  })

  it('slows guessing down, for the guesser: the owner still comes in from where they were before', async () => {
    const home = someVisitor(deps)
    await registerUser(home, { email: 'victim@example.com', password: PASSWORD }, 'open')
    await signedIn(home, 'victim@example.com')
    // Many addresses guess at once; each has a few tries, the person as a whole has few more.
    const guess = (ipAddress: string) =>
      authenticate(someVisitor(deps, { ipAddress }), { email: 'victim@example.com', password: 'wrong password' }).catch(
        (error: { code: string; retryAfterSeconds?: number }) => error,
      )
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, i) => guess(`198.51.100.${i % 12}`)))
    const codes = outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.kind))
    expect(codes.filter((code) => code === 'unauthenticated').length).toBeLessThanOrEqual(31)
    expect(codes).toContain('rate_limited')
    const blocked = await guess('198.51.100.200')
    expect(blocked).toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.any(Number) })

    const owner = await signedIn(home, 'victim@example.com')
    expect(await eventsOf(owner)).toContain('sign_in_failed')
    // Nobody is locked out for good: elsewhere too it works again after the wait.
    clock.advance(16 * 60)
    await signedIn(someVisitor(deps), 'victim@example.com')
  })

  it('counts tries that are made all at once', async () => {
    const visitor = someVisitor(deps)
    const tries = Array.from({ length: 30 }, () =>
      authenticate(visitor, { email: 'taken@example.com', password: 'wrong password' }).catch((error) => error.code),
    )
    const codes = await Promise.all(tries)
    expect(codes.filter((code) => code === 'unauthenticated').length).toBeLessThanOrEqual(6)
  })

  it('opens a session that ends at the next request once revoked, one by one or all', async () => {
    const here = await signedUp(deps, 'sessions@example.com')
    const there = await signedIn(someVisitor(deps), 'sessions@example.com')
    expect(await sessionOf(here)).toMatchObject({ email: 'sessions@example.com', sessionId: idOf(here) })
    const listed = await listSessions(here)
    expect(listed.map(({ id, current }) => [id, current]).sort()).toEqual(
      [
        [idOf(here), true],
        [idOf(there), false],
      ].sort(),
    )
    await revokeSession(here, { id: idOf(there), password: PASSWORD })
    expect(await sessionOf(there)).toBeNull()
    await expect(revokeSession(here, { id: idOf(there), password: PASSWORD })).rejects.toMatchObject({ code: 'not_found' })
    const third = await signedIn(someVisitor(deps), 'sessions@example.com')
    expect(await revokeAllSessions(here, { includeCurrent: false, revokeTokens: false, password: PASSWORD })).toMatchObject({
      revoked: 1,
    })
    expect(await sessionOf(third)).toBeNull()
    await closeSession(here)
    expect(await sessionOf(here)).toBeNull()
    expect(await eventsOf(here)).toEqual(
      expect.arrayContaining(['registered', 'signed_in', 'session_revoked', 'sessions_revoked', 'signed_out']),
    )
  })

  it('knows no session of another user, by whatever id', async () => {
    const alice = await signedUp(deps, 'alice@example.com')
    const bob = await signedUp(deps, 'bob@example.com')
    await expect(revokeSession(bob, { id: idOf(alice), password: PASSWORD })).rejects.toMatchObject({ code: 'not_found' })
    expect(await checkSession(deps, bob.userId, idOf(alice))).toBeNull()
    expect(await sessionOf(alice)).not.toBeNull()
  })

  it('ends sessions that nobody used for a week, all after thirty days, and those of a disabled user', async () => {
    const idle = await signedUp(deps, 'idle@example.com')
    clock.advance(6 * 86_400)
    expect(await sessionOf(idle)).not.toBeNull()
    clock.advance(6 * 86_400)
    expect(await sessionOf(idle)).not.toBeNull()
    clock.advance(8 * 86_400)
    expect(await sessionOf(idle)).toBeNull()
    const busy = await signedIn(someVisitor(deps), 'idle@example.com')
    for (let day = 0; day < 29; day++) {
      clock.advance(86_400)
      expect(await sessionOf(busy)).not.toBeNull()
    }
    clock.advance(86_400)
    expect(await sessionOf(busy)).toBeNull()
    const last = await signedIn(someVisitor(deps), 'idle@example.com')
    await deps.db.asSystem((tx) => updateUser(tx, last.userId, { disabledAt: clock.now() }))
    expect(await sessionOf(last)).toBeNull()
  })
})
