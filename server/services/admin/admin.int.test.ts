import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import type { Mail } from '../../mail'
import { listAudit } from '../audit/list'
import { checkSession } from '../sessions/check'
import { TestClock, type TestContext, testDeps } from '../testing'
import { authenticateToken } from '../tokens/authenticate'
import { createToken } from '../tokens/create'
import { getTokenTerms } from '../tokens/terms'
import { registerUser } from '../users/register'
import { PASSWORD, signedIn, signedUp, someVisitor } from '../users/testing'
import { createInvitation, listInvitations, revokeInvitation } from './invitations'
import { disableUser, enableUser, listUsers } from './users'

describe('the administrator', () => {
  let database: TestDatabase
  let deps: Deps
  let admin: TestContext
  let user: TestContext
  const clock = new TestClock()
  const letters: Mail[] = []
  const means = { mail: async (mail: Mail) => void letters.push(mail), baseUrl: 'https://ballast.example.com' }

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    admin = await signedUp(deps, 'admin@example.com')
    clock.advance(1)
    user = await signedUp(deps, 'user@example.com')
  })
  afterAll(() => database.close())

  const codeOf = (link: string) => new URLSearchParams(new URL(link).hash.slice(1)).get('invitation') ?? ''
  const join = (email: string, invitation?: string) =>
    registerUser(someVisitor(deps), { email, password: PASSWORD, invitation }, 'invite')

  it('sees who there is, and nothing of what they have', async () => {
    const users = await listUsers(admin)
    expect(users.map(({ email, isAdmin }) => [email, isAdmin])).toEqual([
      ['admin@example.com', true],
      ['user@example.com', false],
    ])
    expect(Object.keys(users[0] ?? {}).sort()).toEqual(
      ['accounts', 'createdAt', 'disabledAt', 'email', 'id', 'isAdmin', 'lastSeenAt', 'name', 'secondFactor'].sort(),
    )
    expect(users[1]?.lastSeenAt).toEqual(clock.now())
  })

  it('is asked of the database each time: nobody else passes, and no token', async () => {
    const forbidden = { code: 'forbidden' }
    const actor = {
      kind: 'token',
      tokenId: 'x',
      userId: null,
      scopes: ['read', 'manage', 'trade'],
      ipAddress: null,
      userAgent: null,
    } as const
    for (const ctx of [user, { ...admin, actor } satisfies TestContext]) {
      await expect(listUsers(ctx)).rejects.toMatchObject(forbidden)
      await expect(disableUser(ctx, { id: admin.userId })).rejects.toMatchObject(forbidden)
      await expect(enableUser(ctx, { id: user.userId })).rejects.toMatchObject(forbidden)
      await expect(createInvitation(ctx, { expiresInDays: 7 }, means)).rejects.toMatchObject(forbidden)
      await expect(listInvitations(ctx)).rejects.toMatchObject(forbidden)
    }
    await deps.db.asSystem((tx) => updateUser(tx, admin.userId, { isAdmin: false }))
    await expect(listUsers(admin)).rejects.toMatchObject(forbidden)
    await deps.db.asSystem((tx) => updateUser(tx, admin.userId, { isAdmin: true }))
  })

  it('disables a user at once, everywhere, and lets them in again with all they had', async () => {
    const { secret } = await createToken(user, { name: 'x', scopes: ['read'], password: PASSWORD })
    await disableUser(admin, { id: user.userId })
    const sessionId = user.actor.kind === 'session' ? user.actor.sessionId : ''
    expect(await checkSession(deps, user.userId, sessionId)).toBeNull()
    await expect(authenticateToken(deps, secret, '192.0.2.1')).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(signedIn(someVisitor(deps), 'user@example.com')).rejects.toMatchObject({
      message: 'E-mail or password is wrong.',
    })
    await enableUser(admin, { id: user.userId })
    user = await signedIn(someVisitor(deps), 'user@example.com')
    await authenticateToken(deps, secret, '192.0.2.1')
    const { events } = await listAudit(user, { limit: 50 })
    expect(events.filter(({ actor }) => actor === 'admin').map(({ event }) => event)).toEqual(['user_enabled', 'user_disabled'])
  })

  it('disables neither themselves nor the last administrator, nor somebody who is not there', async () => {
    await expect(disableUser(admin, { id: admin.userId })).rejects.toMatchObject({ code: 'conflict' })
    const nobody = '00000000-0000-4000-8000-000000000000'
    await expect(disableUser(admin, { id: nobody })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('invites: a link that lets one person sign up, in time', async () => {
    const { link, invitation, sent } = await createInvitation(admin, { expiresInDays: 7 }, means)
    expect(sent).toBe(false)
    await join('first@example.com', codeOf(link))
    await signedIn(someVisitor(deps), 'first@example.com')
    await expect(join('second@example.com', codeOf(link))).rejects.toMatchObject({ code: 'bad_request' })
    expect((await listInvitations(admin)).find(({ id }) => id === invitation.id)?.acceptedAt).toEqual(clock.now())
    const late = await createInvitation(admin, { expiresInDays: 1 }, means)
    clock.advance(86_400)
    await expect(join('third@example.com', codeOf(late.link))).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('invites an address by letter, and nobody else with it', async () => {
    const { link, sent } = await createInvitation(admin, { email: 'guest@example.com', expiresInDays: 7 }, means)
    expect(sent).toBe(true)
    expect(letters.at(-1)).toMatchObject({ to: 'guest@example.com', text: expect.stringContaining(link) })
    await expect(join('thief@example.com', codeOf(link))).rejects.toMatchObject({ code: 'bad_request' })
    await join('guest@example.com', codeOf(link))
    const guest = await signedIn(someVisitor(deps), 'guest@example.com')
    // The letter proved the address; a code that was handed over proves nothing.
    expect(await getTokenTerms({ ...guest, sendsMail: true })).toMatchObject({ unprovenAddress: null })
    const open = await createInvitation(admin, { expiresInDays: 7 }, means)
    await join('anybody@example.com', codeOf(open.link))
    const anybody = await signedIn(someVisitor(deps), 'anybody@example.com')
    expect(await getTokenTerms({ ...anybody, sendsMail: true })).toMatchObject({ unprovenAddress: 'anybody@example.com' })
  })

  it('takes an invitation back while it is open', async () => {
    const { link, invitation } = await createInvitation(admin, { expiresInDays: 7 }, means)
    await revokeInvitation(admin, { id: invitation.id })
    await expect(revokeInvitation(admin, { id: invitation.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(join('void@example.com', codeOf(link))).rejects.toMatchObject({ code: 'bad_request' })
    const dump = await database.db.asSystem((tx) => tx.execute('select row_to_json(i)::text as row from invitations i'))
    expect(JSON.stringify([...dump])).not.toContain(codeOf(link))
  })

  it('lets one of two who come at once with the same invitation in', async () => {
    const { link } = await createInvitation(admin, { expiresInDays: 7 }, means)
    const both = await Promise.allSettled([join('left@example.com', codeOf(link)), join('right@example.com', codeOf(link))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
