import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perp, token } from '../domain/holdings.testing'
import type { Holding } from '../domain/types'
import { refreshBalances } from '../services/balances/refresh'
import { authenticateToken } from '../services/tokens/authenticate'
import { createToken } from '../services/tokens/create'
import { handleRest } from './handle'
import { HummingbotClient, HummingbotError } from './hummingbot.testing'
import { operationsAt } from './operations'
import { checkAgainstDocument, testApi } from './testing'

/** What a client of hummingbot-api reads, and that nothing which is not known becomes a number in its sums. */

/** What an address holds only when it is written as something else. */
const OTHER = 'A desk/50 % of 1'

let api: Awaited<ReturnType<typeof testApi>>
let client: HummingbotClient
let limited: HummingbotClient
/** Names hold what no key does. */
const keyOf = (name: string) => `${name.replaceAll(/\W/g, '')}-key`
const fake = (name: string) => api.exchanges.accounts.get(keyOf(name))

async function connect(name: string, exchange: string, holdings: Holding[]) {
  api.clock.advance(1)
  const key = keyOf(name)
  api.exchanges.open(key, { holdings })
  const body = { name, exchange, api_key: key, api_secret: `${key}-secret` }
  expect((await api.call('POST', '/api/accounts/', { body })).status).toBe(201)
}

function clientOf(secret: string) {
  return new HummingbotClient('http://localhost/api/hummingbot', 'anybody', secret, async (request) => {
    const { pathname } = new URL(request.url)
    const operations = operationsAt(pathname)
    const response = await handleRest(api.deps, operations, request)
    const [operation] = operations
    const { status, headers } = response
    if (operation) checkAgainstDocument(request.method, operation.path, { status, headers, body: await response.clone().json() })
    return response
  })
}

const equity = async () => {
  const { body } = await api.call('GET', '/api/sor/get_cached_account_balance')
  return (body as { balances: { equity: number }[] }).balances.reduce((sum, { equity: own }) => sum + own, 0)
}

beforeAll(async () => {
  api = await testApi()
  api.exchanges.usd.set('BTC', '50000')
  await connect('Main', 'Bybit', [
    token('USDT', '1000', { marginBalance: '1100.5', wallet: 'unified' }),
    token('BTC', '0.5', { wallet: 'unified', available: '0.25' }),
    token('BTC', '0.5', { wallet: 'funding', available: '0.5' }),
    perp('ETH', '-2', '-4000', { wallet: 'unified' }),
  ])
  await connect(OTHER, 'Binance', [token('USDT', '-25'), perp('SOL', '3', '600', { equityOutsideTokens: '12.5' })])
  api.clock.advance(300)
  await refreshBalances(api.user, {})
  client = clientOf('owner')
})
afterAll(() => api.close())

describe('a client of hummingbot-api', () => {
  it('lists accounts, the exchange of each, and all exchanges', async () => {
    expect(await client.listAccounts()).toEqual(['Main', OTHER])
    expect(await client.listAccountCredentials('Main')).toEqual(['bybit'])
    expect(await client.listConnectors()).toEqual(expect.arrayContaining(['bybit', 'binance', 'okx']))
    await expect(client.listAccountCredentials('Nobody')).rejects.toThrow(new HummingbotError(404, 'No active account "Nobody".'))
  })

  it('finds an account whose name holds a slash', async () => {
    const path = `/api/hummingbot/accounts/${encodeURIComponent(OTHER)}/credentials`
    for (const spelt of [path, path.replace('%2F', '/'), `${path}/`]) {
      expect((await api.call('GET', spelt)).body, spelt).toEqual(['binance'])
    }
  })

  it('reads rows whose values come to equity, each coin once', async () => {
    const state = await client.getState()
    expect(state).toMatchObject({
      Main: {
        bybit: [
          { token: 'BTC', units: 1, price: 50_000, value: 50_000, available_units: 0.75, stale: false },
          { token: 'USDT', units: 1100.5, price: 1, value: 1100.5 },
        ],
      },
      [OTHER]: {
        binance: [
          { token: 'USDT', units: -25, value: -25 },
          { token: 'POSITIONS-USD', units: 12.5, price: 1, value: 12.5 },
        ],
      },
    })
    expect(Object.values(state.Main ?? {}).flat()).toHaveLength(2)
    expect(await client.getTotalValue()).toBeCloseTo(await equity(), 6)
    expect(await client.getTotalValue('Main')).toBe(51_100.5)
  })

  it('reads only what it names, and is told of names that are not there', async () => {
    expect(Object.keys(await client.getState(undefined, ['binance']))).toEqual([OTHER])
    expect(await client.getState(['Main'], ['binance'])).toEqual({})
    await expect(client.getState(['Main', 'Gone'])).rejects.toThrow('No active account "Gone".')
    await expect(client.getState(undefined, ['bybit_perpetuals'])).rejects.toThrow('No exchange "bybit_perpetuals".')
  })

  it('reads shares by token and by account', async () => {
    const whole = 51_100.5 - 12.5
    expect(await client.getDistribution()).toMatchObject({
      total_portfolio_value: whole,
      token_count: 3,
      distribution: [
        { token: 'BTC', total_value: 50_000, total_units: 1, accounts: { Main: { connectors: { bybit: { units: 1 } } } } },
        { token: 'USDT', total_value: 1075.5, accounts: { Main: { value: 1100.5 }, [OTHER]: { value: -25 } } },
        { token: 'POSITIONS-USD', total_value: 12.5 },
      ],
      tokens: { BTC: { value: 50_000, percentage: Number(((50_000 / whole) * 100).toFixed(4)) } },
      account_filter: 'all_accounts',
    })
    expect(await client.getDistribution(['Main'])).toMatchObject({ total_portfolio_value: 51_100.5, account_filter: 'Main' })
    expect(await client.getAccountsDistribution()).toMatchObject({
      total_portfolio_value: whole,
      account_count: 2,
      distribution: [
        { account: 'Main', total_value: 51_100.5 },
        { account: OTHER, total_value: -12.5 },
      ],
    })
  })

  it('reads positions page by page', async () => {
    const first = await client.getPositions({ limit: 1 })
    expect(first).toMatchObject({
      data: [{ account_name: 'Main', connector_name: 'bybit', trading_pair: 'ETH:PERP-USDT', side: 'SHORT', amount: -2 }],
      pagination: { limit: 1, has_more: true, total_count: 2 },
    })
    const { pagination } = first as { pagination: { next_cursor: string } }
    expect(await client.getPositions({ limit: 1, cursor: pagination.next_cursor })).toMatchObject({
      data: [{ trading_pair: 'SOL:PERP-USDT', side: 'LONG', amount: 3 }],
      pagination: { has_more: false, next_cursor: null },
    })
  })

  it('is refused what Ballast does not keep, in words that it shows', async () => {
    await expect(client.searchOrders()).rejects.toThrow(/There is nothing at \/api\/hummingbot\/trading\/orders\/search/)
  })

  it('reads only the accounts that its token is limited to', async () => {
    const [main] = (await api.call('GET', '/api/accounts/')).body as [{ id: string }]
    const { authenticate } = api.deps
    api.deps.authenticate = authenticateToken
    try {
      const { secret } = await createToken(api.user, { name: 'limited', scopes: ['read'], accountIds: [main.id] })
      limited = clientOf(secret)
      expect(await limited.listAccounts()).toEqual(['Main'])
      expect(await limited.getTotalValue()).toBe(51_100.5)
      expect(
        JSON.stringify([await limited.getDistribution(), await limited.getPositions(), await limited.getHistory()]),
      ).not.toMatch(/A desk|SOL/)
      await expect(limited.listAccountCredentials(OTHER)).rejects.toThrow('No active account')
    } finally {
      api.deps.authenticate = authenticate
    }
  })

  it.each([
    ['a token alone', 'owner'],
    ['a token as user', 'owner:'],
    ['a wrong one', 'owner:wrong'],
    ['nothing', ':'],
  ])('is not let in by %s', async (_what, pair) => {
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
    const answer = await api.call('GET', '/api/hummingbot/accounts/', { headers: { authorization } })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.not.stringMatching(/basic/i)])
  })

  it('is let in by password on its own routes alone', async () => {
    const authorization = `Basic ${Buffer.from('any:owner').toString('base64')}`
    expect((await api.call('GET', '/api/hummingbot/accounts/', { headers: { authorization } })).status).toBe(200)
    expect((await api.call('GET', '/api/accounts/', { headers: { authorization } })).status).toBe(401)
  })
})

describe('history', () => {
  it('has what each account was worth by then, the newest first, every page once', async () => {
    const times: string[] = []
    const totals: unknown[] = []
    let cursor: string | undefined
    const began = api.clock.now().getTime()
    for (let i = 0; i < 4; i++) {
      api.clock.advance(300)
      const main = fake('Main')
      if (main) main.holdings.holdings = [token('USDT', String(2000 + i))]
      await refreshBalances(api.user, {})
    }
    do {
      const { data, pagination } = (await client.getHistory({ limit: 2, ...(cursor !== undefined && { cursor }) })) as {
        data: { timestamp: string; state: Record<string, Record<string, { value: unknown }[]>> }[]
        pagination: { has_more: boolean; next_cursor: string | null }
      }
      for (const { timestamp, state } of data) {
        times.push(timestamp)
        totals.push(state.Main?.bybit?.map(({ value }) => value))
      }
      expect(pagination.has_more).toBe(pagination.next_cursor !== null)
      cursor = pagination.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(times).toEqual([...new Set(times)].sort().reverse())
    expect(totals.slice(0, 4)).toEqual([[2003], [2002], [2001], [2000]])
    expect(Date.parse(times[3] ?? '')).toBeGreaterThanOrEqual(began)
  })

  it('tells nothing from behind the moment that was asked for', async () => {
    // The last four readings are of five minutes each; the middle of one of them is asked for.
    const end = api.clock.now().getTime() - 450_000
    const { data } = (await client.getHistory({ end_time: end, limit: 1 })) as {
      data: { timestamp: string; state: Record<string, Record<string, { value: unknown }[]>> }[]
    }
    expect(Date.parse(data[0]?.timestamp ?? '')).toBeLessThanOrEqual(end)
    const day = (await client.getHistory({ interval: '1d', end_time: end, limit: 1 })) as { data: { timestamp: string }[] }
    for (const { timestamp } of day.data) expect(timestamp).toMatch(/T00:00:00/)
  })

  it('takes seconds as the client documents and milliseconds as the server does', async () => {
    const start = Math.floor(api.clock.now().getTime() / 1000) - 700
    const [seconds, milliseconds] = await Promise.all([
      client.getHistory({ start_time: start }),
      client.getHistory({ start_time: start * 1000 }),
    ])
    expect(seconds).toEqual(milliseconds)
    expect((seconds as { data: unknown[] }).data.length).toBeLessThan(5)
  })

  it('says that points which are asked for are not kept', async () => {
    await expect(client.getHistory({ interval: '2h' })).rejects.toThrow(/interval/)
    await expect(client.getHistory({ cursor: 'x' })).rejects.toThrow(/next_cursor/)
  })
})

describe('what is not known', () => {
  it('is no number in any sum: a coin without a price', async () => {
    const main = fake('Main')
    if (main) main.holdings.holdings = [token('USDT', '10'), token('SPAM', '7')]
    api.clock.advance(300)
    await refreshBalances(api.user, {})
    expect(await client.getState(['Main'])).toMatchObject({
      Main: {
        bybit: [
          { token: 'USDT', value: 10 },
          { token: 'SPAM', units: 7, price: 'unknown', value: 'unknown' },
        ],
      },
    })
    await expect(client.getTotalValue()).rejects.toThrow(TypeError)
    expect(await client.getDistribution()).toMatchObject({
      total_portfolio_value: 'unknown',
      distribution: expect.arrayContaining([
        expect.objectContaining({ token: 'SPAM', total_value: 'unknown', percentage: 'unknown' }),
      ]),
    })
    expect(await client.getAccountsDistribution()).toMatchObject({
      total_portfolio_value: 'unknown',
      distribution: [
        { total_value: expect.any(Number), percentage: 'unknown' },
        { account: 'Main', total_value: 'unknown' },
      ],
    })
    const { data } = (await client.getHistory({ limit: 1 })) as { data: { state: unknown }[] }
    expect(data[0]?.state).toMatchObject({ Main: { bybit: [{ value: 10 }, { token: '(not all known)', value: 'unknown' }] } })
  })

  it('is no number in any sum: a wallet that could not be read, and not one that was never opened', async () => {
    const main = fake('Main')
    if (main) {
      main.holdings.holdings = [token('USDT', '10')]
      main.holdings.notIncluded = [
        { wallet: 'earn', reason: 'The key may not read this wallet.' },
        { wallet: 'funding', reason: 'Never opened.', unopened: true },
      ]
    }
    api.clock.advance(300)
    await refreshBalances(api.user, {})
    expect((await client.getState(['Main'])).Main?.bybit).toEqual([
      expect.objectContaining({ token: 'USDT', value: 10 }),
      expect.objectContaining({ token: '(earn not read)', value: 'unknown', note: 'The key may not read this wallet.' }),
    ])
    await expect(client.getTotalValue()).rejects.toThrow(TypeError)
    // Nor does it look as if nothing were open there.
    const { data: open } = (await client.getPositions({ account_names: ['Main'] })) as { data: unknown[] }
    expect(open).toEqual([
      expect.objectContaining({ trading_pair: '(earn not read)', side: 'UNKNOWN', amount: 'unknown', stale: true }),
    ])
    if (main) main.holdings.notIncluded = []
  })

  it('is no number where an account cannot be read now, and stands as it was, and old, where that is asked for', async () => {
    const main = fake('Main')
    const { DomainError } = await import('../errors')
    if (main) main.failure = new DomainError('exchange_timeout', 'Bybit does not answer.')
    api.clock.advance(300)
    const live = await client.getState(undefined, undefined, true)
    expect(live.Main).toMatchObject({
      bybit: [{ token: '(not read)', value: 'unknown', as_of: null, note: 'Bybit does not answer.' }],
    })
    expect(live[OTHER]).toMatchObject({ binance: [{ value: -25, stale: false }, { value: 12.5 }] })
    expect((await client.getState(['Main'])).Main).toMatchObject({ bybit: [{ stale: true }, {}] })
    await expect(client.getState(['Main'], undefined, true)).rejects.toThrow(/Main: Bybit does not answer/)
  })
})
