import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SAMPLE_BINANCE_BTC, SAMPLE_BINANCE_USDT, SAMPLE_BYBIT_ETH, SAMPLE_BYBIT_USDT } from '../contract-sample'
import { perp, token } from '../domain/holdings.testing'
import { DomainError } from '../errors'
import type { FakeAccount } from '../exchanges/testing'
import { testApi } from './testing'

let api: Awaited<ReturnType<typeof testApi>>
let desk: FakeAccount

/** The holdings behind the contract's sample, and as much beside them as its percentages tell. */
const ACCOUNT_ABC = [
  perp('ETH', '1.69', '3051.5284', {
    wallet: 'unified',
    unrealizedProfit: '24.6772',
    initialMargin: '306.80066534',
    maintMargin: '16.90546734',
    marginBalance: '298.90609459',
    leverage: '10',
    markPrice: '1805.63810650887573964497',
    marginMode: 'cross',
    side: 'long',
  }),
  perp('DOGE', '-250', '-16.6757', { wallet: 'unified', side: 'short' }),
  token('USDT', '275.56989474', {
    wallet: 'unified',
    unrealizedProfit: '23.33619985',
    initialMargin: '308.47710954',
    maintMargin: '17.08121552',
    marginBalance: '298.90609459',
  }),
  token('USDC', '61.52930', { wallet: 'unified' }),
]

const ACCOUNT_123 = [
  token('USDT', '1414.06039641', {
    wallet: 'perp',
    unrealizedProfit: '11.02638782',
    initialMargin: '155.72429442',
    maintMargin: '3.32015061',
    marginBalance: '1425.08678423',
  }),
  perp('BTC', '0.021', '572.956735', {
    unrealizedProfit: '7.87343483',
    initialMargin: '114.59134696',
    maintMargin: '2.29182693',
    leverage: '5',
  }),
  perp('ETH', '0.1139', '205.66340', { unrealizedProfit: '3.15295299' }),
]

beforeAll(async () => {
  api = await testApi()
  api.exchanges.usd.set('USDC', '1')
  await connect('AccountABC', 'Bybit', 'abckey', ACCOUNT_ABC)
  await connect('Account123', 'Binance', '123key', ACCOUNT_123)
  desk = await connect('Comma, Inc.', 'OKX', 'okxkey', [token('USDT', '5'), token('SCAM', '7')])
})
afterAll(() => api.close())

async function connect(
  name: string,
  exchange: string,
  apiKey: string,
  holdings: (typeof ACCOUNT_ABC)[number][],
): Promise<FakeAccount> {
  const account = api.exchanges.open(apiKey, { holdings })
  api.clock.advance(1)
  const { status } = await api.call('POST', '/api/accounts/', {
    body: { name, exchange, api_key: apiKey, api_secret: `${apiKey}-secret`, password: 'words' },
  })
  expect(status).toBe(201)
  return account
}

type Row = Record<string, unknown>
const assetsOf = (body: unknown, name: string) => (body as Record<string, { assets: Row[] }>)[name]?.assets ?? []

describe('GET /api/balances/', () => {
  it("gives the contract's sample to the last decimal", async () => {
    const { status, body } = await api.call('GET', '/api/balances/', { query: 'account_names=AccountABC,Account123' })
    expect(status).toBe(200)
    expect(Object.keys(body as object)).toEqual(['AccountABC', 'Account123'])
    expect(body).toMatchObject({ AccountABC: { exchange: 'Bybit' }, Account123: { exchange: 'Binance' } })
    for (const [account, row] of [
      ['AccountABC', SAMPLE_BYBIT_ETH],
      ['AccountABC', SAMPLE_BYBIT_USDT],
      ['Account123', SAMPLE_BINANCE_USDT],
      ['Account123', SAMPLE_BINANCE_BTC],
    ] as const) {
      expect(assetsOf(body, account)).toContainEqual(expect.objectContaining(row))
    }
  })

  it.each([
    ['account_names=AccountABC,Account123', ['AccountABC', 'Account123']],
    ['account_names=AccountABC&account_names=Account123', ['AccountABC', 'Account123']],
    ['account_names=["AccountABC","Comma, Inc."]', ['AccountABC', 'Comma, Inc.']],
    ['exchange_names=bybit', ['AccountABC']],
    ['exchange_names=BINANCE,OKX', ['Account123', 'Comma, Inc.']],
    ['exchange_names=Bybit&account_names=AccountABC', ['AccountABC']],
    ['account_names=', ['AccountABC', 'Account123', 'Comma, Inc.']],
    ['', ['AccountABC', 'Account123', 'Comma, Inc.']],
  ])('chooses by %j', async (query, expected) => {
    const { body } = await api.call('GET', '/api/balances/', { query: encodeURI(query) })
    expect(Object.keys(body as object)).toEqual(expected)
  })

  it('says which name it does not know', async () => {
    for (const query of ['account_names=AccountABC,Nobody', 'exchange_names=Nobody']) {
      const answer = await api.call('GET', '/api/balances/', { query })
      expect(answer.status).toBe(404)
      expect((answer.body as { error: string }).error).toContain('Nobody')
    }
  })

  it('refuses a list that is none', async () => {
    const answer = await api.call('GET', '/api/balances/', { query: 'account_names=[1,2' })
    expect(answer.body).toMatchObject({ code: 'bad_request', fields: { account_names: expect.any(String) } })
  })

  it('never gives 0 for a price that is unknown', async () => {
    const { body } = await api.call('GET', '/api/balances/', { query: `account_names=${encodeURIComponent('["Comma, Inc."]')}` })
    expect(assetsOf(body, 'Comma, Inc.')).toContainEqual(
      expect.objectContaining({ symbol: 'SCAM', size: 7, notional: null, notional_pct_total: null }),
    )
  })

  it('answers for the others where one account cannot be read, and with 502 where none can', async () => {
    desk.failure = new DomainError('exchange_maintenance', 'OKX is in maintenance.', { exchangeError: 'System upgrade' })
    try {
      const some = await api.call('GET', '/api/balances/')
      expect(some.status).toBe(200)
      expect(some.body).toMatchObject({
        'Comma, Inc.': {
          exchange: 'OKX',
          assets: [],
          code: 'exchange_maintenance',
          error: expect.any(String),
          exchange_error: 'System upgrade',
        },
      })
      expect(assetsOf(some.body, 'AccountABC')).toHaveLength(4)
      expect((await api.call('GET', '/api/balances/', { query: 'exchange_names=OKX' })).status).toBe(502)
    } finally {
      desk.failure = null
    }
  })

  it('names a wallet that is not included', async () => {
    desk.holdings.notIncluded = [{ wallet: 'funding', reason: 'The key may not read it.' }]
    const { body } = await api.call('GET', '/api/balances/', { query: 'exchange_names=OKX' })
    desk.holdings.notIncluded = []
    expect(body).toMatchObject({ 'Comma, Inc.': { not_included: [{ wallet: 'funding', reason: 'The key may not read it.' }] } })
  })

  it('shares one fetch between equal requests at the same time', async () => {
    let open = () => {}
    desk.hold = new Promise((resolve) => {
      open = resolve
    })
    const before = api.exchanges.calls.length
    const requests = [1, 2, 3].map(() => api.call('GET', '/api/balances/', { query: 'exchange_names=OKX' }))
    await expect.poll(() => api.exchanges.calls.length).toBeGreaterThan(before)
    open()
    desk.hold = null
    const answers = await Promise.all(requests)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(api.exchanges.calls.slice(before)).toEqual(['fetchHoldings okxkey'])
  })
})

describe('GET /api/sor/get_cached_account_balance', () => {
  const PATH = '/api/sor/get_cached_account_balance'

  it('gives the newest snapshots with every field, without asking an exchange', async () => {
    await api.call('GET', '/api/balances/')
    const before = api.exchanges.calls.length
    api.clock.advance(12)
    const { status, body } = await api.call('GET', PATH, { query: 'account_names=AccountABC' })
    expect(status).toBe(200)
    expect(api.exchanges.calls).toHaveLength(before)
    expect(body).toMatchObject({
      errors: [],
      balances: [
        {
          account_name: 'AccountABC',
          exchange: 'Bybit',
          age_seconds: 12,
          stale: false,
          unpriced: [],
          not_included: [],
        },
      ],
    })
    const [balance] = (body as { balances: { assets: Row[]; equities: Row[]; equity: number }[] }).balances
    // Σ margin_balance where known, else size: 298.90609459 + 61.5293, positions' profit sits in USDT.
    expect(balance?.equity).toBeCloseTo(360.43539459, 6)
    expect(balance?.assets).toContainEqual(
      expect.objectContaining({
        symbol: 'USDT',
        wallet_type: 'unified',
        amount: 275.56989474,
        borrowed: 0,
        price: 1,
        price_route: 'USDT-USD',
        position_side: null,
      }),
    )
    expect(balance?.assets).toContainEqual(
      expect.objectContaining({ symbol: 'ETH:PERP-USDT', position_side: 'long', margin_mode: 'cross', wallet_type: 'unified' }),
    )
  })

  it('answers the same under /internal', async () => {
    const one = await api.call('GET', PATH)
    const other = await api.call('GET', '/internal/sor/get_cached_account_balance')
    expect(other.body).toEqual(one.body)
  })

  it('answers 304 while nothing changed, whatever its age, and anew after a refresh', async () => {
    const first = await api.call('GET', PATH)
    const etag = first.headers.get('etag') ?? ''
    api.clock.advance(5)
    const unchanged = await api.call('GET', PATH, { headers: { 'if-none-match': `"other", ${etag}` } })
    expect(unchanged.status).toBe(304)
    expect(unchanged.headers.get('etag')).toBe(etag)
    await api.call('POST', '/api/accounts/refresh/', { body: {} })
    expect((await api.call('GET', PATH, { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  it('answers anew once a name, a failure, the age limit or the choice of accounts changes what it says', async () => {
    const names = `account_names=${encodeURIComponent('["AccountABC","Comma, Inc."]')}`
    const tagOf = async (query = names) => (await api.call('GET', PATH, { query })).headers.get('etag') ?? ''
    const ask = async (etag: string) => (await api.call('GET', PATH, { query: names, headers: { 'if-none-match': etag } })).status
    const before = await tagOf()
    expect(await ask(before)).toBe(304)
    expect(await tagOf('account_names=AccountABC')).not.toBe(before)

    const { balances } = (await api.call('GET', PATH, { query: names })).body as { balances: { account_id: string }[] }
    const id = balances[0]?.account_id
    const rename = (name: string) => api.call('PUT', '/api/accounts/', { body: { id, name } })
    const all = await tagOf('')
    await rename('Renamed')
    expect(await tagOf('')).not.toBe(all)
    await rename('AccountABC')
    expect(await ask(before)).toBe(304)
    desk.failure = new DomainError('exchange_network', 'OKX does not answer.')
    await api.call('POST', '/api/accounts/refresh/', { body: { account_ids: ['Comma, Inc.'] } })
    desk.failure = null
    const failed = await tagOf()
    expect(failed).not.toBe(before)
    api.clock.advance(3600)
    expect(await ask(failed)).toBe(200)
    await api.call('POST', '/api/accounts/refresh/', { body: {} })
  })

  it('says that numbers are old, and why', async () => {
    desk.failure = new DomainError('exchange_network', 'OKX does not answer.')
    try {
      await api.call('POST', '/api/accounts/refresh/', { body: { account_ids: ['Comma, Inc.'] } })
      const { body } = await api.call('GET', PATH, { query: `account_names=${encodeURIComponent('["Comma, Inc."]')}` })
      expect(body).toMatchObject({
        balances: [{ account_name: 'Comma, Inc.', stale: true }],
        errors: [
          { account_name: 'Comma, Inc.', code: 'exchange_network', error: expect.any(String), next_try_at: expect.any(String) },
        ],
      })
    } finally {
      desk.failure = null
    }
  })

  it('says so of an account that was never read', async () => {
    await connect('Never read', 'Bybit', 'neverkey', [])
    const { body } = await api.call('GET', PATH, { query: 'account_names=Never%20read' })
    expect(body).toMatchObject({ balances: [], errors: [{ account_name: 'Never read' }] })
  })
})

describe('POST /api/accounts/refresh/', () => {
  it('answers when the snapshot is stored', async () => {
    const { status, body } = await api.call('POST', '/api/accounts/refresh/', { body: { account_ids: ['AccountABC'] } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ results: [{ account_name: 'AccountABC' }], errors: [] })
  })
})

describe('POST /api/set_leverage/', () => {
  it('sets it, leverage as number or string, accounts by id or name, and tells what it was', async () => {
    const first = await api.call('POST', '/api/set_leverage/', {
      body: { account_ids: ['AccountABC'], pair: 'ETH:PERP-USDT', leverage: '7' },
    })
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({
      results: [{ account_name: 'AccountABC', pair: 'ETH:PERP-USDT', leverage: 7, previous_leverage: null }],
      errors: [],
    })
    const [{ account_id }] = (first.body as { results: [{ account_id: string }] }).results
    const second = await api.call('POST', '/api/set_leverage/', {
      body: { account_ids: [account_id], pair: 'ETH:PERP-USDT', leverage: 9 },
    })
    expect(second.body).toMatchObject({ results: [{ leverage: 9, previous_leverage: 7 }] })
  })

  it('says of each account what failed; 422 where all did', async () => {
    const some = await api.call('POST', '/api/set_leverage/', {
      body: { account_ids: ['AccountABC', 'Nobody'], pair: 'ETH:PERP-USDT', leverage: 3 },
    })
    expect(some.status).toBe(200)
    expect(some.body).toMatchObject({
      results: [{ account_name: 'AccountABC' }],
      errors: [{ account_name: 'Nobody', code: 'not_found' }],
    })
    const none = await api.call('POST', '/api/set_leverage/', {
      body: { account_ids: ['Nobody'], pair: 'ETH:PERP-USDT', leverage: 3 },
    })
    expect(none.status).toBe(422)
    expect(none.body).toMatchObject({ error: expect.any(String), errors: [{ account_name: 'Nobody' }] })
  })

  it.each([
    [{ pair: 'ETH:PERP-USDT', leverage: 3 }, 'account_ids'],
    [{ account_ids: [], pair: 'ETH:PERP-USDT', leverage: 3 }, 'account_ids'],
    [{ account_ids: ['AccountABC'], leverage: 3 }, 'pair'],
    [{ account_ids: ['AccountABC'], pair: 'ETH:PERP-USDT' }, 'leverage'],
    [{ account_ids: ['AccountABC'], pair: 'ETH:PERP-USDT', leverage: 'ten' }, 'leverage'],
    [{ account_ids: ['AccountABC'], pair: 'ETH:PERP-USDT', leverage: -1 }, 'leverage'],
    [{ account_ids: ['AccountABC'], pair: 'ETH:PERP-USDT', leverage: 0 }, 'leverage'],
    [{ account_ids: ['AccountABC'], pair: 'ETH:PERP-USDT', leverage: null }, 'leverage'],
  ])('refuses %j at its field', async (body, field) => {
    const answer = await api.call('POST', '/api/set_leverage/', { body })
    expect(answer.status).toBe(400)
    expect(Object.keys((answer.body as { fields: object }).fields)).toContain(field)
  })
})

describe('GET /api/history/equity', () => {
  it('gives one series an account, and nothing of another user', async () => {
    const { status, body } = await api.call('GET', '/api/history/equity', { query: 'account_names=AccountABC&resolution=1h' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ resolution_seconds: 3600, series: [{ account_name: 'AccountABC' }] })
    await api.addUser('stranger')
    expect((await api.call('GET', '/api/history/equity', { token: 'stranger', query: 'account_names=AccountABC' })).status).toBe(
      404,
    )
    expect((await api.call('GET', '/api/history/equity', { token: 'stranger' })).body).toMatchObject({ series: [] })
  })

  it.each([
    ['start_time=yesterday', 'start_time'],
    ['start_time=2026-01-02T00:00:00Z&end_time=2026-01-01T00:00:00Z', 'start_time'],
    ['resolution=7m', 'resolution'],
  ])('refuses %j at its field', async (query, field) => {
    const answer = await api.call('GET', '/api/history/equity', { query })
    expect(answer.status).toBe(400)
    expect(Object.keys((answer.body as { fields: object }).fields)).toContain(field)
  })
})

describe('GET /api/exchanges/', () => {
  it('says which fields an exchange needs', async () => {
    const { body } = await api.call('GET', '/api/exchanges/')
    expect(body).toContainEqual(
      expect.objectContaining({
        id: 'okx',
        name: 'OKX',
        credential_fields: expect.arrayContaining([expect.objectContaining({ field: 'password', required: true })]),
      }),
    )
  })
})
