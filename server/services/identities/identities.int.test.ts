import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser, findUserByEmail, updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { merged } from '../../auth/oidc'
import { identityOf } from '../../auth/providers'
import type { Deps } from '../../context'
import type { DomainError } from '../../errors'
import { FakeExchanges } from '../../exchanges/testing'
import { makeAdmin, unmakeAdmin } from '../admin/people'
import { confirmTotp, startTotp } from '../second-factor/totp'
import { wrongCodeFor } from '../second-factor/wrong-code.testing'
import { TestClock, type TestContext, testDeps } from '../testing'
import { getSecurity } from '../users/security'
import { PASSWORD, signedUp, someVisitor } from '../users/testing'
import { startLink, unlink } from './link'
import { finishSecondStep } from './second-step'
import { type ProviderIdentity, signInByIdentity } from './sign-in'

const octocat = (change: Partial<ProviderIdentity> = {}): ProviderIdentity => ({
  ...{ provider: 'github', subject: '1', label: 'octocat', name: 'Octo', email: 'octo@example.com', administrator: null },
  ...change,
})
const oidc = { OIDC_ISSUER: 'https://login.example.com', OIDC_GROUPS_CLAIM: 'groups', OIDC_ADMIN_GROUP: 'ballast-admins' }
const nowhere = { code: 'unauthenticated', message: 'This sign-in is not linked to anybody here.' }

describe('accounts at other providers', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    await signedUp(deps, 'admin@example.com')
  })
  afterAll(() => database.close())

  const session = ({ userId, actor }: TestContext) => ({ userId, sessionId: actor.kind === 'session' ? actor.sessionId : '' })
  const outcome = (identity: ProviderIdentity, here: TestContext | null = null, policy: 'open' | 'closed' = 'closed') =>
    signInByIdentity(someVisitor(deps), identity, here && session(here), policy)
  const arrive = async (...args: Parameters<typeof outcome>) => {
    const { kind, ...rest } = await outcome(...args)
    if (!('userId' in rest)) throw new Error(`Signed in was expected, not ${kind}.`)
    return rest
  }
  const providersOf = async (ctx: TestContext) => (await getSecurity(ctx, [])).identities.map(({ provider }) => provider)

  it('make a new user where anybody may sign up, and sign that one in again', async () => {
    await expect(arrive(octocat())).rejects.toMatchObject({ code: 'forbidden' })
    const first = await arrive(octocat(), null, 'open')
    const again = await arrive(octocat({ email: 'moved@example.com' }))
    expect(again.userId).toBe(first.userId)
    expect(again.sessionId).not.toBe(first.sessionId)
  })

  it('are never linked to somebody by the e-mail address', async () => {
    const owner = await signedUp(deps, 'owner@example.com')
    const claim = arrive(octocat({ subject: '2', email: 'owner@example.com' }), null, 'open')
    await expect(claim).rejects.toMatchObject(nowhere)
    expect(await providersOf(owner)).toEqual([])
  })

  it('make no user without an address that the provider has verified', async () => {
    await expect(arrive(octocat({ subject: '3', email: null }), null, 'open')).rejects.toMatchObject(nowhere)
  })

  it('are linked to the signed-in user who asked for it, minutes before and once', async () => {
    const owner = await signedUp(deps, 'links@example.com')
    const account = octocat({ subject: '4', email: 'links@example.com' })
    // Signed in, but nobody asked for a link: somebody else may have sent them here.
    await expect(arrive(account, owner)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(startLink(owner, { provider: 'github', password: 'wrong password' })).rejects.toMatchObject({
      code: 'bad_request',
    })
    await startLink(owner, { provider: 'github', password: PASSWORD })
    clock.advance(601)
    await expect(arrive(account, owner)).rejects.toMatchObject({ code: 'forbidden' })
    await startLink(owner, { provider: 'github', password: PASSWORD })
    expect(await arrive(account, owner)).toEqual(session(owner))
    expect(await providersOf(owner)).toEqual(['github'])
    expect((await arrive(account)).userId).toBe(owner.userId)
  })

  it('are linked to one user only', async () => {
    const [first, second] = [await signedUp(deps, 'one@example.com'), await signedUp(deps, 'two@example.com')]
    const account = octocat({ subject: '5' })
    for (const ctx of [first, second]) await startLink(ctx, { provider: 'github', password: PASSWORD })
    await arrive(account, first)
    await expect(arrive(account, second)).rejects.toMatchObject({ code: 'conflict' })
    expect(await providersOf(second)).toEqual([])
  })

  it('sign in no disabled user', async () => {
    const { userId } = await arrive(octocat({ subject: '6', email: 'six@example.com' }), null, 'open')
    await deps.db.asSystem((tx) => updateUser(tx, userId, { disabledAt: clock.now() }))
    await expect(arrive(octocat({ subject: '6' }))).rejects.toMatchObject(nowhere)
  })

  it('are asked for the second factor of whoever has one, in minutes and once', async () => {
    const owner = await signedUp(deps, 'both@example.com')
    const account = octocat({ subject: '9' })
    await startLink(owner, { provider: 'github', password: PASSWORD })
    await arrive(account, owner)
    const { secret } = await startTotp(owner, { password: PASSWORD })
    const codeOf = () => generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) })
    const { recoveryCodes } = await confirmTotp(owner, { code: await codeOf() })
    clock.advance(30)
    const ticketOf = async () => {
      const asked = await outcome(account)
      if (asked.kind !== 'second_factor') throw new Error('No second factor was asked for.')
      return asked.ticket
    }
    const ticket = await ticketOf()
    await expect(finishSecondStep(someVisitor(deps), ticket, await wrongCodeFor(secret, clock.now()))).rejects.toMatchObject({
      fields: { code: expect.any(String) },
    })
    await expect(finishSecondStep(someVisitor(deps), 'made up', await codeOf())).rejects.toMatchObject({ code: 'conflict' })
    expect((await finishSecondStep(someVisitor(deps), ticket, await codeOf())).userId).toBe(owner.userId)
    const [recovery = ''] = recoveryCodes
    await expect(finishSecondStep(someVisitor(deps), ticket, recovery)).rejects.toMatchObject({ code: 'conflict' })
    expect((await finishSecondStep(someVisitor(deps), await ticketOf(), recovery)).userId).toBe(owner.userId)
    const late = await ticketOf()
    clock.advance(601)
    await expect(finishSecondStep(someVisitor(deps), late, await codeOf())).rejects.toMatchObject({ code: 'conflict' })
    const kept = await deps.db.asSystem((tx) => tx.execute('select challenge from challenges'))
    expect(JSON.stringify(kept)).not.toContain(late)
  })

  it('cannot be used to guess a second factor for long', async () => {
    const owner = await signedUp(deps, 'guessed@example.com')
    const account = octocat({ subject: '10' })
    await startLink(owner, { provider: 'github', password: PASSWORD })
    await arrive(account, owner)
    const { secret } = await startTotp(owner, { password: PASSWORD })
    await confirmTotp(owner, { code: await generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) }) })
    const wrong = await wrongCodeFor(secret, clock.now())
    const visitor = someVisitor(deps)
    const codes: string[] = []
    for (let i = 0; i < 8; i++) {
      // A new ticket each time gives no new tries.
      const asked = await outcome(account)
      const ticket = asked.kind === 'second_factor' ? asked.ticket : ''
      await finishSecondStep(visitor, ticket, wrong).catch((error: DomainError) => codes.push(error.code))
    }
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('unauthenticated'))
    expect(codes.slice(6)).toEqual(['rate_limited', 'rate_limited'])

    // From ever new addresses too, each with a new yes of the provider.
    const scattered = []
    for (let i = 0; i < 40; i++) {
      const visitor = someVisitor(deps, { ipAddress: `198.51.100.${i}` })
      const asked = await outcome(account)
      const ticket = asked.kind === 'second_factor' ? asked.ticket : ''
      scattered.push(await finishSecondStep(visitor, ticket, wrong).catch((error: { code: string }) => error.code))
    }
    expect(scattered.filter((code) => code === 'unauthenticated').length).toBeLessThanOrEqual(31)
    expect(scattered.at(-1)).toBe('rate_limited')
  })

  it('can be unlinked, but not the only way in', async () => {
    const signedInOnly = await arrive(octocat({ subject: '7', email: 'seven@example.com' }), null, 'open')
    const actor = {
      kind: 'session',
      sessionId: signedInOnly.sessionId,
      userId: signedInOnly.userId,
      role: 'owner',
      ipAddress: null,
      userAgent: null,
    } as const
    const ctx = { ...deps, deskId: signedInOnly.userId, actor, signal: new AbortController().signal }
    await expect(unlink(ctx, { provider: 'github' })).rejects.toMatchObject({ code: 'conflict' })
    // Without a password the session itself must be fresh.
    clock.advance(601)
    await expect(unlink(ctx, { provider: 'github' })).rejects.toMatchObject({ code: 'forbidden' })
    const owner = await signedUp(deps, 'unlink@example.com')
    await startLink(owner, { provider: 'github', password: PASSWORD })
    await arrive(octocat({ subject: '8' }), owner)
    await unlink(owner, { provider: 'github', password: PASSWORD })
    expect(await providersOf(owner)).toEqual([])
    await expect(arrive(octocat({ subject: '8' }))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('keep the first sign-up of an installation for its administrator, by whatever way', async () => {
    const user = await deps.db.asSystem((tx) => findUserByEmail(tx, 'octo@example.com'))
    expect(user).toMatchObject({ isAdmin: false, passwordHash: null })
  })
})

describe('what a provider says', () => {
  it('counts as an address only where it has verified it', () => {
    expect(identityOf('google', { sub: 'g', email: 'A@Example.com', email_verified: true }, oidc).email).toBe('a@example.com')
    expect(identityOf('google', { sub: 'g', email: 'a@example.com', email_verified: false }, oidc).email).toBeNull()
    expect(identityOf('google', { sub: 'g', email: 'a@example.com' }, oidc).email).toBeNull()
    expect(identityOf('github', { id: 1, login: 'o', email: 'public@example.com' }, oidc).email).toBeNull()
    expect(identityOf('github', { id: 1, login: 'o', verified_email: 'a@example.com' }, oidc)).toMatchObject({
      ...{ subject: '1', label: 'o', email: 'a@example.com' },
    })
  })

  describe('by OpenID Connect', () => {
    const claims = { iss: 'https://login.example.com', sub: 'u1', email: 'A@Example.com', email_verified: true }
    const of = (change: Record<string, unknown>, settings = {}) =>
      identityOf('oidc', { ...claims, ...change }, { ...oidc, ...settings })

    it('is somebody of that issuer alone, and an address only where it is verified', () => {
      expect(of({})).toEqual({
        ...{ provider: 'oidc', subject: 'https://login.example.com u1', label: 'A@Example.com', name: null },
        ...{ email: 'a@example.com', administrator: false },
      })
      expect(of({ iss: 'https://login.example.com/' }).subject).toBe('https://login.example.com u1')
      for (const iss of ['https://evil.example', 'https://login.example.com.evil.example', 'http://login.example.com', '']) {
        expect(() => of({ iss })).toThrow(/not of OIDC_ISSUER/)
      }
      for (const wrong of [{ sub: '' }, { sub: undefined }, { sub: 7 }, { iss: undefined }]) expect(() => of(wrong)).toThrow()
      for (const email_verified of [false, 'false', undefined, null, 1, 'yes']) expect(of({ email_verified }).email).toBeNull()
      expect(of({ email_verified: 'true' }).email).toBe('a@example.com')
    })

    it('is an administrator by a group, in a list, a text or inside an object', () => {
      expect(of({ groups: ['x', 'ballast-admins'] }).administrator).toBe(true)
      expect(of({ groups: 'ballast-admins' }).administrator).toBe(true)
      for (const groups of [
        undefined,
        null,
        [],
        ['ballast-admins-of-old'],
        'x ballast-admins',
        { 0: 'ballast-admins' },
        [['ballast-admins']],
      ]) {
        expect(of({ groups }).administrator).toBe(false)
      }
      const nested = { OIDC_GROUPS_CLAIM: 'realm_access.roles' }
      expect(of({ realm_access: { roles: ['ballast-admins'] } }, nested).administrator).toBe(true)
      expect(of({ 'realm_access.roles': ['ballast-admins'] }, nested).administrator).toBe(true)
      expect(of({ groups: ['ballast-admins'] }, { OIDC_ADMIN_GROUP: undefined }).administrator).toBe(false)
    })

    it('takes an address and whether it is verified from one place, and nothing of somebody else', () => {
      const { email, ...bare } = claims
      expect(merged(bare, { sub: 'u1', email, email_verified: false })).toMatchObject({ email, email_verified: false })
      expect(merged(claims, { sub: 'u1', email: 'b@example.com', email_verified: false })).toMatchObject({
        email,
        email_verified: true,
      })
      expect(
        merged({ ...claims, email_verified: undefined }, { sub: 'u1', email, email_verified: true }).email_verified,
      ).toBeUndefined()
      expect(() => merged(claims, { sub: 'u2', email })).toThrow(/somebody else/)
    })
  })
})

describe('a group at the provider', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    await signedUp(deps, 'admin@example.com')
  })
  afterAll(() => database.close())

  const arrive = async (administrator: boolean, change: Partial<ProviderIdentity> = {}) => {
    const identity = octocat({ provider: 'oidc', subject: 'https://login.example.com g1', administrator, ...change })
    const outcome = await signInByIdentity(someVisitor(deps), identity, null, 'open')
    if (outcome.kind !== 'signed_in') throw new Error('Signed in was expected.')
    return outcome.userId
  }
  const rights = async (id: string) => (await deps.db.asSystem((tx) => findUser(tx, id)))?.isAdmin

  it('makes and unmakes an administrator at each sign-in', async () => {
    const id = await arrive(false)
    expect(await rights(id)).toBe(false)
    await arrive(true)
    expect(await rights(id)).toBe(true)
    await arrive(false)
    expect(await rights(id)).toBe(false)
  })

  it('takes nothing that was given here by hand, and never the last administrator', async () => {
    const id = await arrive(true)
    await makeAdmin(deps, { kind: 'operator' }, id)
    await arrive(false)
    expect(await rights(id)).toBe(true)
    await unmakeAdmin(deps, { kind: 'operator' }, id)
    await arrive(true)
    await deps.db.asSystem((tx) => tx.execute("update users set is_admin = false where email = 'admin@example.com'"))
    await arrive(false)
    expect(await rights(id)).toBe(true)
    await deps.db.asSystem((tx) => tx.execute("update users set is_admin = true where email = 'admin@example.com'"))
    await arrive(false)
    expect(await rights(id)).toBe(false)
  })

  it('gives nothing to whoever is refused, and ends with the link', async () => {
    await expect(arrive(true, { subject: 'https://login.example.com g2', email: 'admin@example.com' })).rejects.toMatchObject(
      nowhere,
    )
    const owner = await signedUp(deps, 'linker@example.com')
    await startLink(owner, { provider: 'oidc', password: PASSWORD })
    const identity = octocat({ provider: 'oidc', subject: 'https://login.example.com g3', administrator: true })
    const here = { userId: owner.userId, sessionId: owner.actor.kind === 'session' ? owner.actor.sessionId : '' }
    await signInByIdentity(someVisitor(deps), identity, here, 'closed')
    expect(await rights(owner.userId)).toBe(true)
    await unlink(owner, { provider: 'oidc', password: PASSWORD })
    expect(await rights(owner.userId)).toBe(false)
  })
})
