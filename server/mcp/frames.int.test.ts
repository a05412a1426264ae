import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { createAccount } from '../services/accounts/create'
import { refreshBalances } from '../services/balances/refresh'
import { createToken } from '../services/tokens/create'
import { listCalls } from '../services/tokens/list-calls'
import { mcpServer } from './server'
import { testAgents } from './testing'

vi.mock('./server', { spy: true })

const LATEST = '2026-07-28'
const meta = (version: string) => ({
  'io.modelcontextprotocol/protocolVersion': version,
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
})

let served: Awaited<ReturnType<typeof testAgents>>
let alice: ServiceContext
let secret = ''
let tokenId = ''

beforeAll(async () => {
  served = await testAgents()
  alice = await served.addUser('unused')
  const fake = served.exchanges.open('key', { holdings: [token('USDT', '1000.000000000000000001'), token('NOPRICE', '7')] })
  const credentials = { apiKey: 'key', apiSecret: fake.secret }
  await createAccount(alice, { name: 'Desk', exchange: 'binance', credentials })
  await refreshBalances(alice, {})
  const made = await createToken(alice, { name: 'Agent', scopes: ['read'] })
  ;[secret, tokenId] = [made.secret, made.token.id]
})
afterAll(() => served.close())

/** A call as clients of these years send it. */
interface Call {
  id: string | number
  name: string
  args?: unknown
  year: 'latest' | 'before'
  headers?: Record<string, string>
  version?: string
}

async function call({ id, name, args = {}, year, headers, version = LATEST }: Call) {
  const latest = year === 'latest'
  const answer = await fetch(served.url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(latest
        ? { 'mcp-protocol-version': version, 'mcp-method': 'tools/call', 'mcp-name': name }
        : { 'mcp-protocol-version': '2025-06-18' }),
      ...headers,
    },
    body: JSON.stringify({
      ...{ jsonrpc: '2.0', id, method: 'tools/call' },
      params: { name, arguments: args, ...(latest && { _meta: meta(version) }) },
    }),
  })
  const told = Object.fromEntries([...answer.headers].filter(([header]) => !/^(date|ratelimit)/.test(header)))
  const text = await answer.text()
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text
  return { status: answer.status, headers: told, text, body: z.record(z.string(), z.unknown()).parse(JSON.parse(json)) }
}

/** How often the library was asked meanwhile. */
async function asked<T>(what: () => Promise<T>): Promise<{ times: number; answer: T }> {
  vi.mocked(mcpServer).mockClear()
  const answer = await what()
  return { times: vi.mocked(mcpServer).mock.calls.length, answer }
}

describe.each(['latest', 'before'] as const)('a plain call (%s)', (year) => {
  it('is answered by the library once, and then as the library answered it', async () => {
    const first = await asked(() => call({ id: 1, name: 'token', year }))
    expect(first.times).toBe(1)
    const second = await asked(() => call({ id: 1, name: 'token', year }))
    expect(second).toEqual({ times: 0, answer: first.answer })
    const other = await asked(() => call({ id: '"$&', name: 'balances', args: { account_names: ['Desk'] }, year }))
    expect(other).toMatchObject({
      times: 0,
      answer: { status: 200, body: { jsonrpc: '2.0', id: '"$&', result: { structuredContent: { stale: false } } } },
    })
    const { content, structuredContent } = z
      .object({ content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })]), structuredContent: z.unknown() })
      .parse(other.answer.body.result)
    expect(JSON.parse(content[0].text)).toEqual(structuredContent)
    expect(other.answer.text).toContain('1000.000000000000000001')
  })

  it('that is refused is told so by the library once, and called once', async () => {
    await call({ id: 1, name: 'token', year })
    const before = (await listCalls(alice, { id: tokenId })).length
    const first = await asked(() => call({ id: 2, name: 'set_leverage', year }))
    expect(first).toMatchObject({ times: 1, answer: { status: 200, body: { id: 2, result: { isError: true } } } })
    expect((await listCalls(alice, { id: tokenId })).length).toBe(before + 1)
    const second = await asked(() => call({ id: 2, name: 'set_leverage', year }))
    expect(second).toEqual({ times: 0, answer: first.answer })
  })
})

it('goes to the library with all that is not plain, whatever was answered before', async () => {
  await call({ id: 1, name: 'token', year: 'latest' })
  for (const [odd, expected] of [
    [{ id: 1, name: 'token', year: 'latest', headers: { 'mcp-name': 'balances' } }, { status: 400 }],
    [{ id: 1, name: 'token', year: 'latest', headers: { 'mcp-method': 'tools/list' } }, { status: 400 }],
    [{ id: 1, name: 'token', year: 'latest', headers: { 'mcp-protocol-version': '2025-06-18' } }, { status: 400 }],
    [{ id: 1, name: 'token', year: 'latest', version: '1999-01-01' }, { status: 400 }],
    [{ id: 1, name: 'token', year: 'before', headers: { accept: 'text/html' } }, { status: 406 }],
    [{ id: 1, name: 'token', year: 'latest', headers: { 'content-type': 'text/plain' } }, { status: 415 }],
    [{ id: 1, name: 'token', args: 'none', year: 'latest' }, { body: { error: {} } }],
  ] satisfies [Call, object][]) {
    const refused = await call(odd)
    expect(refused, JSON.stringify(odd)).toMatchObject(expected)
    expect(refused.body, JSON.stringify(odd)).toHaveProperty('error')
    // Asked again it is no other, and what is in order goes on.
    expect((await call(odd)).text).toBe(refused.text)
  }
  expect(await call({ id: 1, name: 'token', year: 'latest' })).toMatchObject({ status: 200, body: { result: {} } })
})
