import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { Deps } from '../context'
import { token } from '../domain/holdings.testing'
import { DomainError } from '../errors'
import { FakeExchanges } from '../exchanges/testing'
import { sentence } from '../language/sentence'
import { beginShutdown } from '../live/shutdown'
import { writeInput } from '../schemas/wire'
import { liveHub } from '../services/live/hub'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import type { TrpcContext } from './context'
import { csvResponse } from './csv'
import { liveStream } from './live-stream'
import { appRouter, createCaller } from './root'

let database: Awaited<ReturnType<typeof testDatabase>>
let exchanges: FakeExchanges
let deps: Deps
let context: TrpcContext
let clock: TestClock

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await liveHub(deps).close()
  await database.close()
})
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  deps = testDeps(database.db, exchanges, clock)
  context = await signedIn()
})

async function signedIn(): Promise<TrpcContext> {
  const { deskId, actor } = await signedInUser(deps)
  if (actor.kind !== 'session') throw new Error('A session is needed.')
  return { deps, deskId: null, caller: { deskId, accounts: null, actor }, ipAddress: null, userAgent: null }
}
const nobody = (): TrpcContext => ({ ...context, caller: null })

/** One request as the browser sends it. */
async function request(path: string, input?: unknown, init: { method?: string; as?: TrpcContext; signal?: AbortSignal } = {}) {
  const { method = 'GET', as = context, signal } = init
  const body = JSON.stringify(writeInput(input))
  const query = method === 'GET' && input !== undefined ? `?input=${encodeURIComponent(body)}` : ''
  const req = new Request(`http://localhost/api/trpc/${path}${query}`, {
    method,
    signal,
    ...(method === 'POST' ? { body, headers: { 'content-type': 'application/json' } } : {}),
  })
  return fetchRequestHandler({ endpoint: '/api/trpc', req, router: appRouter, createContext: () => as })
}

function connect() {
  const fake = exchanges.open('trpc-key', { holdings: [token('USDT', '5')] })
  return createCaller(context).accounts.create({
    name: 'Main',
    exchange: 'binance',
    credentials: { apiKey: 'trpc-key', apiSecret: fake.secret },
  })
}

describe('procedures', () => {
  it('go from connecting an account to its balance', async () => {
    const caller = createCaller(context)
    const { id } = await connect()
    expect(await caller.accounts.list()).toMatchObject([{ id, name: 'Main' }])
    expect(await caller.balances.refresh()).toMatchObject([{ accountId: id, ok: true }])
    clock.advance(1)
    expect(await caller.balances.overview()).toMatchObject({ totalEquity: '5' })
    expect((await caller.history.equity()).series[0]?.points).toHaveLength(1)
    expect((await caller.exchanges.list({ search: 'bin' })).map((exchange) => exchange.id)).toEqual(['binance'])
  })

  it('are for signed-in users', async () => {
    for (const path of ['accounts.list', 'balances.overview', 'history.equity', 'exchanges.list']) {
      const response = await request(path, undefined, { as: nobody() })
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({
        error: { json: { message: 'Please sign in.', data: { domain: { code: 'unauthenticated' } } } },
      })
    }
  })

  it('refuse in the language of the page, at the fields too; whoever else asks is told in English', async () => {
    await connect()
    const again = { name: 'Main', exchange: 'binance', credentials: { apiKey: 'another', apiSecret: 'x' } }
    const as = { ...context, language: 'de' as const }
    const taken = 'Sie haben bereits ein Konto namens „Main“.'
    expect(await (await request('accounts.create', again, { method: 'POST', as })).json()).toMatchObject({
      error: { json: { message: taken, data: { domain: { code: 'name_taken', fields: { name: taken } } } } },
    })
    await expect(createCaller(as).accounts.create(again)).rejects.toThrow('You have an account named "Main" already.')
    const nothing = await request('tokens.create', { name: ' ', scopes: ['read'] }, { method: 'POST', as })
    expect(await nothing.json()).toMatchObject({
      error: { json: { data: { domain: { fields: { name: 'Geben Sie dem Token einen Namen.' } } } } },
    })
  })

  it('say within an answer why a reading failed, in the language of the page', async () => {
    const fake = exchanges.open('said-key', { holdings: [token('USDT', '5')] })
    const credentials = { apiKey: 'said-key', apiSecret: fake.secret }
    const { id } = await createCaller(context).accounts.create({ name: 'Said', exchange: 'binance', credentials })
    fake.failure = new DomainError('exchange_maintenance', sentence`${'Binance'} is in maintenance. It is tried again by itself.`)
    const [failed] = await createCaller({ ...context, language: 'zh-Hans' }).balances.refresh()
    expect(failed).toMatchObject({ ok: false, message: 'Binance 正在维护。系统会自动重试。' })
    // What is stored is the same for everybody.
    const { lastError } = await createCaller({ ...context, language: 'zh-Hans' }).accounts.get({ id })
    expect(lastError?.message).toBe('Binance is in maintenance. It is tried again by itself.')
  })

  it('answer a refusal with its fields, and never a stack', async () => {
    const response = await request('accounts.create', { name: '', exchange: 'Binanse', credentials: {} }, { method: 'POST' })
    expect(response.status).toBe(400)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({
      error: {
        json: {
          message: expect.stringContaining('Did you mean Binance'),
          data: { domain: { code: 'bad_request', fields: { exchange: expect.any(String) } } },
        },
      },
    })
    expect(text).not.toContain('stack')
  })

  it('answer nothing in a desk that whoever asks does not have', async () => {
    const { id } = await connect()
    const elsewhere = { ...context, deskId: crypto.randomUUID() }
    for (const [path, input] of [['accounts.list'], ['accounts.get', { id }], ['settings.get']] as const) {
      expect((await request(path, input)).status, path).toBe(200)
      expect((await request(path, input, { as: elsewhere })).status, path).toBe(404)
    }
    expect((await request('accounts.list', undefined, { as: { ...elsewhere, caller: null } })).status).toBe(401)
  })

  it('tell nothing of a defect', async () => {
    const broken = {
      ...context,
      deps: { ...deps, db: { ...deps.db, asDesk: () => Promise.reject(new Error('password=hunter2')) } },
    }
    const response = await request('accounts.list', undefined, { as: broken })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('hunter2')
  })

  it('answer 404 for what does not exist and for what is somebody else’s, alike', async () => {
    const { id } = await connect()
    const stranger = await signedIn()
    const foreign = await request('accounts.get', { id }, { as: stranger })
    const unknown = await request('accounts.get', { id: crypto.randomUUID() }, { as: stranger })
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(await foreign.text()).toBe(await unknown.text())
  })
})

describe('the CSV file', () => {
  it('is streamed with a line for each stretch, names kept from being formulas', async () => {
    const { id } = await connect()
    const caller = createCaller(context)
    await caller.accounts.update({ id, name: '=1+1,"x"' })
    await caller.balances.refresh()
    clock.advance(1)
    const response = await csvResponse(context, new URLSearchParams({ range: '24h' }), new AbortController().signal)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect((await response.text()).split('\n')).toEqual([
      'time,account,exchange,open,high,low,close,gross_exposure,net_exposure,equity_bound,set_aside',
      '2026-01-01T00:00:00.000Z,"\'=1+1,""x""",Binance,5,5,5,5,0,0,exact,0',
      '',
    ])
  })

  it('refuses strangers and senseless ranges', async () => {
    const ask = async (as: TrpcContext, query: Record<string, string>) =>
      (await csvResponse(as, new URLSearchParams(query), new AbortController().signal)).status
    expect(await ask(nobody(), {})).toBe(401)
    expect(await ask({ ...context, deskId: crypto.randomUUID() }, {})).toBe(404)
    expect(await ask(context, { range: 'custom' })).toBe(400)
    expect(await ask(context, { accountIds: crypto.randomUUID() })).toBe(404)
    // A minute each over ten thousand years would be five billion lines, and a range to come none.
    const custom = { range: 'custom', resolutionSeconds: '60' }
    expect(await ask(context, { ...custom, from: '0001-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' })).toBe(400)
    expect(await ask(context, { ...custom, from: '9000-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' })).toBe(400)
    expect(await ask(context, { ...custom, from: '1950-01-01T00:00:00Z', to: '2040-12-31T00:00:00Z' })).toBe(200)
  })
})

describe('the live stream', () => {
  const URL_PATH = 'http://localhost/api/trpc/live.updates'
  const ways = {
    'by tRPC': () => request('live.updates'),
    'of our own': async () => liveStream(context, new Request(URL_PATH)) ?? Response.error(),
  }

  /** A page that hears what it is told until it has heard `part`. */
  function listener(response: Response) {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    return {
      heard: () => heard,
      reader,
      hear: async (part: string) => {
        // Whole, with the id behind it.
        while (!/\nid: \d+\n/.test(heard.split(part)[1] ?? '')) {
          const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
          if (done) throw new Error(`The stream ended before ${part}: ${heard}`)
          heard += value
        }
      },
    }
  }

  it('tells the same in the same words whichever way it is sent, to many pages at once', async () => {
    await connect()
    const pages = await Promise.all(
      [ways['by tRPC'](), ways['of our own'](), ways['of our own']()].map(async (page) => listener(await page)),
    )
    await Promise.all(pages.map(({ hear }) => hear('"resync"')))
    await createCaller(context).balances.refresh()
    await Promise.all(pages.map(({ hear }) => hear('"snapshot"')))
    // Events end with an empty line or two; the last one may be under way still.
    const events = pages.map(({ heard }) =>
      heard()
        .split(/\n\n+/)
        .filter((event) => /^(event: connected|data)/.test(event)),
    )
    await Promise.all(pages.map(({ reader }) => reader?.cancel()))
    expect(events[0]?.join('\n')).toMatch(/^event: connected.*"resync".*"snapshot"/s)
    expect(events[1]?.map((event) => event.trim())).toEqual(events[0]?.map((event) => event.trim()))
    expect(events[2]).toEqual(events[1])
  })

  it('resumes behind the id that a page names, in either place', async () => {
    await connect()
    await createCaller(context).balances.refresh()
    const input = encodeURIComponent(JSON.stringify({ json: { lastEventId: '0' } }))
    for (const again of [
      new Request(`${URL_PATH}?input=${input}`),
      new Request(URL_PATH, { headers: { 'last-event-id': '0' } }),
    ]) {
      const page = listener(liveStream(context, again) ?? Response.error())
      await page.hear('"snapshot"')
      await page.reader?.cancel()
    }
  })

  it('leaves it to tRPC to refuse strangers and senseless ids', () => {
    expect(liveStream(nobody(), new Request(URL_PATH))).toBeNull()
    expect(liveStream({ ...context, deskId: crypto.randomUUID() }, new Request(URL_PATH))).toBeNull()
    expect(liveStream(context, new Request(`${URL_PATH}?input=${encodeURIComponent('{"json":{"lastEventId":"x"}}')}`))).toBeNull()
    expect(liveStream(context, new Request(`${URL_PATH}?input=nothing`))).toBeNull()
  })

  it('carries events with ids, and ends as soon as the server is told to stop', async () => {
    await connect()
    const pages = await Promise.all(Object.values(ways).map(async (way) => listener(await way())))
    await Promise.all(pages.map(({ hear }) => hear('"resync"')))
    await createCaller(context).balances.refresh()
    await Promise.all(pages.map(({ hear }) => hear('"snapshot"')))
    for (const { heard } of pages) expect(heard()).toMatch(/id: \d+/)
    beginShutdown()
    // Left alone a stream goes on for ever.
    for (const { reader } of pages) while (!(await reader?.read())?.done);
  })
})
