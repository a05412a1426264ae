import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterAll, describe, expect, it } from 'vitest'
import { openDb } from '@/db/client'
import { FakeExchanges } from './exchanges/testing'
import { handleRest } from './rest/handle'
import { operationsAt } from './rest/operations'
import { createRestRateLimiter } from './rest/rate-limit'
import { TestClock, testDeps } from './services/testing'
import { authenticateToken } from './services/tokens/authenticate'
import { appRouter, createCaller } from './trpc/root'

/** Nobody listens there. */
const db = openDb({ url: 'postgres://nobody:nothing@127.0.0.1:1/none' })
const deps = testDeps(db, new FakeExchanges(), new TestClock())
const deskId = '0b6f1e0e-6a4e-4d0b-9d6e-3f8c2c2c2c2c'

afterAll(() => db.close())

describe('while the database is away', () => {
  it('the API says so with a status that programs wait on', async () => {
    const rest = { ...deps, limiter: createRestRateLimiter(100), authenticate: authenticateToken }
    const headers = { authorization: `Token bal_${'x'.repeat(43)}` }
    for (const path of ['/api/accounts/', '/api/balances/', '/api/sor/get_cached_account_balance']) {
      const answer = await handleRest(rest, operationsAt(path), new Request(`http://localhost${path}`, { headers }))
      expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '5'])
      expect(await answer.json()).toMatchObject({ code: 'unavailable', error: expect.stringContaining('database') })
    }
  })

  it('pages are told the same', async () => {
    const actor = { kind: 'session', sessionId: deskId, userId: deskId, role: 'owner', ipAddress: null, userAgent: null } as const
    const context = { deps, deskId: null, caller: { deskId, accounts: null, actor }, ipAddress: null, userAgent: null }
    await expect(createCaller(context).accounts.list()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    const req = new Request('http://localhost/api/trpc/accounts.list')
    const answer = await fetchRequestHandler({ endpoint: '/api/trpc', req, router: appRouter, createContext: () => context })
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('"unavailable"')
  })
})
