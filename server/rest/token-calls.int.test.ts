import { afterAll, beforeAll, expect, it } from 'vitest'
import { authenticateToken } from '../services/tokens/authenticate'
import { createToken } from '../services/tokens/create'
import { listCalls } from '../services/tokens/list-calls'
import { revokeToken } from '../services/tokens/revoke'
import { testApi } from './testing'

/** What a token's page lists, of each door of the REST API; `server/mcp/mcp.int.test.ts` has the agents'. */

let api: Awaited<ReturnType<typeof testApi>>
beforeAll(async () => {
  api = await testApi()
  api.deps.authenticate = authenticateToken
})
afterAll(() => api.close())

it('lists calls of every door by what was called, how it ended and from where, and nothing of what was asked', async () => {
  const owner = await api.addUser('unused')
  const { token, secret } = await createToken(owner, { name: 'Bot', scopes: ['read'] })
  const headers = { 'user-agent': 'bot/2.1 (linux)', 'x-forwarded-for': '203.0.113.7' }
  const basic = { ...headers, authorization: `Basic ${Buffer.from(`anybody:${secret}`).toString('base64')}` }
  const asked: [string, string, object, number][] = [
    ['GET', '/api/accounts/', { token: secret, headers, query: 'limit=5' }, 200],
    ['GET', '/api/stream/', { token: secret, headers }, 200],
    ['POST', '/api/hummingbot/portfolio/state', { token: null, headers: basic, body: {} }, 200],
    ['GET', '/api/balances/', { token: secret, headers, query: 'account_names=Secret+desk' }, 404],
    ['GET', '/api/exposure/', { token: secret, headers, query: 'exchange=Bybit' }, 400],
    ['POST', '/api/accounts/refresh/', { token: secret, headers, body: {} }, 403],
  ]
  for (const [method, path, request, status] of asked) {
    api.clock.advance(1)
    expect((await api.call(method, path, request)).status, path).toBe(status)
  }
  const calls = await listCalls(owner, { id: token.id })
  expect(calls.map(({ method, route, status }) => [method, route, status])).toEqual(
    asked.map(([method, path, , status]) => [method, path, status]).reverse(),
  )
  expect(calls.every(({ client, address }) => client === 'bot/2.1' && address === '203.0.113.7')).toBe(true)
  expect(calls[0]?.at).toEqual(api.clock.now())
  expect(JSON.stringify(calls)).not.toMatch(/Secret|Bybit|anybody|bal_/)
})

it('lists what was refused because of the token itself: over its rate, from an address that is not on its list, when it was over', async () => {
  const few = await testApi({ perMinute: 2 })
  few.deps.authenticate = authenticateToken
  try {
    const owner = await few.addUser('unused')
    const make = (terms: object = {}) => createToken(owner, { name: 'Bot', scopes: ['read'], ...terms })
    const [busy, bound, over, revoked] = [
      await make(),
      await make({ ipAllowList: ['203.0.113.7'] }),
      await make({ expiresInDays: 1 }),
      await make(),
    ]
    await revokeToken(owner, { id: revoked.token.id })
    const headers = { 'user-agent': 'bot/2.1', 'x-forwarded-for': '198.51.100.9' }
    const ask = async (token: string, path = '/api/accounts/') => (await few.call('GET', path, { token, headers })).status
    const stood = async ({ token: { id } }: typeof busy) =>
      (await listCalls(owner, { id })).map(({ method, route, status, client, address }) => [
        method,
        route,
        status,
        client,
        address,
      ])
    const call = (status: number, route = '/api/accounts/') => ['GET', route, status, 'bot/2.1', '198.51.100.9']

    expect([await ask(busy.secret), await ask(busy.secret), await ask(busy.secret)]).toEqual([200, 200, 429])
    // Of a path that names an account, the path as it is documented.
    const named = '/api/hummingbot/accounts/Secret%20desk/credentials'
    expect(await ask(busy.secret, named)).toBe(429)
    expect(await stood(busy)).toEqual([
      call(429, '/api/hummingbot/accounts/{account_name}/credentials'),
      ...[call(429), call(200), call(200)],
    ])

    expect(await ask(bound.secret)).toBe(403)
    expect(await stood(bound)).toEqual([call(403)])

    few.clock.advance(2 * 86_400)
    expect(await ask(over.secret)).toBe(401)
    expect(await stood(over)).toEqual([call(401)])
    expect(await ask(revoked.secret)).toBe(401)
    expect(await stood(revoked)).toEqual([call(401)])

    // What nobody owns is nobody's.
    expect(await ask('bal_made-up')).toBe(401)
    expect((await Promise.all([busy, bound, over, revoked].map(stood))).flat()).toHaveLength(7)
  } finally {
    await few.close()
  }
})
