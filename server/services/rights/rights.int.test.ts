import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generate } from 'otplib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { updateUser } from '@/db/queries/users'
import { asAnotherProcess, type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '@/server/context'
import { FakeExchanges } from '@/server/exchanges/testing'
import { exportEquity } from '../history/export'
import { deleteMe } from '../me/delete'
import { exportMe } from '../me/export'
import { confirmTotp, removeTotp, startTotp } from '../second-factor/totp'
import { revokeAllSessions, revokeSession } from '../sessions/revoke'
import { TestClock, type TestContext, testDeps } from '../testing'
import { authenticateToken } from '../tokens/authenticate'
import { createToken } from '../tokens/create'
import { revokeToken } from '../tokens/revoke'
import { changePassword } from '../users/password'
import { PASSWORD, signedIn, signedUp, someVisitor } from '../users/testing'
import { holdRight } from './hold'
import { rightsWatch } from './watch'

const proof = { password: PASSWORD }
const DAY = 86_400

describe('a right that is held', () => {
  let database: TestDatabase
  let deps: Deps
  let clock: TestClock
  let email: string
  let person: TestContext
  let elsewhere: TestContext
  let people = 0

  beforeAll(async () => {
    database = await testDatabase()
  })
  beforeEach(async () => {
    // What is asked by the clock alone is asked when a test says so.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    clock = new TestClock()
    // A process of its own, with the clock of this test.
    deps = testDeps(asAnotherProcess(database.db), new FakeExchanges(clock.now), clock)
    email = `held${++people}@example.com`
    person = await signedUp(deps, email)
    elsewhere = await signedIn(someVisitor(deps), email)
  })
  afterEach(async () => {
    vi.useRealTimers()
    await rightsWatch(deps).close()
  })
  afterAll(() => database.close())

  const idOf = ({ actor }: TestContext) => (actor.kind === 'session' ? actor.sessionId : '')
  /** Resolves with the code of its end. */
  async function held(ctx: TestContext) {
    const { signal, release } = await holdRight(ctx)
    const ended = new Promise<string>((resolve) => {
      signal.addEventListener('abort', () => resolve((signal.reason as { code: string }).code), { once: true })
    })
    return { signal, release, ended }
  }
  async function byToken(change: { expiresInDays?: number } = {}) {
    const { token, secret } = await createToken(person, { name: 'Script', scopes: ['read'], ...proof, ...change })
    const owner = await authenticateToken(deps, secret, '192.0.2.1')
    const actor = {
      kind: 'token',
      tokenId: owner.tokenId,
      userId: null,
      scopes: owner.scopes,
      ipAddress: null,
      userAgent: null,
    } as const
    return { token, ctx: { ...person, actor } satisfies TestContext }
  }

  it.each<[string, () => Promise<unknown>]>([
    ['that session is ended', () => revokeSession(person, { id: idOf(elsewhere), ...proof })],
    ['all other sessions are', () => revokeAllSessions(person, { includeCurrent: false, revokeTokens: false, ...proof })],
    ['the password is changed', () => changePassword(person, { ...proof, newPassword: 'another fine password' })],
    ['the user is disabled', () => database.db.asSystem((tx) => updateUser(tx, person.userId, { disabledAt: clock.now() }))],
    ['the user is deleted', () => deleteMe(person, { ...proof, email })],
    ['its row goes', () => database.db.asSystem((tx) => tx.execute(`delete from sessions where id = '${idOf(elsewhere)}'`))],
  ])('ends at once when %s', async (_, act) => {
    const there = await held(elsewhere)
    await act()
    expect(await there.ended).toBe('unauthenticated')
    await expect(holdRight(elsewhere)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('ends at once with the token, and not with another', async () => {
    const [one, other] = [await byToken(), await byToken()]
    const [gone, stays] = [await held(one.ctx), await held(other.ctx)]
    await revokeToken(person, { id: one.token.id })
    expect(await gone.ended).toBe('unauthenticated')
    await deps.db.asUser(person.userId, async () => {})
    expect(stays.signal.aborted).toBe(false)
  })

  it('goes on for this session and for others’ when one ends', async () => {
    const stranger = await signedUp(deps, `stranger${people}@example.com`)
    const [mine, theirs, there] = [await held(person), await held(stranger), await held(elsewhere)]
    await revokeSession(person, { id: idOf(elsewhere), ...proof })
    await there.ended
    expect([mine.signal.aborted, theirs.signal.aborted]).toEqual([false, false])
  })

  it.each<[string, number, () => Promise<TestContext>]>([
    ['a session that is a month old', 31 * DAY, async () => elsewhere],
    ['a session that nobody used for a week', 8 * DAY, async () => elsewhere],
    ['a token whose day has come', 2 * DAY, async () => (await byToken({ expiresInDays: 1 })).ctx],
  ])('ends within half a minute of the end of %s, of which nobody tells', async (_, seconds, of) => {
    const there = await held(await of())
    vi.advanceTimersByTime(30_000)
    await deps.db.asUser(person.userId, async () => {})
    expect(there.signal.aborted).toBe(false)
    clock.advance(seconds)
    vi.advanceTimersByTime(30_000)
    expect(await there.ended).toBe('unauthenticated')
  })

  it('ends with the second factor that is needed here', async () => {
    const { secret } = await startTotp(person, proof)
    await confirmTotp(person, { code: await generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) }) })
    clock.advance(30)
    const needed = { ...person, secondFactor: 'required' as const, db: asAnotherProcess(deps.db) }
    const there = await held(needed)
    await removeTotp(person, proof)
    expect(await there.ended).toBe('forbidden')
    await expect(holdRight(needed)).rejects.toMatchObject({ code: 'forbidden' })
    await rightsWatch(needed).close()
  })

  it('breaks a download off that has begun, and lets none begin', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ballast-spool-'))
    const files = [exportMe(elsewhere, folder), exportEquity(elsewhere, { range: '24h' })] as const
    const there = await held(elsewhere)
    await files[0].next()
    await revokeSession(person, { id: idOf(elsewhere), ...proof })
    await there.ended
    const rest = async () => {
      for await (const _ of files[0]);
    }
    await expect(rest()).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(files[1].next()).rejects.toMatchObject({ code: 'unauthenticated' })
    rmSync(folder, { recursive: true })
  })

  it('is not held by somebody who has let go, and ends with the caller', async () => {
    const away = new AbortController()
    const there = await held({ ...elsewhere, signal: away.signal })
    away.abort({ code: 'gone' })
    expect(await there.ended).toBe('gone')
    there.release()
    expect(vi.getTimerCount()).toBe(0)
  })
})
