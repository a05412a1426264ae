import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertShareLink, listShareLinks } from '@/db/queries/share-links'
import { updateUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { hashCode, newCode } from '../auth/codes'
import type { Deps, ServiceContext } from '../context'
import { perp, token } from '../domain/holdings.testing'
import type { AccountHoldings } from '../domain/types'
import { FakeExchanges } from '../exchanges/testing'
import { createShareSchema } from '../schemas/shares'
import { createAccount } from '../services/accounts/create'
import { personOf } from '../services/authorise'
import { refreshAccount } from '../services/balances/refresh-account'
import { createShareLink } from '../services/shares/create'
import { revokeShareLink } from '../services/shares/revoke'
import { addTagRule, createTag, removeTag, removeTagRule, updateTag } from '../services/tags/manage'
import { TestClock, testDeps } from '../services/testing'
import { PASSWORD, signedUp } from '../services/users/testing'
import { doorsOf } from '../web/doors'
import { createWebServer } from '../web/server'
import { shareLinks } from './door'

let database: TestDatabase
let clock: TestClock
let exchanges: FakeExchanges
let deps: Deps
let alice: ServiceContext
let server: Server
let origin: string
let people = 0
let keys = 0
let address = 0

const unasked = (): never => {
  throw new Error('Nobody is asked for this here.')
}

async function listen(perMinute?: { address: number; link: number }): Promise<void> {
  server?.close()
  const shares = shareLinks({
    ...{ getDeps: async () => deps, baseUrl: 'https://ballast.example.com', key: randomBytes(32), secure: true },
    nameCookie: (name) => `__Host-test.${name}`,
    ...(perMinute && { perMinute }),
  })
  const sources = {
    ...{ getDeps: async () => deps, restDeps: unasked, mcpDeps: unasked, liveContext: unasked, shares },
    framework: (_request: unknown, response: ServerResponse) => {
      response.end('the framework')
      return true
    },
  }
  const settings = { proxies: 1, hosts: new Set(['127.0.0.1']), https: true, development: false, isStopping: () => false }
  server = createWebServer(
    doorsOf(sources, settings),
    (error, response) => {
      response.statusCode = 500
      response.end(String(error))
    },
    { connectionsPerAddress: 1000 },
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const bound = server.address()
  if (typeof bound !== 'object' || !bound) throw new Error('Not listening.')
  origin = `http://127.0.0.1:${bound.port}`
}

beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  clock = new TestClock(new Date('2026-03-01T12:00:00Z'))
  exchanges = new FakeExchanges(clock.now)
  for (const [coin, usd] of [
    ['BTC', '60000'],
    ['ETH', '3000'],
    ['SOL', '150'],
  ] as const)
    exchanges.usd.set(coin, usd)
  deps = testDeps(database.db, exchanges, clock)
  alice = await signedUp(deps, `share${++people}@example.com`)
  await listen()
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await database.close()
})

interface Connected {
  id: string
  hold(holdings: AccountHoldings['holdings']): void
  read(): Promise<void>
}

async function connect(ctx: ServiceContext, name: string, holdings: AccountHoldings['holdings']): Promise<Connected> {
  const key = `key-${++keys}`
  const fake = exchanges.open(key, { holdings })
  const { id } = await createAccount(ctx, { name, exchange: 'binance', credentials: { apiKey: key, apiSecret: fake.secret } })
  return {
    id,
    hold: (next) => {
      fake.holdings = { ...fake.holdings, holdings: next }
    },
    read: async () => {
      expect(await refreshAccount({ ...ctx, actor: { kind: 'system' } }, id)).toMatchObject({ ok: true })
    },
  }
}

/** Coins and a position, all of them so many times. */
const book = (times: number) => [
  token('USDT', String(7771.23 * times)),
  token('BTC', String(0.4137 * times)),
  perp('ETH', String(-1.7 * times), String(-5100 * times), {
    ...{ entryPrice: '3200', markPrice: '3000', unrealizedProfit: String(340 * times), leverage: '5', side: 'short' },
  }),
]

type Terms = Partial<Parameters<typeof createShareSchema.parse>[0] & object>
async function share(ctx: ServiceContext, terms: Record<string, unknown> & Terms = {}) {
  const input = createShareSchema.parse({
    ...{ title: 'Our book', parts: ['equity', 'exposure', 'positions', 'returns'], unit: 'amounts', delaySeconds: 0 },
    ...{ expiresInDays: 30, password: PASSWORD, ...terms },
  })
  const { link, url } = await createShareLink(ctx, input, { baseUrl: 'https://ballast.example.com' })
  return { link, path: new URL(url).pathname }
}

/** A look from an address of its own, unless one is named. */
async function look(path: string, init: RequestInit & { from?: string } = {}) {
  const from = init.from ?? `198.51.100.${(++address % 250) + 1}`
  const headers = { 'x-forwarded-for': from, ...init.headers }
  const response = await fetch(origin + path, { redirect: 'manual', ...init, headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  // Of the look of the page nothing is asked here.
  const text = bytes.toString('utf8').replace(/<style>.*<\/style>/s, '')
  return { status: response.status, headers: response.headers, text, bytes }
}

const give = (path: string, password: string, from?: string) =>
  look(path, { method: 'POST', body: new URLSearchParams({ password }), ...(from && { from }) })

describe('a share link', () => {
  it('shows what it is for to whoever has it, with no script, to no search engine, and with a picture', async () => {
    const account = await connect(alice, 'Secret desk name', book(1))
    await account.read()
    const { path } = await share(alice)
    const page = await look(path)
    expect(page.status).toBe(200)
    for (const shown of ['Our book', '$32,593.23', 'ETH:PERP-USDT', '3,200', '$5,100', 'Short · Binance']) {
      expect(page.text).toContain(shown)
    }
    expect(page.text).not.toContain('Secret desk name')
    expect(page.text).not.toContain('<script')
    expect(page.text).toContain('<meta name="robots" content="noindex')
    expect(page.text).toContain(`<meta property="og:image" content="https://ballast.example.com${path}/picture.png"`)
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(page.headers.get('set-cookie')).toBeNull()
    const picture = await look(`${path}/picture.png`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(picture.headers.get('x-robots-tag')).toContain('noimageindex')
    expect([...picture.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
  })

  it('comes in the language of whoever looks, with its numbers', async () => {
    const account = await connect(alice, 'Main', book(1))
    await account.read()
    const { path } = await share(alice)
    const german = await look(path, { headers: { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' } })
    for (const shown of ['<html lang="de">', '32.593,23\u00a0$', 'Eigenkapital', 'Short · Binance', 'Stand ', 'Sharpe']) {
      expect(german.text).toContain(shown)
    }
    expect(german.text).not.toMatch(/Equity|As of|not known|Deepest|Read-only/)
    const chosen = await look(path, { headers: { 'accept-language': 'de', cookie: 'ballast.language=zh-Hans' } })
    for (const shown of ['<html lang="zh-Hans">', '权益', '空 · Binance']) expect(chosen.text).toContain(shown)
    const nothing = await look('/s/nothing', { headers: { 'accept-language': 'de' } })
    expect(nothing.text).toContain('Hier gibt es nichts zu sehen')
    expect(nothing.text).toContain('Dieser Link führt nirgendwohin')
  })

  it('keeps no code: what is stored opens nothing', async () => {
    const { path, link } = await share(alice)
    const code = path.split('/').at(-1) ?? ''
    expect(Buffer.from(code, 'base64url')).toHaveLength(32)
    const [row] = await deps.db.asDesk(alice.deskId, (tx) => listShareLinks(tx, alice.deskId))
    expect(JSON.stringify(row)).not.toContain(code)
    expect((await look(`/s/${row?.hash}`)).status).toBe(404)
    expect((await look(`/s/${link.id}`)).status).toBe(404)
  })

  it('with shares only sends the same bytes of a book a thousand times as large', async () => {
    const bytes: string[] = []
    for (const times of [1, 1000]) {
      const owner = await signedUp(deps, `scale${++people}@example.com`)
      const account = await connect(owner, 'Main', book(times))
      await account.read()
      const { path } = await share(owner, { unit: 'percent' })
      const [page, picture] = [await look(path), await look(`${path}/picture.png`)]
      expect(page.status).toBe(200)
      expect(page.text).toContain('ETH:PERP-USDT')
      // What the short has made, of its entry: a share that says nothing of how large it is.
      expect(page.text).toContain('+6.25%')
      expect(page.text).not.toMatch(/\$|7,?771|0\.4137|5,?100|32,?593/)
      bytes.push(page.text.replaceAll(path, '/s/code') + picture.bytes.toString('base64'))
    }
    expect(bytes[0]).toBe(bytes[1])
  })

  it('of some accounts shows nothing of others, of its owner’s or of anybody’s', async () => {
    const [one, other] = [await connect(alice, 'One', [token('BTC', '1')]), await connect(alice, 'Other', [token('SOL', '10')])]
    const bob = await signedUp(deps, `bob${people}@example.com`)
    const foreign = await connect(bob, 'Of Bob', [token('ETH', '2')])
    for (const account of [one, other, foreign]) await account.read()
    const some = await look((await share(alice, { accountIds: [one.id] })).path)
    expect(some.text).toContain('$60,000.00')
    expect(some.text).not.toContain('SOL')
    await expect(share(alice, { accountIds: [foreign.id] })).rejects.toMatchObject({ code: 'bad_request' })
    // Had somebody written it into the row: the wall behind the services stands.
    const code = newCode()
    await deps.db.asDesk(alice.deskId, (tx) =>
      insertShareLink(tx, alice.deskId, {
        ...{ title: 'Forged', hash: hashCode(code), accountIds: [foreign.id], parts: ['equity', 'exposure'], unit: 'amounts' },
        ...{ delaySeconds: 0, passwordHash: null, createdAt: clock.now(), expiresAt: new Date('2100-01-01T00:00:00Z') },
      }),
    )
    const forged = await look(`/s/${code}`)
    expect(forged.status).toBe(200)
    expect(forged.text).toContain('No account is shown.')
    expect(forged.text).not.toMatch(/ETH|BTC|SOL|\$/)
  })

  it('of a tag shows the accounts that it takes when somebody looks, and leads nowhere once it takes parts or is gone', async () => {
    const [one, other] = [await connect(alice, 'One', [token('BTC', '1')]), await connect(alice, 'Other', [token('SOL', '10')])]
    for (const account of [one, other]) await account.read()
    const rule = { accountId: one.id, coin: null, market: null }
    const tag = await createTag(alice, { name: 'Fund', kind: 'fund', rules: [rule] })
    const [first, second] = [await share(alice, { tagId: tag.id }), await share(alice, { tagId: tag.id })]
    expect(first.link).toMatchObject({ tagId: tag.id })
    expect((await look(first.path)).text).toContain('$60,000.00')
    expect((await look(first.path)).text).not.toContain('SOL')
    await updateTag(alice, { id: tag.id, rules: [{ ...rule, accountId: other.id }] })
    expect((await look(first.path)).text).toContain('$1,500.00')
    expect((await look(first.path)).text).not.toContain('BTC')
    await addTagRule(alice, { id: tag.id, rule: { ...rule, coin: 'BTC' } })
    expect((await look(first.path)).status).toBe(404)
    await expect(share(alice, { tagId: tag.id })).rejects.toMatchObject({ code: 'bad_request' })
    await removeTagRule(alice, { id: tag.id, rule: { ...rule, coin: 'BTC' } })
    expect((await look(second.path)).status).toBe(200)
    await removeTag(alice, { id: tag.id })
    expect((await look(second.path)).status).toBe(404)
    const bob = await signedUp(deps, `bob${++people}@example.com`)
    const foreign = await createTag(bob, { name: 'Theirs', kind: 'fund', rules: [] })
    await expect(share(alice, { tagId: foreign.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('with a delay is read from what was stored by then', async () => {
    const account = await connect(alice, 'Main', [token('USDT', '1111')])
    await account.read()
    const { path } = await share(alice, { delaySeconds: 900 })
    expect((await look(path)).text).not.toMatch(/1,?111/)
    clock.advance(1000)
    account.hold([token('USDT', '2222'), perp('SOL', '3', '450')])
    await account.read()
    const then = await look(path)
    expect(then.text).toContain('$1,111.00')
    expect(then.text).not.toMatch(/2,?222|SOL/)
    clock.advance(1000)
    account.hold([token('USDT', '3333')])
    await account.read()
    const later = await look(path)
    expect(later.text).toContain('$2,222.00')
    expect(later.text).toContain('SOL:PERP-USDT')
    expect(later.text).not.toMatch(/3,?333/)
    // A day late the account was not even there.
    const day = await look((await share(alice, { delaySeconds: 86_400 })).path)
    expect(day.text).not.toMatch(/1,?111|2,?222|3,?333/)
  })

  it('that is unknown, revoked, expired, or of somebody disabled is one and the same nothing, at once and as a picture too', async () => {
    const nothing = await look(`/s/${newCode()}`)
    expect(nothing.status).toBe(404)
    const gone = async (path: string) => {
      for (const address of [path, `${path}?range=1y`]) {
        const answer = await look(address)
        expect([answer.status, answer.text]).toEqual([404, nothing.text])
      }
      expect((await look(`${path}/picture.png`)).status).toBe(404)
    }
    const revoked = await share(alice)
    expect((await look(revoked.path)).status).toBe(200)
    await revokeShareLink(alice, { id: revoked.link.id })
    await gone(revoked.path)
    const expired = await share(alice, { expiresInDays: 1 })
    const disabled = await share(alice)
    clock.advance(86_400)
    await gone(expired.path)
    expect((await look(disabled.path)).status).toBe(200)
    await database.db.asSystem((tx) => updateUser(tx, personOf(alice), { disabledAt: clock.now() }))
    await gone(disabled.path)
  })

  it('is revoked by nobody else', async () => {
    const { link, path } = await share(alice)
    const bob = await signedUp(deps, `bob${++people}@example.com`)
    await expect(revokeShareLink(bob, { id: link.id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await look(path)).status).toBe(200)
  })

  it('is not found by guessing, and goes on for whoever has it meanwhile', async () => {
    const { path } = await share(alice)
    const from = '203.0.113.9'
    const statuses = []
    for (let nth = 0; nth < 23; nth++) statuses.push((await look(`/s/${newCode()}`, { from })).status)
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(404))
    expect(statuses.at(-1)).toBe(429)
    expect((await look(path, { from })).status).toBe(200)
  })

  it('is looked at so often in a minute, from one address and from all', async () => {
    const { path } = await share(alice)
    await listen({ address: 3, link: 5 })
    const of = async (from: string) => (await look(path, { from })).status
    expect([await of('203.0.113.1'), await of('203.0.113.1'), await of('203.0.113.1'), await of('203.0.113.1')]).toEqual([
      200, 200, 200, 429,
    ])
    expect([await of('203.0.113.2'), await of('203.0.113.3'), await of('203.0.113.4')]).toEqual([200, 200, 429])
  })

  it('is only read', async () => {
    const { path } = await share(alice)
    for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await look(path, { method })).status).toBe(405)
    expect((await look(path, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(400)
    expect((await look('/s')).status).toBe(404)
  })

  it('counts who saw its figures, and nothing else', async () => {
    const { path, link } = await share(alice, { linkPassword: 'open sesame' })
    const seen = async () => {
      const rows = await deps.db.asDesk(alice.deskId, (tx) => listShareLinks(tx, alice.deskId))
      return rows.find(({ id }) => id === link.id)
    }
    const cookie = (await give(path, 'open sesame')).headers.get('set-cookie')?.split(';')[0] ?? ''
    await look(path)
    await look(path, { method: 'HEAD', headers: { cookie } })
    await look(`${path}/picture.png`, { headers: { cookie } })
    expect(await seen()).toMatchObject({ views: 0, lastViewedAt: null })
    await Promise.all([1, 2, 3].map(() => look(path, { headers: { cookie } })))
    expect(await seen()).toMatchObject({ views: 3, lastViewedAt: clock.now() })
  })
})

describe('a share link with a password', () => {
  const linkPassword = 'open sesame'

  it('tells nothing before it is given, not even its title', async () => {
    const account = await connect(alice, 'Main', [token('USDT', '1111')])
    await account.read()
    const { path } = await share(alice, { linkPassword })
    const asked = await look(path)
    expect(asked.status).toBe(401)
    expect(asked.text).not.toMatch(/Our book|1,?111|og:/)
    expect((await look(`${path}/picture.png`)).status).toBe(404)
    const wrong = await give(path, 'open says me')
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([403, null])
    expect(wrong.text).not.toMatch(/Our book|1,?111/)
    const right = await give(path, linkPassword)
    expect([right.status, right.headers.get('location')]).toEqual([303, path])
    const set = right.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/^__Host-.*; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/)
    const cookie = set.split(';')[0] ?? ''
    expect((await look(path, { headers: { cookie } })).text).toContain('$1,111.00')
    expect((await look(`${path}/picture.png`, { headers: { cookie } })).status).toBe(200)
  })

  it('takes what was given for it alone, for half a day, untouched', async () => {
    const [one, other] = [await share(alice, { linkPassword }), await share(alice, { linkPassword })]
    const cookie = (await give(one.path, linkPassword)).headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await look(one.path, { headers: { cookie } })).status).toBe(200)
    const moved = cookie.replace(one.link.id, other.link.id)
    expect((await look(other.path, { headers: { cookie: moved } })).status).toBe(401)
    const later = cookie.replace(/=(\d+)\./, (_, ends: string) => `=${Number(ends) + 60}.`)
    expect((await look(one.path, { headers: { cookie: later } })).status).toBe(401)
    expect((await look(one.path, { headers: { cookie: `other=1; ${cookie}` } })).status).toBe(200)
    clock.advance(43_200)
    expect((await look(one.path, { headers: { cookie } })).status).toBe(401)
  })

  it('is guessed slowly, from one address and from many', async () => {
    const { path } = await share(alice, { linkPassword })
    const from = '203.0.113.50'
    const statuses = []
    for (let nth = 0; nth < 7; nth++) statuses.push((await give(path, `guess ${nth}`, from)).status)
    expect(statuses.slice(0, 5)).toEqual(Array(5).fill(403))
    expect(statuses.at(-1)).toBe(429)
    // The right one is not looked at while the wait goes on.
    expect((await give(path, linkPassword, from)).status).toBe(429)
    expect((await give(path, linkPassword)).status).toBe(303)
    for (let nth = 0; nth < 30; nth++) await give(path, `guess ${nth}`)
    expect((await give(path, linkPassword)).status).toBe(429)
  })
})
