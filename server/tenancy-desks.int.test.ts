import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { exportRows } from '@/db/queries/export'
import { findSecrets } from '@/db/queries/secrets'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from './context'
import type { DeskRole } from './domain/desks/roles'
import { token } from './domain/holdings.testing'
import { FakeExchanges } from './exchanges/testing'
import { guardedHttp } from './notify/http'
import { someSubscription } from './notify/push-service.testing'
import { DESK_HEADER } from './schemas/desk-path'
import { writeInput } from './schemas/wire'
import { tickAlerts } from './services/alerts/tick'
import { addedTo } from './services/desks/testing'
import { liveHub } from './services/live/hub'
import { rightsWatch } from './services/rights/watch'
import { checkSession } from './services/sessions/check'
import { signedInUser, TestClock, type TestContext, testDeps } from './services/testing'
import { INPUTS, unknownWorld, type World } from './tenancy.testing'
import { contextOf } from './trpc/direct-context'
import { needOf } from './trpc/roles'
import { appRouter, createCaller } from './trpc/root'

const described = z.record(
  z.string(),
  z.custom<{ _def: { type: 'query' | 'mutation' | 'subscription' } }>((value) => typeof value === 'function'),
)
const procedures = described.parse(appRouter._def.procedures)
/** Nobody has to be signed in for these, or they are of the person alone: `tenancy.int.test.ts` walks them. */
const OF_NO_DESK = /^(admin|security|sessions|users|oauth)\.|^(alerts\.snoozeByLink|installation\.|exchanges\.)/
const paths = Object.keys(procedures).filter((path) => INPUTS[path] && !OF_NO_DESK.test(path))

const SEEN = '777.123'
const UNSEEN = '888.456'
const FOREIGN = '999.789'

type Somebody = 'owner' | 'manager' | 'trader' | 'viewer' | 'limited'
const ROLES: Record<Somebody, DeskRole> = {
  owner: 'owner',
  manager: 'manager',
  trader: 'trader',
  viewer: 'viewer',
  limited: 'manager',
}

describe('the walls of a desk', () => {
  let database: TestDatabase
  let deps: Deps
  let desk: string
  let foreign: World
  let own: World
  let unseen: string
  let stranger: TestContext
  let people: Record<Somebody, TestContext>
  const asked = { refused: 0, missing: 0, walked: 0 }
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
    const owner = await signedInUser(deps)
    stranger = await signedInUser(deps)
    desk = owner.deskId
    own = await worldOf(owner, 'ours', SEEN)
    foreign = await worldOf(stranger, 'foreign', FOREIGN)
    ;({ id: unseen } = await connect(owner, 'unseen', UNSEEN))
    const join = async (role: DeskRole, tags: string[] | null = null) => addedTo(await signedInUser(deps), desk, role, tags)
    people = {
      owner,
      manager: await join('manager'),
      trader: await join('trader'),
      viewer: await join('viewer'),
      limited: await join('manager', [own.tag]),
    }
  })
  afterAll(async () => {
    console.log(
      `Desks: ${asked.walked} requests to ${paths.length} procedures as five members with foreign ids, ${asked.missing} to a foreign desk, ${asked.refused} beyond a role: 0 answered`,
    )
    await liveHub(deps).close()
    await rightsWatch(deps).close()
    await database.close()
    vi.unstubAllEnvs()
  })

  async function callerOf(ctx: TestContext, deskId: string | null = ctx.deskId) {
    const { actor } = ctx
    if (actor.kind !== 'session') throw new Error('Somebody signed in is needed.')
    const session = await checkSession(deps, ctx.userId, actor.sessionId)
    const headers = new Headers({ 'user-agent': 'Test', 'x-forwarded-for': '192.0.2.77' })
    if (deskId) headers.set(DESK_HEADER, deskId)
    return contextOf(deps, session, headers)
  }

  async function connect(ctx: TestContext, name: string, amount: string) {
    const caller = createCaller(await callerOf(ctx))
    const { secret } = exchanges.open(`${name}-key`, { holdings: [token('USDT', amount)] })
    const credentials = { apiKey: `${name}-key`, apiSecret: secret }
    const account = await caller.accounts.create({ name: `Account ${name}`, exchange: 'binance', credentials })
    await caller.balances.refresh({ accountIds: [account.id] })
    return { id: account.id, caller }
  }

  /** Gives a desk one of everything. Nobody here has a password: a session that is minutes old is proof. */
  async function worldOf(ctx: TestContext, name: string, amount: string): Promise<World> {
    const { id: account, caller } = await connect(ctx, name, amount)
    const made = await caller.tokens.create({ name: `Token of ${name}`, scopes: ['read'] })
    const hooked = { tokenId: made.token.id, url: `https://hooks.example.com/of/${name}`, events: ['alert' as const] }
    const { webhook } = await caller.webhooks.add(hooked)
    const { link } = await caller.shares.create({
      ...{ title: `Link of ${name}`, parts: ['equity'], unit: 'percent', delaySeconds: 0, expiresInDays: 30 },
    })
    const [rule] = await caller.alerts.rules()
    const tag = await caller.tags.create({ name: `Tag of ${name}`, rules: [{ accountId: account }] })
    const settings = { url: `https://hooks.example.com/${name}` }
    const { channel } = await caller.alerts.addChannel({ kind: 'webhook', name: `Hook of ${name}`, settings })
    const { device } = await caller.alerts.addDevice({ name: `Phone of ${name}`, ...someSubscription() })
    const { invitation } = await caller.desks.invite({ role: 'viewer', tagIds: null, expiresInDays: 7, note: name })
    return {
      ...{ account, accountName: `Account ${name}`, token: made.token.id, passkey: randomUUID(), invitation: invitation.id },
      ...{ rule: rule?.id ?? '', tag: tag.id, channel: channel.id, webhook: webhook.id, share: link.id, device: device ?? '' },
      ...{ user: ctx.userId, email: `${name}@nowhere.example`, session: randomUUID() },
    }
  }

  /** One request as a browser sends it: status and body, with whoever's names in it made the same. */
  async function ask(path: string, input: unknown, as: TestContext, deskId: string, named: World = unknownWorld()) {
    const body = JSON.stringify(writeInput(input))
    const query = procedures[path]?._def.type === 'query'
    const request = new Request(
      `http://localhost/api/trpc/${path}${query && input !== undefined ? `?input=${encodeURIComponent(body)}` : ''}`,
      query ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } },
    )
    const context = await callerOf(as, deskId)
    const response = await fetchRequestHandler({
      ...{ endpoint: '/api/trpc', req: request, router: appRouter, createContext: () => context },
    })
    let text = await response.text()
    for (const [name, value] of Object.entries(named)) if (value) text = text.replaceAll(value, `<${name}>`)
    return { status: response.status, text }
  }

  /** All that is stored of a desk, credentials too. */
  async function stored(deskId: string, account: string): Promise<string> {
    const sealed = await deps.db.asDesk(deskId, (tx) => findSecrets(tx, deskId, account))
    const rows = [JSON.stringify(sealed)]
    await exportRows(deps.db, { deskId, userId: deskId }, async (table, texts) => {
      rows.push(table, ...[...texts].sort())
    })
    return rows.join('\n')
  }

  const members = Object.keys(ROLES).filter((name): name is Somebody => name in ROLES)
  /** What is alike in two answers but for the moment and what was just made. */
  const timeless = (text: string) =>
    text.replace(
      /"seen":"[\d:,]+"|"id":"\d+"|"device":"[\w-]{43}"|whsec_[\w+/=]+|[\w-]{43}|[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z/g,
      '~',
    )

  it.each(paths)('%s is no way to another desk, for any member, and says no more of it than of none', async (path) => {
    const inputs = INPUTS[path] ?? (() => [])
    const before = await stored(stranger.deskId, foreign.account)
    const nowhere = unknownWorld()
    const [theirs, nobodys] = [inputs(foreign), inputs(nowhere)]
    for (const name of members) {
      for (const [i, input] of theirs.entries()) {
        // In another desk's address everything is missing.
        const elsewhere = await ask(path, input, people[name], stranger.deskId)
        asked.missing += 1
        expect([elsewhere.status, elsewhere.text]).toEqual([404, expect.stringContaining('There is no such desk.')])
        // What would end the desk itself, or somebody's place on it, is tried by the tests of `desks`.
        if (/^desks\.(leave|delete|rename|create)$/.test(path)) continue
        const answer = await ask(path, input, people[name], desk, foreign)
        const other = await ask(path, nobodys[i], people[name], desk, nowhere)
        asked.walked += 2
        if (!/^(audit\.list|desks\.log)$/.test(path)) expect(timeless(answer.text)).toBe(timeless(other.text))
        expect(answer.status).toBe(other.status)
        expect(answer.status).toBeLessThan(500)
        expect(answer.text).not.toContain(FOREIGN)
        expect(answer.text).not.toMatch(/of foreign|Account foreign/)
      }
    }
    expect(await stored(stranger.deskId, foreign.account)).toBe(before)
  })

  it.each(paths.filter((path) => procedures[path]?._def.type === 'mutation'))(
    '%s changes nothing for whoever may less',
    async (path) => {
      const { least, of } = needOf(path, 'mutation')
      if (of === 'person') return
      const before = await stored(desk, own.account)
      for (const name of members) {
        const may = members.indexOf(name) <= members.indexOf(least) && name !== 'limited'
        if (may || (name === 'limited' && of === 'accounts' && least !== 'owner')) continue
        for (const input of (INPUTS[path] ?? (() => []))(own)) {
          const { status, text } = await ask(path, input, people[name], desk)
          asked.refused += 1
          expect([path, name, status, text]).toEqual([path, name, 403, expect.stringMatching(/of this desk|of the desk/)])
        }
      }
      expect(await stored(desk, own.account)).toBe(before)
    },
  )

  it.each(paths.filter((path) => procedures[path]?._def.type === 'query'))(
    '%s shows a member who is limited nothing of other accounts, and nobody a secret',
    async (path) => {
      for (const input of (INPUTS[path] ?? (() => []))({ ...own, account: unseen, accountName: 'Account unseen' })) {
        const { status, text } = await ask(path, input, people.limited, desk)
        asked.walked += 1
        expect(status).toBeLessThan(500)
        expect(text).not.toContain(UNSEEN)
        // That there is no such account is told by the name that was asked for.
        if (status !== 404) expect(text).not.toContain('Account unseen')
        const whole = await ask(path, input, people.viewer, desk)
        expect(whole.text).not.toMatch(/-secret|wrapped|sealed|ours-key/)
      }
    },
  )

  it('let a limited member set up alerts of their own, by which nothing of others is named, changed or told', async () => {
    const may = paths.filter(
      (path) => path.startsWith('alerts.') && needOf(path, procedures[path]?._def.type ?? 'query').of === 'accounts',
    )
    expect(may.length).toBeGreaterThan(12)
    const ofDesk = async () => {
      const rows: string[] = []
      await exportRows(deps.db, { deskId: desk, userId: desk }, async (table, texts) => {
        if (!/^(alert_rules|alert_states|alert_mutes|channels|deliveries)$/.test(table)) return
        rows.push(...texts.filter((row) => !row.includes(people.limited.userId)))
      })
      return rows.sort().join('\n')
    }
    const { rule } = (await createCaller(await callerOf(people.owner)).alerts.rules())[0] ?? {}
    if (!rule) throw new Error('The desk has rules.')
    const before = await ofDesk()
    const nowhere = unknownWorld()
    // The desk's own things, and an account that they do not see, are as those of nobody.
    const hidden = { ...own, account: unseen, accountName: 'Typed by themselves', device: nowhere.device }
    for (const path of may) {
      const [theirs, nobodys] = [INPUTS[path]?.(hidden) ?? [], INPUTS[path]?.(nowhere) ?? []]
      for (const [i, input] of theirs.entries()) {
        const answer = await ask(path, input, people.limited, desk, hidden)
        const other = await ask(path, nobodys[i], people.limited, desk, nowhere)
        asked.walked += 2
        // What they make themselves is theirs by its name.
        if (!/^alerts\.(add|rules|channels|firing|count|history)/.test(path))
          expect([path, timeless(answer.text)]).toEqual([path, timeless(other.text)])
        expect([path, answer.status]).toEqual([path, other.status])
      }
    }
    expect(await ofDesk()).toBe(before)
    const theirs = createCaller(await callerOf(people.limited, desk))
    const below = { kind: 'equity_level', warn: '5000', urgent: null, accounts: null, passes: 'below' } as const
    for (const of of ['account', 'total'] as const) await theirs.alerts.addRule({ rule: { ...below, of } })
    clock.advance(60)
    await createCaller(await callerOf(people.owner)).balances.refresh({})
    while ((await tickAlerts(deps, new AbortController().signal)) > 0);
    expect((await theirs.alerts.firing()).map(({ accountId, text }) => [accountId, text])).toEqual(
      expect.arrayContaining([
        [null, 'Equity is $777.12, limit $5,000.00 (Account ours together).'],
        [own.account, 'Equity is $777.12, limit $5,000.00 on Account ours (Binance).'],
      ]),
    )
    for (const path of may.filter((each) => procedures[each]?._def.type === 'query')) {
      const { status, text } = await ask(path, INPUTS[path]?.(own)[0], people.limited, desk)
      expect([path, status, text]).toEqual([
        path,
        200,
        expect.not.stringMatching(/888\.4|1,?665\.5|unseen|Hook of ours|Phone of ours/),
      ])
      expect(text).not.toContain(unseen)
    }
    // Nor in what is kept of them.
    const kept = await deps.db.asDesk(desk, (tx) =>
      tx.execute<{ facts: string }>(`select s.facts::text as facts from alert_states s join alert_rules r on r.id = s.rule_id
        where r.of_member is not null`),
    )
    expect([...kept].length).toBe(2)
    expect(JSON.stringify([...kept])).not.toMatch(/888\.4|1665\.5|unseen/)
  })

  it('are the same for the stream: it ends with who was removed, and tells a limited member of their accounts alone', async () => {
    const heard: string[] = []
    const listening = (async () => {
      const { live } = createCaller(await callerOf(people.limited, desk))
      for await (const event of await live.updates({ lastEventId: null })) heard.push(JSON.stringify(event))
    })()
    await expect.poll(() => heard.length).toBe(1)
    clock.advance(60)
    const caller = createCaller(await callerOf(people.owner))
    await caller.balances.refresh({})
    await expect.poll(() => heard.some((text) => text.includes(own.account))).toBe(true)
    await caller.desks.removeMember({ userId: people.limited.userId })
    await listening.catch(() => {})
    expect(heard.join('\n')).not.toContain(unseen)
    expect((await ask('accounts.list', {}, people.limited, desk)).status).toBe(404)
  })
})
