import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { perp, token } from '../domain/holdings.testing'
import { archiveAccount } from '../services/accounts/archive'
import { addChannel } from '../services/alerts/channels'
import { tickAlerts } from '../services/alerts/tick'
import { refreshBalances } from '../services/balances/refresh'
import { testApi } from './testing'

/** Lists that are paged by a link, and exposure by `next`. */

let api: Awaited<ReturnType<typeof testApi>>
const NAMES = ['One', 'Two', 'Three']
const ids = new Map<string, string>()
const list = z.array(z.record(z.string(), z.unknown()))

beforeAll(async () => {
  api = await testApi()
  for (const [at, name] of NAMES.entries()) {
    api.clock.advance(1)
    // Near to liquidation, each at another distance: each fires.
    const near = { markPrice: '100', liquidationPrice: String(97 - at) }
    api.exchanges.open(`${name}-key`, { holdings: [token('USDT', '1000'), perp(`C${at}`, '1', String(100 + at), near)] })
    const body = { name, exchange: 'Bybit', api_key: `${name}-key`, api_secret: `${name}-key-secret` }
    const made = await api.call('POST', '/api/accounts/', { body })
    ids.set(name, z.object({ id: z.string() }).parse(made.body).id)
  }
  await refreshBalances(api.user, {})
  for (const name of ['Desk', 'Phone', 'Night']) {
    await addChannel(api.user, { kind: 'webhook', name, settings: { url: 'https://hooks.example.com/in' } })
  }
  // Rules that everybody begins with; all of what is near fires.
  await api.call('GET', '/api/alerts/rules/')
  api.clock.advance(60)
  await refreshBalances(api.user, {})
  await tickAlerts(api.deps, new AbortController().signal)
})
afterAll(() => api.close())

const ask = async (path: string, query: Record<string, string> = {}) => {
  const answer = await api.call('GET', path, { query: new URLSearchParams(query).toString() })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer
}

/** All pages as a client comes by them: by the link of each to the next. */
async function pages(path: string, query: Record<string, string>): Promise<Record<string, unknown>[][]> {
  const found: Record<string, unknown>[][] = []
  let next: string | null = `${path}?${new URLSearchParams(query)}`
  while (next !== null) {
    const [where = '', parameters = ''] = next.split('?')
    const answer = await api.call('GET', where, { query: parameters })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    found.push(list.parse(answer.body))
    next = /<(.+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null
  }
  return found
}

describe.each([
  ['/api/alerts/', () => ({})],
  ['/api/alerts/rules/', () => ({})],
  ['/api/alerts/channels/', () => ({})],
  ['/api/exchanges/', () => ({})],
  ['/api/accounts/activity/', () => ({ id: ids.get('One') ?? '' })],
] as const)('%s', (path, own) => {
  it('answers as before without a limit, and page by page with one: the same things, each once', async () => {
    const query = { ...own() }
    const whole = await ask(path, query)
    expect(whole.headers.get('link')).toBeNull()
    const all = list.parse(whole.body)
    expect(all.length).toBeGreaterThan(1)
    for (const limit of [1, 2, all.length]) {
      const found = await pages(path, { ...query, limit: String(limit) })
      expect(found.map(({ length }) => length).slice(0, -1)).toEqual(Array(Math.ceil(all.length / limit) - 1).fill(limit))
      const told = found.flat()
      expect(told).toHaveLength(all.length)
      expect(told).toEqual(expect.arrayContaining(all))
    }
  })

  it.each(['made up', 'W10', Buffer.from('["x",{}]').toString('base64url'), Buffer.from('[[1]]').toString('base64url')])(
    'refuses %j as no place of a page, at its field',
    async (after) => {
      const query = new URLSearchParams({ ...own(), limit: '1', after }).toString()
      const answer = await api.call('GET', path, { query })
      expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ fields: { after: expect.any(String) } })])
    },
  )

  it('takes no limit that is none', async () => {
    for (const limit of ['0', '1001', 'all', '-1']) {
      const answer = await api.call('GET', path, { query: new URLSearchParams({ ...own(), limit }).toString() })
      expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ fields: { limit: expect.any(String) } })])
    }
  })
})

describe('exposure', () => {
  const exposure = z.looseObject({
    coins: z.array(z.looseObject({ coin: z.string(), gross: z.number() })),
    gross: z.number(),
    next: z.string().nullable().optional(),
  })
  const read = async (query: Record<string, string> = {}) => exposure.parse((await ask('/api/exposure/', query)).body)

  it('answers as before without a limit; with one coin by coin, sums over all, of the book that the first page saw', async () => {
    const whole = await read()
    expect(whole).not.toHaveProperty('next')
    expect(whole.coins.map(({ coin }) => coin)).toEqual(['C2', 'C1', 'C0'])
    const told: unknown[] = []
    let after: string | undefined
    for (;;) {
      const page = await read({ limit: '1', ...(after && { after }) })
      expect(page.gross).toBe(whole.gross)
      told.push(...page.coins)
      if (!page.next) break
      after = page.next
      // Everything is read anew between two pages, and what was the smallest is the largest.
      api.clock.advance(60)
      for (const [at, name] of NAMES.entries())
        api.exchanges.open(`${name}-key`, { holdings: [perp(`C${at}`, '1', String(900 - at))] })
      await refreshBalances(api.user, {})
    }
    expect(told).toEqual(whole.coins)
    expect((await read()).coins.map(({ coin }) => coin)).toEqual(['C0', 'C1', 'C2'])
  })

  it('says that the book is gone where an account of it was archived', async () => {
    const { next } = await read({ limit: '2' })
    await archiveAccount(api.user, { id: ids.get('Three') ?? '' })
    const answer = await api.call('GET', '/api/exposure/', { query: `limit=2&after=${next}` })
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ fields: { after: expect.any(String) } })])
  })
})
