import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { someAccount } from '@/db/queries/fixtures.testing'
import { updateUser } from '@/db/queries/users'
import { asAnotherProcess, type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '@/server/context'
import { FakeExchanges } from '@/server/exchanges/testing'
import { someSubscription } from '@/server/notify/push-service.testing'
import { deletePerson } from '../admin/people'
import { listChannels } from '../alerts/channels'
import { addDevice } from '../alerts/devices'
import { addRule, changeRule, deleteRule, listRules } from '../alerts/rules'
import { listDeskAudit } from '../audit/list'
import { deleteMe } from '../me/delete'
import { holdRight } from '../rights/hold'
import { rightsWatch } from '../rights/watch'
import { checkSession } from '../sessions/check'
import { getSettings } from '../settings/get'
import { updateSettings } from '../settings/update'
import { addTagRule, createTag, removeTag, removeTagRule, updateTag } from '../tags/manage'
import { TestClock, type TestContext, testDeps } from '../testing'
import { authenticateToken } from '../tokens/authenticate'
import { createToken } from '../tokens/create'
import { PASSWORD, signedUp } from '../users/testing'
import { createDesk, deleteDesk, renameDesk } from './manage'
import { changeMember, handOverDesk, leaveDesk, listDeskMembers, removeMember } from './members'
import { membershipOf } from './membership'
import { addedTo, onDesk } from './testing'

const proof = { password: PASSWORD }

/** The desks that somebody is on, as their session knows them. */
async function listMyDesks(ctx: TestContext) {
  if (ctx.actor.kind !== 'session') throw new Error('Somebody signed in is needed.')
  return (await checkSession(ctx, ctx.userId, ctx.actor.sessionId))?.desks ?? []
}

describe('people on a desk', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()
  let owner: TestContext
  let manager: TestContext
  let trader: TestContext
  let viewer: TestContext
  let stranger: TestContext
  let deskId: string
  let round = 0
  const people = new Map<string, TestContext>()
  const person = (name: string) => {
    const found = people.get(name)
    if (!found) throw new Error('No such person.')
    return found
  }

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(asAnotherProcess(database.db), new FakeExchanges(clock.now), clock)
    await signedUp(deps, 'admin@example.com')
    for (const name of ['owner', 'manager', 'trader', 'viewer', 'stranger'])
      people.set(name, await signedUp(deps, `${name}@example.com`))
  })
  beforeEach(async () => {
    round += 1
    const alone = person('owner')
    deskId = (await createDesk(alone, { name: `Fund ${round}` })).id
    owner = await onDesk(alone, deskId)
    manager = await addedTo(person('manager'), deskId, 'manager')
    trader = await addedTo(person('trader'), deskId, 'trader')
    viewer = await addedTo(person('viewer'), deskId, 'viewer')
    stranger = person('stranger')
  })
  afterEach(async () => {
    clock.advance(3600)
    const [desk] = (await listMyDesks(person('owner'))).filter(({ id }) => id === deskId)
    if (desk) await deleteDesk(await onDesk(person('owner'), deskId), { ...proof, name: desk.name }).catch(() => {})
  })
  afterAll(async () => {
    await rightsWatch(deps).close()
    await database.close()
  })

  const rolesOf = async () => {
    const members = await listDeskMembers(owner)
    return [owner, manager, trader, viewer].map(({ userId }) => members.find((each) => each.userId === userId)?.role)
  }
  const events = async (ctx = owner) => (await listDeskAudit(ctx, { limit: 50 })).events

  it('see which desks they are on, their own first', async () => {
    expect(await listMyDesks(owner)).toEqual([
      { id: owner.userId, name: 'Personal', role: 'owner', isPersonal: true, limited: false },
      { id: deskId, name: `Fund ${round}`, role: 'owner', isPersonal: false, limited: false },
    ])
    expect(await listMyDesks(viewer)).toEqual(expect.arrayContaining([expect.objectContaining({ id: deskId, role: 'viewer' })]))
    expect(await listMyDesks(stranger)).toMatchObject([{ id: stranger.userId }])
  })

  it('are listed with addresses to owners and managers alone', async () => {
    for (const ctx of [owner, manager]) {
      expect((await listDeskMembers(ctx)).map(({ email }) => email)).toContain('trader@example.com')
    }
    for (const ctx of [trader, viewer]) {
      const members = await listDeskMembers(ctx)
      expect(members).toHaveLength(4)
      expect(members.filter(({ email }) => email !== null)).toMatchObject([{ isYou: true }])
    }
    expect(await listDeskMembers(stranger)).toMatchObject([{ isYou: true, role: 'owner' }])
  })

  it('are changed, removed and invited to by owners alone, whoever calls the service', async () => {
    for (const ctx of [manager, trader, viewer]) {
      const refused = { code: 'forbidden', message: expect.stringContaining('owners of this desk') }
      await expect(renameDesk(ctx, { name: 'Mine' })).rejects.toMatchObject(refused)
      await expect(deleteDesk(ctx, { ...proof, name: `Fund ${round}` })).rejects.toMatchObject(refused)
      await expect(changeMember(ctx, { userId: ctx.userId, role: 'manager', tagIds: null })).rejects.toMatchObject(refused)
      await expect(removeMember(ctx, { userId: owner.userId })).rejects.toMatchObject(refused)
      await expect(handOverDesk(ctx, { ...proof, userId: owner.userId })).rejects.toMatchObject(refused)
    }
    expect(await rolesOf()).toEqual(['owner', 'manager', 'trader', 'viewer'])
  })

  it('of a desk that one is not on are as missing as those of none', async () => {
    for (const foreign of [deskId, randomUUID()]) {
      const there = { ...stranger, deskId: foreign }
      const missing = { code: 'not_found', message: 'There is no such desk.' }
      await expect(renameDesk(there, { name: 'Mine' })).rejects.toMatchObject(missing)
      await expect(leaveDesk(there)).rejects.toMatchObject(missing)
      await expect(removeMember(there, { userId: owner.userId })).rejects.toMatchObject(missing)
      await expect(handOverDesk(there, { ...proof, userId: owner.userId })).rejects.toMatchObject(missing)
      await expect(deleteDesk(there, { ...proof, name: `Fund ${round}` })).rejects.toMatchObject(missing)
    }
    await expect(removeMember(owner, { userId: stranger.userId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await membershipOf(deps, stranger.userId, deskId)).toBeNull()
  })

  it('are nobody else on a person’s own desk', async () => {
    const own = { code: 'conflict', message: expect.stringContaining('your own desk') }
    await expect(renameDesk(stranger, { name: 'Ours' })).rejects.toMatchObject(own)
    await expect(leaveDesk(stranger)).rejects.toMatchObject(own)
    await expect(deleteDesk(stranger, { ...proof, name: 'Personal' })).rejects.toMatchObject(own)
  })

  it('get another role, which is asked again behind the lock', async () => {
    await changeMember(owner, { userId: manager.userId, role: 'viewer', tagIds: null })
    expect(await membershipOf(deps, manager.userId, deskId)).toMatchObject({ role: 'viewer' })
    // As a request that began before: it was let in as a manager.
    await expect(updateSettings(manager, { refreshIntervalSeconds: 30 })).rejects.toMatchObject({ code: 'forbidden' })
    const member = 'manager@example.com'
    expect(await events()).toMatchObject([
      { event: 'member_changed', by: 'owner@example.com', details: { member, role: 'viewer', was: 'manager' } },
      { event: 'desk_created' },
    ])
  })

  it('become owners only by whoever proves that it is them', async () => {
    const change = { userId: trader.userId, role: 'owner', tagIds: null } as const
    await expect(changeMember(owner, change)).rejects.toMatchObject({ code: 'bad_request' })
    await changeMember(owner, { ...change, ...proof })
    expect(await membershipOf(deps, trader.userId, deskId)).toMatchObject({ role: 'owner' })
  })

  it('are limited to tags of the desk, owners never', async () => {
    const tag = await createTag(owner, { name: 'Arbitrage', kind: 'strategy', rules: [] })
    const foreign = await createTag(stranger, { name: 'Theirs', kind: 'strategy', rules: [] })
    await changeMember(owner, { userId: viewer.userId, role: 'viewer', tagIds: [tag.id] })
    expect(await membershipOf(deps, viewer.userId, deskId)).toMatchObject({ accounts: [] })
    expect(await listDeskMembers(await onDesk(viewer, deskId))).toMatchObject([{ isYou: true, tags: [{ name: 'Arbitrage' }] }])
    const wrong = { code: 'bad_request', fields: { tagIds: expect.any(String) } }
    const to = (userId: string, role: 'viewer' | 'owner', tagIds: string[]) =>
      changeMember(owner, { ...proof, userId, role, tagIds })
    await expect(to(viewer.userId, 'viewer', [foreign.id])).rejects.toMatchObject(wrong)
    await expect(to(trader.userId, 'owner', [tag.id])).rejects.toMatchObject(wrong)
  })

  it('never leave it without an owner: not by leaving, a lesser role, deletion by themselves or an administrator', async () => {
    const founder = await signedUp(deps, 'founder@example.com')
    deskId = (await createDesk(founder, { name: 'Founded' })).id
    owner = await onDesk(founder, deskId)
    await addedTo(person('manager'), deskId, 'manager')
    const last = { code: 'conflict', message: expect.stringContaining('only owner') }
    await expect(leaveDesk(owner)).rejects.toMatchObject(last)
    await expect(changeMember(owner, { userId: owner.userId, role: 'manager', tagIds: null })).rejects.toMatchObject(last)
    await expect(deleteMe(owner, { ...proof, email: 'founder@example.com' })).rejects.toMatchObject(last)
    const byAdmin = deletePerson(deps, { kind: 'operator' }, owner.userId, 'founder@example.com')
    await expect(byAdmin).rejects.toMatchObject(last)
    // Another owner who may not sign in is none.
    await changeMember(owner, { ...proof, userId: manager.userId, role: 'owner', tagIds: null })
    await database.db.asSystem((tx) => updateUser(tx, manager.userId, { disabledAt: clock.now() }))
    await expect(leaveDesk(owner)).rejects.toMatchObject(last)
    await database.db.asSystem((tx) => updateUser(tx, manager.userId, { disabledAt: null }))
    await leaveDesk(owner)
    expect(await membershipOf(deps, owner.userId, deskId)).toBeNull()
    await deleteMe(owner, { ...proof, email: 'founder@example.com' })
    expect((await events(await onDesk(manager, deskId)))[0]).toMatchObject({ event: 'member_left', by: null })
  })

  it('do not both go when two owners leave at once', async () => {
    await changeMember(owner, { ...proof, userId: manager.userId, role: 'owner', tagIds: null })
    const both = await Promise.allSettled([leaveDesk(owner), leaveDesk(await onDesk(manager, deskId))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('go with the last of them', async () => {
    const single = await signedUp(deps, 'single@example.com')
    const solo = await onDesk(single, (await createDesk(single, { name: 'Alone' })).id)
    await expect(leaveDesk(solo)).rejects.toMatchObject({ message: expect.stringContaining('Delete it') })
    await deleteMe(solo, { ...proof, email: 'single@example.com' })
    const rows = await database.db.readAsSystem<{ n: number }>(
      // A desk without members would be nobody's.
      { text: 'select count(*)::int as n from desks where id = $1', params: [solo.deskId] },
    )
    expect(rows[0]?.n).toBe(0)
  })

  it('hand it over', async () => {
    await expect(handOverDesk(owner, { userId: manager.userId })).rejects.toMatchObject({ code: 'bad_request' })
    await expect(handOverDesk(owner, { ...proof, userId: owner.userId })).rejects.toMatchObject({ code: 'conflict' })
    await handOverDesk(owner, { ...proof, userId: manager.userId })
    expect(await rolesOf()).toEqual(['manager', 'owner', 'trader', 'viewer'])
    await expect(renameDesk(owner, { name: 'Still mine' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('delete it by its name, with all that is its and nothing of theirs', async () => {
    const wrong = { fields: { name: 'This is not the name of the desk.' } }
    await expect(deleteDesk(owner, { ...proof, name: 'Fund' })).rejects.toMatchObject(wrong)
    await expect(deleteDesk(owner, { name: `Fund ${round}` })).rejects.toMatchObject({ code: 'bad_request' })
    await createTag(owner, { name: 'Arbitrage', kind: 'strategy', rules: [] })
    await deleteDesk(owner, { ...proof, name: `Fund ${round}` })
    expect((await listMyDesks(owner)).filter(({ id }) => id === deskId)).toEqual([])
    expect(await membershipOf(deps, viewer.userId, deskId)).toBeNull()
  })

  it('change alert rules of their own as traders, and all as managers', async () => {
    const rule = { kind: 'margin', warn: '0.5', urgent: null, accounts: null } as const
    const theirs = await addRule(manager, { rule })
    const own = await addRule(trader, { rule: { ...rule, warn: '0.6' } })
    const mayChange = async (ctx: TestContext) =>
      new Map((await listRules(ctx)).map(({ id, mayChange: may }) => [id, may] as const))
    const seen = await mayChange(trader)
    expect([seen.get(theirs.id), seen.get(own.id)]).toEqual([false, true])
    expect([...(await mayChange(viewer)).values()]).not.toContain(true)
    expect([...(await mayChange(manager)).values()]).not.toContain(false)
    await expect(changeRule(trader, { id: theirs.id, enabled: false })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteRule(trader, theirs)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await changeRule(trader, { id: own.id, enabled: false })).toMatchObject({ enabled: false, mayChange: true })
    await deleteRule(manager, own)
    await expect(deleteRule(trader, own)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('who are removed lose tokens, streams and what their browsers are told at once', async () => {
    const { secret } = await createToken(manager, { name: 'Script', scopes: ['read'], ...proof })
    for (const ctx of [manager, owner]) await addDevice(ctx, { name: 'Phone', ...someSubscription() })
    const streams = await Promise.all([holdRight(manager), holdRight({ ...manager, deskId: manager.userId }), holdRight(owner)])
    const ended = new Promise<{ code: string }>((resolve) => {
      streams[0].signal.addEventListener('abort', () => resolve(streams[0].signal.reason), { once: true })
    })
    await removeMember(owner, { userId: manager.userId })
    expect(await ended).toMatchObject({ code: 'forbidden' })
    // On their own desk they go on, and so do others here.
    await expect(holdRight({ ...manager, deskId: manager.userId })).resolves.toBeDefined()
    expect([streams[1].signal.aborted, streams[2].signal.aborted]).toEqual([false, false])
    await expect(authenticateToken(deps, secret, '192.0.2.1')).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(holdRight(manager)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await listChannels(owner)).toHaveLength(1)
    expect(await membershipOf(deps, manager.userId, deskId)).toBeNull()
  })

  it('who are limited lose a stream as soon as what they may see is other accounts, and not before', async () => {
    const rule = { accountId: await someAccount(database.db, deskId), coin: null, market: null }
    const other = { ...rule, accountId: await someAccount(database.db, deskId) }
    const [tag, unseen] = [
      await createTag(owner, { name: 'Theirs', kind: 'person', rules: [rule] }),
      await createTag(owner, { name: 'Others', kind: 'person', rules: [] }),
    ]
    const { secret } = await createToken(manager, { name: 'Script', scopes: ['read'], ...proof })
    const limitTo = async (id: string) => {
      for (const { userId } of [viewer, manager]) await changeMember(owner, { userId, role: 'manager', tagIds: [id] })
    }
    await limitTo(tag.id)
    const byToken = async () => {
      const { tokenId, scopes, accounts } = await authenticateToken(deps, secret, '192.0.2.1')
      const actor = { kind: 'token', tokenId, userId: manager.userId, scopes, ipAddress: null, userAgent: null } as const
      return { ...manager, actor, db: deps.db.limitedTo(accounts) }
    }
    const watched = () => Promise.all([onDesk(viewer, deskId), byToken(), owner].map(async (ctx) => holdRight(await ctx)))
    const codes = (rights: readonly { signal: AbortSignal }[]) =>
      rights.map(({ signal }) => (signal.aborted ? (signal.reason as { code: string }).code : null))
    const changes: [string, () => Promise<unknown>][] = [
      ['another rule', () => addTagRule(owner, { id: tag.id, rule: other })],
      ['a rule less', () => removeTagRule(owner, { id: tag.id, rule })],
      ['other rules', () => updateTag(owner, { id: tag.id, rules: [rule] })],
      ['another tag', () => limitTo(unseen.id)],
      ['the tag again', () => limitTo(tag.id)],
      ['the tag gone', () => removeTag(owner, { id: tag.id })],
    ]
    for (const [what, change] of changes) {
      const rights = await watched()
      // What leaves their accounts as they are ends nothing.
      await updateTag(owner, { id: tag.id, name: `Before ${what}` })
      await addTagRule(owner, { id: unseen.id, rule: { ...other, coin: 'BTC' } })
      await removeTagRule(owner, { id: unseen.id, rule: { ...other, coin: 'BTC' } })
      await deps.db.asUser(viewer.userId, async () => {})
      expect(codes(rights), what).toEqual([null, null, null])
      await change()
      await vi.waitFor(() => expect(codes(rights), what).toEqual(['forbidden', 'forbidden', null]), 5000)
      for (const { release } of rights) release()
    }
    // Whoever was let in before the limit came reads by what they were let in with.
    await limitTo(unseen.id)
    const before = await Promise.all([onDesk(viewer, deskId), byToken()])
    await limitTo((await createTag(owner, { name: 'New', kind: 'person', rules: [rule] })).id)
    for (const ctx of [...before, viewer, { ...(await byToken()), db: deps.db }])
      await expect(holdRight(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('set how often the desk is read without touching their own', async () => {
    await updateSettings(manager, { refreshIntervalSeconds: 300 })
    expect((await getSettings(viewer)).refreshIntervalSeconds).toBe(300)
    expect((await getSettings({ ...manager, deskId: manager.userId })).refreshIntervalSeconds).toBe(60)
    await expect(updateSettings(trader, { refreshIntervalSeconds: 15 })).rejects.toMatchObject({ code: 'forbidden' })
    // A form that sends what it shows changes the rest.
    expect(await updateSettings(viewer, { refreshIntervalSeconds: 300, theme: 'dark' })).toMatchObject({ theme: 'dark' })
    expect((await events())[0]).toMatchObject({ event: 'desk_changed', details: { seconds: 300, was: 60 } })
  })
})
