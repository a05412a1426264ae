import { afterAll, beforeAll, expect, it } from 'vitest'
import { authenticateToken } from '../services/tokens/authenticate'
import { createToken } from '../services/tokens/create'
import { listCalls } from '../services/tokens/list-calls'
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
