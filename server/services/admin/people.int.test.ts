import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUserByEmail } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { token } from '../../domain/holdings.testing'
import { FakeExchanges } from '../../exchanges/testing'
import type { Mail } from '../../mail'
import { createAccount } from '../accounts/create'
import { listAudit } from '../audit/list'
import { refreshBalances } from '../balances/refresh'
import { deleteMe } from '../me/delete'
import { addPasskey, startPasskey } from '../passkeys/add'
import { TestDevice } from '../passkeys/device.testing'
import { passkeySite } from '../passkeys/site'
import { readFactorNotice } from '../second-factor/notice'
import { confirmTotp, startTotp } from '../second-factor/totp'
import { checkSession } from '../sessions/check'
import { TestClock, type TestContext, testDeps } from '../testing'
import { authenticateToken } from '../tokens/authenticate'
import { createToken } from '../tokens/create'
import { authenticate } from '../users/authenticate'
import { PASSWORD, signedIn, signedUp, someVisitor } from '../users/testing'
import { makeAdmin as makeByCommand, takeOffSecondFactor as takeOffByCommand } from './people'
import { deletePerson, disableUser, listUsers, makeAdmin, takeOffSecondFactor, unmakeAdmin } from './users'

const proof = { password: PASSWORD }
const nobody = '00000000-0000-4000-8000-000000000000'

describe('an administrator', () => {
  let database: TestDatabase
  let deps: Deps
  let admin: TestContext
  let letters: Mail[]
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)
  const mail = async (letter: Mail) => void letters.push(letter)

  beforeAll(async () => {
    database = await testDatabase({ max: 10 })
    deps = testDeps(database.db, exchanges, clock)
    admin = await signedUp(deps, 'admin@example.com')
    letters = []
  })
  afterAll(() => database.close())

  const sessionOf = ({ userId, actor }: TestContext) =>
    checkSession(deps, userId, actor.kind === 'session' ? actor.sessionId : '')
  const admins = async () => (await listUsers(admin)).filter(({ isAdmin }) => isAdmin).map(({ email }) => email)
  const eventsOf = async (ctx: TestContext) =>
    (await listAudit(ctx, { limit: 100 })).events.map(({ event, actor, details }) => ({ event, actor, details }))

  it('makes a second one, who can do the same, and takes the right again', async () => {
    // People are listed in the order of signing up.
    clock.advance(1)
    const second = await signedUp(deps, 'second@example.com')
    await makeAdmin(admin, { ...proof, id: second.userId })
    expect(await admins()).toEqual(['admin@example.com', 'second@example.com'])
    expect(await listUsers(second)).toHaveLength(2)
    expect(await eventsOf(second)).toContainEqual({ event: 'admin_made', actor: 'admin', details: {} })
    const noted = { what: 'made an administrator', email: 'second@example.com' }
    expect(await eventsOf(admin)).toContainEqual({ event: 'administered', actor: 'session', details: noted })
    await unmakeAdmin(second, { ...proof, id: second.userId })
    await expect(listUsers(second)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await admins()).toEqual(['admin@example.com'])
  })

  it('is never the last to lose the right, not even where two take it from each other at once', async () => {
    await expect(unmakeAdmin(admin, { ...proof, id: admin.userId })).rejects.toMatchObject({
      code: 'conflict',
      message: 'This is the last administrator.',
    })
    let other = await signedUp(deps, 'rival@example.com')
    for (const take of [unmakeAdmin, disableUser]) {
      for (let round = 0; round < 3; round++) {
        await makeByCommand(deps, { kind: 'operator' }, other.userId)
        await Promise.allSettled([take(admin, { ...proof, id: other.userId }), take(other, { ...proof, id: admin.userId })])
        expect(await execute('select id from users where is_admin and disabled_at is null')).toHaveLength(1)
        await execute(`update users set disabled_at = null, is_admin = email = 'admin@example.com'`)
        admin = await signedIn(someVisitor(deps), 'admin@example.com')
        other = await signedIn(someVisitor(deps), 'rival@example.com')
      }
    }
  })
  const execute = (statement: string) => database.db.asSystem((tx) => tx.execute(statement))

  it('proves again that it is them', async () => {
    const { userId: id } = await signedUp(deps, 'proof@example.com')
    for (const wrong of [{}, { password: 'wrong password' }]) {
      const refused = { code: 'bad_request', fields: { password: expect.any(String) } }
      await expect(makeAdmin(admin, { ...wrong, id })).rejects.toMatchObject(refused)
      await expect(takeOffSecondFactor(admin, { ...wrong, id }, { mail })).rejects.toMatchObject(refused)
    }
    await makeAdmin(admin, { ...proof, id })
    const refused = { code: 'bad_request', fields: { password: expect.any(String) } }
    await expect(unmakeAdmin(admin, { id })).rejects.toMatchObject(refused)
    await expect(deletePerson(admin, { id, email: 'proof@example.com' })).rejects.toMatchObject(refused)
    await unmakeAdmin(admin, { ...proof, id })
  })

  it('is nobody else, and no token; who is not there cannot be named', async () => {
    const user = await signedUp(deps, 'user@example.com')
    const actor = {
      kind: 'token',
      tokenId: 'x',
      userId: null,
      scopes: ['read', 'manage', 'trade'],
      ipAddress: null,
      userAgent: null,
    } as const
    for (const ctx of [user, { ...admin, actor } satisfies TestContext]) {
      for (const id of [admin.userId, user.userId, nobody]) {
        const forbidden = { code: 'forbidden' }
        await expect(makeAdmin(ctx, { ...proof, id })).rejects.toMatchObject(forbidden)
        await expect(unmakeAdmin(ctx, { ...proof, id })).rejects.toMatchObject(forbidden)
        await expect(takeOffSecondFactor(ctx, { ...proof, id }, { mail })).rejects.toMatchObject(forbidden)
        await expect(deletePerson(ctx, { ...proof, id, email: 'admin@example.com' })).rejects.toMatchObject(forbidden)
      }
    }
    const missing = { code: 'not_found' }
    await expect(makeAdmin(admin, { ...proof, id: nobody })).rejects.toMatchObject(missing)
    await expect(unmakeAdmin(admin, { ...proof, id: nobody })).rejects.toMatchObject(missing)
    await expect(takeOffSecondFactor(admin, { ...proof, id: nobody }, { mail })).rejects.toMatchObject(missing)
    await expect(deletePerson(admin, { ...proof, id: nobody, email: 'x@example.com' })).rejects.toMatchObject(missing)
  })

  it('deletes a person with all that is theirs, and nobody by a slip', async () => {
    const leaver = await signedUp(deps, 'leaver@example.com')
    const { secret } = exchanges.open('leaver-key', { holdings: [token('USDT', '5')] })
    const credentials = { apiKey: 'leaver-key', apiSecret: secret }
    const account = await createAccount(leaver, { name: 'Desk', exchange: 'binance', credentials })
    await refreshBalances(leaver, { accountIds: [account.id] })
    const made = await createToken(leaver, { name: 'x', scopes: ['read'], password: PASSWORD })
    const id = leaver.userId
    await expect(deletePerson(admin, { ...proof, id, email: 'admin@example.com' })).rejects.toMatchObject({
      code: 'bad_request',
      fields: { email: expect.any(String) },
    })
    const self = { ...proof, id: admin.userId, email: 'admin@example.com' }
    await expect(deletePerson(admin, self)).rejects.toMatchObject({ code: 'conflict' })
    await deletePerson(admin, { ...proof, id, email: 'leaver@example.com' })
    expect(await sessionOf(leaver)).toBeNull()
    await expect(authenticateToken(deps, made.secret, '192.0.2.1')).rejects.toMatchObject({ code: 'unauthenticated' })
    const left = await database.db.asSystem(async (tx) => {
      const tables = await tx.execute<{ name: string }>(
        `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'user_id'`,
      )
      const counts: string[] = []
      for (const { name } of tables) {
        const rows = await tx.execute(`select from ${name} where user_id = '${id}'`)
        if (rows.length > 0) counts.push(name)
      }
      return { tables: tables.length, counts }
    })
    expect(left.counts).toEqual([])
    expect(left.tables).toBeGreaterThan(15)
    expect(await database.db.asSystem((tx) => findUserByEmail(tx, 'leaver@example.com'))).toBeNull()
    const noted = { what: 'deleted', email: 'leaver@example.com' }
    expect(await eventsOf(admin)).toContainEqual({ event: 'administered', actor: 'session', details: noted })
  })

  it('takes off a lost second factor, app, passkeys and codes, and the person is told by log, page and letter', async () => {
    const site = passkeySite('https://ballast.example.com')
    let loser = await signedUp(deps, 'loser@example.com')
    const { secret } = await startTotp(loser, proof)
    const { recoveryCodes } = await confirmTotp(loser, {
      code: await generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) }),
    })
    const response = new TestDevice(site).create(await startPasskey(loser, proof, site))
    await addPasskey(loser, { name: 'Phone', response }, site)
    expect((await listUsers(admin)).find(({ id }) => id === loser.userId)?.secondFactor).toBe(true)
    const signIn = (code?: string) => authenticate(someVisitor(deps), { email: 'loser@example.com', ...proof, code })
    expect((await signIn()).kind).toBe('second_factor')

    letters = []
    expect(await takeOffSecondFactor(admin, { ...proof, id: loser.userId }, { mail })).toEqual({ told: true })
    expect(letters).toEqual([
      expect.objectContaining({ to: 'loser@example.com', text: expect.stringContaining('second factor') }),
    ])
    expect(await sessionOf(loser)).toBeNull()
    loser = await signedIn(someVisitor(deps), 'loser@example.com')
    expect((await sessionOf(loser))?.secondFactorTakenOffAt).toEqual(clock.now())
    expect(await eventsOf(loser)).toContainEqual({ event: 'second_factor_taken_off', actor: 'admin', details: {} })
    expect((await listUsers(admin)).find(({ id }) => id === loser.userId)?.secondFactor).toBe(false)
    await readFactorNotice(loser)
    expect((await sessionOf(loser))?.secondFactorTakenOffAt).toBeNull()
    // The old codes open nothing once there is a factor again.
    const again = await startTotp(loser, proof)
    await confirmTotp(loser, {
      code: await generate({ secret: again.secret, epoch: Math.floor(clock.now().getTime() / 1000) }),
    })
    await expect(signIn(recoveryCodes[0])).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(takeOffSecondFactor(admin, { ...proof, id: admin.userId }, { mail })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('hears what was done by command, in the log of each', async () => {
    const helped = await signedUp(deps, 'helped@example.com')
    await expect(takeOffByCommand(deps, { kind: 'operator' }, helped.userId, null)).rejects.toMatchObject({ code: 'conflict' })
    await makeByCommand(deps, { kind: 'operator' }, helped.userId)
    const noted = { what: 'made an administrator', email: 'helped@example.com' }
    expect(await eventsOf(admin)).toContainEqual({ event: 'administered', actor: 'system', details: noted })
    expect(await eventsOf(helped)).toContainEqual({ event: 'admin_made', actor: 'system', details: {} })
    await deleteMe(helped, { ...proof, email: 'helped@example.com' })
  })
})
