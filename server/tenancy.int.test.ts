import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { exportRows } from '@/db/queries/export'
import { insertPasskey } from '@/db/queries/second-factor'
import { findSecrets } from '@/db/queries/secrets'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from './context'
import { token } from './domain/holdings.testing'
import { FakeExchanges } from './exchanges/testing'
import { guardedHttp } from './notify/http'
import { someSubscription } from './notify/push-service.testing'
import { writeInput } from './schemas/wire'
import { personOf } from './services/authorise'
import { liveHub } from './services/live/hub'
import { TestClock, testDeps } from './services/testing'
import { PASSWORD, signedUp } from './services/users/testing'
import { INPUTS, unknownWorld, type World } from './tenancy.testing'
import type { TrpcContext } from './trpc/context'
import { appRouter, createCaller } from './trpc/root'

/** Tested on its own, below. */
const SUBSCRIPTIONS = ['live.updates']
const PUBLIC = [
  'security.requestReset',
  'security.resetPassword',
  'security.startPasskeySignIn',
  'users.doors',
  'users.register',
  'alerts.snoozeByLink',
]

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
  let admin: ServiceContext
  let world: World
  let asked = 0
  const clock = new TestClock()
  const signing = generateKeyPairSync('ed25519').privateKey
  const exchanges = new FakeExchanges(clock.now)

  beforeAll(async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32))
    database = await testDatabase({ max: 10 })
    deps = {
      ...testDeps(database.db, exchanges, clock),
      statementKey: async () => signing,
      alerts: {
        ...{ baseUrl: 'http://localhost', http: guardedHttp(), mail: undefined, linkKey: randomBytes(32) },
        push: { keys: async () => ({ publicKey: 'shown', privateKey: 'never shown' }), contact: 'mailto:desk@example.com' },
      },
    }
    admin = await signedUp(deps, 'admin@example.com')
    alice = await signedUp(deps, 'alice@example.com')
    bob = await signedUp(deps, 'bob@example.com')
    world = await worldOf(alice, 'alice')
    await worldOf(bob, 'bob')
  })
  afterAll(async () => {
    console.log(`tRPC walk: ${asked} requests to ${paths.length} procedures, as another user, an administrator and nobody`)
    await liveHub(deps).close()
    await database.close()
    vi.unstubAllEnvs()
  })

  const contextOf = (ctx: ServiceContext | null): TrpcContext => ({
    ...{ deps, deskId: null, ipAddress: '192.0.2.77', userAgent: 'Test' },
    caller: ctx && ctx.actor.kind === 'session' ? { deskId: ctx.deskId, accounts: null, actor: ctx.actor } : null,
  })

  /** Gives somebody one of everything. */
  async function worldOf(ctx: ServiceContext, name: string): Promise<World> {
    const caller = createCaller(contextOf(ctx))
    const { secret } = exchanges.open(`${name}-key`, { holdings: [token('USDT', name === 'alice' ? '777.123' : '5')] })
    const accountName = `Desk of ${name}`
    const credentials = { apiKey: `${name}-key`, apiSecret: secret }
    const account = await caller.accounts.create({ name: accountName, exchange: 'binance', credentials })
    await caller.balances.refresh({ accountIds: [account.id] })
    const made = await caller.tokens.create({ name: `Token of ${name}`, scopes: ['read'], password: PASSWORD })
    const hooked = { tokenId: made.token.id, url: `https://hooks.example.com/of/${name}`, events: ['alert' as const] }
    const { webhook } = await caller.webhooks.add(hooked)
    const { link } = await caller.shares.create({
      ...{ title: `Link of ${name}`, parts: ['equity'], unit: 'percent', delaySeconds: 0, expiresInDays: 30, password: PASSWORD },
    })
    const [rule] = await caller.alerts.rules()
    const tag = await caller.tags.create({ name: `Tag of ${name}`, rules: [{ accountId: account.id }] })
    const settings = { url: `https://hooks.example.com/${name}` }
    const { channel } = await caller.alerts.addChannel({ kind: 'webhook', name: `Hook of ${name}`, settings })
    const { device } = await caller.alerts.addDevice({ name: `Phone of ${name}`, ...someSubscription() })
    const passkey = await deps.db.asUser(personOf(ctx), (tx) =>
      insertPasskey(tx, personOf(ctx), {
        ...{ name: `Phone of ${name}`, credentialId: randomUUID(), publicKey: 'AA', counter: 0, transports: [] },
        ...{ backedUp: false, createdAt: clock.now() },
      }),
    )
    return {
      ...{ account: account.id, accountName, token: made.token.id, passkey: passkey.id, invitation: randomUUID() },
      ...{ rule: rule?.id ?? '', tag: tag.id, channel: channel.id, webhook: webhook.id, share: link.id, device: device ?? '' },
      ...{ user: personOf(ctx), email: `${name}@example.com`, session: ctx.actor.kind === 'session' ? ctx.actor.sessionId : '' },
    }
  }

  /** One request as a browser sends it: status and body, with whoever's names in it made the same. */
  async function ask(path: string, input: unknown, as: ServiceContext | null, named: World = unknownWorld()) {
    asked += 1
    const body = JSON.stringify(writeInput(input))
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
    const sealed = await deps.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, world.account))
    const rows = [JSON.stringify(sealed)]
    // In whatever order they come: that follows from how much others have stored.
    await exportRows(
      deps.db,
      { deskId: ctx.deskId, userId: personOf(ctx) },
      async (table, texts) => void rows.push(table, ...[...texts].sort()),
    )
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
    // An administrator sees no more of another's things than anybody, but for the list of people.
    for (const role of path.startsWith('admin.') ? [bob] : [bob, admin]) {
      for (const [i, input] of theirs.entries()) {
        const answer = await ask(path, input, role, world)
        // What is told of another's thing is word for word what is told of a thing that does not exist.
        const other = await ask(path, nobodys[i], role, nowhere)
        const timeless = (text: string) =>
          text.replace(
            /"removed":\d+|"id":"\d+"|"device":"[\w-]{43}"|whsec_[\w+/=]+|[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z/g,
            '~',
          )
        if (path !== 'audit.list' && path !== 'desks.log') expect(timeless(answer.text)).toBe(timeless(other.text))
        expect(answer.status).toBe(other.status)
        expect(answer.status).toBeLessThan(500)
        expect(answer.text).not.toMatch(/alice|777\.123/)
      }
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
