import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as ClientBefore } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as TransportBefore } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ServiceContext, TOKEN_SCOPES } from '../context'
import { token } from '../domain/holdings.testing'
import { DomainError } from '../errors'
import { createAccount } from '../services/accounts/create'
import { refreshBalances } from '../services/balances/refresh'
import { createToken } from '../services/tokens/create'
import { listCalls } from '../services/tokens/list-calls'
import { revokeToken } from '../services/tokens/revoke'
import { standingSchema } from './standing'
import { testAgents } from './testing'
import { TOOLS } from './tools'

let served: Awaited<ReturnType<typeof testAgents>>
let alice: ServiceContext
let all = ''
const ids: string[] = []

beforeAll(async () => {
  served = await testAgents()
  alice = await served.addUser('unused')
  for (const name of ['Main desk', 'Other desk']) {
    const apiKey = name.replace(' ', '-')
    const fake = served.exchanges.open(apiKey, {
      holdings: [token('USDT', '1000.000000000000000001'), token('BTC', '0.5'), token('NOPRICE', '7')],
    })
    const credentials = { apiKey, apiSecret: fake.secret }
    ids.push((await createAccount(alice, { name, exchange: 'binance', credentials })).id)
  }
  await refreshBalances(alice, { accountNames: ['Main desk'] })
  all = (await make({ scopes: [...TOKEN_SCOPES], tools: ['set_leverage'] })).secret
})
afterAll(() => served.close())

const make = (terms: Partial<Parameters<typeof createToken>[1]> = {}) =>
  createToken(alice, { name: 'Agent', scopes: ['read'], ...terms })

const headers = (secret: string) => ({
  requestInit: { headers: { Authorization: `Bearer ${secret}`, 'User-Agent': 'agent/1.0' } },
})

/** The official client of today, or of the years before: the same server answers both. */
async function connect(secret: string, mode: 'auto' | 'legacy' = 'auto') {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(new StreamableHTTPClientTransport(served.url, headers(secret)))
  return client
}

async function connectBefore(secret: string) {
  const client = new ClientBefore({ name: 'test', version: '1' })
  await client.connect(new TransportBefore(served.url, headers(secret)))
  return client
}

const pageSchema = z.object({
  next: z.string().nullable(),
  data: z.object({
    balances: z.array(z.object({ account_name: z.string(), assets: z.array(z.object({ symbol: z.string() })) })),
  }),
})
const record = z.record(z.string(), z.unknown())
const said = (result: Pick<CallToolResult, 'content'>) =>
  z.array(z.object({ text: z.string() })).parse(result.content)[0]?.text ?? ''

describe('the agents’ server', () => {
  it.each(['auto', 'legacy'] as const)('tells the official client (%s) its tools, resources and prompts', async (mode) => {
    const client = await connect(all, mode)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name))
    for (const tool of tools)
      expect(tool.outputSchema?.required).toEqual(expect.arrayContaining(['as_of', 'stale', 'unpriced', 'not_included', 'gaps']))
    const { resources } = await client.listResources()
    const { contents } = await client.readResource({ uri: resources[0]?.uri ?? '' })
    expect(contents[0]).toMatchObject({ mimeType: 'text/markdown', text: expect.stringContaining('# What the figures mean') })
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ title }) => title)).toEqual(['What is at risk now', 'What changed since yesterday'])
    const { messages } = await client.getPrompt({ name: prompts[0]?.name ?? '' })
    expect(JSON.stringify(messages)).toContain('never take it for zero')
    await client.close()
  })

  it('answers every tool that reads, each answer checked by the client against the schema that it was told', async () => {
    const client = await connect(all)
    await client.listTools()
    for (const { name, operation } of TOOLS.filter(({ operation }) => operation.scope === 'read')) {
      const result = await client.callTool({ name, arguments: {} })
      expect(result.isError, `${name}: ${said(result)}`).not.toBe(true)
      expect(JSON.parse(said(result))).toEqual(result.structuredContent)
      expect(operation.method).toBe('GET')
    }
    await client.close()
  })

  it('answers the client of the years before the same', async () => {
    const [now, before] = [await connect(all), await connectBefore(all)]
    await before.listTools()
    // It is answered by an event of a stream, of which each line is one of its own.
    for (const { name } of TOOLS.filter(({ operation }) => operation.scope === 'read')) {
      const [a, b] = [await now.callTool({ name, arguments: {} }), await before.callTool({ name, arguments: {} })]
      expect(b.structuredContent, name).toEqual(a.structuredContent)
    }
    await Promise.all([now.close(), before.close()])
  })

  it('says what is unknown where it is unknown, and every digit of what is known', async () => {
    const client = await connect(all)
    const { structuredContent } = await client.callTool({ name: 'balances', arguments: {} })
    expect(structuredContent).toMatchObject({
      as_of: served.clock.now().toISOString(),
      // The other desk was never read.
      stale: true,
      unpriced: { of: [{ account_name: 'Main desk', symbols: ['BTC', 'NOPRICE'] }], more: 0 },
      gaps: { of: [{ account_name: 'Other desk', what: expect.stringContaining('never read') }], more: 0 },
      units: { 'balances.assets.notional': 'USD' },
      foreign_texts: expect.arrayContaining(['account_name']),
    })
    const text = JSON.stringify(structuredContent)
    expect(text).toContain('"size":"1000.000000000000000001"')
    expect(text).not.toMatch(/"(size|notional|equity|price)":-?\d/)
    // Beside balances it is told by their own reading, beside other tools by the desk's: one could say what the other does not.
    const standing = standingSchema.parse(structuredContent)
    expect(standingSchema.parse((await client.callTool({ name: 'exposure', arguments: {} })).structuredContent)).toEqual(standing)
    const one = await client.callTool({ name: 'balances', arguments: { account_names: ['Main desk'] } })
    expect(one.structuredContent).toMatchObject({ stale: false, gaps: { of: [] } })
    await client.close()
  })

  it('tells the same of what fails beside balances as beside what else rests on it', async () => {
    const owner = await served.addUser('unused')
    for (const name of ['Reads', 'Fails', 'Never']) {
      const fake = served.exchanges.open(`standing-${name}`, { holdings: [token('USDT', '1'), token('NOPRICE', '7')] })
      const credentials = { apiKey: `standing-${name}`, apiSecret: fake.secret }
      const { id } = await createAccount(owner, { name, exchange: 'binance', credentials })
      if (name === 'Never') continue
      await refreshBalances(owner, { accountIds: [id] })
      if (name === 'Reads') continue
      served.clock.advance(60)
      fake.failure = new DomainError('exchange_maintenance', 'Down for now.')
      await refreshBalances(owner, { accountIds: [id] })
    }
    const client = await connect((await createToken(owner, { name: 'x', scopes: ['read'] })).secret)
    const standing = async (name: string) =>
      standingSchema.parse((await client.callTool({ name, arguments: {} })).structuredContent)
    const told = await standing('balances')
    expect(told).toMatchObject({
      stale: true,
      unpriced: { of: [{ account_name: 'Fails' }, { account_name: 'Reads' }] },
      gaps: {
        of: [
          { account_name: 'Fails', what: expect.stringMatching(/^Could not be read since .*: .*Down for now/) },
          { account_name: 'Never', what: expect.stringContaining('never read') },
        ],
      },
    })
    for (const other of ['positions', 'exposure']) expect(await standing(other), other).toEqual(told)
    await client.close()
  })

  it('tells of a moment how it stood then, not how it stands', async () => {
    const owner = await served.addUser('unused')
    const apiKey = 'of-a-moment'
    const fake = served.exchanges.open(apiKey, { holdings: [token('USDT', '1'), token('NOPRICE', '7')] })
    const credentials = { apiKey, apiSecret: fake.secret }
    const { id } = await createAccount(owner, { name: 'Desk', exchange: 'binance', credentials })
    await refreshBalances(owner, { accountIds: [id] })
    const first = served.clock.now()
    served.clock.advance(60)
    fake.holdings = { ...fake.holdings, holdings: [token('USDT', '2')] }
    await refreshBalances(owner, { accountIds: [id] })
    const client = await connect((await createToken(owner, { name: 'x', scopes: ['read'] })).secret)
    const at = (as_of: Date | undefined) => ({ arguments: as_of ? { as_of: as_of.toISOString() } : {} })
    for (const name of ['balances', 'positions', 'exposure']) {
      const now = await client.callTool({ name, ...at(undefined) })
      expect(now.structuredContent, name).toMatchObject({ as_of: served.clock.now().toISOString(), unpriced: { of: [] } })
      const then = await client.callTool({ name, ...at(new Date(first.getTime() + 1000)) })
      expect(then.structuredContent, name).toMatchObject({
        ...{ as_of: first.toISOString(), stale: false },
        unpriced: { of: [{ account_name: 'Desk', symbols: ['NOPRICE'] }] },
      })
      const before = await client.callTool({ name, ...at(new Date(first.getTime() - 1)) })
      expect(before.structuredContent, name).toMatchObject({ as_of: null })
    }
    await client.close()
  })

  it('tells balances of many accounts page by page, each once and whole, whatever fits on one', async () => {
    const owner = await served.addUser('unused')
    // One alone is longer than a page; of others many fit on one; one holds nothing.
    const sizes = [3, 200, 0, 1, 40, 40, 40, 40, 2]
    for (const [at, size] of sizes.entries()) {
      const holdings = Array.from({ length: size }, (_, n) => token(`COIN${n}`, `${n + 1}`))
      const fake = served.exchanges.open(`many-${at}`, { holdings })
      const credentials = { apiKey: `many-${at}`, apiSecret: fake.secret }
      await createAccount(owner, { name: `Desk ${at}`, exchange: 'binance', credentials })
    }
    await refreshBalances(owner, {})
    const client = await connect((await createToken(owner, { name: 'x', scopes: ['read'] })).secret)
    const walk = async (args: Record<string, unknown>) => {
      const told = new Map<string, string[]>()
      let cursor: string | null = null
      let pages = 0
      do {
        const result = await client.callTool({ name: 'balances', arguments: { ...args, ...(cursor !== null && { cursor }) } })
        const { data, next } = pageSchema.parse(result.structuredContent)
        for (const { account_name: name, assets } of data.balances) {
          told.set(name, [...(told.get(name) ?? []), ...assets.map(({ symbol }) => symbol)])
        }
        cursor = next
        pages += 1
      } while (cursor !== null && pages < 50)
      return {
        pages,
        told: Object.fromEntries([...told].map(([name, symbols]) => [name, [symbols.length, new Set(symbols).size]])),
      }
    }
    const all = await walk({})
    expect(all.told).toEqual(Object.fromEntries(sizes.map((size, at) => [`Desk ${at}`, [size, size]])))
    expect(all.pages).toBeGreaterThan(3)
    expect((await walk({ account_names: ['Desk 8', 'Desk 1', 'Desk 4'] })).told).toEqual({
      ...{ 'Desk 1': [200, 200], 'Desk 4': [40, 40], 'Desk 8': [2, 2] },
    })
    expect(await walk({ account_names: ['Desk 0'] })).toEqual({ pages: 1, told: { 'Desk 0': [3, 3] } })
    await client.close()
  })

  it('refuses words that it does not know by name, and tells how to mend it', async () => {
    const client = await connect(all)
    const wrong = await client.callTool({ name: 'positions', arguments: { acount_names: ['x'] } })
    expect([wrong.isError, said(wrong)]).toEqual([true, expect.stringContaining('acount_names')])
    const foreign = await client.callTool({ name: 'balances', arguments: { account_names: ['Nobodys'] } })
    expect([foreign.isError, said(foreign)]).toEqual([true, expect.stringContaining('No active account')])
    const none = await client.callTool({ name: 'nothing', arguments: {} })
    expect([none.isError, said(none)]).toEqual([true, expect.stringContaining('There is no tool')])
    const cursor = await client.callTool({ name: 'positions', arguments: { cursor: 'made up' } })
    expect([cursor.isError, said(cursor)]).toEqual([true, expect.stringContaining('next')])
    await client.close()
  })

  it('shows and does no more than the token may; leverage only where the token allows it by name', async () => {
    const secrets = {
      read: (await make()).secret,
      trade: (await make({ scopes: ['read', 'trade'] })).secret,
      named: (await make({ scopes: ['read'], tools: ['set_leverage'] })).secret,
    }
    const leverage = { account_ids: ['Main desk'], pair: 'BTC:PERP-USDT', leverage: '3' }
    for (const [what, secret] of Object.entries(secrets)) {
      const client = await connect(secret)
      const names = (await client.listTools()).tools.map(({ name }) => name)
      expect(names, what).not.toContain('set_leverage')
      expect(names, what).not.toContain('refresh')
      const refused = await client.callTool({ name: 'set_leverage', arguments: leverage })
      expect([refused.isError, said(refused)], what).toEqual([true, expect.stringContaining('"code":"forbidden"')])
      const refresh = await client.callTool({ name: 'refresh', arguments: {} })
      expect([refresh.isError, said(refresh)], what).toEqual([true, expect.stringContaining('"code":"forbidden"')])
      await client.close()
    }
    const client = await connect(all)
    const refreshed = await client.callTool({ name: 'refresh', arguments: { account_ids: ['Main desk'] } })
    expect(refreshed.structuredContent, said(refreshed)).toMatchObject({
      data: { results: [{ account_name: 'Main desk' }], errors: [] },
    })
    const set = await client.callTool({ name: 'set_leverage', arguments: leverage })
    expect(set.isError, said(set)).not.toBe(true)
    await client.close()
  })

  it('knows nothing of accounts that a token is not limited to', async () => {
    const { secret } = await make({ scopes: [...TOKEN_SCOPES], tools: ['set_leverage'], accountIds: [ids[1] ?? ''] })
    const client = await connect(secret)
    for (const { name, operation } of TOOLS) {
      for (const args of operation.scope === 'read' ? [{}, { account_names: ['Main desk'] }] : [{ account_ids: ['Main desk'] }]) {
        const result = await client.callTool({ name, arguments: args })
        const text = JSON.stringify(result)
          .replace(/No active account[^.]*\./, '')
          .replace(/"account_name":"Main desk"/, '')
        expect(text, name).not.toMatch(/1000\.0|NOPRICE/)
        expect(text, name).not.toContain(ids[0])
      }
    }
    await client.close()
  })

  it('takes a revoked token at no further call, on whichever connection', async () => {
    const { secret, token: made } = await make()
    const client = await connect(secret)
    await client.callTool({ name: 'accounts' })
    await revokeToken(alice, { id: made.id })
    await expect(client.callTool({ name: 'accounts' })).rejects.toThrow()
    await client.close()
  })

  it('writes into the token’s use what was refused because of it: its scope, its end, what is no message', async () => {
    const { secret, token: made } = await make({ scopes: ['manage'] })
    const client = await connect(secret)
    await client.callTool({ name: 'balances' })
    await expect(client.readResource({ uri: 'ballast://docs/figures' })).rejects.toThrow()
    const sent = { ...headers(secret).requestInit.headers, 'Content-Type': 'application/json' }
    expect((await fetch(served.url, { method: 'POST', headers: sent, body: '{' })).status).toBe(400)
    await revokeToken(alice, { id: made.id })
    await expect(client.callTool({ name: 'accounts' })).rejects.toThrow()
    const calls = (await listCalls(alice, { id: made.id })).map(({ method, route, status }) => [method, route, status])
    expect(calls).toHaveLength(4)
    expect(calls).toEqual(
      expect.arrayContaining([
        ['POST', '/api/mcp', 401],
        ['POST', '/api/mcp', 400],
        ['RESOURCE', 'ballast://docs/figures', 403],
        ['TOOL', 'balances', 403],
      ]),
    )
    await client.close()
  })

  it('writes what was called into the token’s use, not what was asked', async () => {
    const { secret, token: made } = await make()
    const client = await connect(secret)
    await client.callTool({ name: 'balances', arguments: { account_names: ['Main desk'] } })
    await client.callTool({ name: 'set_leverage', arguments: {} })
    const calls = await listCalls(alice, { id: made.id })
    expect(calls.map(({ method, route, status, client: by }) => [method, route, status, by])).toEqual([
      ['TOOL', 'set_leverage', 403, 'agent/1.0'],
      ['TOOL', 'balances', 200, 'agent/1.0'],
    ])
    expect(JSON.stringify(calls)).not.toContain('desk')
    await client.close()
  })
})

describe('the agents’ door', () => {
  const ask = (init: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
    fetch(served.url, {
      method: 'POST',
      ...init,
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...init.headers },
    })
  const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })

  it('says to whoever has no token where one is got', async () => {
    for (const authorization of [undefined, 'Bearer made-up', 'Token x', `Bearer bal_${'x'.repeat(43)}`]) {
      const answer = await ask({ body: list, ...(authorization && { headers: { authorization } }) })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain(
        `resource_metadata="${served.deps.baseUrl}/.well-known/oauth-protected-resource/api/mcp"`,
      )
      expect(record.parse(await answer.json())).toMatchObject({ code: 'unauthenticated' })
    }
  })

  it('refuses pages of other sites, before it looks at any token', async () => {
    const authorization = `Bearer ${all}`
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      expect((await ask({ body: list, headers: { authorization, origin } })).status).toBe(403)
    }
    expect((await ask({ body: list, headers: { authorization, origin: served.deps.baseUrl } })).status).toBe(200)
  })

  it('answers nonsense with a refusal, and reads no body without end', async () => {
    const authorization = `Bearer ${all}`
    for (const body of ['', '{', '[]', '"x"', '{"jsonrpc":"2.0"}', `{"a":"${'x'.repeat(300_000)}"}`, '\u0000']) {
      const { status } = await ask({ body, headers: { authorization } })
      expect(status, body.slice(0, 20)).toBeGreaterThanOrEqual(400)
      expect(status, body.slice(0, 20)).toBeLessThan(500)
    }
    // Deep or manifold beyond any message, and no defect of ours.
    for (const value of [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, `[${'1,'.repeat(25_000)}1]`]) {
      const params = `{"name":"flows","arguments":{"coins":${value}}}`
      const answer = await ask({
        body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`,
        headers: { authorization },
      })
      expect([answer.status, record.parse(await answer.json())]).toMatchObject([400, { error: { code: -32_700 } }])
    }
    expect((await ask({ method: 'GET', headers: { authorization } })).status).toBe(405)
    expect((await ask({ method: 'DELETE', headers: { authorization } })).status).toBe(405)
    expect((await ask({ body: list, headers: { authorization, 'content-type': 'text/plain' } })).status).toBe(415)
  })

  it('holds nobody’s stream open', async () => {
    const client = await connect(all)
    await expect(client.listen({ toolsListChanged: true })).rejects.toThrow()
    await client.close()
  })

  it('counts each message of a batch, and takes none of one that is too many', async () => {
    const few = await testAgents({ perMinute: 3 })
    try {
      const owner = await few.addUser('unused')
      const batch = (count: number) =>
        JSON.stringify(
          Array.from({ length: count }, (_, id) => ({
            ...{ jsonrpc: '2.0', id, method: 'tools/call' },
            params: { name: 'token', arguments: {} },
          })),
        )
      for (const [count, status, calls] of [
        [3, 200, 3],
        [4, 429, 0],
      ] as const) {
        const { secret, token: made } = await createToken(owner, { name: 'x', scopes: ['read'] })
        const answer = await fetch(few.url, {
          method: 'POST',
          body: batch(count),
          headers: {
            authorization: `Bearer ${secret}`,
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
          },
        })
        await answer.text()
        const noted = (await listCalls(owner, { id: made.id })).map((call) => [call.method, call.status])
        expect([answer.status, noted.filter(([, ended]) => ended === 200).length]).toEqual([status, calls])
        // Its owner sees that it was refused.
        expect(noted.filter(([, ended]) => ended !== 200)).toEqual(status === 200 ? [] : [['POST', status]])
      }
    } finally {
      await few.close()
    }
  })

  it('counts calls as the REST API does', async () => {
    const few = await testAgents({ perMinute: 3 })
    try {
      const owner = await few.addUser('unused')
      const { secret } = await createToken(owner, { name: 'x', scopes: ['read'] })
      const statuses: number[] = []
      for (let n = 0; n < 5; n++) {
        const answer = await fetch(few.url, {
          method: 'POST',
          body: list,
          headers: {
            authorization: `Bearer ${secret}`,
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
          },
        })
        statuses.push(answer.status)
        if (n === 4) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      }
      expect(statuses).toEqual([200, 200, 200, 429, 429])
    } finally {
      await few.close()
    }
  })
})
