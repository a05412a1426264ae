import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAppDb } from '@/db/roles'
import { asAnotherProcess, type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { DomainError } from '../errors'
import { type FakeAccount, FakeExchanges } from '../exchanges/testing'
import { limitStreams, STREAM_LIMITS } from '../live/places'
import { createAccount } from '../services/accounts/create'
import { addRule } from '../services/alerts/rules'
import { tickPerson } from '../services/alerts/tick'
import { refreshBalances } from '../services/balances/refresh'
import { retain } from '../services/history/retain'
import { liveHub } from '../services/live/hub'
import { rightsWatch } from '../services/rights/watch'
import { readCursor } from '../services/stream/cursor'
import { PAGE } from '../services/stream/feed'
import { happen as happenTo } from '../services/stream/happen.testing'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { authenticateToken } from '../services/tokens/authenticate'
import { storeToken } from '../services/tokens/create'
import { revokeToken } from '../services/tokens/revoke'
import { rest } from '../web/rest'
import { type Listening, listenTo } from './event-stream.testing'
import type { RestDeps } from './handle'
import { createRestRateLimiter } from './rate-limit'
import { programEvent, streamEvents } from './schemas/stream'

let database: TestDatabase
let exchanges: FakeExchanges
let clock: TestClock
let ctx: ServiceContext
let fake: FakeAccount
let accountId: string
let secret: string
let tokenId: string
let origin: string
const open: Listening[] = []
const servers: { server: Server; deps: RestDeps }[] = []
let keys = 0

/** A web process: its own connections, the same database. */
async function process(deps: RestDeps): Promise<{ server: Server; origin: string }> {
  const door = rest(async () => deps)
  const made = createServer((request, response) => void door(request, response))
  await once(made.listen(0, '127.0.0.1'), 'listening')
  servers.push({ server: made, deps })
  const address = made.address()
  if (typeof address !== 'object' || !address) throw new Error('Not listening.')
  return { server: made, origin: `http://127.0.0.1:${address.port}` }
}

const restDeps = (deps: ServiceContext): RestDeps => ({
  ...deps,
  limiter: createRestRateLimiter(100_000),
  authenticate: authenticateToken,
})

beforeAll(async () => {
  database = await testDatabase({ max: 10 })
})
afterAll(() => database.close())
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  ctx = await signedInUser(testDeps(asAnotherProcess(database.db), exchanges, clock))
  ;({ id: accountId, fake } = await connectAccount(ctx, 'Main'))
  const made = await storeToken(ctx, { name: 'Listener', scopes: ['read'] }, 1)
  secret = made.secret
  tokenId = made.token.id
  ;({ origin } = await process(restDeps(ctx)))
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.leave()
  for (const each of servers.splice(0)) {
    each.server.closeAllConnections()
    each.server.close()
    await liveHub(each.deps).close()
    await rightsWatch(each.deps).close()
  }
  limitStreams(STREAM_LIMITS)
})

async function connectAccount(owner: ServiceContext, name: string) {
  const apiKey = `stream-key-${++keys}`
  const account = exchanges.open(apiKey, { holdings: [token('USDT', '1')] })
  const credentials = { apiKey, apiSecret: account.secret }
  const { id } = await createAccount(owner, { name, exchange: 'binance', credentials })
  return { id, fake: account }
}

async function listen(change: { lastId?: string; key?: string; at?: string } = {}): Promise<Listening> {
  const { lastId, key = secret, at = origin } = change
  const listening = await listenTo(`${at}/api/stream/`, {
    authorization: `Bearer ${key}`,
    ...(lastId !== undefined && { 'last-event-id': lastId }),
  })
  open.push(listening)
  return listening
}

const happen = (owner: ServiceContext, error: string, account = accountId) => happenTo(owner, account, [error])
const errorsOf = (listening: Listening) => listening.of('account_failed').map(({ error }) => error)

describe('a program that listens', () => {
  it('hears of snapshots, failures and alerts of its owner, from whichever process, and of nobody else', async () => {
    await addRule(ctx, {
      rule: { kind: 'equity_level', of: 'account', accounts: null, passes: 'above', warn: '5', urgent: null },
    })
    const stranger = await signedInUser(ctx)
    await connectAccount(stranger, 'Theirs')
    const theirKey = (await storeToken(stranger, { name: 'Theirs', scopes: ['read'] }, 1)).secret
    const [mine, theirs] = [await listen(), await listen({ key: theirKey })]
    expect([mine.status, mine.headers.get('content-type'), mine.headers.get('cache-control')]).toEqual([
      ...[200, 'text/event-stream; charset=utf-8', 'no-cache, no-transform'],
    ])
    await expect.poll(() => [mine.types(), theirs.types()]).toEqual([['hello'], ['hello']])
    expect(mine.of('hello')).toEqual([{ resumed: false, at: clock.now().toISOString() }])

    const worker = { ...ctx, db: await openAppDb({ url: database.url, max: 3 }) }
    fake.holdings = { ...fake.holdings, holdings: [token('USDT', '9')] }
    await refreshBalances(worker, {})
    await expect.poll(mine.types).toEqual(['hello', 'snapshot', 'alert'])
    clock.advance(60)
    fake.failure = new DomainError('exchange_maintenance', 'Down for now.')
    await refreshBalances(worker, {})
    await expect.poll(mine.types).toEqual(['hello', 'snapshot', 'alert', 'account_failed'])
    const account = { id: accountId, name: 'Main', exchange: 'binance' }
    expect(mine.of('snapshot')[0]).toMatchObject({ type: 'snapshot', account, as_of: '2026-01-01T00:00:00.000Z' })
    expect(mine.of('alert')[0]).toMatchObject({ type: 'alert', account, told: 'raised', level: 'warn', kind: 'equity_level' })
    expect(mine.of('account_failed')[0]).toMatchObject({ account, code: 'exchange_maintenance', error: 'Down for now.' })
    for (const { data } of mine.heard.slice(1)) expect(programEvent.parse(JSON.parse(data))).toBeDefined()
    for (const { data } of mine.heard) expect(streamEvents.parse(JSON.parse(data))).toBeDefined()
    expect(theirs.types()).toEqual(['hello'])
    await worker.db.close()
  })

  it('keeps nothing for people without a token', async () => {
    const nobody = await signedInUser(ctx)
    await connectAccount(nobody, 'Quiet')
    await refreshBalances(nobody, {})
    const kept = await database.db.asDesk(nobody.deskId, (tx) => tx.execute('select id from stream_events'))
    expect(kept).toHaveLength(0)
  })

  it('goes on behind the last id at another process, without a hole and without a repeat', async () => {
    const db = await openAppDb({ url: database.url, max: 4 })
    const other = await process(restDeps({ ...ctx, db }))
    const first = await listen()
    await expect.poll(first.types).toEqual(['hello'])
    await happen(ctx, 'one')
    await expect.poll(() => errorsOf(first)).toEqual(['one'])
    const lastId = first.lastId()
    await first.leave()
    await happen(ctx, 'two')
    await happen(ctx, 'three')
    const again = await listen({ lastId, at: other.origin })
    await expect.poll(again.types).toEqual(['account_failed', 'account_failed', 'hello'])
    expect(again.of('hello')[0]).toMatchObject({ resumed: true })
    await happen(ctx, 'four')
    await expect.poll(() => errorsOf(again)).toEqual(['two', 'three', 'four'])
    const behind = await listen({ lastId: again.lastId() })
    await expect.poll(behind.types).toEqual(['hello'])
    await again.leave()
    await liveHub({ ...ctx, db }).close()
    await rightsWatch({ ...ctx, db }).close()
    await db.close()
  })

  it('hears of its own accounts alone where its token is limited to some, live and behind an id', async () => {
    await addRule(ctx, { rule: { kind: 'equity_level', of: 'total', accounts: null, passes: 'above', warn: '1', urgent: null } })
    const other = await connectAccount(ctx, 'Other')
    const only = { name: 'One account', scopes: ['read' as const], accountIds: [accountId] }
    const key = (await storeToken(ctx, only, 1)).secret
    const [limited, whole] = [await listen({ key }), await listen()]
    await expect.poll(() => [limited.types(), whole.types()]).toEqual([['hello'], ['hello']])
    await happen(ctx, 'theirs', other.id)
    await tickPerson(ctx, null)
    await happen(ctx, 'ours')
    await expect.poll(() => errorsOf(whole)).toEqual(['theirs', 'ours'])
    await expect.poll(() => errorsOf(limited)).toEqual(['ours'])
    await refreshBalances(ctx, {})
    await tickPerson(ctx, null)
    await expect.poll(() => [whole.of('snapshot').length, whole.of('alert').length]).toEqual([2, 1])
    await expect.poll(() => limited.of('snapshot').length).toBe(1)
    const again = await listen({ key, lastId: limited.heard[0]?.id ?? '' })
    await expect.poll(again.types).toEqual(['account_failed', 'snapshot', 'hello'])
    expect(again.of('snapshot')[0]).toMatchObject({ account: { id: accountId } })
  })

  it('hears of what was begun earlier and is finished later, once', async () => {
    const first = await listen()
    await expect.poll(first.types).toEqual(['hello'])
    let finish = () => {}
    let begun = () => {}
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const slow = happenTo(ctx, accountId, ['began first'], async () => {
      begun()
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await isBegun
    await happen(ctx, 'finished first')
    await expect.poll(() => errorsOf(first)).toEqual(['finished first'])
    const lastId = first.lastId()
    await first.leave()
    finish()
    await slow
    // Its number is the smaller one: who goes by numbers passes it over.
    const again = await listen({ lastId })
    await expect.poll(again.types).toEqual(['account_failed', 'hello'])
    expect(errorsOf(again)).toEqual(['began first'])
  })

  it('goes on in the middle of what came at once, page by page', async () => {
    const first = await listen()
    await expect.poll(first.types).toEqual(['hello'])
    const all = Array.from({ length: PAGE + 500 }, (_, n) => `${n}`)
    await happenTo(ctx, accountId, all)
    await expect.poll(() => errorsOf(first)).toEqual(all)
    const idOf = (n: number) => first.heard.find(({ data }) => data.includes(`"error":"${n}"`))?.id ?? ''
    for (const n of [0, PAGE - 1, PAGE, PAGE + 498, PAGE + 499]) {
      const again = await listen({ lastId: idOf(n) })
      await expect.poll(again.types).toContain('hello')
      expect(errorsOf(again)).toEqual(all.slice(n + 1))
      await again.leave()
    }
    const whole = await listen({ lastId: first.heard[0]?.id ?? '' })
    await expect.poll(whole.types).toContain('hello')
    expect(errorsOf(whole)).toEqual(all)
  })

  it.each([
    ['is older than an hour', 3601, (id: string) => id],
    ['is none', 0, () => 'yesterday'],
    ['is of a database that was another one', 0, (id: string) => `${id.split('.')[0]}.900000000000:900000000000:`],
  ])('is told of a hole where the id %s', async (_what, seconds, change) => {
    const first = await listen()
    await expect.poll(first.types).toEqual(['hello'])
    clock.advance(seconds)
    const again = await listen({ lastId: change(first.lastId()) })
    await expect.poll(again.types).toEqual(['gap', 'hello'])
    expect(again.of('hello')[0]).toMatchObject({ resumed: false })
    expect(again.of('gap')[0]).toHaveProperty('error')
  })

  it('hears everything again after the database connection was lost', async () => {
    const listening = await listen()
    await expect.poll(listening.types).toEqual(['hello'])
    await database.db.connection`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`
    await happen(ctx, 'meanwhile')
    await expect.poll(() => errorsOf(listening), { timeout: 120_000 }).toEqual(['meanwhile'])
  })

  it('is told nothing twice by an hour’s end: what is older is forgotten', async () => {
    await happen(ctx, 'old')
    clock.advance(3000)
    await happen(ctx, 'young')
    clock.advance(1000)
    await retain(ctx, new AbortController().signal)
    const rows = await database.db.asDesk(ctx.deskId, (tx) => tx.execute(`select data ->> 'error' as error from stream_events`))
    expect(rows.map(({ error }) => error)).toEqual(['young'])
  })
})

describe('a stream ends', () => {
  it('at once with its token, saying so', async () => {
    const listening = await listen()
    await expect.poll(listening.types).toEqual(['hello'])
    await revokeToken(ctx, { id: tokenId })
    await listening.ended
    expect(listening.of('end')).toEqual([{ code: 'unauthenticated', error: 'This API token has ended.' }])
    expect((await listen()).status).toBe(401)
  })

  it('for somebody who does not read, with a reason rather than a growing heap, and nobody else', async () => {
    const listening = await listen()
    const { port } = new URL(origin)
    const deaf = connect(Number(port), '127.0.0.1')
    let said = ''
    deaf.write(`GET /api/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${secret}\r\n\r\n`)
    await once(deaf, 'data')
    deaf.pause()
    const ended = once(deaf, 'close')
    const long = Array.from({ length: 40 }, () => 'x'.repeat(8000))
    for (let n = 0; n < 40; n++) await happenTo(ctx, accountId, long)
    await expect.poll(() => listening.of('account_failed').length, { timeout: 120_000 }).toBe(1600)
    deaf.on('data', (chunk) => {
      said += chunk.toString('latin1').slice(-400)
    })
    deaf.resume()
    await ended
    expect(said).toContain('event: end\ndata: {"code":"too_slow"')
    expect(said).not.toContain('hello')
    await happen(ctx, 'and on')
    await expect.poll(() => errorsOf(listening).at(-1)).toBe('and on')
  })
})

describe('a stream is refused', () => {
  it('where too many are open, and again possible once one is gone', async () => {
    limitStreams({ ...STREAM_LIMITS, token: 2 })
    const [first] = [await listen(), await listen()]
    const third = await listen()
    expect(third.status).toBe(429)
    expect(third.headers.get('retry-after')).toBe('30')
    await first?.leave()
    await expect.poll(async () => (await listen()).status).toBe(200)
  })

  it('without a token, or one that may not read', async () => {
    const blind = (await storeToken(ctx, { name: 'Trader', scopes: ['trade'] }, 1)).secret
    expect((await listen({ key: 'bal_nobody' })).status).toBe(401)
    expect((await listen({ key: blind })).status).toBe(403)
  })

  it('as a whole where only its head is asked for: nothing stays open', async () => {
    limitStreams({ ...STREAM_LIMITS, token: 1 })
    const head = () => fetch(`${origin}/api/stream/`, { method: 'HEAD', headers: { authorization: `Bearer ${secret}` } })
    expect((await head()).status).toBe(200)
    expect((await head()).status).toBe(200)
    expect((await listen()).status).toBe(200)
  })
})

it('cursors are of one look, and hold nothing of anybody', async () => {
  const listening = await listen()
  await expect.poll(listening.types).toEqual(['hello'])
  expect(readCursor(listening.lastId())).toMatchObject({ at: clock.now(), within: null })
})
