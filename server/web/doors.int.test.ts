import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type OutgoingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from '../domain/holdings.testing'
import { limitStreams, STREAM_LIMITS } from '../live/places'
import { handleRest } from '../rest/handle'
import { operationsAt } from '../rest/operations'
import { nodeRequest } from '../rest/rest-request'
import { testApi } from '../rest/testing'
import { announce } from '../services/live/announce'
import { liveHub } from '../services/live/hub'
import { doorsOf } from './doors'
import { createWebServer } from './server'

const CACHED = '/api/sor/get_cached_account_balance'

let api: Awaited<ReturnType<typeof testApi>>
let server: Server
let origin: string

beforeAll(async () => {
  api = await testApi()
  const { exchanges, user } = api
  const { secret } = exchanges.open('door-key', { holdings: ['USDT', 'BTC', 'ETH', 'SOL'].map((coin) => token(coin, '1')) })
  await api.call('POST', '/api/accounts/', {
    body: { name: 'Door', exchange: 'Binance', api_key: 'door-key', api_secret: secret },
  })
  await api.call('POST', '/api/accounts/refresh/', { body: {} })
  const { deskId, actor } = user
  if (actor.kind !== 'session') throw new Error('A session is needed.')
  const sources = {
    getDeps: async () => api.deps,
    restDeps: async () => api.deps,
    mcpDeps: async () => ({ ...api.deps, baseUrl: 'http://localhost', version: '0.0.0' }),
    framework: (_request: IncomingMessage, response: ServerResponse) => {
      response.end('the framework')
      return true
    },
    liveContext: async (headers: Pick<Headers, 'get'>) => ({
      deps: api.deps,
      deskId: headers.get('x-desk'),
      ipAddress: null,
      userAgent: null,
      caller: headers.get('cookie') === 'session=door' ? { deskId, accounts: null, actor } : null,
    }),
  }
  const settings = {
    proxies: 0,
    hosts: new Set(['localhost', 'ballast', 'a']),
    https: true,
    development: false,
    isStopping: () => false,
  }
  server = createWebServer(
    doorsOf(sources, settings),
    (error) => {
      throw error
    },
    { connectionsPerAddress: 100 },
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('Not listening.')
  origin = `http://127.0.0.1:${address.port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await liveHub(api.deps).close()
  await api.close()
})

/** What differs between two answers to the same request. */
function lasting(headers: Headers): Record<string, string> {
  const passing = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'vary', 'ratelimit-remaining']
  const security = /^(x-|referrer-|cross-origin-|permissions-|content-security-|strict-transport-)/
  return Object.fromEntries([...headers].filter(([name]) => !passing.includes(name) && !security.test(name)))
}

const owner = { authorization: 'Token owner' }
const json = { ...owner, 'content-type': 'application/json' }

describe('the REST API on its socket', () => {
  it.each<[string, string, RequestInit]>([
    ['balances, as cached', CACHED, { headers: owner }],
    ['the other spelling', `${CACHED}/?account_names=Door`, { headers: owner }],
    ['the alias', '/internal/sor/get_cached_account_balance', { headers: owner }],
    ['a name that there is not', `${CACHED}?account_names=Nobody`, { headers: owner }],
    ['the accounts', '/api/accounts/', { headers: { authorization: 'Bearer owner' } }],
    ['no token', '/api/accounts', {}],
    ['an unknown token', '/api/accounts', { headers: { authorization: 'Token nobody' } }],
    ['a method that there is not', '/api/balances', { method: 'PATCH', headers: owner }],
    ['what may be asked', '/api/balances', { method: 'OPTIONS', headers: owner }],
    ['the head alone', CACHED, { method: 'HEAD', headers: owner }],
    ['a body that is no JSON', '/api/accounts', { method: 'POST', headers: json, body: '{' }],
    ['a body of another type', '/api/accounts', { method: 'POST', headers: { ...owner, 'content-type': 'text/csv' }, body: 'a' }],
    ['missing fields', '/api/accounts', { method: 'POST', headers: json, body: '{}' }],
    ['a body that is too large', '/api/accounts', { method: 'POST', headers: json, body: `{"a":"${'x'.repeat(70_000)}"}` }],
  ])('answers %s as a route does', async (_what, path, init) => {
    const route = await handleRest(api.deps, operationsAt(path.split('?')[0] ?? ''), new Request(origin + path, init))
    const direct = await fetch(origin + path, { ...init, headers: { 'accept-encoding': 'identity', ...init.headers } })
    expect(direct.status).toBe(route.status)
    expect(lasting(direct.headers)).toEqual(lasting(route.headers))
    expect(await direct.text()).toBe(init.method === 'HEAD' ? '' : await route.text())
    expect(direct.headers.get('x-content-type-options')).toBe('nosniff')
    expect(direct.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('leaves a refused body unread and the connection usable', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1').setEncoding('utf8')
    let heard = ''
    socket.on('data', (text: string) => {
      heard += text
    })
    const body = 'x'.repeat(70_000)
    socket.write(
      `POST /api/accounts HTTP/1.1\r\nHost: a\r\nAuthorization: Token owner\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await expect.poll(() => heard).toContain('payload_too_large')
    socket.write('GET /api/nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    await expect.poll(() => heard).toContain('the framework')
    socket.destroy()
  })

  it('compresses what is worth it for whoever takes it', async () => {
    const answered = (encoding: string) =>
      new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
        get(`${origin}${CACHED}`, { headers: { ...owner, 'accept-encoding': encoding } }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }))
        }).on('error', reject)
      })
    const plain = await answered('gzip;q=0, identity')
    expect(plain.encoding).toBeUndefined()
    expect(plain.body.length).toBeGreaterThan(1024)
    const small = await answered('br, gzip;q=0.8')
    expect(small.encoding).toBe('gzip')
    expect(small.body.length).toBeLessThan(plain.body.length)
    expect(gunzipSync(small.body).equals(plain.body)).toBe(true)
  })
})

describe('a client of hummingbot-api that knows host and port alone', () => {
  const basic = { authorization: `Basic ${Buffer.from('admin:owner').toString('base64')}`, accept: '*/*' }

  it('is answered at the root, as under the base path', async () => {
    for (const base of [origin, `${origin}/api/hummingbot`]) {
      expect(await (await fetch(`${base}/accounts/`, { headers: basic })).json()).toEqual(['Door'])
      expect(await (await fetch(`${base}/accounts/Door/credentials`, { headers: basic })).json()).toEqual(['binance'])
      const state = await fetch(`${base}/portfolio/state`, {
        method: 'POST',
        headers: { ...basic, 'content-type': 'application/json' },
        body: '{}',
      })
      expect(await state.json()).toMatchObject({
        Door: { binance: expect.arrayContaining([expect.objectContaining({ token: 'USDT' })]) },
      })
    }
  })

  it.each<[string, Record<string, string>]>([
    ['without a password', { accept: '*/*' }],
    ['with a token', { ...owner, accept: '*/*' }],
    ['behind a proxy that asks for a password', { ...basic, accept: 'text/html,*/*' }],
    ['that moves between pages', { ...basic, rsc: '1' }],
    ['that is signed in', { ...basic, cookie: 'session=door' }],
  ])('is no browser or script %s: those get the page', async (_what, headers) => {
    expect(await (await fetch(`${origin}/accounts/`, { headers })).text()).toBe('the framework')
  })

  it('gets nothing else at the root', async () => {
    for (const path of ['/', '/overview', '/accounts/Door', '/me/', '/api/nothing']) {
      expect(await (await fetch(origin + path, { headers: basic })).text()).toBe('the framework')
    }
  })
})

it('knows when a caller went away before the answer, and when one did not', async () => {
  const signals: AbortSignal[] = []
  const slow = createServer((incoming, response) => {
    signals.push(nodeRequest(incoming, response).signal)
    if (incoming.url === '/answered') response.end('ok')
  })
  await once(slow.listen(0, '127.0.0.1'), 'listening')
  const address = slow.address()
  const at = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
  await (await fetch(`${at}/answered`)).text()
  const call = get(`${at}/waiting`)
  call.on('error', () => {})
  await expect.poll(() => signals.length).toBe(2)
  call.destroy()
  await expect.poll(() => signals[1]?.aborted).toBe(true)
  expect(signals[0]?.aborted).toBe(false)
  slow.close()
  slow.closeAllConnections()
})

describe('the live stream on its socket', () => {
  const open = async (headers: OutgoingHttpHeaders) => {
    const call = get(`${origin}/api/trpc/live.updates`, { headers })
    const [response] = await once(call, 'response')
    let heard = ''
    response.setEncoding('utf8').on('data', (text: string) => {
      heard += text
    })
    const ended = once(response, 'end').catch(() => {})
    return { response, heard: () => heard, leave: () => call.destroy(), ended }
  }

  it('tells a signed-in page what happens until it goes', async () => {
    const page = await open({ cookie: 'session=door' })
    expect(page.response.headers['content-type']).toBe('text/event-stream')
    await expect.poll(page.heard).toContain('resync')
    const { db } = api.deps
    const { deskId } = api.user
    await db.asDesk(deskId, (tx) => announce(tx, deskId, { kind: 'accounts' }))
    await expect.poll(page.heard).toContain('"kind":"accounts"')
    page.leave()
    await page.ended
  })

  it('refuses one stream more than a person may have, in words, and takes it once another is gone', async () => {
    limitStreams({ ...STREAM_LIMITS, person: 1 })
    const first = await open({ cookie: 'session=door' })
    await expect.poll(first.heard).toContain('resync')
    const second = await open({ cookie: 'session=door' })
    expect([second.response.statusCode, second.response.headers['retry-after']]).toEqual([429, '30'])
    await second.ended
    expect(second.heard()).toContain('you have 1, which is the most')
    first.leave()
    await expect
      .poll(async () => {
        const next = await open({ cookie: 'session=door' })
        next.leave()
        return next.response.statusCode
      })
      .toBe(200)
    limitStreams(STREAM_LIMITS)
  })

  it("leaves nobody's page and another site's request to the framework", async () => {
    for (const headers of [{ cookie: 'session=other' }, { cookie: 'session=door', 'sec-fetch-site': 'cross-site' }]) {
      const page = await open(headers)
      await page.ended
      expect(page.heard()).toBe('the framework')
    }
  })
})

it('leaves everything else to the framework', async () => {
  for (const path of ['/', '/overview', '/api/nothing', '/api/trpc/accounts.list', '/api/docs', '//api/balances']) {
    expect(await (await fetch(origin + path)).text()).toBe('the framework')
  }
})
