import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import { createTokenSchema } from '../../schemas/tokens'
import { TestClock, testDeps } from '../testing'
import { signedUp } from '../users/testing'
import { authenticateToken } from './authenticate'
import { createToken } from './create'
import { listTokens } from './list'
import { revokeToken } from './revoke'

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
    createToken(user, { name: 'Script', scopes: ['read'], ...change })
  const use = (secret: string | null, address = '192.0.2.1') => authenticateToken(deps, secret, address)

  it('are shown once, kept as a hash, and name their owner and scopes', async () => {
    const { secret, token } = await create({ scopes: ['read', 'trade'] })
    expect(secret).toMatch(/^bal_[A-Za-z0-9_-]{43}$/)
    expect(token).toMatchObject({ prefix: secret.slice(0, 10), lastUsedAt: null, expiresAt: null })
    expect(await use(secret)).toEqual({ userId: user.userId, tokenId: token.id, scopes: ['read', 'trade'] })
    const dump = await database.db.asSystem((tx) => tx.execute('select row_to_json(t)::text as row from api_tokens t'))
    expect(JSON.stringify([...dump])).not.toContain(secret.slice(10))
    expect(JSON.stringify(await listTokens(user))).not.toContain(secret.slice(10))
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
    await deps.db.asSystem((tx) => updateUser(tx, user.userId, { disabledAt: clock.now() }))
    await expect(use(orphaned.secret)).rejects.toMatchObject(UNKNOWN)
    await deps.db.asSystem((tx) => updateUser(tx, user.userId, { disabledAt: null }))
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
      actor: { kind: 'token', tokenId: 'x', scopes: ['read', 'manage', 'trade'], ipAddress: null, userAgent: null },
    }
    await expect(createToken(byToken, { name: 'More', scopes: ['read'] })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listTokens(byToken)).rejects.toMatchObject({ code: 'forbidden' })
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
