import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { summaryOf } from '@/db/observe'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import type { ServiceContext } from '../context'
import { createCcxtExchanges } from '../exchanges'
import { FakeExchanges } from '../exchanges/testing'
import { createLog } from '../log'
import type { RestDeps } from '../rest/handle'
import { createRestRateLimiter } from '../rest/rate-limit'
import { createAccount } from '../services/accounts/create'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { authenticateToken } from '../services/tokens/authenticate'
import { storeToken } from '../services/tokens/create'
import { rest } from '../web/rest'
import { createWebServer } from '../web/server'
import { observedCalls } from './calls'
import { startTracing } from './otel'
import { inScope, requestIdOf } from './scope'
import { inSpan, type Tracer } from './span'

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(attribute),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
  events: z.array(z.unknown()),
})
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
})
type Span = z.output<typeof span>

/** A collector on loopback. */
class Collector {
  readonly spans: Span[] = []
  readonly bodies: string[] = []
  readonly paths: string[] = []
  headers: IncomingHttpHeaders = {}
  /** Takes what comes and never answers. */
  silent = false
  readonly server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      if (this.silent) return
      this.paths.push(request.url ?? '')
      this.headers = request.headers
      this.bodies.push(body)
      for (const { scopeSpans } of exported.parse(JSON.parse(body)).resourceSpans)
        for (const { spans } of scopeSpans) this.spans.push(...spans)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
}

async function listening(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

let simulator: RunningSimulator
let database: TestDatabase
let collector: Collector
let web: Server
let origin: string
let ctx: ServiceContext
let secret: string
let key: Record<string, string>
let tracer: Tracer | null = null
const lines: string[] = []

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true })
  simulator.limiter.scale(50)
  database = await testDatabase()
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const exchanges = createCcxtExchanges({
    baseUrls: { '*': simulator.url },
    log,
    limitFactor: 1000,
    around: observedCalls(log, () => undefined),
  })
  const clock = new TestClock()
  const base = { ...testDeps(database.db, new FakeExchanges(clock.now), clock), exchanges, log, now: () => new Date() }
  ctx = await signedInUser(base)
  const { apiKey, apiSecret } = simulator.ledger('bybit', 'hedged-desk').key
  key = { apiKey, apiSecret }
  await createAccount(ctx, { name: 'Very secret desk', exchange: 'bybit', credentials: key })
  secret = (await storeToken(ctx, { name: 'Reader', scopes: ['read'] }, 1)).secret
  const deps: RestDeps = { ...ctx, limiter: createRestRateLimiter(100_000), authenticate: authenticateToken }
  web = createWebServer([rest(async () => deps)], (error) => void lines.push(String(error)), { connectionsPerAddress: 50 })
  origin = await listening(web)
})
afterAll(async () => {
  web.closeAllConnections()
  web.close()
  await database.close()
  await simulator.close()
})
beforeEach(() => {
  collector = new Collector()
  lines.length = 0
})
afterEach(async () => {
  await tracer?.stop()
  tracer = null
  collector.server.closeAllConnections()
  collector.server.close()
})

const read = (headers: Record<string, string> = {}, path = '/api/balances/') =>
  fetch(origin + path, { headers: { authorization: `Bearer ${secret}`, ...headers } })
const attributeOf = ({ attributes }: Span, name: string) =>
  Object.values(attributes.find(({ key: known }) => known === name)?.value ?? {})[0]

describe('traces', () => {
  it('lead from the web through service and SQL to the exchange, and hold no secret, person, account or amount', async () => {
    const endpoint = await listening(collector.server)
    const headers = 'authorization=Bearer%20of%20the%20collector,x-share=100%'
    tracer = await startTracing({ endpoint: `${endpoint}/`, headers, serviceName: 'ballast-web', ratio: 1 })
    const answer = await read({ 'x-request-id': 'from-a-proxy-1' }, '/api/balances/?account_names=Very%20secret%20desk')
    const body = await answer.text()
    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([200, 'from-a-proxy-1'])
    await tracer.stop()
    tracer = null

    expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']))
    expect(collector.headers.authorization).toBe('Bearer of the collector')
    const { spans } = collector
    const [root, ...others] = spans.filter(({ parentSpanId }) => !parentSpanId)
    expect([root?.name, others]).toEqual(['GET /api/balances/', []])
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
    const parents = new Map(spans.map((each) => [each.spanId, each]))
    const wayOf = (each: Span): string[] => {
      const above = parents.get(each.parentSpanId ?? '')
      return above ? [...wayOf(above), each.name] : [each.name]
    }
    const call = spans.find(({ name }) => name === 'bybit read')
    const sql = spans.filter(({ name }) => name === 'postgresql')
    expect(call && wayOf(call)).toEqual(['GET /api/balances/', 'service getBalances', 'bybit read'])
    expect(sql.map(wayOf)).toContainEqual(['GET /api/balances/', 'service getBalances', 'postgresql'])
    expect(sql.map((each) => attributeOf(each, 'db.query.summary'))).toContainEqual(expect.stringMatching(/SELECT accounts/))
    expect(call && attributeOf(call, 'url.template')).toMatch(/^api\.bybit\.com\/v5\//)
    expect(call && attributeOf(call, 'http.response.status_code')).toBe(200)
    expect(root && [attributeOf(root, 'http.route'), attributeOf(root, 'http.response.status_code')]).toEqual([
      '/api/balances/',
      200,
    ])

    const sent = collector.bodies.join('\n')
    const amounts = [...body.matchAll(/"(?:notional|size|equity)":(\d+\.\d{3,})/g)].map(([, amount]) => amount ?? '')
    expect(amounts.length).toBeGreaterThan(3)
    for (const word of [
      secret,
      key.apiKey,
      key.apiSecret,
      ctx.deskId,
      'test.local',
      'secret desk',
      'secret%20desk',
      ...amounts,
    ]) {
      expect(sent).not.toContain(word)
    }
    const allowed =
      /^(http\.(request\.method|route|response\.status_code)|db\.(system\.name|query\.summary)|server\.address|url\.template|ballast\.(exchange|purpose|request_id)|error\.type)$/
    for (const { attributes, events } of spans) {
      expect(attributes.map(({ key: name }) => name).filter((name) => !allowed.test(name))).toEqual([])
      expect(events).toEqual([])
    }
  })

  it('say that something failed by its code, and nothing of its words', async () => {
    tracer = await startTracing({ endpoint: await listening(collector.server), serviceName: 'ballast-web', ratio: 1 })
    const failing = inSpan({ name: 'service x', kind: 'internal' }, async () => {
      throw Object.assign(new Error('Very secret desk has 5 BTC'), { code: 'exchange_refused' })
    })
    await expect(failing).rejects.toThrow('5 BTC')
    await tracer.stop()
    tracer = null
    const [only] = collector.spans
    expect(only && attributeOf(only, 'error.type')).toBe('exchange_refused')
    expect(only?.status?.code).toBe(2)
    expect(collector.bodies.join('')).not.toContain('secret')
  })

  it.each([
    ['is not there', async () => 'http://127.0.0.1:9'],
    [
      'never answers',
      async () => {
        collector.silent = true
        return listening(collector.server)
      },
    ],
  ])('hold nobody up while the collector %s, nor the end of the process', async (_what, at) => {
    tracer = await startTracing({ endpoint: await at(), serviceName: 'ballast-web', ratio: 1 })
    // More than waits for a collector.
    for (let n = 0; n < 5000; n++) await inSpan({ name: 'service x', kind: 'internal' }, async () => n)
    expect((await read()).status).toBe(200)
    const stopping = tracer
    tracer = null
    await stopping.stop()
    expect((await read()).status).toBe(200)
  })

  it('are none where nobody asked for them: nothing is loaded, and work runs as it is', async () => {
    expect(await inSpan({ name: 'service x', kind: 'internal' }, async () => 5)).toBe(5)
    expect((await read()).status).toBe(200)
    expect(collector.spans).toEqual([])
  })
})

describe('request ids', () => {
  it('are in each line of the log, from the door to the call of the exchange, and in the answer', async () => {
    const answer = await read({ 'x-request-id': 'desk-script:42' })
    await answer.text()
    expect(answer.headers.get('x-request-id')).toBe('desk-script:42')
    const calls = lines.map((text) => JSON.parse(text)).filter(({ msg }) => msg === 'an exchange was called')
    expect(calls.length).toBeGreaterThan(2)
    expect(new Set(calls.map(({ request }) => request))).toEqual(new Set(['desk-script:42']))
    expect(calls[0]).toMatchObject({ exchange: 'bybit', purpose: 'read', status: 200 })
    for (const word of [key.apiKey, key.apiSecret, 'secret desk']) expect(lines.join('')).not.toContain(word)
  })

  it('of two requests at the same time are kept apart', async () => {
    const [one, two] = await Promise.all([
      fetch(`${origin}/api/accounts/`, { headers: { 'x-request-id': 'request-one', authorization: 'Bearer bal_nobody' } }),
      fetch(`${origin}/api/accounts/`, { headers: { 'x-request-id': 'request-two', authorization: 'Bearer bal_nobody' } }),
    ])
    expect([one.headers.get('x-request-id'), two.headers.get('x-request-id')]).toEqual(['request-one', 'request-two'])
    const turned = lines.map((text) => JSON.parse(text)).filter(({ msg }) => msg === 'REST request turned away')
    expect(turned.map(({ request }) => request).sort()).toEqual(['request-one', 'request-two'])
  })

  it.each(['', 'short', 'x'.repeat(65), 'a b c d e f g', 'line\\nbreak', '"quoted-id"', '<script>alert</script>'])(
    'are new where the caller’s is none that may stand in a log: %j',
    (sent) => {
      expect(requestIdOf(sent)).toMatch(/^[\da-f]{8}-/)
    },
  )

  it('are those of whoever waits, through work that waits', async () => {
    const seen = await inScope({ requestId: 'mine-and-mine', span: null }, async () => {
      await new Promise((resolve) => setImmediate(resolve))
      lines.length = 0
      ctx.log.info('here')
      return JSON.parse(lines[0] ?? '{}').request
    })
    expect(seen).toBe('mine-and-mine')
  })
})

it.each([
  ['select "id" from "accounts" where "name" = $1', 'SELECT accounts'],
  ["insert into deliveries (text) values ('5 BTC')", 'INSERT deliveries'],
  ['update accounts set name = $1', 'UPDATE accounts'],
  [" set local app.user_id = '0000'", 'SET'],
  ['with meant as (update accounts set valid = true) select 1', 'WITH accounts'],
])('a statement is told by verb and table: %s', (text, summary) => {
  expect(summaryOf(text)).toBe(summary)
})
