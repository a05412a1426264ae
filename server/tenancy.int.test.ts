import { randomUUID } from 'node:crypto'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import superjson from 'superjson'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { exportRows } from '@/db/queries/export'
import { insertPasskey } from '@/db/queries/second-factor'
import { findSecrets } from '@/db/queries/secrets'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from './context'
import { token } from './domain/holdings.testing'
import { FakeExchanges } from './exchanges/testing'
import { liveHub } from './services/live/hub'
import { TestClock, testDeps } from './services/testing'
import { PASSWORD, signedUp } from './services/users/testing'
import type { TrpcContext } from './trpc/context'
import { appRouter, createCaller } from './trpc/root'

/** Everything by which somebody's things could be named. */
interface World {
  account: string
  accountName: string
  session: string
  token: string
  passkey: string
  invitation: string
  user: string
  email: string
}

const unknownWorld = (): World => ({
  ...{ account: randomUUID(), session: randomUUID(), token: randomUUID(), passkey: randomUUID(), invitation: randomUUID() },
  ...{ user: randomUUID(), accountName: `Desk ${randomUUID()}`, email: `${randomUUID()}@example.com` },
})

const badKey = { apiKey: 'no-such-key', apiSecret: 'x' }
const proof = { password: PASSWORD }

/**
 * Inputs for every procedure, made of somebody's names and ids. A procedure that is missing here fails the test: who adds
 * one says how it could be misused.
 */
const INPUTS: Record<string, (w: World) => unknown[]> = {
  'accounts.list': () => [{}, { includeArchived: true }],
  'accounts.get': (w) => [{ id: w.account }],
  'accounts.refreshes': (w) => [{ id: w.account }],
  'accounts.create': (w) => [{ name: w.accountName, exchange: 'binance', credentials: badKey }],
  'accounts.test': () => [{ exchange: 'binance', credentials: badKey }],
  'accounts.update': (w) => [{ id: w.account, name: 'Mine now' }],
  'accounts.archive': (w) => [{ id: w.account }],
  'accounts.restore': (w) => [{ id: w.account, credentials: badKey }],
  'accounts.setLeverage': (w) => [{ accountIds: [w.account], pair: 'BTC:PERP-USDT', leverage: '3' }],
  'admin.users': () => [undefined],
  'admin.disable': (w) => [{ id: w.user }],
  'admin.enable': (w) => [{ id: w.user }],
  'admin.invitations': () => [undefined],
  'admin.invite': (w) => [{ email: w.email }],
  'admin.revokeInvitation': (w) => [{ id: w.invitation }],
  'audit.list': () => [{}, { before: '999999999' }],
  'balances.overview': () => [undefined],
  'balances.cached': (w) => [{}, { accountIds: [w.account] }, { accountNames: [w.accountName] }, { accountNames: [w.account] }],
  'balances.refresh': (w) => [{ accountIds: [w.account] }, { accountNames: [w.accountName] }],
  'exchanges.list': () => [{}],
  'history.equity': (w) => [{}, { accountIds: [w.account], groupBy: 'account' }, { groupBy: 'exchange' }],
  'history.asset': (w) => [{ symbol: 'USDT' }, { symbol: 'USDT', accountIds: [w.account] }],
  'security.get': () => [undefined],
  'security.changePassword': () => [{ password: 'wrong password', newPassword: 'a good new sentence' }],
  'security.requestReset': (w) => [{ email: w.email }],
  'security.resetPassword': (w) => [{ code: w.invitation, newPassword: 'a good new sentence' }],
  'security.startTotp': () => [{ password: 'wrong password' }],
  'security.confirmTotp': () => [{ code: '000000' }],
  'security.removeTotp': () => [proof],
  'security.renewRecoveryCodes': () => [proof],
  'security.startPasskey': () => [{ password: 'wrong password' }],
  'security.addPasskey': (w) => [
    {
      name: 'x',
      response: {
        ...{ id: w.passkey, rawId: w.passkey, type: 'public-key', clientExtensionResults: {} },
        response: { clientDataJSON: 'e30', attestationObject: 'oA' },
      },
    },
  ],
  'security.removePasskey': (w) => [{ ...proof, id: w.passkey }],
  'security.startPasskeySignIn': () => [],
  'security.startLink': () => [{ password: 'wrong password', provider: 'github' }],
  'security.unlink': () => [{ ...proof, provider: 'github' }],
  'security.deleteMe': (w) => [{ ...proof, email: w.email }],
  'sessions.list': () => [undefined],
  'sessions.revoke': (w) => [{ id: w.session }],
  'sessions.revokeAll': () => [{ includeCurrent: false }],
  'settings.get': () => [undefined],
  'settings.displayRate': () => [undefined],
  'settings.update': () => [{ theme: 'dark' }],
  'tokens.list': () => [undefined],
  'tokens.create': (w) => [{ name: w.accountName, scopes: ['read'], expiresInDays: 0 }],
  'tokens.revoke': (w) => [{ id: w.token }],
  'users.doors': () => [undefined],
  'users.register': (w) => [{ email: w.email, password: 'a good new sentence' }],
}
/** Tested on its own, below. */
const SUBSCRIPTIONS = ['live.updates']
const PUBLIC = ['security.requestReset', 'security.resetPassword', 'security.startPasskeySignIn', 'users.doors', 'users.register']

const described = z.record(
  z.string(),
  z.custom<{ _def: { type: string } }>((value) => typeof value === 'function'),
)
const procedures = described.parse(appRouter._def.procedures)
const paths = Object.keys(procedures)

describe('another user’s things', () => {
  let database: TestDatabase
  let deps: Deps
  let alice: ServiceContext
  let bob: ServiceContext
  let world: World
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)

  beforeAll(async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32))
    database = await testDatabase({ max: 10 })
    deps = testDeps(database.db, exchanges, clock)
    await signedUp(deps, 'admin@example.com')
    alice = await signedUp(deps, 'alice@example.com')
    bob = await signedUp(deps, 'bob@example.com')
    world = await worldOf(alice, 'alice')
    await worldOf(bob, 'bob')
  })
  afterAll(async () => {
    await liveHub(deps).close()
    await database.close()
    vi.unstubAllEnvs()
  })

  const contextOf = (ctx: ServiceContext | null): TrpcContext => ({
    ...{ deps, ipAddress: '192.0.2.77', userAgent: 'Test' },
    caller: ctx && ctx.actor.kind === 'session' ? { userId: ctx.userId, actor: ctx.actor } : null,
  })

  /** Gives somebody one of everything. */
  async function worldOf(ctx: ServiceContext, name: string): Promise<World> {
    const caller = createCaller(contextOf(ctx))
    const { secret } = exchanges.open(`${name}-key`, { holdings: [token('USDT', name === 'alice' ? '777.123' : '5')] })
    const accountName = `Desk of ${name}`
    const credentials = { apiKey: `${name}-key`, apiSecret: secret }
    const account = await caller.accounts.create({ name: accountName, exchange: 'binance', credentials })
    await caller.balances.refresh({ accountIds: [account.id] })
    const made = await caller.tokens.create({ name: `Token of ${name}`, scopes: ['read'] })
    const passkey = await deps.db.asUser(ctx.userId, (tx) =>
      insertPasskey(tx, ctx.userId, {
        ...{ name: `Phone of ${name}`, credentialId: randomUUID(), publicKey: 'AA', counter: 0, transports: [] },
        ...{ backedUp: false, createdAt: clock.now() },
      }),
    )
    return {
      ...{ account: account.id, accountName, token: made.token.id, passkey: passkey.id, invitation: randomUUID() },
      ...{ user: ctx.userId, email: `${name}@example.com`, session: ctx.actor.kind === 'session' ? ctx.actor.sessionId : '' },
    }
  }

  /** One request as a browser sends it: status and body, with whoever's names in it made the same. */
  async function ask(path: string, input: unknown, as: ServiceContext | null, named: World = unknownWorld()) {
    const body = JSON.stringify(superjson.serialize(input))
    const query = procedures[path]?._def.type === 'query'
    const request = new Request(
      `http://localhost/api/trpc/${path}${query && input !== undefined ? `?input=${encodeURIComponent(body)}` : ''}`,
      query ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } },
    )
    const response = await fetchRequestHandler({
      ...{ endpoint: '/api/trpc', req: request, router: appRouter, createContext: () => contextOf(as) },
    })
    let text = await response.text()
    for (const [name, value] of Object.entries(named)) text = text.replaceAll(value, `<${name}>`)
    return { status: response.status, text }
  }

  /** All that is stored of somebody, credentials too. */
  async function stored(ctx: ServiceContext): Promise<string> {
    const sealed = await deps.db.asUser(ctx.userId, (tx) => findSecrets(tx, ctx.userId, world.account))
    const rows = [JSON.stringify(sealed)]
    for await (const part of exportRows(deps.db, ctx.userId)) rows.push(part.table, ...part.rows)
    // That somebody asked for a letter to her is in her log, as it should be.
    return rows.filter((row) => !row.includes('password_reset_requested')).join('\n')
  }

  it('are thought of for every procedure', () => {
    expect([...Object.keys(INPUTS), ...SUBSCRIPTIONS].sort()).toEqual([...paths].sort())
  })

  it.each(paths.filter((path) => INPUTS[path]))('%s neither shows, changes nor betrays them', async (path) => {
    const inputs = INPUTS[path] ?? (() => [])
    const before = await stored(alice)
    const nowhere = unknownWorld()
    const [theirs, nobodys] = [inputs(world), inputs(nowhere)]
    for (const [i, input] of theirs.entries()) {
      const answer = await ask(path, input, bob, world)
      // What is told of another's thing is word for word what is told of a thing that does not exist.
      const other = await ask(path, nobodys[i], bob, nowhere)
      const timeless = (text: string) => text.replace(/"id":"\d+"|[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '~')
      if (path !== 'audit.list') expect(timeless(answer.text)).toBe(timeless(other.text))
      expect(answer.status).toBe(other.status)
      expect(answer.status).toBeLessThan(500)
      expect(answer.text).not.toMatch(/alice|777\.123/)
    }
    expect(await stored(alice)).toBe(before)
  })

  it.each(paths.filter((path) => INPUTS[path] && !PUBLIC.includes(path)))(
    '%s is for nobody who is not signed in',
    async (path) => {
      for (const input of INPUTS[path]?.(world) ?? []) {
        const { status, text } = await ask(path, input, null)
        expect([status, text]).toEqual([401, expect.stringContaining('Please sign in.')])
      }
    },
  )

  it('are not told by the stream of events', async () => {
    const stop = new AbortController()
    const events: string[] = []
    const stream = createCaller(contextOf(bob), { signal: stop.signal }).live
    const heard = (async () => {
      for await (const event of await stream.updates({ lastEventId: '0' })) {
        events.push(JSON.stringify(event))
        if (events.some((text) => text.includes('"kind":"accounts"'))) break
      }
    })()
    await createCaller(contextOf(alice)).balances.refresh({})
    await createCaller(contextOf(alice)).accounts.update({ id: world.account, name: 'Renamed' })
    // Bob's own event ends the wait: what came before it was all there was to hear.
    const [own] = await createCaller(contextOf(bob)).accounts.list({})
    const nudge = setInterval(() => {
      createCaller(contextOf(bob))
        .accounts.update({ id: own?.id ?? '', name: `Mine ${Math.random()}` })
        .catch(() => {})
    }, 200)
    await heard.finally(() => clearInterval(nudge))
    stop.abort()
    expect(events.join('\n')).not.toContain(world.account)
  })
})
