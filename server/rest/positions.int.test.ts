import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { perp, token } from '../domain/holdings.testing'
import { refreshBalances } from '../services/balances/refresh'
import { testApi } from './testing'

/** Positions, exposure, cursors, moments of the past, and amounts as strings, over accounts that go on being read. */

let api: Awaited<ReturnType<typeof testApi>>
const ids = new Map<string, string>()

const created = z.object({ id: z.string() })
const page = z.object({
  positions: z.array(z.looseObject({ account_name: z.string(), symbol: z.string(), size: z.unknown(), as_of: z.string() })),
  count: z.number(),
  next: z.string().nullable(),
})

async function connect(name: string, holdings: ReturnType<typeof perp>[]) {
  api.clock.advance(1)
  api.exchanges.open(`${name}-key`, { holdings })
  const body = { name, exchange: 'Bybit', api_key: `${name}-key`, api_secret: `${name}-key-secret` }
  const answer = await api.call('POST', '/api/accounts/', { body })
  ids.set(name, created.parse(answer.body).id)
}

const list = async (query: Record<string, string>) => {
  const answer = await api.call('GET', '/api/positions/', { query: new URLSearchParams(query).toString() })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return page.parse(answer.body)
}

const held = (coin: string, size: string, usd: string) => perp(coin, size, usd)

beforeAll(async () => {
  api = await testApi()
  for (const [at, name] of ['One', 'Two', 'Three'].entries()) {
    await connect(
      name,
      Array.from({ length: 5 }, (_, i) => held(`C${at}${i}`, '1', String(100 + at * 10 + i))),
    )
  }
  await refreshBalances(api.user, {})
})
afterAll(() => api.close())

describe('positions', () => {
  it('come page by page, each once, though every account is read again between two pages', async () => {
    const seen: string[] = []
    let after: string | undefined
    for (;;) {
      const { positions, count, next } = await list({ limit: '4', ...(after && { after }) })
      expect(count).toBe(15)
      seen.push(...positions.map(({ account_name, symbol }) => `${account_name} ${symbol}`))
      if (next === null) break
      after = next
      api.clock.advance(60)
      for (const name of ids.keys()) {
        // What was the smallest is the largest now, and some are gone.
        api.exchanges.open(`${name}-key`, { holdings: [held('NEW', '1', '9999'), held('C00', '3', '5000')] })
      }
      await refreshBalances(api.user, {})
    }
    expect(new Set(seen).size).toBe(15)
    expect(seen).toHaveLength(15)
    expect((await list({})).count).toBe(6)
  })

  it('say that their book is gone where an account was renamed since', async () => {
    const { next } = await list({ limit: '1' })
    await api.call('PUT', '/api/accounts/', { body: { id: ids.get('Three'), name: 'Third' } })
    const answer = await api.call('GET', '/api/positions/', {
      query: new URLSearchParams({ limit: '1', after: next ?? '' }).toString(),
    })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'conflict', fields: { after: expect.stringContaining('Begin again') } })
    await api.call('PUT', '/api/accounts/', { body: { id: ids.get('Three'), name: 'Three' } })
  })

  it.each(['x', '', 'WyI1OjM6IiwiYSIsMF0', ...['0:1:', '5:3:', '3:5:9', '3:5:4,3', '3:5:,', '1:1:'].map(cursor)])(
    'take no cursor that is none: %j',
    async (after) => {
      const answer = await api.call('GET', '/api/positions/', { query: new URLSearchParams({ after }).toString() })
      expect([400, 409]).toContain(answer.status)
    },
  )

  it('are those of the accounts that are named, and an unknown one is refused', async () => {
    const { positions } = await list({ account_names: 'One,Two' })
    expect(new Set(positions.map(({ account_name }) => account_name))).toEqual(new Set(['One', 'Two']))
    expect((await api.call('GET', '/api/positions/', { query: 'account_names=Nobody' })).status).toBe(404)
  })
})

describe('a moment of the past', () => {
  it('is answered from what was stored then: positions, exposure, cached balances', async () => {
    const then = api.clock.now()
    api.exchanges.open('One-key', { holdings: [held('ETH', '2', '4000'), token('ETH', '-1'), token('USDT', '10')] })
    api.exchanges.usd.set('ETH', '2000')
    api.clock.advance(600)
    await refreshBalances(api.user, {})
    const past = { as_of: then.toISOString(), account_names: 'One' }
    expect((await list(past)).positions.map(({ symbol }) => symbol)).toEqual(['NEW:PERP-USDT', 'C00:PERP-USDT'])
    expect((await list({ account_names: 'One' })).positions).toMatchObject([{ symbol: 'ETH:PERP-USDT', size: 2 }])

    const ask = async (path: string, query: Record<string, string>) =>
      (await api.call('GET', path, { query: new URLSearchParams(query).toString() })).body
    expect(await ask('/api/exposure/', { account_names: 'One' })).toMatchObject({
      gross_bound: 'exact',
      coins: [{ coin: 'ETH', long: 4000, short: -2000, net: 2000, gross: 6000, hedged: 2000, drift: 0.333333, partial: false }],
      errors: [],
    })
    expect(await ask('/api/exposure/', past)).toMatchObject({ coins: [{ coin: 'NEW' }, { coin: 'C00' }] })
    expect(await ask('/api/sor/get_cached_account_balance', past)).toMatchObject({
      balances: [
        { account_name: 'One', age_seconds: 0, stale: false, assets: [{ symbol: 'NEW:PERP-USDT' }, { symbol: 'C00:PERP-USDT' }] },
      ],
    })
  })

  it('says of which accounts nothing is kept, and refuses one that has not come', async () => {
    const long = new Date(api.clock.now().getTime() + 3 * 86_400_000)
    const before = api.clock.now()
    api.clock.advance(3 * 86_400)
    await refreshBalances(api.user, {})
    const answer = await api.call('GET', '/api/positions/', { query: `as_of=${before.toISOString()}` })
    expect(answer.body).toMatchObject({
      positions: [],
      gross: null,
      gross_bound: 'at_least',
      notional_bound: 'uncertain',
      left_out: { count: 3 },
      errors: ['One', 'Two', 'Three'].map((account_name) => ({ account_name, code: 'not_kept' })),
    })
    const exposure = await api.call('GET', '/api/exposure/', { query: `as_of=${before.toISOString()}` })
    expect(exposure.body).toMatchObject({ gross: null, gross_bound: 'at_least', coins: [], left_out: { count: 3 } })
    const future = new Date(long.getTime() + 3_600_000).toISOString()
    const refused = await api.call('GET', '/api/exposure/', { query: `as_of=${future}` })
    expect(refused.body).toMatchObject({ code: 'bad_request', fields: { as_of: 'This moment has not come yet.' } })
  })

  it('has the accounts that were connected then, whatever became of them', async () => {
    const then = api.clock.now()
    api.clock.advance(60)
    await connect('Later', [held('BTC', '1', '7')])
    await api.call('DELETE', '/api/accounts/', { body: { name: 'Two' } })
    const names = new Set((await list({ as_of: then.toISOString() })).positions.map(({ account_name }) => account_name))
    expect(names).toEqual(new Set(['One', 'Two', 'Three']))
    expect(new Set((await list({})).positions.map(({ account_name }) => account_name))).not.toContain('Two')
  })
})

describe('lists that were there before', () => {
  it('answer as before without a limit, and page by page with one', async () => {
    const all = await api.call('GET', '/api/accounts/', { query: 'include_archived=true' })
    expect(all.headers.get('link')).toBeNull()
    const names: string[] = []
    let path: string | null = '/api/accounts/?include_archived=true&limit=3'
    while (path !== null) {
      const [where = '', query = ''] = path.split('?')
      const answer = await api.call('GET', where, { query })
      names.push(
        ...z
          .array(z.looseObject({ name: z.string() }))
          .parse(answer.body)
          .map(({ name }) => name),
      )
      path = /<(.+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null
    }
    expect(names).toEqual(
      z
        .array(z.looseObject({ name: z.string() }))
        .parse(all.body)
        .map(({ name }) => name),
    )
  })

  it('cached balances: `next` only where a limit is sent, and an ETag of each page', async () => {
    const path = '/api/sor/get_cached_account_balance'
    expect((await api.call('GET', path)).body).not.toHaveProperty('next')
    const first = await api.call('GET', path, { query: 'limit=1' })
    expect(first.body).toMatchObject({ balances: [{ account_name: 'One' }], next: expect.any(String) })
    const same = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await api.call('GET', path, { query: 'limit=1', headers: same })).status).toBe(304)
    const { next } = z.object({ next: z.string() }).parse(first.body)
    expect((await api.call('GET', path, { query: `limit=1&after=${next}` })).body).toMatchObject({
      balances: [{ account_name: 'Three' }],
    })
  })
})

describe('amounts', () => {
  const amounts = z.object({ balances: z.array(z.looseObject({ assets: z.array(z.record(z.string(), z.unknown())) })) })

  it('are decimal strings where they are asked for, every digit, the same figures as the numbers', async () => {
    api.exchanges.open('One-key', { holdings: [token('USDT', '12345678901.123456789012345678')] })
    api.clock.advance(60)
    const live = await api.call('GET', '/api/balances/', { query: 'account_names=One&decimals=string' })
    expect(live.body).toMatchObject({
      One: { equity: expect.any(String), assets: [{ symbol: 'USDT', size: '12345678901.123456789012345678', leverage: null }] },
    })
    const read = async (query: string) =>
      amounts.parse((await api.call('GET', '/api/sor/get_cached_account_balance', { query: `account_names=One${query}` })).body)
    const [text] = (await read('&decimals=string')).balances[0]?.assets ?? []
    const [number] = (await read('')).balances[0]?.assets ?? []
    expect(text).toMatchObject({ size: '12345678901.123456789012345678', price: '1', asset_type: 'token' })
    for (const [field, value] of Object.entries(number ?? {})) {
      expect(typeof value === 'number' ? Number(text?.[field]) : text?.[field], field).toBe(value)
    }
  })

  it('live ones carry the same fields as cached ones', async () => {
    const live = z.record(z.string(), z.looseObject({ assets: z.array(z.record(z.string(), z.unknown())) }))
    const { One } = live.parse((await api.call('GET', '/api/balances/', { query: 'account_names=One' })).body)
    const [cached] = amounts.parse(
      (await api.call('GET', '/api/sor/get_cached_account_balance', { query: 'account_names=One' })).body,
    ).balances
    expect(new Set([...Object.keys(One ?? {}), 'account_name'])).toEqual(new Set(Object.keys(cached ?? {})))
    expect(Object.keys(One?.assets[0] ?? {}).sort()).toEqual(Object.keys(cached?.assets[0] ?? {}).sort())
  })

  it('are numbers for every other word, which is refused', async () => {
    expect((await api.call('GET', '/api/balances/', { query: 'decimals=text' })).body).toMatchObject({
      fields: { decimals: 'Must be number or string.' },
    })
    expect((await api.call('GET', '/api/exchanges/', { query: 'decimals=string' })).status).toBe(400)
  })
})

describe('what is not there is said', () => {
  it('an unknown parameter is refused before anything is read', async () => {
    const asked = api.exchanges.calls.length
    const answer = await api.call('GET', '/api/balances/', { query: 'exchange=Bybit' })
    expect(answer.body).toMatchObject({ code: 'bad_request', fields: { exchange: 'Did you mean exchange_names?' } })
    expect(api.exchanges.calls).toHaveLength(asked)
  })

  it('a resolution that is no longer kept is not replaced by another', async () => {
    const start = new Date(api.clock.now().getTime() - 60 * 86_400_000).toISOString()
    const answer = await api.call('GET', '/api/history/equity', { query: `resolution=5m&start_time=${start}` })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ fields: { resolution: expect.stringContaining('are of 1h') } })
    expect((await api.call('GET', '/api/history/equity', { query: `resolution=1h&start_time=${start}` })).body).toMatchObject({
      resolution_seconds: 3600,
    })
  })

  it('what a token is, it is told', async () => {
    await api.addToken('reader', ['read'])
    const { body } = await api.call('GET', '/api/me/', { token: 'reader' })
    expect(body).toMatchObject({ user_id: api.user.deskId, token: { name: 'reader', scopes: ['read'], expires_at: null } })
    expect(JSON.stringify(body)).not.toContain('@')
  })
})

function cursor(seen: string): string {
  return Buffer.from(JSON.stringify([seen, '0'.repeat(32), 0])).toString('base64url')
}
