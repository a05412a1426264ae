import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { keepNotice } from '@/db/queries/notices'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { DomainError } from '../errors'
import { FakeExchanges } from '../exchanges/testing'
import { takeStreamPlace } from '../live/places'
import { createAccount } from '../services/accounts/create'
import { getCachedBalances } from '../services/balances/get-cached'
import { refreshBalances } from '../services/balances/refresh'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { createWebServer } from '../web/server'
import { makeMeter } from './make'
import type { Meter } from './meter'
import { metricsDoor, serveMetrics } from './serve'

let database: TestDatabase
let clock: TestClock
let exchanges: FakeExchanges
let ctx: ServiceContext
let meter: Meter
let away = false
const servers: Server[] = []
let keys = 0

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  away = false
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  const deps = testDeps(database.db, exchanges, clock)
  await database.db.asSystem((tx) => tx.execute('delete from users where true'))
  meter = await make({})
  ctx = await signedInUser({ ...deps, meter })
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const make = ({ portfolio = false, nightly = false }) =>
  makeMeter({
    role: 'web',
    version: '1.2.3',
    ...{ portfolio, nightly },
    // As a process that had its database has it: what it was opened with is there, and its statements fail.
    deps: async () => ({ ...ctx, db: away ? gone(ctx.db) : ctx.db }),
  })

function gone(db: Db): Db {
  const fail = () => Promise.reject(new Error('away'))
  return {
    ...db,
    use: db.use,
    whole: db,
    asSystem: fail,
    asDesk: fail,
    readAsSystem: fail,
    readAsDesk: fail,
    readAllAsDesk: fail,
  }
}

async function connect(name: string, exchange = 'bybit') {
  const apiKey = `metrics-key-${++keys}`
  const fake = exchanges.open(apiKey, { holdings: [token('USDT', '7')] })
  await createAccount(ctx, { name, exchange, credentials: { apiKey, apiSecret: fake.secret } })
  return fake
}

/** Value of each series that is told, by name and labels; the label of all is left out. */
async function series(of: Meter = meter): Promise<Map<string, number>> {
  const { text } = await of.expose()
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] =
        /^([^#\s][^ ]*) (\S+)$/.exec(
          line
            .replace(/role="web",?/, '')
            .replace('{}', '')
            .replace(',}', '}'),
        ) ?? []
      return name && value ? [[name, Number(value)] as const] : []
    }),
  )
}

describe('metrics', () => {
  it('tell readings by exchange and outcome, accounts by state, and how old numbers are', async () => {
    const broken = await connect('Secret desk one')
    await connect('Secret desk two')
    await connect('Secret desk three')
    expect((await series()).get('ballast_accounts{exchange="bybit",state="unread"}')).toBe(3)
    broken.failure = new DomainError('exchange_maintenance', 'Down.')
    await refreshBalances(ctx, {})
    const told = await series()
    expect(told.get('ballast_readings_total{exchange="bybit",outcome="ok"}')).toBe(2)
    expect(told.get('ballast_readings_total{exchange="bybit",outcome="exchange_maintenance"}')).toBe(1)
    expect(told.get('ballast_reading_duration_seconds_count{exchange="bybit",outcome="ok"}')).toBe(2)
    const states = (found: Map<string, number>) =>
      ['fresh', 'stale', 'failing', 'unread'].map((state) => found.get(`ballast_accounts{exchange="bybit",state="${state}"}`))
    expect(states(told)).toEqual([2, 0, 1, 0])
    clock.advance(1000)
    const later = await series()
    expect(states(later)).toEqual([0, 2, 1, 0])
    expect(later.get('ballast_account_age_seconds{exchange="bybit",share="1"}')).toBe(1000)
    expect(later.get('ballast_accounts_overdue{exchange="bybit"}')).toBe(3)
    expect(later.get('ballast_database_up')).toBe(1)
    expect(later.get('ballast_database_pool{state="places"}')).toBe(4)
    expect(later.get('ballast_build_info{version="1.2.3"}')).toBe(1)
  })

  it('call stale what pages call so: by the pauses that an exchange wants, and what a clock that was wrong has noted', async () => {
    await database.db.asDesk(ctx.deskId, (tx) => tx.execute('update desks set refresh_interval_seconds = 5'))
    await connect('Slow', 'coinspot')
    await connect('Quick')
    await refreshBalances(ctx, {})
    const stale = async () => {
      const told = await series()
      const pages = (await getCachedBalances(ctx, {})).balances.map((each) => [each.exchange, each.stale ? 1 : 0] as const)
      for (const [exchange, count] of pages) {
        expect([exchange, told.get(`ballast_accounts{exchange="${exchange}",state="stale"}`)]).toEqual([exchange, count])
      }
      return Object.fromEntries(pages)
    }
    expect(await stale()).toEqual({ coinspot: 0, bybit: 0 })
    clock.advance(45)
    expect(await stale()).toEqual({ coinspot: 0, bybit: 1 })
    clock.advance(50)
    expect(await stale()).toEqual({ coinspot: 1, bybit: 1 })
    clock.advance(-95 - 60)
    expect(await stale()).toEqual({ coinspot: 1, bybit: 1 })
  })

  it('hold no name, person or amount, unless the operator wants them; unknown equity is absent, not 0', async () => {
    const empty = await connect('Secret desk')
    const other = await connect('Unpriced desk')
    other.holdings = { ...other.holdings, holdings: [token('NOPRICE', '123456')] }
    empty.holdings = { ...empty.holdings, holdings: [token('USDT', '4242.5')] }
    await refreshBalances(ctx, {})
    const { text } = await meter.expose()
    for (const word of ['Secret', 'test.local', '4242', '123456', ctx.deskId]) expect(text).not.toContain(word)
    const shown = await (await make({ portfolio: true })).expose()
    expect(shown.text).toMatch(
      /ballast_account_equity_usd\{account="Secret desk",account_id="[\da-f-]+",exchange="bybit",owner="user\d+@test\.local",bound="exact",role="web"\} 4242\.5/,
    )
    expect(shown.text).toContain('ballast_account_as_of_seconds{account="Unpriced desk"')
    expect(shown.text).not.toMatch(/ballast_account_equity_usd\{account="Unpriced desk"[^}]*\} 0/)
  })

  it('tell of this process all the same while the database is away, and nothing as 0 that is not known', async () => {
    await connect('One')
    await refreshBalances(ctx, {})
    expect((await series()).get('ballast_database_up')).toBe(1)
    away = true
    const told = await series()
    expect(told.get('ballast_database_up')).toBe(0)
    expect(told.get('ballast_readings_total{exchange="bybit",outcome="ok"}')).toBe(1)
    const known = [...told.keys()].filter((name) => /^ballast_(accounts|account_age|queue|messages|channels)/.test(name))
    expect(known).toEqual([])
    expect(told.get('ballast_database_pool{state="places"}')).toBe(4)
  })

  it('tell whether the process can do its work, what people are warned of, and when the last backup went well', async () => {
    const WARNING = 'ballast_warning{kind="backup_failed"}'
    const LAST = 'ballast_backup_last_success_timestamp_seconds'
    const kept = (why: string | null, lastGoodAt: string | null) =>
      database.db.asSystem((tx) => keepNotice(tx, { kind: 'backup', at: clock.now(), details: { why, lastGoodAt } }))
    const ofNights = await make({ nightly: true })
    const told = async () => {
      const found = await series(ofNights)
      return [found.get('ballast_ready'), found.get(WARNING), found.get(LAST)]
    }
    await database.db.asSystem((tx) => tx.execute('delete from notices'))
    expect(await told()).toEqual([1, undefined, undefined])
    await kept('The disk is full.', null)
    expect(await told()).toEqual([1, 1, undefined])
    await kept(null, '2026-11-28T03:30:00.000Z')
    expect(await told()).toEqual([1, undefined, Date.UTC(2026, 10, 28, 3, 30) / 1000])
    await kept('The disk is full.', '2026-11-28T03:30:00.000Z')
    expect(await told()).toEqual([1, 1, Date.UTC(2026, 10, 28, 3, 30) / 1000])
    // Where no more backups are wanted, nobody waits for one.
    expect((await series()).has(LAST)).toBe(false)
    away = true
    expect(await told()).toEqual([0, undefined, undefined])
    await database.db.asSystem((tx) => tx.execute('delete from notices'))
  })

  it('count streams of pages and programs, calls and messages', async () => {
    const page = takeStreamPlace(ctx.deskId, ctx.actor)
    const common = { scopes: [], ipAddress: null, userAgent: null, userId: null, accounts: null, tools: [] }
    const program = takeStreamPlace(ctx.deskId, { kind: 'token', tokenId: 'metrics', ...common })
    meter.call({ exchange: 'okx', purpose: 'read', outcome: 'refused' }, 0.3)
    meter.delivery({ channel: 'webhook', outcome: 'again' })
    const told = await series()
    page()
    program()
    expect([told.get('ballast_streams_open{kind="page"}'), told.get('ballast_streams_open{kind="program"}')]).toEqual([1, 1])
    expect(told.get('ballast_exchange_calls_total{exchange="okx",purpose="read",outcome="refused"}')).toBe(1)
    expect(told.get('ballast_exchange_call_duration_seconds_bucket{le="0.5",exchange="okx"}')).toBe(1)
    expect(told.get('ballast_deliveries_total{channel="webhook",outcome="again"}')).toBe(1)
  })

  it('are told at a port of their own, to whoever has the token, and share one scrape', async () => {
    const server = await serveMetrics(meter, {
      setting: 'METRICS_PORT',
      host: '127.0.0.1',
      port: 0,
      token: 'a long enough token',
    })
    servers.push(server)
    const address = server.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const ask = (path: string, sent?: string, method = 'GET') =>
      fetch(origin + path, { method, ...(sent && { headers: { authorization: `Bearer ${sent}` } }) })
    const bearer = 'a-token-that-is-long'
    expect((await ask('/metrics')).status).toBe(401)
    expect((await ask('/metrics', bearer)).status).toBe(401)
    expect((await ask('/other', bearer)).status).toBe(404)
    expect((await ask('/metrics', bearer, 'POST')).status).toBe(405)
    const open = await serveMetrics(meter, { setting: 'METRICS_PORT', host: '127.0.0.1', port: 0, token: bearer })
    servers.push(open)
    const there = open.address()
    const url = `http://127.0.0.1:${typeof there === 'object' ? there?.port : 0}/metrics`
    const answer = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    const taken = typeof there === 'object' ? (there?.port ?? 0) : 0
    const again = serveMetrics(meter, { setting: 'METRICS_PORT', host: '127.0.0.1', port: taken, token: undefined })
    await expect(again).rejects.toThrow(/METRICS_PORT.*somebody else listens there/)
  })

  it('count answers by route, whatever stands in an address', async () => {
    const door = metricsDoor(meter, undefined)
    const server = createWebServer(
      [
        door,
        (_request, response) => {
          response.end('ok')
          return true
        },
      ],
      () => {},
      { connectionsPerAddress: 10, meter },
    )
    servers.push(server)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    for (const path of [
      '/api/balances',
      '/api/balances/?account_names=Secret',
      '/accounts/123',
      '/api/stream',
      '/api/mcp',
      '/api/oauth/token',
      '/api/nothing/secret',
    ]) {
      await (await fetch(origin + path)).text()
    }
    await expect
      .poll(async () => (await series()).get('ballast_http_requests_total{route="/api/balances/",method="GET",status="200"}'))
      .toBe(2)
    const { text } = await meter.expose()
    for (const route of ['page', 'agents', 'oauth', 'unknown']) expect(text).toContain(`route="${route}"`)
    expect(text).not.toContain('/api/stream')
    expect(text).not.toMatch(/[Ss]ecret/)
  })
})

const panel = z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).optional() })

describe('what Grafana and Prometheus are given', () => {
  it.each([
    [
      'the dashboard',
      () =>
        z
          .object({ panels: z.array(panel) })
          .parse(JSON.parse(readFileSync('docs/grafana/ballast.json', 'utf8')))
          .panels.flatMap(({ targets }) => targets ?? [])
          .map(({ expr }) => expr)
          .join('\n'),
    ],
    ['the rules', () => readFileSync('docs/grafana/alerts.yml', 'utf8')],
    ['the page', () => readFileSync('docs/metrics.md', 'utf8')],
  ])('%s names metrics that there are', async (_what, read) => {
    const whole = await make({ portfolio: true })
    const { text } = await whole.expose()
    const known = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name, type]) =>
        type === 'histogram' ? [name, `${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    )
    const named = [...read().matchAll(/\b(ballast_[a-z_]+|process_[a-z_]+_(?:bytes|total)|nodejs_[a-z_]+\d*_seconds)\b/g)].map(
      ([, name]) => name,
    )
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it('the page names every metric of ours', async () => {
    const { text } = await (await make({ portfolio: true })).expose()
    const page = readFileSync('docs/metrics.md', 'utf8')
    const ours = [...text.matchAll(/^# TYPE (ballast_\S+)/gm)].map(([, name]) => name ?? '')
    expect(ours.length).toBeGreaterThan(20)
    expect(ours.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })
})
