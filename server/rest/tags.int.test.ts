import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { perp, token } from '../domain/holdings.testing'
import { createTagSchema } from '../schemas/tags'
import { createAccount } from '../services/accounts/create'
import { refreshBalances } from '../services/balances/refresh'
import { createTag } from '../services/tags/manage'
import { authenticateToken } from '../services/tokens/authenticate'
import { createToken } from '../services/tokens/create'
import { testApi } from './testing'

/** What belongs to a tag, wherever an operation may be narrowed to it, and what is refused where it is not known of parts. */

let api: Awaited<ReturnType<typeof testApi>>
const ids = new Map<string, string>()

const answered = async (path: string, query: Record<string, string> = {}) => {
  const answer = await api.call('GET', path, { query: new URLSearchParams(query).toString() })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

beforeAll(async () => {
  api = await testApi()
  const held = {
    One: [token('USDT', '1000'), perp('ETH', '-1', '-2000', { unrealizedProfit: '5' }), token('ETH', '1')],
    Two: [token('USDT', '7'), perp('BTC', '0.1', '5000', { unrealizedProfit: '1' })],
  }
  api.exchanges.usd.set('ETH', '2000')
  for (const [name, holdings] of Object.entries(held)) {
    api.clock.advance(1)
    const { secret } = api.exchanges.open(`${name}-key`, { holdings })
    const credentials = { apiKey: `${name}-key`, apiSecret: secret }
    ids.set(name, (await createAccount(api.user, { name, exchange: 'bybit', credentials })).id)
  }
  await refreshBalances(api.user, {})
  for (const tag of [
    { name: 'Carry', rules: [{ coin: 'ETH' }] },
    { name: 'Fund', kind: 'fund', rules: [{ accountId: ids.get('One') }] },
    { name: 'Nothing', kind: 'person' },
  ]) {
    api.clock.advance(1)
    await createTag(api.user, createTagSchema.parse(tag))
  }
})
afterAll(() => api.close())

describe('tags over REST', () => {
  it('are listed with what they contribute, and what belongs to none', async () => {
    const { tags, untagged } = z
      .object({ tags: z.array(z.looseObject({ name: z.string() })), untagged: z.array(z.unknown()) })
      .parse(await answered('/api/tags/', { decimals: 'string' }))
    expect(tags).toMatchObject([
      { name: 'Carry', kind: 'strategy', of_whole_accounts: false, gross: '4000', net: '0', positions: 1, accounts: 1 },
      { name: 'Fund', kind: 'fund', of_whole_accounts: true, rules: [{ account_id: ids.get('One'), coin: null, market: null }] },
      { name: 'Nothing', equity: null, accounts: 0 },
    ])
    expect(untagged).toHaveLength(3)
  })

  it('tell what each earned, or of which account it cannot be told and why', async () => {
    const { tags } = z.object({ tags: z.array(z.unknown()) }).parse(await answered('/api/tags/gain/', { tag: 'Carry,Nothing' }))
    expect(tags).toMatchObject([
      { name: 'Carry', gain: null, parts: null, contribution: null, at_work: null },
      { name: 'Nothing', gain: null, accounts: 0, reasons: [] },
    ])
    const [carry] = z
      .array(z.object({ reasons: z.array(z.object({ account_name: z.string(), reason: z.string() })) }))
      .parse(tags)
    // Read once so far.
    expect(carry?.reasons.map(({ account_name, reason }) => [account_name, reason])).toEqual([
      ['One', 'What it held is not known at two readings of that time.'],
      ['Two', 'What it held is not known at two readings of that time.'],
    ])
    expect((await api.call('GET', '/api/tags/gain/', { query: 'tag=None+such' })).status).toBe(404)
  })

  it('narrow positions, exposure and balances to what belongs to any of them', async () => {
    const positions = z.object({ positions: z.array(z.looseObject({ symbol: z.string() })), count: z.number() })
    const symbols = async (tag: string) =>
      positions.parse(await answered('/api/positions/', { tag })).positions.map(({ symbol }) => symbol)
    expect(await symbols('carry')).toEqual(['ETH:PERP-USDT'])
    expect(await symbols('Fund,Carry')).toEqual(['ETH:PERP-USDT'])
    expect(await symbols('Nothing')).toEqual([])
    expect(positions.parse(await answered('/api/positions/')).count).toBe(2)
    expect(await answered('/api/exposure/', { tag: 'Carry' })).toMatchObject({
      ...{ gross: 4000, net: 0 },
      coins: [{ coin: 'ETH', spot: 2000, positions: -2000 }],
    })
    expect(await answered('/api/exposure/', { tag: 'Nothing' })).toMatchObject({ coins: [] })
    const balances = z.record(z.string(), z.looseObject({ assets: z.array(z.looseObject({ symbol: z.string() })) }))
    const live = balances.parse(await answered('/api/balances/', { tag: 'Carry' }))
    expect(live.One?.assets.map(({ symbol }) => symbol).sort()).toEqual(['ETH', 'ETH:PERP-USDT'])
    expect(live.Two?.assets).toEqual([])
    expect(Object.keys(balances.parse(await answered('/api/balances/', { tag: 'Fund' })))).toEqual(['One'])
  })

  it('narrow cached balances, history and returns to whole accounts, and are refused where they take parts', async () => {
    expect(await answered('/api/sor/get_cached_account_balance', { tag: 'Fund' })).toMatchObject({
      balances: [{ account_name: 'One' }],
    })
    expect(await answered('/api/sor/get_cached_account_balance', { tag: 'Nothing' })).toEqual({ balances: [], errors: [] })
    expect(await answered('/api/history/equity', { tag: 'Fund' })).toMatchObject({ series: [{ account_name: 'One' }] })
    expect(await answered('/api/history/equity', { tag: 'Nothing' })).toMatchObject({ series: [] })
    expect(await answered('/api/performance/', { tag: 'Fund', group_by: 'account' })).toMatchObject({
      groups: [{ label: 'One' }],
    })
    for (const path of ['/api/sor/get_cached_account_balance', '/api/history/equity', '/api/performance/', '/api/flows/']) {
      const { status, body } = await api.call('GET', path, { query: 'tag=Carry' })
      expect([path, status]).toEqual([path, 400])
      expect(body).toMatchObject({ code: 'bad_request', fields: { tag: expect.stringContaining('"Carry" takes parts') } })
    }
  })

  it('are nobody else’s: a stranger’s name is none, and a token for some accounts sees none at all', async () => {
    const stranger = await api.addUser('stranger')
    await createTag(stranger, createTagSchema.parse({ name: 'Secret', rules: [{ coin: 'ETH' }] }))
    for (const path of ['/api/positions/', '/api/exposure/', '/api/balances/', '/api/history/equity', '/api/performance/']) {
      expect((await api.call('GET', path, { query: 'tag=Secret' })).body).toMatchObject({
        ...{ code: 'not_found', error: 'No tag "Secret".' },
      })
    }
    const { secret } = await createToken(api.user, { name: 'limited', scopes: ['read'], accountIds: [ids.get('One') ?? ''] })
    api.deps.authenticate = authenticateToken
    for (const query of ['/api/tags/', '/api/positions/?tag=Fund', '/api/balances/?tag=Fund']) {
      const [path = '', search] = query.split('?')
      const { status } = await api.call('GET', path, { token: secret, ...(search && { query: search }) })
      expect([query, status]).toEqual([query, 403])
    }
  })
})
