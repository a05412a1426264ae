import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import { addPasskey, startPasskey } from '../passkeys/add'
import { TestDevice } from '../passkeys/device.testing'
import { proveByPasskey, startPasskeyProof } from '../passkeys/prove'
import { removePasskey } from '../passkeys/remove'
import { signInByPasskey, startPasskeySignIn } from '../passkeys/sign-in'
import { passkeySite } from '../passkeys/site'
import { checkSession } from '../sessions/check'
import { TestClock, type TestContext, testDeps } from '../testing'
import { authenticate } from '../users/authenticate'
import { changePassword } from '../users/password'
import { getSecurity } from '../users/security'
import { PASSWORD, signedIn, signedUp, someVisitor } from '../users/testing'
import { confirmTotp, removeTotp, renewRecoveryCodes, startTotp } from './totp'
import { wrongCodeFor } from './wrong-code.testing'

const proof = { password: PASSWORD }
const site = passkeySite('https://ballast.example.com:8443')

describe('the second factor', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase({ max: 10 })
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
  })
  afterAll(() => database.close())

  const codeOf = (secret: string) => generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) })
  /** A user with a confirmed authenticator app. */
  async function withTotp(email: string) {
    const ctx = await signedUp(deps, email)
    const { secret } = await startTotp(ctx, proof)
    const { recoveryCodes } = await confirmTotp(ctx, { code: await codeOf(secret) })
    clock.advance(30)
    return { ctx, secret, recoveryCodes }
  }
  const signIn = (email: string, code?: string) => authenticate(someVisitor(deps), { email, password: PASSWORD, code })

  it('of an authenticator app is asked for once a code has confirmed it, and not before', async () => {
    const ctx = await signedUp(deps, 'app@example.com')
    const { secret, uri, qrCode } = await startTotp(ctx, proof)
    expect(uri).toMatch(/^otpauth:\/\/totp\/Ballast:app(@|%40)example\.com\?/)
    expect(uri).toContain(`secret=${secret}`)
    expect(qrCode).toMatch(/^data:image\/png;base64,/)
    expect((await signIn('app@example.com')).kind).toBe('signed_in')
    await expect(confirmTotp(ctx, { code: await wrongCodeFor(secret, clock.now()) })).rejects.toMatchObject({
      fields: { code: expect.any(String) },
    })
    const { recoveryCodes } = await confirmTotp(ctx, { code: await codeOf(secret) })
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(await getSecurity(ctx, [])).toMatchObject({ totpSince: clock.now(), recoveryCodesLeft: 10, hasPassword: true })
    expect(await signIn('app@example.com')).toEqual({ kind: 'second_factor' })
    clock.advance(30)
    expect((await signIn('app@example.com', await codeOf(secret))).kind).toBe('signed_in')
  })

  it('takes no code twice, none of another time, and of two at once one', async () => {
    const { secret } = await withTotp('twice@example.com')
    const code = await codeOf(secret)
    const both = await Promise.allSettled([signIn('twice@example.com', code), signIn('twice@example.com', code)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(signIn('twice@example.com', code)).rejects.toMatchObject({ fields: { code: expect.any(String) } })
    clock.advance(30)
    const late = await codeOf(secret)
    clock.advance(90)
    await expect(signIn('twice@example.com', late)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('is not asked for, and tells nothing, before the password is right', async () => {
    const { secret } = await withTotp('order@example.com')
    const wrong = authenticate(someVisitor(deps), {
      ...{ email: 'order@example.com', password: 'wrong password', code: await codeOf(secret) },
    })
    await expect(wrong).rejects.toMatchObject({ message: 'E-mail or password is wrong.' })
  })

  it('has its limit forgiven by a whole sign-in alone, not by one that stops at the code', async () => {
    const { secret } = await withTotp('half@example.com')
    const attacker = { ipAddress: '203.0.113.77' }
    const at = (code?: string) =>
      authenticate(someVisitor(deps, attacker), { email: 'half@example.com', password: PASSWORD, code }).then(
        ({ kind }) => kind,
        (error: { code: string }) => error.code,
      )
    // Four guesses, then the password alone, over and over: what a limit that half a sign-in forgives lets through for ever.
    const outcomes = []
    for (let round = 0; round < 5; round++) {
      for (let guess = 0; guess < 4; guess++) outcomes.push(await at(`00000${guess}`))
      outcomes.push(await at())
    }
    expect(outcomes.filter((outcome) => outcome === 'unauthenticated').length).toBeLessThanOrEqual(6)
    expect(outcomes.slice(-10).every((outcome) => outcome === 'rate_limited')).toBe(true)

    // The owner elsewhere is not held up, and their whole sign-in starts the count anew where they are.
    const home = { ipAddress: '203.0.113.78' }
    const owner = (code?: string) =>
      authenticate(someVisitor(deps, home), { email: 'half@example.com', password: PASSWORD, code })
    for (let time = 0; time < 4; time++) {
      expect((await owner()).kind).toBe('second_factor')
      clock.advance(30)
      expect((await owner(await codeOf(secret))).kind).toBe('signed_in')
    }
  })

  it('cannot be guessed for long', async () => {
    await withTotp('guess@example.com')
    const visitor = someVisitor(deps)
    const codes: string[] = []
    for (let i = 0; i < 10; i++) {
      const code = String(100_000 + i)
      const outcome = authenticate(visitor, { email: 'guess@example.com', password: PASSWORD, code })
      codes.push(await outcome.then(() => 'in').catch((error) => error.code))
    }
    expect(codes.slice(-4)).toEqual(['rate_limited', 'rate_limited', 'rate_limited', 'rate_limited'])
  })

  it('can be replaced by a recovery code, once each, however it is typed', async () => {
    const { ctx, recoveryCodes } = await withTotp('lost@example.com')
    const [first = '', second = ''] = recoveryCodes
    expect((await signIn('lost@example.com', first)).kind).toBe('signed_in')
    await expect(signIn('lost@example.com', first)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect((await signIn('lost@example.com', ` ${second.replaceAll('-', ' ').toUpperCase()}`)).kind).toBe('signed_in')
    expect((await getSecurity(ctx, [])).recoveryCodesLeft).toBe(8)
    const { recoveryCodes: fresh } = await renewRecoveryCodes(ctx, proof)
    await expect(signIn('lost@example.com', recoveryCodes[2])).rejects.toMatchObject({ code: 'unauthenticated' })
    expect((await signIn('lost@example.com', fresh[0])).kind).toBe('signed_in')
  })

  it('is kept sealed and hashed', async () => {
    const { secret, recoveryCodes } = await withTotp('kept@example.com')
    const dump = await database.db.asSystem((tx) => tx.execute('select row_to_json(r)::text as row from recovery_codes r'))
    for (const code of recoveryCodes) expect(JSON.stringify([...dump])).not.toContain(code.replaceAll('-', ''))
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  it('is removed only by who knows the password, and its recovery codes with it', async () => {
    const { ctx } = await withTotp('remove@example.com')
    await expect(removeTotp(ctx, { password: 'wrong password' })).rejects.toMatchObject({
      fields: { password: expect.any(String) },
    })
    await expect(removeTotp(ctx, {})).rejects.toMatchObject({ code: 'bad_request' })
    await removeTotp(ctx, proof)
    expect(await getSecurity(ctx, [])).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 })
    expect((await signIn('remove@example.com')).kind).toBe('signed_in')
  })

  describe('by passkey', () => {
    async function withPasskey(email: string) {
      const ctx = await signedUp(deps, email)
      const device = new TestDevice(site)
      const made = await addPasskey(ctx, { name: 'Phone', response: device.create(await startPasskey(ctx, proof, site)) }, site)
      return { ctx, device, ...made }
    }
    const start = () => startPasskeySignIn(someVisitor(deps), site)
    const refused = { code: 'unauthenticated', message: 'The passkey could not be confirmed. Please try again.' }

    it('signs in alone, and makes the password alone too little', async () => {
      const { ctx, device, passkey, recoveryCodes } = await withPasskey('passkey@example.com')
      expect(recoveryCodes).toHaveLength(10)
      expect(await signIn('passkey@example.com')).toEqual({ kind: 'second_factor' })
      const { challengeId, options } = await start()
      const session = await signInByPasskey(someVisitor(deps), { challengeId, response: device.get(options) }, site)
      expect(session.userId).toBe(ctx.userId)
      expect(await checkSession(deps, session.userId, session.sessionId)).not.toBeNull()
      expect((await getSecurity(ctx, [])).passkeys).toEqual([{ ...passkey, lastUsedAt: clock.now() }])
      expect((await signIn('passkey@example.com', recoveryCodes[0])).kind).toBe('signed_in')
    })

    it('takes an answer once, soon, for this site, and only where the device has checked its holder', async () => {
      const { device } = await withPasskey('strict@example.com')
      const attempt = async (answer: (started: Awaited<ReturnType<typeof start>>) => Parameters<typeof signInByPasskey>[1]) =>
        signInByPasskey(someVisitor(deps), answer(await start()), site)
      const first = await start()
      const once = { challengeId: first.challengeId, response: device.get(first.options) }
      await signInByPasskey(someVisitor(deps), once, site)
      await expect(signInByPasskey(someVisitor(deps), once, site)).rejects.toMatchObject(refused)
      await expect(
        attempt(({ challengeId, options }) => ({
          challengeId,
          response: device.get(options, { origin: 'https://evil.example' }),
        })),
      ).rejects.toMatchObject(refused)
      // Signed for another challenge.
      await expect(attempt(({ challengeId }) => ({ challengeId, response: device.get(first.options) }))).rejects.toMatchObject(
        refused,
      )
      await expect(
        attempt(({ challengeId, options }) => {
          device.verifiesHolder = false
          const response = device.get(options)
          device.verifiesHolder = true
          return { challengeId, response }
        }),
      ).rejects.toMatchObject(refused)
      await expect(
        attempt(({ challengeId, options }) => {
          clock.advance(5 * 60 + 1)
          return { challengeId, response: device.get(options) }
        }),
      ).rejects.toMatchObject(refused)
      await expect(
        attempt(({ challengeId, options }) => ({ challengeId, response: new TestDevice(site).get(options) })),
      ).rejects.toMatchObject(refused)
    })

    it('is added only in answer to the user’s own challenge', async () => {
      const [alice, bob] = [await signedUp(deps, 'alice@example.com'), await signedUp(deps, 'bob@example.com')]
      const response = new TestDevice(site).create(await startPasskey(alice, proof, site))
      await startPasskey(bob, proof, site)
      await expect(addPasskey(bob, { name: 'Stolen', response }, site)).rejects.toMatchObject({ code: 'bad_request' })
      await addPasskey(alice, { name: 'Own', response }, site)
      await expect(addPasskey(alice, { name: 'Again', response }, site)).rejects.toMatchObject({ code: 'bad_request' })
    })

    it('of another user is not removed, and one’s own no more signs in once removed', async () => {
      const { ctx, device, passkey } = await withPasskey('mine@example.com')
      const stranger = await signedUp(deps, 'other@example.com')
      await expect(removePasskey(stranger, { ...proof, id: passkey.id })).rejects.toMatchObject({ code: 'not_found' })
      await removePasskey(ctx, { ...proof, id: passkey.id })
      const { challengeId, options } = await start()
      const late = signInByPasskey(someVisitor(deps), { challengeId, response: device.get(options) }, site)
      await expect(late).rejects.toMatchObject(refused)
      expect((await signedIn(someVisitor(deps), 'mine@example.com')).userId).toBe(ctx.userId)
    })
  })

  it('is asked for again before what signs in is changed, and a limit on that is forgiven by both together only', async () => {
    const { ctx, secret } = await withTotp('again@example.com')
    clock.advance(660)
    const wanted = { fields: { code: expect.stringContaining('Enter the code') } }
    const changes = [
      (more: object) => changePassword(ctx, { ...proof, newPassword: PASSWORD, ...more }),
      (more: object) => renewRecoveryCodes(ctx, { ...proof, ...more }),
      (more: object) => removeTotp(ctx, { ...proof, ...more }),
    ]
    for (const change of changes) await expect(change({})).rejects.toMatchObject(wanted)
    // A right password in between takes no guess at the code back.
    const codes = []
    for (let i = 0; i < 10; i++) {
      codes.push(await renewRecoveryCodes(ctx, i % 2 ? proof : { ...proof, code: '000000' }).catch((error) => error.code))
    }
    expect(codes.slice(-4)).toEqual(['rate_limited', 'rate_limited', 'rate_limited', 'rate_limited'])
    clock.advance(3700)
    await renewRecoveryCodes(ctx, { ...proof, code: await codeOf(secret) })
    await removeTotp(ctx, proof)
  })

  it('is given again by a passkey too, of the person and the session that it was asked in', async () => {
    const person = await signedUp(deps, 'device@example.com')
    const device = new TestDevice(site)
    await addPasskey(person, { name: 'Phone', response: device.create(await startPasskey(person, proof, site)) }, site)
    clock.advance(660)
    await expect(renewRecoveryCodes(person, proof)).rejects.toMatchObject({ fields: { code: expect.any(String) } })
    const stranger = await signedUp(deps, 'no-device@example.com')
    await expect(startPasskeyProof(stranger, site)).rejects.toMatchObject({ code: 'conflict' })
    const first = device.get(await startPasskeyProof(person, site))
    await expect(proveByPasskey(stranger, { response: first }, site)).rejects.toMatchObject({ code: 'bad_request' })
    clock.advance(1)
    await startPasskeyProof(person, site)
    await expect(proveByPasskey(person, { response: first }, site)).rejects.toMatchObject({ code: 'bad_request' })
    await proveByPasskey(person, { response: device.get(await startPasskeyProof(person, site)) }, site)
    await renewRecoveryCodes(person, proof)
    clock.advance(660)
    await expect(renewRecoveryCodes(person, proof)).rejects.toMatchObject({ fields: { code: expect.any(String) } })
  })

  it('cannot be changed by an API token', async () => {
    const { ctx } = await withTotp('token@example.com')
    const actor = {
      kind: 'token',
      tokenId: 'x',
      userId: null,
      scopes: ['read', 'manage', 'trade'],
      ipAddress: null,
      userAgent: null,
    } as const
    const byToken: TestContext = { ...ctx, actor }
    await expect(removeTotp(byToken, proof)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getSecurity(byToken, [])).rejects.toMatchObject({ code: 'forbidden' })
  })
})
