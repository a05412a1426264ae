import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import type { Mail } from '../../mail'
import { createTokenSchema } from '../../schemas/tokens'
import { listChannels } from '../alerts/channels'
import { listRules } from '../alerts/rules'
import { personOf } from '../authorise'
import { startLink } from '../identities/link'
import { startPasskey } from '../passkeys/add'
import { passkeySite } from '../passkeys/site'
import { confirmTotp, removeTotp, startTotp } from '../second-factor/totp'
import { revokeAllSessions } from '../sessions/revoke'
import { TestClock, testDeps } from '../testing'
import { proveAddress, requestAddressProof } from '../users/address'
import { changePassword, requestPasswordReset, resetPassword } from '../users/password'
import { PASSWORD, signedIn, signedUp, someVisitor } from '../users/testing'
import { authenticateToken } from './authenticate'
import { createToken } from './create'
import { listTokens } from './list'
import { revokeToken } from './revoke'
import { getTokenTerms } from './terms'

const UNKNOWN = { code: 'unauthenticated', message: 'This API token is unknown, expired or revoked.' }

describe('API tokens', () => {
  let database: TestDatabase
  let deps: Deps
  let user: ServiceContext
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    user = await signedUp(deps, 'tokens@example.com')
  })
  afterAll(() => database.close())

  const create = (change: Partial<Parameters<typeof createToken>[1]> = {}) =>
    createToken(user, { name: 'Script', scopes: ['read'], password: PASSWORD, ...change })
  const use = (secret: string | null, address = '192.0.2.1') => authenticateToken(deps, secret, address)

  it('are shown once, kept as a hash, and name their owner and scopes', async () => {
    const { secret, token } = await create({ scopes: ['read', 'trade'] })
    expect(secret).toMatch(/^bal_[A-Za-z0-9_-]{43}$/)
    expect(token).toMatchObject({ prefix: secret.slice(0, 10), lastUsedAt: null, revokedAt: null })
    const may = { scopes: ['read', 'trade'], userId: personOf(user), accounts: null, tools: [] }
    expect(await use(secret)).toEqual({ deskId: user.deskId, tokenId: token.id, ...may })
    const dump = await database.db.asSystem((tx) => tx.execute('select row_to_json(t)::text as row from api_tokens t'))
    expect(JSON.stringify([...dump])).not.toContain(secret.slice(10))
    expect(JSON.stringify(await listTokens(user))).not.toContain(secret.slice(10))
  })

  it('have their use written by one of those that come in the same moment', async () => {
    const { secret } = await create()
    let written = 0
    const db = new Proxy(database.db, {
      get: (target, name) => {
        if (name === 'asDesk') written += 1
        return Reflect.get(target, name)
      },
    })
    await Promise.all(Array.from({ length: 20 }, () => authenticateToken({ ...deps, db }, secret, '192.0.2.1')))
    expect(written).toBe(1)
  })

  it('note their last use, at most once a minute', async () => {
    const { secret, token } = await create()
    const lastUse = async () => (await listTokens(user)).find(({ id }) => id === token.id)?.lastUsedAt
    await use(secret)
    const first = clock.now()
    clock.advance(59)
    await use(secret)
    expect(await lastUse()).toEqual(first)
    clock.advance(1)
    await use(secret)
    expect(await lastUse()).toEqual(clock.now())
  })

  it('end when they expire, are revoked, or their owner is disabled', async () => {
    const [brief, revoked, orphaned] = [await create({ expiresInDays: 1 }), await create(), await create()]
    clock.advance(86_399)
    await use(brief.secret)
    clock.advance(1)
    await expect(use(brief.secret)).rejects.toMatchObject(UNKNOWN)
    await revokeToken(user, { id: revoked.token.id })
    await expect(use(revoked.secret)).rejects.toMatchObject(UNKNOWN)
    await deps.db.asSystem((tx) => updateUser(tx, personOf(user), { disabledAt: clock.now() }))
    await expect(use(orphaned.secret)).rejects.toMatchObject(UNKNOWN)
    await deps.db.asSystem((tx) => updateUser(tx, personOf(user), { disabledAt: null }))
  })

  it('work only from the addresses on their list', async () => {
    const { secret } = await create({ ipAllowList: ['203.0.113.0/24', '2001:db8::1'] })
    await use(secret, '203.0.113.77')
    await use(secret, '2001:db8::1')
    for (const address of ['203.0.114.1', 'unknown']) {
      await expect(use(secret, address)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('cannot be guessed for long from one address', async () => {
    const guess = (i: number) => use(`bal_${'x'.repeat(42)}${i % 10}`, '198.51.100.9').catch((error) => error.code)
    const codes = []
    for (let i = 0; i < 30; i++) codes.push(await guess(i))
    expect(codes.filter((code) => code === 'rate_limited').length).toBeGreaterThan(5)
    // A right one still works from there: an office shares its address.
    await use((await create()).secret, '198.51.100.9')
  })

  it('cannot be guessed for long from one network of IPv6, whose owner has 2^64 addresses', async () => {
    const guess = (i: number) => use(`bal_${'y'.repeat(42)}${i % 10}`, `2001:db8:77:1::${i}`).catch((error) => error.code)
    const codes = []
    for (let i = 1; i <= 30; i++) codes.push(await guess(i))
    expect(codes.filter((code) => code === 'rate_limited').length).toBeGreaterThan(5)
    // A neighbour's network goes on.
    expect(await use(`bal_${'y'.repeat(43)}`, '2001:db8:77:2::1').catch((error) => error.code)).toBe('unauthenticated')
  })

  it.each([null, '', 'bal_', 'Token bal_x', `bal_${'é'.repeat(43)}`, 'x'.repeat(5000)])('refuses %j', async (sent) => {
    await expect(use(sent, '192.0.2.55')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('of another user are neither listed nor revoked', async () => {
    const { token, secret } = await create()
    const stranger = await signedUp(deps, 'stranger@example.com')
    expect(await listTokens(stranger)).toEqual([])
    await expect(revokeToken(stranger, { id: token.id })).rejects.toMatchObject({ code: 'not_found' })
    await use(secret)
  })

  it('are not made, listed or revoked by a token, however wide its scopes', async () => {
    const byToken: ServiceContext = {
      ...user,
      actor: { kind: 'token', tokenId: 'x', userId: null, scopes: ['read', 'manage', 'trade'], ipAddress: null, userAgent: null },
    }
    await expect(createToken(byToken, { name: 'More', scopes: ['read'] })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listTokens(byToken)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('are made by whoever proves again that it is them, and not by whoever found the browser open', async () => {
    for (const [password, field] of [
      [undefined, 'password'],
      ['wrong password', 'password'],
    ] as const) {
      await expect(create({ password })).rejects.toMatchObject({ fields: { [field]: expect.any(String) } })
    }
    const { secret } = await startTotp(user, { password: PASSWORD })
    const code = () => generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) })
    await confirmTotp(user, { code: await code() })
    // Given a moment ago, it is not asked for again; later it is.
    await create()
    clock.advance(660)
    await expect(create()).rejects.toMatchObject({ fields: { code: expect.stringContaining('Enter the code') } })
    await expect(create({ code: '000000' })).rejects.toMatchObject({ fields: { code: expect.stringContaining('wrong') } })
    await create({ code: await code() })
    await create()
    await removeTotp(user, { password: PASSWORD })
  })

  it('end by themselves: after ninety days, or as the operator lets', async () => {
    const days = async (change: Partial<ServiceContext>, expiresInDays?: number | null) => {
      const made = await createToken({ ...user, ...change }, { name: 'x', scopes: ['read'], password: PASSWORD, expiresInDays })
      const { expiresAt } = made.token
      return expiresAt && (expiresAt.getTime() - clock.now().getTime()) / 86_400_000
    }
    expect(await days({})).toBe(90)
    expect(await days({}, 365)).toBe(365)
    expect(await days({ longestTokenDays: 30 })).toBe(30)
    expect(await days({ longestTokenDays: null })).toBe(90)
    expect(await days({ longestTokenDays: null }, null)).toBeNull()
    for (const [change, asked] of [
      [{}, 366],
      [{}, null],
      [{ longestTokenDays: 30 }, 31],
    ] as const) {
      await expect(days(change, asked)).rejects.toMatchObject({ fields: { expiresInDays: expect.any(String) } })
    }
    expect(await getTokenTerms({ ...user, longestTokenDays: 30 })).toMatchObject({ longestDays: 30, unprovenAddress: null })
  })

  it('are made by nobody whose address may be another’s, where letters can tell', async () => {
    const squatter = { ...(await signedUp(deps, 'owner-to-be@example.com')), sendsMail: true }
    const input = { name: 'x', scopes: ['read' as const], password: PASSWORD }
    const refused = { code: 'forbidden', message: expect.stringContaining('your e-mail address is yours') }
    await expect(createToken(squatter, input)).rejects.toMatchObject(refused)
    await expect(startLink(squatter, { provider: 'github', password: PASSWORD })).rejects.toMatchObject(refused)
    await expect(startPasskey(squatter, { password: PASSWORD }, passkeySite('https://x.example'))).rejects.toMatchObject(refused)
    expect(await getTokenTerms(squatter)).toMatchObject({ unprovenAddress: 'owner-to-be@example.com' })

    const letters: Mail[] = []
    const means = { mail: async (letter: Mail) => void letters.push(letter), baseUrl: 'https://ballast.example.com' }
    await listRules(squatter)
    expect(await listChannels(squatter)).toEqual([])
    expect(await requestAddressProof(squatter, means)).toEqual({ sentTo: 'owner-to-be@example.com' })
    const [, code = ''] = /prove-address#code=(\S+)/.exec(letters[0]?.text ?? '') ?? []
    // Its owner, led to follow the link, proves nothing for the stranger: they are not signed in there.
    await expect(proveAddress(user, { code })).rejects.toMatchObject({ code: 'bad_request' })
    await expect(createToken(squatter, input)).rejects.toMatchObject(refused)
    clock.advance(86_401)
    await expect(proveAddress(squatter, { code })).rejects.toMatchObject({ code: 'bad_request' })
    clock.advance(3600)
    await requestAddressProof(squatter, means)
    await requestAddressProof(squatter, means)
    for (const { text } of letters.slice(1, 2)) {
      const [, good = ''] = /#code=(\S+)/.exec(text) ?? []
      expect(await proveAddress(squatter, { code: good })).toEqual({ email: 'owner-to-be@example.com' })
      await expect(proveAddress(squatter, { code: good })).rejects.toMatchObject({ code: 'bad_request' })
    }
    await createToken(squatter, input)
    // What fires is told by mail from now on: alerts had begun when nobody knew whose the address was.
    expect(await listChannels(squatter)).toMatchObject([{ kind: 'email', shown: 'owner-to-be@example.com', enabled: true }])
    await expect(requestAddressProof(squatter, means)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('end with a reset by link, which proves the address besides', async () => {
    const visitor = someVisitor(deps)
    const ctx = await signedUp(deps, 'lost@example.com')
    const { secret } = await createToken(ctx, { name: 'Old script', scopes: ['read'], password: PASSWORD })
    const letters: Mail[] = []
    const mail = async (letter: Mail) => void letters.push(letter)
    await requestPasswordReset(visitor, { email: 'lost@example.com' }, { mail, baseUrl: 'https://ballast.example.com' })
    await expect.poll(() => letters.length).toBe(1)
    const [, code = ''] = /#code=(\S+)/.exec(letters[0]?.text ?? '') ?? []
    await resetPassword(visitor, { code, newPassword: 'another fine password' })
    await expect(use(secret)).rejects.toMatchObject(UNKNOWN)
    const back = { ...(await signedIn(visitor, 'lost@example.com', 'another fine password')), sendsMail: true }
    expect(await getTokenTerms(back)).toMatchObject({ unprovenAddress: null })
  })

  it('end at signing out everywhere where that is chosen; else it and a new password say which go on', async () => {
    const ctx = await signedUp(deps, 'everywhere@example.com')
    const proof = { password: PASSWORD }
    const made = [await createToken(ctx, { name: 'One', scopes: ['read'], ...proof })]
    clock.advance(1)
    made.push(await createToken(ctx, { name: 'Two', scopes: ['read'], ...proof }))
    const out = { includeCurrent: false, ...proof }
    expect(await revokeAllSessions(ctx, { ...out, revokeTokens: false })).toMatchObject({ tokensLeft: ['Two', 'One'] })
    const { tokensLeft } = await changePassword(ctx, { ...proof, newPassword: 'another fine password' })
    expect(tokensLeft).toEqual(['Two', 'One'])
    for (const { secret } of made) await use(secret)
    const all = { includeCurrent: false, password: 'another fine password', revokeTokens: true }
    await expect(revokeAllSessions(ctx, { ...all, password: 'wrong' })).rejects.toMatchObject({ code: 'bad_request' })
    expect(await revokeAllSessions(ctx, all)).toMatchObject({ tokensRevoked: 2, tokensLeft: [] })
    for (const { secret } of made) await expect(use(secret)).rejects.toMatchObject(UNKNOWN)
  })

  it('have their input checked', () => {
    const parse = (change: object) => createTokenSchema.safeParse({ name: 'x', scopes: ['read'], ...change }).success
    expect(parse({ ipAllowList: ['10.0.0.0/8', '::1'] })).toBe(true)
    for (const wrong of [
      { name: ' ' },
      { scopes: [] },
      { scopes: ['all'] },
      { expiresInDays: 0 },
      { ipAllowList: ['10.0.0.0/99'] },
    ]) {
      expect(parse(wrong)).toBe(false)
    }
  })
})
