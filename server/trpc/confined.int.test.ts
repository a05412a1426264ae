import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '../context'
import { FakeExchanges } from '../exchanges/testing'
import { isConfined } from '../services/second-factor/required'
import { confirmTotp, startTotp } from '../services/second-factor/totp'
import { TestClock, testDeps } from '../services/testing'
import { PASSWORD, signedUp } from '../services/users/testing'
import type { TrpcContext } from './context'
import { csvResponse } from './csv'
import { createCaller } from './root'

describe('where everybody must have a second factor', () => {
  let database: TestDatabase
  let deps: Deps
  let person: ServiceContext
  const clock = new TestClock()

  beforeAll(async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32))
    database = await testDatabase()
    deps = { ...testDeps(database.db, new FakeExchanges(clock.now), clock), secondFactor: 'required' }
    person = await signedUp(deps, 'person@example.com')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await database.close()
  })

  async function context(): Promise<TrpcContext> {
    const { deskId, actor } = person
    if (actor.kind !== 'session') throw new Error('A session is needed.')
    const confined = await isConfined(deps, actor.userId)
    return { deps, deskId: null, ipAddress: null, userAgent: null, caller: { deskId, accounts: null, actor, confined } }
  }

  it('somebody without one can set it up, and do nothing else', async () => {
    const mine = createCaller(await context())
    const refused = { code: 'FORBIDDEN', message: expect.stringContaining('second factor') }
    await expect(mine.accounts.list({})).rejects.toMatchObject(refused)
    await expect(mine.tokens.create({ name: 'x', scopes: ['read'] })).rejects.toMatchObject(refused)
    await expect(mine.admin.users()).rejects.toMatchObject(refused)
    const file = await csvResponse(await context(), new URLSearchParams(), new AbortController().signal)
    expect(file.status).toBe(403)
    expect(await mine.security.get()).toMatchObject({ totpSince: null })

    const { secret } = await startTotp(person, { password: PASSWORD })
    await confirmTotp(person, { code: await generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) }) })
    expect(await createCaller(await context()).accounts.list({})).toEqual([])
  })
})
