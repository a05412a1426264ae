import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAppDb } from '@/db/roles'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { FakeExchanges } from '../exchanges/testing'
import { createAccount } from '../services/accounts/create'
import { refreshBalances } from '../services/balances/refresh'
import { checkSession } from '../services/sessions/check'
import { createTag } from '../services/tags/manage'
import { TestClock, testDeps } from '../services/testing'
import { createToken } from '../services/tokens/create'
import { PASSWORD, signedUp } from '../services/users/testing'
import { countingProxy } from './counting.testing'
import { createCaller } from './root'

type Caller = ReturnType<typeof createCaller>

const firstLines = (what: 'balances' | 'positions') => ({
  what,
  sort: { id: 'value', desc: true } as const,
  dustUsd: '1',
  at: null,
  offset: 0,
  limit: 60,
})

let tokenId = ''
let tagId = ''

/** What each page asks for ahead; the test holds these lists to the pages' sources. */
const PAGES: Record<string, (caller: Caller, id: string) => Record<string, Promise<unknown> | Promise<unknown>[]>> = {
  overview: (caller) => ({
    'overview.summary': caller.overview.summary(),
    'overview.lines': caller.overview.lines({ from: 0, count: 10 }),
    'performance.gain': caller.performance.gain({ range: '24h' }),
    'history.equity': caller.history.equity({ range: '24h', groupBy: 'total', maxPoints: 300 }),
  }),
  balances: (caller) => ({ 'balances.assets': caller.balances.assets(firstLines('balances')) }),
  positions: (caller) => ({ 'balances.assets': caller.balances.assets(firstLines('positions')) }),
  accounts: (caller) => ({ 'accounts.table': caller.accounts.table({}) }),
  tags: (caller) => ({ 'tags.sums': caller.tags.sums() }),
  'tags/[id]': (caller) => ({ 'tags.get': caller.tags.get({ id: tagId }) }),
  'accounts/new': (caller) => ({
    'exchanges.list': caller.exchanges.list({}),
    'accounts.list': caller.accounts.list({}),
    'exchanges.egress': caller.exchanges.egress(),
  }),
  'accounts/[id]': (caller, id) => ({
    'accounts.get': caller.accounts.get({ id }),
    'balances.cached': caller.balances.cached({ accountIds: [id] }),
    'accounts.refreshes': caller.accounts.refreshes({ id, limit: 10 }),
    'accounts.activity': caller.accounts.activity({ id }),
    'performance.gain': caller.performance.gain({ range: '24h', accountIds: [id] }),
    'history.equity': caller.history.equity({ range: '24h', groupBy: 'account', maxPoints: 300, accountIds: [id] }),
  }),
  history: (caller) => ({
    'accounts.list': caller.accounts.list({ includeArchived: true }),
    'history.equity': caller.history.equity({ range: '24h', groupBy: 'total', maxPoints: 400 }),
    'performance.gain': caller.performance.gain({ range: '24h' }),
  }),
  performance: (caller) => ({
    'accounts.list': caller.accounts.list({}),
    'performance.get': caller.performance.get({ range: '30d', groupBy: 'account' }),
    'performance.explain': caller.performance.explain({ range: '30d' }),
    'flows.coverage': caller.flows.coverage({}),
    'performance.gain': caller.performance.gain({ range: '30d' }),
  }),
  'performance/changes': (caller) => ({
    'accounts.list': caller.accounts.list({}),
    'performance.explain': caller.performance.explain({ range: '30d' }),
  }),
  'performance/flows': (caller) => ({
    // Where somebody comes from a part of a change.
    'performance.explain': caller.performance.explain({ range: '30d' }),
    'flows.list': caller.flows.list({}),
    'accounts.list': caller.accounts.list({}),
    'flows.coverage': caller.flows.coverage({}),
  }),
  'performance/funding': (caller) => ({
    'accounts.list': caller.accounts.list({}),
    'flows.funding': caller.flows.funding({ range: '30d' }),
    'flows.hedges': caller.flows.hedges({ range: '30d' }),
  }),
  risk: (caller) => ({ 'risk.get': caller.risk.get() }),
  settings: (caller) => ({ 'settings.get': caller.settings.get() }),
  alerts: (caller) => ({
    'alerts.firing': caller.alerts.firing(),
    'alerts.rules': caller.alerts.rules(),
    'alerts.channels': caller.alerts.channels(),
    'alerts.settings': caller.alerts.settings(),
    'alerts.history': caller.alerts.history({ before: null }),
  }),
  'alerts/start': (caller) => ({
    'alerts.rules': caller.alerts.rules(),
    'alerts.channels': caller.alerts.channels(),
    'tokens.terms': caller.tokens.terms(),
  }),
  'settings/tokens': (caller) => ({
    'tokens.list': caller.tokens.list(),
    'tokens.terms': caller.tokens.terms(),
    'webhooks.list': caller.webhooks.list(),
  }),
  'settings/tokens/[id]': (caller) => ({
    'tokens.list': caller.tokens.list(),
    'tokens.calls': caller.tokens.calls({ id: tokenId }),
    'accounts.list': caller.accounts.list({ includeArchived: true }),
  }),
  'settings/sharing': (caller) => ({
    'shares.list': caller.shares.list(),
    'tokens.terms': caller.tokens.terms(),
  }),
  'settings/agents': (caller) => ({ 'oauth.address': caller.oauth.address(), 'tokens.list': caller.tokens.list() }),
  'settings/security': (caller) => ({
    'security.get': caller.security.get(),
    'settings.get': caller.settings.get(),
    'sessions.list': caller.sessions.list(),
  }),
  'settings/desk': (caller) => ({
    'desks.get': caller.desks.get(),
    'security.get': caller.security.get(),
    'desks.members': caller.desks.members(),
  }),
  'settings/people': (caller) => ({
    'admin.users': caller.admin.users(),
    'admin.invitations': caller.admin.invitations(),
    'security.get': caller.security.get(),
  }),
  'settings/server': (caller) => ({ 'admin.mail': caller.admin.mail(), 'exchanges.egress': caller.exchanges.egress() }),
}

/**
 * Statements and round trips of each page over one connection, its frame's included. A transaction has three statements
 * besides its own (begin, whose rows, commit) and three round trips. In the product they run on several connections side
 * by side.
 */
const COUNTS: Record<string, [statements: number, roundTrips: number]> = {
  overview: [19, 6],
  balances: [6, 2],
  positions: [9, 3],
  accounts: [14, 6],
  tags: [9, 3],
  'tags/[id]': [9, 3],
  'accounts/new': [8, 4],
  'accounts/[id]': [42, 27],
  history: [21, 8],
  performance: [53, 34],
  'performance/changes': [18, 12],
  'performance/flows': [26, 18],
  'performance/funding': [28, 20],
  risk: [17, 10],
  settings: [7, 4],
  alerts: [33, 20],
  'alerts/start': [18, 12],
  'settings/tokens': [15, 10],
  'settings/tokens/[id]': [17, 11],
  'settings/sharing': [11, 7],
  'settings/agents': [7, 4],
  'settings/security': [20, 15],
  'settings/desk': [17, 13],
  'settings/people': [28, 21],
  'settings/server': [11, 7],
}

describe('pages', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let proxy: Awaited<ReturnType<typeof countingProxy>>
  let ctx: ServiceContext
  let exchanges: FakeExchanges
  let connected = 0
  let first = ''

  beforeAll(async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32))
    database = await testDatabase()
    proxy = await countingProxy(database.url)
    const clock = new TestClock()
    exchanges = new FakeExchanges(clock.now)
    const db = await openAppDb({ url: proxy.url, max: 1, spare: 0 })
    ctx = await signedUp(testDeps(db, exchanges, clock), 'me@example.com')
    const rules = [{ accountId: null, coin: 'USDT', market: null }]
    tagId = (await createTag(ctx, { name: 'Carry', kind: 'strategy', rules })).id
    tokenId = (await createToken(ctx, { name: 'Script', scopes: ['read'], password: PASSWORD })).token.id
  })
  afterAll(async () => {
    await ctx.db.close()
    await proxy.close()
    await database.close()
    vi.unstubAllEnvs()
  })

  async function connect(accounts: number): Promise<void> {
    // Through the other pool: only pages are counted.
    const aside = { ...ctx, db: database.db }
    for (; connected < accounts; connected++) {
      const apiKey = `page-key-${connected}`
      const { secret } = exchanges.open(apiKey, { holdings: [token('USDT', '5'), token('BTC', '1')] })
      const credentials = { apiKey, apiSecret: secret }
      const { id } = await createAccount(aside, { name: `Account ${connected}`, exchange: 'binance', credentials })
      first ||= id
    }
    await refreshBalances(aside, {})
  }

  /** As a request makes the page: the session for its frame, then all that it asks for ahead, side by side. */
  async function visit(page: string): Promise<void> {
    if (ctx.actor.kind !== 'session') throw new Error('Nobody is signed in.')
    const { deskId, actor } = ctx
    expect(await checkSession(ctx, actor.userId, actor.sessionId)).not.toBeNull()
    const caller = createCaller({
      deps: ctx,
      deskId: null,
      caller: { deskId, accounts: null, actor },
      ipAddress: null,
      userAgent: null,
      shared: {},
    })
    await Promise.all(Object.values(PAGES[page]?.(caller, first) ?? {}).flat())
  }

  async function countsOf(page: string): Promise<[number, number]> {
    // Statements are parsed when they are met first.
    await visit(page)
    const before = { ...proxy.traffic }
    await visit(page)
    return [proxy.traffic.statements - before.statements, proxy.traffic.roundTrips - before.roundTrips]
  }

  it('make a few statements and round trips each, as many for a dozen accounts as for two', async () => {
    await connect(2)
    const few: Record<string, [number, number]> = {}
    for (const page of Object.keys(PAGES)) few[page] = await countsOf(page)
    expect(few).toEqual(COUNTS)
    await connect(12)
    const many: Record<string, [number, number]> = {}
    for (const page of Object.keys(PAGES)) many[page] = await countsOf(page)
    expect(many).toEqual(few)
  })

  it.each(Object.keys(PAGES))('ask ahead for what is counted here: %s', (page) => {
    const source = readFileSync(`app/(app)/${page}/page.tsx`, 'utf8')
    const asked = [...source.matchAll(/(?:trpc|caller)\.([a-z]+\.[a-zA-Z]+)(?:\.queryOptions)?\(/g)].map(([, name]) => name)
    if (source.includes('prefetchHistory(')) asked.push('history.equity')
    const caller = new Proxy({}, { get: () => new Proxy({}, { get: () => () => Promise.resolve() }) }) as Caller
    expect([...new Set(asked)].sort()).toEqual(Object.keys(PAGES[page]?.(caller, '') ?? {}).sort())
  })

  it('frame themselves with the session alone', () => {
    const source = readFileSync('app/(app)/layout.tsx', 'utf8')
    expect(source).not.toMatch(/(?:trpc|caller)\./)
  })
})
