import { once } from 'node:events'
import { type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '../security/bounds'
import { doorsOf } from './doors'
import { failed } from './failure'
import { MAX_HEADERS } from './limits'
import { createWebServer } from './server'

/** What meets a stranger before anybody behind the doors is asked. */

let server: Server
let port: number
const passed: string[] = []
let read = 0

beforeAll(async () => {
  const nobody = () => Promise.reject(Object.assign(new Error('The database is away.'), { code: 'ECONNREFUSED' }))
  const framework = async (incoming: IncomingMessage, response: ServerResponse) => {
    passed.push(`${incoming.method} ${incoming.url} ${incoming.headers.host}`)
    for await (const chunk of incoming) read += chunk.length
    response.end('the framework')
    return true
  }
  const doors = doorsOf(
    { getDeps: nobody, restDeps: nobody, mcpDeps: nobody, liveContext: nobody, framework },
    {
      proxies: 0,
      hosts: new Set(['localhost', 'ballast', 'a', 'elsewhere.example']),
      https: false,
      development: false,
      isStopping: () => false,
    },
  )
  server = createWebServer(doors, (error, response) => void failed(error, response, nobody), { connectionsPerAddress: 50 })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = address && typeof address === 'object' ? address.port : 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Everything that a raw request gets until the connection ends. */
async function raw(...lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  let heard = ''
  socket.on('data', (text: string) => {
    heard += text
  })
  socket.on('error', () => {})
  socket.write(lines.join('\r\n'))
  await once(socket, 'close')
  return heard
}
const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
const ask = (first: string, ...headers: string[]) => raw(first, 'Host: ballast', 'Connection: close', ...headers, '', '')

describe('requests that no client of ours sends', () => {
  it.each<[string, number, string[]]>([
    ['a % that is none', 400, ['GET /%zz HTTP/1.1']],
    ['a % cut off', 400, ['GET /accounts/% HTTP/1.1']],
    ['steps behind percent signs', 400, ['GET /api/%2e%2E/auth/signout HTTP/1.1']],
    ['bytes that are no text', 400, ['GET /%ff%fe HTTP/1.1']],
    ['a NUL', 400, ['GET /%00 HTTP/1.1']],
    ['a path that is far too long', 414, [`GET /${'a'.repeat(3000)} HTTP/1.1`]],
    ['no path', 400, ['GET ballast HTTP/1.1']],
    ['another scheme', 400, ['GET ftp://a/b HTTP/1.1']],
    ['a host that is none', 400, ['GET / HTTP/1.1', 'Host: <script>']],
    ['a host of somebody else’s', 421, ['GET /overview HTTP/1.1', 'Host: evil.example']],
    ['a whole address of somebody else’s', 421, ['GET http://evil.example/overview HTTP/1.1']],
    ['an API under another name', 421, ['GET /api/accounts HTTP/1.1', 'Host: ballast.evil.example']],
    ['no host', 400, ['GET / HTTP/1.1']],
    ['a method of others', 405, ['PROPFIND / HTTP/1.1']],
    ['TRACE', 405, ['TRACE / HTTP/1.1']],
    ['a tunnel', 405, ['CONNECT example.com:443 HTTP/1.1']],
    ['too many headers', 431, ['GET / HTTP/1.1', ...Array.from({ length: MAX_HEADERS + 1 }, (_, at) => `X-${at}: 1`)]],
    ['too long headers', 431, ['GET / HTTP/1.1', `X-Long: ${'a'.repeat(17_000)}`]],
    ['two lengths', 400, ['POST /api/auth/x HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2']],
    ['length and chunks', 400, ['POST /api/auth/x HTTP/1.1', 'Content-Length: 1', 'Transfer-Encoding: chunked']],
    ['no HTTP', 400, ['hello']],
    ['an expectation that nobody meets', 417, ['GET / HTTP/1.1', 'Expect: miracles']],
    ['an order to a page', 405, ['POST /overview HTTP/1.1', 'Next-Action: 00']],
    ['a router that tells nothing', 400, ['GET /x.rsc HTTP/1.1', 'RSC: 1', `Next-Router-State-Tree: ${'['.repeat(4000)}`]],
    ['a router that tells what no router does', 400, ['GET /x HTTP/1.1', 'RSC: 1', 'Next-Router-State-Tree: %5B1%5D']],
  ])('%s: %i', async (what, expected, [first = '', ...headers]) => {
    const before = passed.length
    const own = headers.some((line) => line.startsWith('Host')) || what === 'no host' || what === 'no HTTP'
    const answer = await raw(first, ...(own ? [] : ['Host: ballast']), 'Connection: close', ...headers, '', '')
    expect(status(answer)).toBe(expected)
    expect(passed).toHaveLength(before)
  })

  it('OPTIONS * asks what the server takes', async () => {
    const answer = await ask('OPTIONS * HTTP/1.1')
    expect(status(answer)).toBe(204)
    expect(answer).toMatch(/^Allow: GET, HEAD, POST/m)
  })

  it('health is told under any name, as probes ask for it, and nothing else is', async () => {
    const answer = await raw('GET /api/health/live HTTP/1.1', 'Host: 10.1.2.3:3000', 'Connection: close', '', '')
    expect(status(answer)).toBe(200)
    const other = await raw('GET /api/health/live/../../overview HTTP/1.1', 'Host: 10.1.2.3:3000', 'Connection: close', '', '')
    expect(status(other)).toBe(421)
    expect(other).toContain('ALLOWED_HOSTS')
  })

  it('a whole address is its path', async () => {
    expect(await ask('GET http://elsewhere.example/a?b=c HTTP/1.1')).toContain('the framework')
    expect(passed.at(-1)).toBe('GET /a?b=c elsewhere.example')
  })

  it.each(['h2c', 'websocket', 'TLS/1.0'])('an offer of %s is answered in HTTP/1.1', async (protocol) => {
    const answer = await raw('GET /a HTTP/1.1', 'Host: ballast', `Upgrade: ${protocol}`, 'Connection: Upgrade, close', '', '')
    expect(status(answer)).toBe(200)
    expect(answer).toContain('the framework')
  })
})

describe('bodies', () => {
  const send = (path: string, headers: Record<string, string>, chunks: number, bytes: number) =>
    new Promise<number | string>((resolve) => {
      const call = request({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'))
      const chunk = Buffer.alloc(bytes)
      const next = (left: number) => (left === 0 ? call.end() : call.write(chunk, () => next(left - 1)))
      next(chunks)
    })

  it.each(['/api/auth/callback/credentials', '/api/trpc/users.register', '/api/accounts/', '/api/nothing'])(
    'at %s are refused unread beyond the one bound',
    async (path) => {
      read = 0
      expect(await send(path, { 'content-length': String(MAX_BODY_BYTES + 1) }, 1, MAX_BODY_BYTES + 1)).toBe(413)
      expect(read).toBe(0)
    },
  )

  it('without a named length are for doors that count', async () => {
    read = 0
    expect(await send('/api/auth/callback/credentials', {}, 4, 1000)).toBe(411)
    expect(read).toBe(0)
  })

  it('that never end end the connection', async () => {
    const answered = await send('/api/auth/callback/credentials', {}, 400, 64 * 1024)
    expect([411, 'ECONNRESET', 'EPIPE']).toContain(answered)
    expect(read).toBe(0)
  })

  it('within the bound are handed on', async () => {
    read = 0
    expect(await send('/api/auth/callback/credentials', { 'content-length': '65536' }, 1, 65_536)).toBe(200)
    expect(read).toBe(65_536)
  })

  it('are asked for only where they are wanted', async () => {
    const large = await ask('POST /api/auth/x HTTP/1.1', 'Expect: 100-continue', `Content-Length: ${MAX_BODY_BYTES + 1}`)
    expect(large).toMatch(/^HTTP\/1\.1 413/)
    const small = connect(port, '127.0.0.1').setEncoding('latin1')
    small.write('POST /api/auth/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n')
    expect(String(await once(small, 'data'))).toMatch(/^HTTP\/1\.1 100 Continue/)
    small.write('ok')
    expect(String(await once(small, 'data'))).toMatch(/^HTTP\/1\.1 200/)
  })
})

it('says that it lives without asking anybody, and that it is not ready while the database is away', async () => {
  expect(await ask('GET /api/health/live HTTP/1.1')).toMatch(/^HTTP\/1\.1 200[\s\S]*\{"status":"ok"\}$/)
  expect(await ask('GET /api/accounts/ HTTP/1.1')).toMatch(/^HTTP\/1\.1 503[\s\S]*Retry-After: 5[\s\S]*"code":"unavailable"/)
  expect(await ask('GET /api/health/ready HTTP/1.1')).toMatch(/^HTTP\/1\.1 503[\s\S]*"reason":"database_unreachable"/)
})
