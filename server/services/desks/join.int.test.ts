import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '@/server/context'
import { FakeExchanges } from '@/server/exchanges/testing'
import type { InviteToDeskInput } from '@/server/schemas/desks'
import { listDeskAudit } from '../audit/list'
import { createTag } from '../tags/manage'
import { TestClock, type TestContext, testDeps } from '../testing'
import { PASSWORD, signedUp } from '../users/testing'
import { inviteToDesk, listDeskInvitations, revokeDeskInvitation } from './invite'
import { acceptInvitation, lookAtInvitation } from './join'
import { createDesk } from './manage'
import { changeMember, leaveDesk, removeMember } from './members'
import { membershipOf } from './membership'
import { addedTo, onDesk } from './testing'

const proof = { password: PASSWORD }
const DAY = 86_400
const baseUrl = 'https://ballast.example.com'

describe('invitations to a desk', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()
  let owner: TestContext
  let guest: TestContext
  let deskId: string
  let round = 0

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    await signedUp(deps, 'admin@example.com')
  })
  beforeEach(async () => {
    round += 1
    const alone = await signedUp(deps, `owner${round}@example.com`)
    deskId = (await createDesk(alone, { name: 'Fund' })).id
    owner = await onDesk(alone, deskId)
    guest = await signedUp(deps, `guest${round}@example.com`)
  })
  afterAll(() => database.close())

  async function invited(change: Partial<InviteToDeskInput> = {}, by = owner) {
    const input = { ...proof, role: 'trader' as const, tagIds: null, expiresInDays: 7, ...change }
    const { invitation, link } = await inviteToDesk(by, input, { baseUrl })
    return { id: invitation.id, link, code: link.split('#code=')[1] ?? '' }
  }
  const nowhere = { code: 'not_found', message: expect.stringContaining('leads nowhere') }
  async function leadsNowhere(code: string, ctx = guest) {
    await expect(lookAtInvitation(ctx, { code })).rejects.toMatchObject(nowhere)
    await expect(acceptInvitation(ctx, { code })).rejects.toMatchObject(nowhere)
    expect(await membershipOf(deps, ctx.userId, deskId)).toBeNull()
  }

  it('show what they are to, and make a member of whoever follows, once', async () => {
    const { link, code, id } = await invited({ note: 'Ada' })
    expect(link).toMatch(/^https:\/\/ballast\.example\.com\/join#code=[\w-]{43}$/)
    const by = `owner${round}@example.com`
    expect(await lookAtInvitation(guest, { code })).toMatchObject({ desk: 'Fund', by, role: 'trader', tags: null })
    expect(await acceptInvitation(guest, { code })).toEqual({ deskId, name: 'Fund' })
    expect(await membershipOf(deps, guest.userId, deskId)).toMatchObject({ role: 'trader', accounts: null })
    const another = await signedUp(deps, `another${round}@example.com`)
    await leadsNowhere(code, another)
    const usedBy = `guest${round}@example.com`
    expect(await listDeskInvitations(owner)).toMatchObject([{ id, state: 'used', usedBy, note: 'Ada', by }])
    expect((await listDeskAudit(owner, { limit: 50 })).events).toMatchObject([
      { event: 'member_joined', by: usedBy, details: { member: usedBy, role: 'trader' } },
      { event: 'member_invited', by },
      { event: 'desk_created' },
    ])
  })

  it('keep no code', async () => {
    const { code } = await invited()
    const rows = await database.db.readAsSystem<{ row: string }>({
      ...{ text: 'select to_jsonb(i)::text as row from desk_invitations i where desk_id = $1', params: [deskId] },
    })
    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).not.toContain(code)
  })

  it('limit whoever follows to the tags that they name', async () => {
    const tag = await createTag(owner, { name: 'Arbitrage', kind: 'strategy', rules: [] })
    const { code } = await invited({ tagIds: [tag.id], role: 'viewer' })
    expect(await lookAtInvitation(guest, { code })).toMatchObject({ tags: ['Arbitrage'] })
    await acceptInvitation(guest, { code })
    expect(await membershipOf(deps, guest.userId, deskId)).toEqual({ deskId, role: 'viewer', accounts: [] })
  })

  it('are made by owners who prove that it is them, of shared desks, with what can be', async () => {
    await expect(invited({ password: undefined })).rejects.toMatchObject({ code: 'bad_request' })
    await expect(invited({ password: 'wrong' })).rejects.toMatchObject({ fields: { password: expect.any(String) } })
    const foreign = await createTag(guest, { name: 'Theirs', kind: 'strategy', rules: [] })
    await expect(invited({ tagIds: [foreign.id] })).rejects.toMatchObject({ fields: { tagIds: expect.any(String) } })
    await expect(invited({}, guest)).rejects.toMatchObject({ code: 'conflict' })
    for (const role of ['manager', 'trader', 'viewer'] as const) {
      const member = await addedTo(await signedUp(deps, `${role}-of-${round}@example.com`), deskId, role)
      await expect(invited({}, member)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listDeskInvitations(member)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(invited({}, { ...guest, deskId })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('lead nowhere once they have ended, were taken back, or were never made', async () => {
    const [late, revoked, open] = [await invited({ expiresInDays: 1 }), await invited(), await invited()]
    clock.advance(DAY)
    await revokeDeskInvitation(owner, { id: revoked.id })
    await expect(revokeDeskInvitation(owner, { id: revoked.id })).rejects.toMatchObject({ code: 'not_found' })
    for (const code of [late.code, revoked.code, randomBytes(32).toString('base64url'), 'x', `${open.code}x`]) {
      await leadsNowhere(code)
    }
    expect((await listDeskInvitations(owner)).map(({ state }) => state).sort()).toEqual(['expired', 'open', 'revoked'])
  })

  it('end with their maker’s being an owner', async () => {
    const second = await addedTo(await signedUp(deps, `second${round}@example.com`), deskId, 'owner')
    const first = await invited({}, second)
    await changeMember(owner, { userId: second.userId, role: 'manager', tagIds: null })
    await leadsNowhere(first.code)
    // Made an owner once more, they have to invite once more.
    await changeMember(owner, { ...proof, userId: second.userId, role: 'owner', tagIds: null })
    await leadsNowhere(first.code)
    const later = await invited({}, second)
    await database.db.asSystem((tx) => updateUser(tx, second.userId, { disabledAt: clock.now() }))
    await leadsNowhere(later.code)
    await database.db.asSystem((tx) => updateUser(tx, second.userId, { disabledAt: null }))
    await removeMember(owner, { userId: second.userId })
    await leadsNowhere(later.code)
  })

  it('of another desk are nobody’s to see or take back', async () => {
    const mine = await onDesk(guest, (await createDesk(guest, { name: 'Other' })).id)
    const { id, code } = await invited()
    expect(await listDeskInvitations(mine)).toEqual([])
    await expect(revokeDeskInvitation(mine, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await lookAtInvitation(guest, { code })).toMatchObject({ desk: 'Fund' })
  })

  it('are good once for two who follow at the same moment', async () => {
    const { code } = await invited()
    const other = await signedUp(deps, `other${round}@example.com`)
    const both = await Promise.allSettled([acceptInvitation(guest, { code }), acceptInvitation(other, { code })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const members = await Promise.all([guest, other].map(({ userId }) => membershipOf(deps, userId, deskId)))
    expect(members.filter((member) => member !== null)).toHaveLength(1)
  })

  it('change nothing for a member, and stay open for whoever they were meant for', async () => {
    const { code } = await invited({ role: 'viewer' })
    await expect(acceptInvitation(owner, { code })).rejects.toMatchObject({ code: 'conflict' })
    expect(await membershipOf(deps, owner.userId, deskId)).toMatchObject({ role: 'owner' })
    await acceptInvitation(guest, { code })
    await leaveDesk(await onDesk(guest, deskId))
    await leadsNowhere(code)
  })

  it('are guessed at a few times', async () => {
    const guess = () => lookAtInvitation(guest, { code: randomBytes(32).toString('base64url') })
    const codes = []
    for (let i = 0; i < 12; i++)
      codes.push(
        await guess().then(
          () => 'open',
          ({ code }: { code: string }) => code,
        ),
      )
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('not_found'))
    expect(codes.at(-1)).toBe('rate_limited')
  })
})
