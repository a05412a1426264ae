import { once } from 'node:events'
import { type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { DESK_HEADER } from '../schemas/desk-path'
import { deskOfRequest } from '../trpc/desk-of-request'
import { doorsOf } from './doors'
import { routeOf } from './observe'
import { createWebServer } from './server'

const DESK = '0198c5b1-7a52-7c7e-8f43-2d1c3b4a5e6f'
const OTHER = '5e6f0198-7a52-4c7e-8f43-2d1c3b4ac5b1'

let server: Server
let port: number
/** What the framework was asked, and by the live stream for whom. */
let asked: string[] = []
let listened: (string | null)[] = []

beforeAll(async () => {
  const nobody = () => Promise.reject(new Error('Nobody asks for it here.'))
  const framework = ({ method, url, headers }: IncomingMessage, response: ServerResponse) => {
    asked.push(`${method} ${url} ${headers[DESK_HEADER] ?? 'own'}`)
    response.end('the framework')
    return true
  }
  const liveContext = async (headers: Pick<Headers, 'get'>) => {
    listened.push(deskOfRequest(headers))
    throw new Error('It is only looked who asks.')
  }
  const doors = doorsOf(
    { getDeps: nobody, restDeps: nobody, mcpDeps: nobody, liveContext, framework },
    { proxies: 0, hosts: new Set(['localhost']), https: false, development: false, isStopping: () => false },
  )
  const failed = (_error: unknown, response: ServerResponse) => void response.writeHead(500).end()
  server = createWebServer(doors, failed, { connectionsPerAddress: 50 })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = address && typeof address === 'object' ? address.port : 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  listened = []
})

/** As it stands in the request's first line: nothing brings it into shape before. */
async function ask(path: string, { method = 'GET', sent = {} }: { method?: string; sent?: Record<string, string> } = {}) {
  const call = request({ port, host: '127.0.0.1', path, method, headers: { host: 'localhost', ...sent } })
  call.end()
  const [response] = await once(call, 'response')
  response.resume()
  await once(response, 'end')
}

it.each([
  [`/desk/${DESK}/api/trpc/accounts.list?batch=1`, `GET /api/trpc/accounts.list?batch=1 ${DESK}`],
  [`/desk/${DESK}/api/trpc/tags.sums,risk.get`, `GET /api/trpc/tags.sums,risk.get ${DESK}`],
  ['/api/trpc/accounts.list', 'GET /api/trpc/accounts.list own'],
  // The framework itself rewrites what is a page, and has none for the others.
  [`/desk/${DESK}/overview?x=1`, `GET /desk/${DESK}/overview?x=1 own`],
  [`/desk/${DESK}/api/accounts/`, `GET /desk/${DESK}/api/accounts/ own`],
  [`/desk/${DESK}/api/auth/session`, `GET /desk/${DESK}/api/auth/session own`],
  [`/desk/${DESK.toUpperCase()}/api/trpc/accounts.list`, `GET /desk/${DESK.toUpperCase()}/api/trpc/accounts.list own`],
  ['/desk/me/api/trpc/accounts.list', 'GET /desk/me/api/trpc/accounts.list own'],
  [`/desk/${DESK}/api/trpc/../accounts/`, `GET /desk/${DESK}/api/trpc/../accounts/ own`],
  [`/desk/${DESK}/api/trpc/..`, `GET /desk/${DESK}/api/trpc/.. own`],
  [`/desk/${DESK}/api/trpc\\..\\accounts`, `GET /desk/${DESK}/api/trpc\\..\\accounts own`],
])('%s goes on as %s, whatever its header says', async (path, expected) => {
  await ask(path, { sent: { [DESK_HEADER]: OTHER } })
  await ask(path, { sent: { 'X-Desk': OTHER } })
  expect(asked).toEqual([expected, expected])
})

it('takes what is sent to a call of a desk too', async () => {
  await ask(`/desk/${DESK}/api/trpc/accounts.create`, { method: 'POST' })
  await ask(`/desk/${DESK}/overview`, { method: 'POST' })
  expect(asked).toEqual([`POST /api/trpc/accounts.create ${DESK}`])
})

it('opens the live stream of the desk that its address names', async () => {
  await ask(`/desk/${DESK}/api/trpc/live.updates`, { sent: { [DESK_HEADER]: OTHER } })
  await ask('/api/trpc/live.updates', { sent: { [DESK_HEADER]: OTHER } })
  await ask(`http://localhost/desk/${DESK}/api/trpc/live.updates`)
  expect(listened).toEqual([DESK, null, DESK])
})

it('is counted as what it is', () => {
  expect(routeOf(`/desk/${DESK}/api/trpc/live.updates`)).toBe('live')
  expect(routeOf(`/desk/${DESK}/api/trpc/accounts.list?batch=1`)).toBe('trpc')
  expect(routeOf(`/desk/${DESK}/overview`)).toBe('page')
  expect(routeOf('/desk/me/api/accounts/')).toBe('page')
})
