import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '@/db/testing'
import type { Deps } from '../context'
import { FakeExchanges } from '../exchanges/testing'
import { unevenGrowth } from '../growth.testing'
import { MAX_BODY_BYTES } from '../security/bounds'
import { TestClock, testDeps } from '../services/testing'
import { guarded } from './guard'
import { appRouter } from './root'

/** What a stranger's bytes may cost: sizes are harmless, growth is what is held. */

let database: Awaited<ReturnType<typeof testDatabase>>
let deps: Deps

beforeAll(async () => {
  database = await testDatabase()
  deps = testDeps(database.db, new FakeExchanges(), new TestClock())
})
afterAll(() => database.close())

async function ask(path: string, text: string, how: 'GET' | 'POST'): Promise<{ status: number; body: string }> {
  const query = how === 'GET' ? `?input=${encodeURIComponent(text)}` : ''
  const request = new Request(`http://localhost/api/trpc/${path}${query}`, {
    method: how,
    ...(how === 'POST' && { body: text, headers: { 'content-type': 'application/json' } }),
  })
  const req = await guarded(request)
  const context = { deps, deskId: null, caller: null, ipAddress: '203.0.113.9', userAgent: null }
  const answer =
    req instanceof Response
      ? req
      : await fetchRequestHandler({ endpoint: '/api/trpc', req, router: appRouter, createContext: () => context })
  return { status: answer.status, body: await answer.text() }
}

const procedures = z
  .record(
    z.string(),
    z.custom<{ _def: { type: string } }>((value) => typeof value === 'function'),
  )
  .parse(appRouter._def.procedures)

describe('type notes beside an input', () => {
  it.each([
    ['a typed array of a given length', { json: [8], meta: { values: [['typed-array', 'Float64Array']] } }],
    ['a set', { json: ['a', 'b'], meta: { values: ['set'] } }],
    ['a reference from place to place', { json: { a: {}, b: null }, meta: { referentialEqualities: { a: ['b'] } } }],
    ['none, but the name', { json: null, meta: {} }],
    ['something else', { json: null, other: 1 }],
    ['no envelope', [1, 2]],
    // Last, for it never ends where it is built.
    ['a value that holds itself', { json: { a: null }, meta: { referentialEqualities: [['a']] } }],
  ])('%s is refused, with and without an input, as query and as command', async (_what, sent) => {
    for (const [path, how] of [
      ['accounts.list', 'GET'],
      ['settings.get', 'GET'],
      ['users.register', 'POST'],
    ] as const) {
      const { status, body } = await ask(path, JSON.stringify(sent), how)
      expect([path, status]).toEqual([path, 400])
      expect(body).toContain('and nothing beside it')
    }
  })
})

describe('JSON beyond the bounds', () => {
  it.each([
    ['nested deeply', '['.repeat(4000)],
    ['with too many values', `[${'0,'.repeat(30_000)}0]`],
  ])('%s is refused before it is parsed', async (_what, text) => {
    expect(await ask('users.register', text, 'POST')).toMatchObject({ status: 400 })
    if (text.length < 10_000) expect(await ask('accounts.list', text, 'GET')).toMatchObject({ status: 400 })
  })

  it('of a connection is none', async () => {
    const response = await guarded(new Request('http://localhost/api/trpc/accounts.list?connectionParams=%7B%7D'))
    expect(response instanceof Response && response.status).toBe(400)
  })
})

describe('the cost of an input', () => {
  const fields = ['email', 'password', 'code', 'name', 'accountIds', 'id', 'token', 'symbol', 'credentials', 'input']
  const everywhere = (make: (bytes: number) => unknown) => (bytes: number) =>
    Object.fromEntries(fields.map((field) => [field, make(bytes / fields.length)]))
  /** By the bytes that they take, at most as many values as are read. */
  const shapes: [string, (bytes: number) => unknown][] = [
    ['one long text', everywhere((bytes) => 'a'.repeat(bytes))],
    ['spaces', everywhere((bytes) => ' '.repeat(bytes))],
    ['digits', everywhere((bytes) => '9'.repeat(bytes))],
    ['slashes', everywhere((bytes) => '/'.repeat(bytes))],
    ['an address that never ends', everywhere((bytes) => `a@${'a.'.repeat(bytes / 2)}`)],
    ['many texts', everywhere((bytes) => Array.from({ length: bytes / 14 }, (_, at) => `x${at}`))],
    ['many names', (bytes) => Object.fromEntries(Array.from({ length: bytes / 14 }, (_, at) => [`x${at}`, 0]))],
  ]

  it.each(Object.keys(procedures))('%s grows no faster than the input', async (path) => {
    const how = procedures[path]?._def.type === 'query' ? 'GET' : 'POST'
    for (const [name, make] of shapes) {
      const uneven = await unevenGrowth(
        (bytes) => ask(path, JSON.stringify({ json: make(bytes) }), how),
        // What a query can be as long as, and a command.
        (how === 'GET' ? 12 * 1024 : MAX_BODY_BYTES) * 0.7,
      )
      expect([name, uneven]).toEqual([name, null])
    }
  })
})
