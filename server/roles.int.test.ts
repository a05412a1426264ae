import { randomBytes, randomUUID } from 'node:crypto'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { exportRows } from '@/db/queries/export'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from './context'
import { DESK_ROLES, type DeskRole, mayAs } from './domain/desks/roles'
import { token } from './domain/holdings.testing'
import { FakeExchanges } from './exchanges/testing'
import { guardedHttp } from './notify/http'
import { writeInput } from './schemas/wire'
import { createAccount } from './services/accounts/create'
import { refreshBalances } from './services/balances/refresh'
import { createDesk } from './services/desks/manage'
import { addedTo, onDesk } from './services/desks/testing'
import { liveHub } from './services/live/hub'
import { createTag } from './services/tags/manage'
import { TestClock, type TestContext, testDeps } from './services/testing'
import { signedUp } from './services/users/testing'
import { INPUTS, unknownWorld, type World } from './tenancy.testing'
import type { TrpcContext } from './trpc/context'
import { needOf } from './trpc/roles'
import { appRouter } from './trpc/root'

const described = z.record(
  z.string(),
  z.custom<{ _def: { type: 'query' | 'mutation' | 'subscription' } }>((value) => typeof value === 'function'),
)
const procedures = described.parse(appRouter._def.procedures)
const typeOf = (path: string) => procedures[path]?._def.type ?? 'query'
const PUBLIC = ['security.requestReset', 'security.resetPassword', 'security.startPasskeySignIn', 'users.', 'alerts.snoozeByLink']
const paths = Object.keys(procedures).filter((path) => INPUTS[path] && !PUBLIC.some((start) => path.startsWith(start)))

describe('members of a desk by their role', () => {
  let database: TestDatabase
  let deps: Deps
  let owner: TestContext
  const members = new Map<DeskRole | 'limited' | 'limited trader', TestContext>()
  let world: World
  let hidden: { id: string }
  let asked = 0
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)

  beforeAll(async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32))
    database = await testDatabase({ max: 10 })
    deps = {
      ...testDeps(database.db, exchanges, clock),
      alerts: {
        ...{ baseUrl: 'http://localhost', http: guardedHttp(), mail: undefined, linkKey: randomBytes(32) },
        push: { keys: async () => ({ publicKey: 'shown', privateKey: 'never shown' }), contact: 'mailto:desk@example.com' },
      },
    }
    const alone = await signedUp(deps, 'owner@example.com')
    const { id } = await createDesk(alone, { name: 'Fund' })
    owner = await onDesk(alone, id)
    const connect = async (name: string) => {
      const { secret } = exchanges.open(`key-of-${name.replaceAll(' ', '-')}`, { holdings: [token('USDT', '777.123')] })
      const credentials = { apiKey: `key-of-${name.replaceAll(' ', '-')}`, apiSecret: secret }
      return createAccount(owner, { name, exchange: 'binance', credentials })
    }
    const seen = await connect('Seen')
    hidden = await connect('Kept from some')
    await refreshBalances(owner, {})
    const tag = await createTag(owner, {
      name: 'Arbitrage',
      kind: 'strategy',
      rules: [{ accountId: seen.id, coin: null, market: null }],
    })
    for (const role of ['viewer', 'trader', 'manager'] as const) {
      members.set(role, await addedTo(await signedUp(deps, `${role}@example.com`), id, role))
    }
    members.set('limited', await addedTo(await signedUp(deps, 'limited@example.com'), id, 'manager', [tag.id]))
    members.set('limited trader', await addedTo(await signedUp(deps, 'few@example.com'), id, 'trader', [tag.id]))
    world = {
      ...unknownWorld(),
      ...{ account: seen.id, accountName: 'Seen', tag: tag.id, user: owner.userId, email: 'owner@example.com' },
    }
  })
  afterAll(async () => {
    console.log(`roles walk: ${asked} requests to ${paths.length} procedures, as viewer, trader, manager and a limited manager`)
    await liveHub(deps).close()
    await database.close()
    vi.unstubAllEnvs()
  })

  /** One request as a browser sends it. */
  async function ask(path: string, input: unknown, as: TestContext) {
    asked += 1
    const body = JSON.stringify(writeInput(input))
    const query = typeOf(path) === 'query'
    const request = new Request(
      `http://localhost/api/trpc/${path}${query && input !== undefined ? `?input=${encodeURIComponent(body)}` : ''}`,
      query ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } },
    )
    const { deskId, actor, db } = as
    const caller = actor.kind === 'session' ? { deskId, accounts: db.accounts, actor } : null
    const createContext = (): TrpcContext => ({ deps, deskId: null, ipAddress: '192.0.2.78', userAgent: 'Test', caller })
    const response = await fetchRequestHandler({ endpoint: '/api/trpc', req: request, router: appRouter, createContext })
    return { status: response.status, text: await response.text() }
  }

  async function stored(): Promise<string> {
    const rows: string[] = []
    const whose = { deskId: owner.deskId, userId: owner.userId }
    await exportRows(deps.db, whose, async (table, texts) => void rows.push(table, ...[...texts].sort()))
    return rows.join('\n')
  }

  it.each(DESK_ROLES.slice(0, 3))(
    'a %s is refused all that is for a greater one, and changes nothing by asking',
    async (role) => {
      const before = await stored()
      const member = members.get(role)
      if (!member) throw new Error('No such member.')
      let refused = 0
      for (const path of paths.filter((each) => !mayAs(role, needOf(each, typeOf(each)).least))) {
        for (const input of INPUTS[path]?.(world) ?? []) {
          const { status, text } = await ask(path, input, member)
          expect([path, status, text]).toEqual([path, 403, expect.stringContaining(`of this desk; you are a ${role}`)])
          refused += 1
        }
      }
      expect(refused).toBeGreaterThan(5)
      expect(await stored()).toBe(before)
    },
  )

  it.each([
    ['limited', 'manager'],
    ['limited trader', 'trader'],
  ] as const)('a %s is refused what concerns all accounts, and changes nothing by asking', async (who, role) => {
    const before = await stored()
    const member = members.get(who)
    if (!member) throw new Error('No such member.')
    for (const path of paths.filter(
      (each) => needOf(each, typeOf(each)).of === 'desk' && mayAs(role, needOf(each, typeOf(each)).least),
    )) {
      for (const input of INPUTS[path]?.(world) ?? []) {
        const { status, text } = await ask(path, input, member)
        expect([path, status, text]).toEqual([path, 403, expect.stringContaining('you see some of them')])
      }
    }
    expect(await stored()).toBe(before)
  })

  it('a trader who is limited to a tag has alert rules of their own, and no others', async () => {
    const member = members.get('limited trader')
    if (!member) throw new Error('No such member.')
    const made = await ask('alerts.addRule', { rule: { kind: 'margin', warn: '0.5', urgent: null, accounts: null } }, member)
    expect([made.status, made.text]).toEqual([200, expect.stringContaining('"mayChange":true')])
    const [id = ''] = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/.exec(made.text) ?? []
    const manager = members.get('limited')
    if (!manager) throw new Error('No such member.')
    for (const [path, as] of [
      ['alerts.deleteRule', manager],
      ['alerts.changeRule', manager],
    ] as const) {
      expect((await ask(path, { id, enabled: false }, as)).status).toBe(404)
    }
    expect((await ask('alerts.rules', undefined, manager)).text).not.toContain(id)
    expect((await ask('alerts.deleteRule', { id }, member)).status).toBe(200)
  })

  it.each([['limited'], ['limited trader']] as const)(
    'a %s is never told of another account, nor of who else is there',
    async (who) => {
      const member = members.get(who)
      if (!member) throw new Error('No such member.')
      const queries = paths.filter((path) => typeOf(path) === 'query')
      // By its id: a name that they typed themselves would come back to them.
      const worlds = [world, { ...world, account: hidden.id }]
      let answered = 0
      for (const path of queries) {
        for (const input of worlds.flatMap((each) => INPUTS[path]?.(each) ?? [])) {
          const { status, text } = await ask(path, input, member)
          expect([path, status < 500]).toEqual([path, true])
          if (status === 200) answered += 1
          expect([path, text]).toEqual([path, expect.not.stringContaining('Kept from some')])
          expect([path, text]).toEqual([path, expect.not.stringMatching(/owner@example|trader@example/)])
        }
      }
      expect(answered).toBeGreaterThan(20)
    },
  )

  it('somebody who is on no such desk gets nothing by its id', async () => {
    const stranger = await signedUp(deps, 'stranger@example.com')
    await expect(onDesk(stranger, owner.deskId)).rejects.toThrow('no member')
    await expect(onDesk(stranger, randomUUID())).rejects.toThrow('no member')
  })
})
