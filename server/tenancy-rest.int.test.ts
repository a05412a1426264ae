import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { exportRows } from '@/db/queries/export'
import { updateUser } from '@/db/queries/users'
import { hashCode } from './auth/codes'
import { type ServiceContext, TOKEN_SCOPES, type TokenScope } from './context'
import { token } from './domain/holdings.testing'
import { OPERATIONS } from './rest/operations'
import { filledPath } from './rest/paths'
import { testApi } from './rest/testing'
import { archiveAccount } from './services/accounts/archive'
import { createAccount } from './services/accounts/create'
import { personOf } from './services/authorise'
import { refreshBalances } from './services/balances/refresh'
import { getEquityHistory } from './services/history/equity'
import { authenticateToken } from './services/tokens/authenticate'
import { createToken } from './services/tokens/create'
import { revokeToken } from './services/tokens/revoke'

/**
 * Every operation, in every spelling of its path, with another user's ids and names in every field, and with their tokens;
 * and the same with a token of one's own that is limited to other accounts than the one that is named.
 */

const NAME = 'Alices Desk'
const FIGURE = '777.125'
/** What is in the account that the limited token may see, and what both come to. */
const OPEN = { name: 'Open Desk', figure: '5.5', sum: '782.625' }
let api: Awaited<ReturnType<typeof testApi>>
let alice: ServiceContext
let accountId = ''
let full = ''
let owners = ''
let limited = ''
let openId = ''
const narrow = new Map<TokenScope, string>()
/** Tokens, and what was near one, that let nobody in. */
const dead = new Map<string, string>()
let asked = 0

beforeAll(async () => {
  api = await testApi()
  api.deps.authenticate = authenticateToken
  alice = await api.addUser('unused')
  const bob = await api.addUser('unused too')
  const fake = api.exchanges.open('alice-key', { holdings: [token('USDT', FIGURE)] })
  const credentials = { apiKey: 'alice-key', apiSecret: fake.secret }
  accountId = (await createAccount(alice, { name: NAME, exchange: 'bybit', credentials })).id
  const open = api.exchanges.open('open-key', { holdings: [token('USDT', OPEN.figure)] })
  const openKey = { apiKey: 'open-key', apiSecret: open.secret }
  openId = (await createAccount(alice, { name: OPEN.name, exchange: 'binance', credentials: openKey })).id
  await refreshBalances(alice, {})
  const make = async (ctx: ServiceContext, scopes: TokenScope[], expiresInDays?: number) =>
    createToken(ctx, { name: randomUUID(), scopes, expiresInDays })
  limited = (await createToken(alice, { name: 'limited', scopes: [...TOKEN_SCOPES], accountIds: [openId] })).secret
  full = (await make(bob, [...TOKEN_SCOPES])).secret
  for (const scope of TOKEN_SCOPES) {
    narrow.set(
      scope,
      (
        await make(
          bob,
          TOKEN_SCOPES.filter((other) => other !== scope),
        )
      ).secret,
    )
  }
  const live = await make(alice, [...TOKEN_SCOPES])
  owners = live.secret
  const revoked = await make(alice, [...TOKEN_SCOPES])
  await revokeToken(alice, { id: revoked.token.id })
  const gone = await api.addUser('gone')
  const disabled = await make(gone, [...TOKEN_SCOPES])
  await api.deps.db.asSystem((tx) => updateUser(tx, personOf(gone), { disabledAt: api.clock.now() }))
  const expired = await make(alice, [...TOKEN_SCOPES], 1)
  api.clock.advance(86_401)
  for (const [what, text] of Object.entries({
    ...{ revoked: revoked.secret, expired: expired.secret, disabled: disabled.secret, 'made up': `${full.slice(0, -6)}abcdef` },
    ...{ 'an id': live.token.id, 'a hash': hashCode(live.secret), 'a beginning': live.token.prefix, 'a user': alice.deskId },
    ...{ 'an account': accountId, 'too long': live.secret + 'x'.repeat(300), 'another case': live.secret.toUpperCase() },
  })) {
    dead.set(what, text)
  }
})
afterAll(async () => {
  console.log(`REST walk: ${asked} requests with another user's ids, names and tokens`)
  await api.close()
})

interface Named {
  id: string
  name: string
}

/** All ways in which a thing could be named in one field. */
const namings = (named: Named): unknown[] => [
  ...[named.id, named.id.toUpperCase(), named.name, named.name.toLowerCase(), ` ${named.name} `],
  ...[[named.id], [named.name], `${named.name},${named.id}`, [named.id, named.name]],
]

const address = () => `198.${18 + (asked >> 12)}.${(asked >> 4) & 255}.7`

/** As they stand in a path. */
const textsOf = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))

async function ask(operation: (typeof OPERATIONS)[number], path: string, values: Record<string, unknown>, secret: string | null) {
  asked += 1
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item))
  }
  // Wrong keys are counted against whoever tries them: not what is looked at here.
  await api.deps.db.asSystem((tx) => tx.execute(`delete from attempts where key like 'try_key:%'`))
  const { status, body } = await api.call(operation.method, operation.params ? filledPath(path, textsOf(values)) : path, {
    token: secret,
    headers: { 'x-forwarded-for': address() },
    ...(operation.params ? {} : operation.body ? { body: values } : { query: query.toString() }),
  })
  return { status, text: JSON.stringify(body ?? null) }
}

/** All that is stored of alice; @param of what of it: rows that name this account */
async function stored(of = ''): Promise<string> {
  // Calls with tokens are written five seconds after they were made: those of hers, of the tests before, would come in between two looks.
  await api.deps.tokenUses?.write()
  const rows: string[] = []
  await exportRows(api.deps.db, { deskId: alice.deskId, userId: personOf(alice) }, async (_table, texts) => {
    rows.push(...texts.filter((row) => row.includes(of)).sort())
  })
  return rows.join('\n')
}

const spellings = (path: string) => {
  const plain = path.replace(/\/+$/, '')
  return [plain, `${plain}/`]
}

const cases = OPERATIONS.flatMap((operation) =>
  [operation.path, ...(operation.aliases ?? [])]
    .flatMap(spellings)
    .map((path) => [`${operation.method} ${path}`, operation, path] as const),
)

describe('another user’s things', () => {
  it('are there, for their owner', async () => {
    const answer = await api.call('GET', '/api/balances/', { token: owners })
    expect(JSON.stringify(answer.body)).toContain(FIGURE)
  })

  it.each(cases)('%s neither shows, changes nor betrays them', async (_name, operation, path) => {
    await walk(operation, path, full, () => stored())
  })

  it.each(cases)(
    '%s is no other for a token of their owner that is limited to other accounts',
    async (_name, operation, path) => {
      await walk(operation, path, limited, () => stored(accountId))
    },
  )

  it('are not in the sums that a limited token gets, and what it refreshes is in those of its owner', async () => {
    api.clock.advance(300)
    const refreshed = await api.call('POST', '/api/accounts/refresh/', { token: limited, body: {} })
    expect(refreshed.body).toMatchObject({ results: [{ account_name: OPEN.name }] })
    const total = async (ctx: ServiceContext) => {
      const { series } = await getEquityHistory(ctx, { range: '24h', groupBy: 'total', maxPoints: 300 })
      return series[0]?.points.at(-1)?.close
    }
    expect(await total(alice)).toBe(OPEN.sum)
    expect(await total({ ...alice, db: alice.db.limitedTo([openId]) })).toBe(OPEN.figure)
    const accounts = await api.call('GET', '/api/accounts/', { token: limited })
    expect(accounts.body).toMatchObject([{ id: openId }])
    expect(await api.call('GET', '/api/accounts/', { token: owners }).then(({ body }) => body)).toHaveLength(2)
  })

  it('that come later are not in a limited token', async () => {
    const later = api.exchanges.open('later-key', { holdings: [token('USDT', '1')] })
    const credentials = { apiKey: 'later-key', apiSecret: later.secret }
    const { id } = await createAccount(alice, { name: 'Later Desk', exchange: 'binance', credentials })
    const { body } = await api.call('GET', '/api/accounts/', { token: limited })
    expect(body).toMatchObject([{ id: openId }])
    await archiveAccount(alice, { id })
  })

  it('are neither made nor named by a limited token', async () => {
    const credentials = { exchange: 'binance', api_key: 'open-key', api_secret: 'x' }
    for (const [method, body] of [
      ['POST', { name: 'New', ...credentials }],
      ['PUT', { id: openId, name: NAME }],
      ['PUT', { id: openId, api_key: 'alice-key', api_secret: 'x' }],
    ] as const) {
      const answer = await api.call(method, '/api/accounts/', { token: limited, body })
      expect([answer.status, answer.body]).toEqual([403, expect.objectContaining({ code: 'forbidden' })])
    }
  })

  async function walk(operation: (typeof OPERATIONS)[number], path: string, secret: string, kept: () => Promise<string>) {
    const schema = operation.params ?? operation.body ?? operation.query
    const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
    const before = await kept()
    const example = operation.example.params ?? operation.example.body ?? operation.example.query ?? {}
    const nothing: Named = { id: randomUUID(), name: 'Nobodys Desk' }
    const inputs = (named: Named) => [
      {},
      ...fields.flatMap((field) => namings(named).flatMap((value) => [{ [field]: value }, { ...example, [field]: value }])),
    ]
    const [theirs, nobodys] = [inputs({ id: accountId, name: NAME }), inputs(nothing)]
    const same = (text: string) =>
      text
        .replace(/alices desk|nobodys desk/gi, '<name>')
        .replaceAll(new RegExp(`${accountId}|${nothing.id}`, 'gi'), '<id>')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '~')
    for (const [i, input] of theirs.entries()) {
      const answer = await ask(operation, path, input, secret)
      const other = await ask(operation, path, nobodys[i] ?? {}, secret)
      expect(`${answer.status} ${same(answer.text)}`, JSON.stringify(input)).toBe(`${other.status} ${same(other.text)}`)
      expect(answer.text).not.toMatch(/777\.12|782\.6|alice-/)
      expect(answer.status).toBeLessThan(500)
    }
    expect(await kept()).toBe(before)
  }

  it.each(cases)('%s lets nobody in by what is no token, and no token do more than it may', async (_name, operation, path) => {
    const values = operation.example.params ?? operation.example.body ?? operation.example.query ?? {}
    const unknown = await ask(operation, path, values, `bal_${'x'.repeat(40)}`)
    expect(unknown.status).toBe(401)
    for (const [what, secret] of dead) {
      expect(await ask(operation, path, { ...values, id: accountId, name: NAME }, secret), what).toEqual(unknown)
    }
    expect((await ask(operation, path, values, null)).status).toBe(401)
    const small = narrow.get(operation.scope) ?? ''
    const refused = await ask(operation, path, { ...values, id: accountId, name: NAME }, small)
    expect([refused.status, refused]).toEqual([403, await ask(operation, path, { id: randomUUID() }, small)])
  })
})
