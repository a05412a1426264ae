import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import type { FaultInput } from '@/simulator/faults'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { createCcxtExchanges } from './ccxt-port'
import type { Connection, ExchangePort } from './port'
import { failure } from './testing'

let simulator: RunningSimulator
let exchanges: ExchangePort
const signal = () => AbortSignal.timeout(30_000)
const VENUES = ['binance', 'bybit', 'okx'] as const
type Venue = (typeof VENUES)[number]

function connect(venue: Venue, scenario = 'hedged-desk', change: Partial<Connection['credentials']> = {}): Connection {
  const { key } = simulator.ledger(venue, scenario)
  const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret, password: key.passphrase, ...change }
  return { exchange: venue, credentials, sandbox: false, options: { default: true } }
}

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 7 })
  simulator.limiter.scale(50)
  exchanges = createCcxtExchanges({
    baseUrls: { '*': simulator.url },
    log: createLog('silent'),
    limitFactor: 1000,
    timeoutMs: 4_000,
  })
  // Faults below strike accounts, not the loading of markets.
  for (const venue of VENUES) await exchanges.fetchHoldings(connect(venue), signal())
})

afterAll(() => simulator.close())
afterEach(() => {
  simulator.faults.clear()
  simulator.limiter.clear()
  simulator.limiter.scale(50)
})

describe('funding', () => {
  it.each(VENUES)('%s tells what its perpetuals pay next, linear and inverse', async (venue) => {
    const rates = await exchanges.fundingRates?.(venue, signal())
    const inverse = venue === 'okx' || venue === 'binance' ? 'ETH:PERP-USD' : 'BTC:PERP-USD'
    for (const pair of ['BTC:PERP-USDT', 'ETH:PERP-USDT', inverse]) {
      expect(rates?.get(pair), pair).toMatchObject({ rate: expect.stringMatching(/^0\.0001/), nextAt: expect.any(Date) })
      // The others do not tell how often.
      if (venue === 'bybit' || venue === 'okx') expect(rates?.get(pair)?.intervalHours, pair).toBe(8)
    }
    expect([...(rates?.keys() ?? [])].every((pair) => pair.includes(':PERP-'))).toBe(true)
  })

  it('is not known where it would take a call for each market', async () => {
    expect((await exchanges.fundingRates?.('coinspot', signal()))?.size).toBe(0)
  })
})

describe('a key is tried', () => {
  it.each(VENUES)('%s tells permissions and no list of addresses', async (venue) => {
    const key = await exchanges.verify(connect(venue), signal())
    expect(key.permissions).toContain('read')
    expect(key.permissions).not.toContain('withdraw')
    expect(key.ipList).toBeNull()
  })

  it('gives the label, the date of expiry and the position mode where the exchange tells', async () => {
    expect(await exchanges.verify(connect('bybit'), signal())).toMatchObject({
      label: simulator.ledger('bybit', 'hedged-desk').label,
      expiresAt: expect.any(Date),
    })
    expect(await exchanges.verify(connect('okx', 'hedge-mode'), signal())).toMatchObject({ positionMode: 'hedge' })
    expect(await exchanges.verify(connect('binance', 'hedge-mode'), signal())).toMatchObject({ positionMode: 'hedge' })
  })

  it.each(VENUES)('%s: a wrong key', async (venue) => {
    const error = await failure(exchanges.verify(connect(venue, 'hedged-desk', { apiKey: 'nobody-has-this-key-0123' }), signal()))
    expect(error.code).toBe('exchange_credentials')
    expect(Object.keys(error.fields ?? {})).toEqual(['apiKey'])
    expect(error.exchangeError).toBeTruthy()
    expect(JSON.stringify([error.message, error.exchangeError, error.fields])).not.toContain('nobody-has-this-key')
  })

  it.each(VENUES)('%s: a wrong secret', async (venue) => {
    const error = await failure(exchanges.verify(connect(venue, 'hedged-desk', { apiSecret: 'not-the-secret' }), signal()))
    expect(error.code).toBe('exchange_credentials')
    expect(Object.keys(error.fields ?? {})).toEqual(['apiSecret'])
  })

  it('OKX: a wrong passphrase', async () => {
    const error = await failure(exchanges.verify(connect('okx', 'hedged-desk', { password: 'wrong' }), signal()))
    expect(error).toMatchObject({ code: 'exchange_credentials', fields: { password: expect.stringContaining('passphrase') } })
  })
})

const refuse = (refusal: string, retryAfterSeconds = 7) =>
  ({ kind: 'refuse', refusal, retryAfterSeconds }) as FaultInput['effect']
const FAULTS: [string, FaultInput['effect'], Record<Venue, string>][] = [
  [
    'a revoked key',
    refuse('key-revoked'),
    { binance: 'exchange_credentials', bybit: 'exchange_credentials', okx: 'exchange_credentials' },
  ],
  [
    'an expired key',
    refuse('key-expired'),
    { binance: 'exchange_credentials', bybit: 'exchange_credentials', okx: 'exchange_credentials' },
  ],
  // Binance does not tell an address that is not on the list from a wrong key.
  [
    'an address that is not on the list',
    refuse('ip-refused'),
    { binance: 'exchange_credentials', bybit: 'exchange_ip', okx: 'exchange_ip' },
  ],
  [
    'no permission',
    refuse('permission-denied'),
    { binance: 'exchange_credentials', bybit: 'exchange_permission', okx: 'exchange_permission' },
  ],
  ['a clock that is off', refuse('clock'), { binance: 'exchange_clock', bybit: 'exchange_clock', okx: 'exchange_clock' }],
  [
    'too many requests',
    refuse('rate-limit'),
    { binance: 'exchange_rate_limit', bybit: 'exchange_rate_limit', okx: 'exchange_rate_limit' },
  ],
  ['a ban', refuse('ban'), { binance: 'exchange_rate_limit', bybit: 'exchange_rate_limit', okx: 'exchange_rate_limit' }],
  [
    'maintenance',
    refuse('maintenance'),
    { binance: 'exchange_maintenance', bybit: 'exchange_maintenance', okx: 'exchange_maintenance' },
  ],
  ['a server error', refuse('server-error'), { binance: 'exchange_network', bybit: 'exchange_network', okx: 'exchange_network' }],
  ['a page of HTML', { kind: 'html' }, { binance: 'exchange_network', bybit: 'exchange_network', okx: 'exchange_network' }],
  ['a body cut off', { kind: 'truncate' }, { binance: 'exchange_network', bybit: 'exchange_network', okx: 'exchange_network' }],
  [
    'a dropped connection',
    { kind: 'reset' },
    { binance: 'exchange_network', bybit: 'exchange_network', okx: 'exchange_network' },
  ],
  ['a hung connection', { kind: 'hang' }, { binance: 'exchange_timeout', bybit: 'exchange_timeout', okx: 'exchange_timeout' }],
  [
    'empty strings for numbers',
    { kind: 'empty-numbers' },
    { binance: 'exchange_network', bybit: 'exchange_network', okx: 'exchange_network' },
  ],
]

describe.each(FAULTS)('%s', (_name, effect, codes) => {
  it.each(VENUES)('%s', async (venue) => {
    const connection = connect(venue)
    simulator.addFault({ match: { venue, apiKey: connection.credentials.apiKey }, effect })
    const error = await failure(exchanges.fetchHoldings(connection, signal()))
    expect(error.code).toBe(codes[venue])
    const said = JSON.stringify([error.message, error.exchangeError, error.fields])
    for (const secret of [connection.credentials.apiKey, connection.credentials.apiSecret, 'signature='])
      expect(said).not.toContain(secret)
  })
})

it('keeps what Retry-After says', async () => {
  simulator.addFault({ match: { venue: 'binance', path: '/api/v3/account' }, effect: refuse('rate-limit', 11) })
  expect(await failure(exchanges.fetchHoldings(connect('binance'), signal()))).toMatchObject({
    code: 'exchange_rate_limit',
    retryAfterSeconds: 11,
  })
})

it.each([
  ['binance', '/sapi/v1/asset/get-funding-asset', 'funding'],
  ['bybit', 'query-account-coins-balance', 'funding'],
  ['okx', '/api/v5/asset/balances', 'funding'],
] as const)('%s: a wallet without permission is left out and named, the rest counts', async (venue, path, wallet) => {
  simulator.addFault({ match: { venue, path }, effect: refuse('permission-denied') })
  const account = await exchanges.fetchHoldings(connect(venue), signal())
  // Options of the simulated Binance were never opened.
  expect(account.notIncluded.filter(({ unopened }) => !unopened).map((left) => left.wallet)).toEqual([wallet])
  expect(account.holdings.length).toBeGreaterThan(3)
  expect(account.holdings.some((row) => row.wallet === wallet)).toBe(false)
})

it('fails as a whole when one wallet does not answer, and a caller who leaves ends the calls', async () => {
  simulator.addFault({ match: { venue: 'bybit', path: 'position/list' }, effect: { kind: 'hang' } })
  const leaving = new AbortController()
  const call = failure(exchanges.fetchHoldings(connect('bybit'), leaving.signal))
  const startedAt = performance.now()
  leaving.abort()
  expect((await call).code).toBe('exchange_timeout')
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

describe('leverage', () => {
  const pair = { binance: 'BTC:PERP-USDT', bybit: 'BTC:PERP-USDT', okx: 'BTC:PERP-USDT' }
  const set = (venue: Venue, leverage: string, marginMode: 'cross' | 'isolated' = 'cross', scenario = 'leveraged-long') =>
    exchanges.setLeverage(connect(venue, scenario), { pair: pair[venue], leverage, marginMode }, signal())

  it.each(VENUES)('%s sets it, tells what it was, and takes "as it is" for done', async (venue) => {
    const first = await set(venue, '7')
    expect(first).toMatchObject({ pair: pair[venue], leverage: '7' })
    expect(Number(first.previousLeverage)).toBeGreaterThan(0)
    expect(Number((await set(venue, '7')).previousLeverage)).toBe(7)
    expect(Number((await set(venue, '4')).previousLeverage)).toBe(7)
  })

  it.each(VENUES)('%s checks the limit before it asks', async (venue) => {
    const error = await failure(set(venue, '5000'))
    expect(error).toMatchObject({ code: 'exchange_refused', message: expect.stringContaining('highest leverage') })
    expect(await failure(set(venue, '0.5'))).toMatchObject({ code: 'exchange_refused' })
  })

  it.each(VENUES)('%s: a key that may only read lacks a permission, it is no wrong key', async (venue) => {
    expect(await failure(set(venue, '6', 'cross', 'empty'))).toMatchObject({ code: 'exchange_permission' })
  })

  it('sets both sides of OKX’s isolated margin in hedge mode', async () => {
    await set('okx', '6', 'isolated', 'hedge-mode')
    expect(Number((await set('okx', '9', 'isolated', 'hedge-mode')).previousLeverage)).toBe(6)
  })

  it('sets an inverse contract', async () => {
    const input = { pair: 'BTC:PERP-USD', leverage: '3', marginMode: 'cross' as const }
    for (const venue of VENUES) {
      await exchanges.setLeverage(connect(venue, 'leveraged-long'), input, signal())
      expect(Number((await exchanges.setLeverage(connect(venue, 'leveraged-long'), input, signal())).previousLeverage)).toBe(3)
    }
  })

  it('knows no such market, and none on spot', async () => {
    for (const unknown of ['NOTHING:PERP-USDT', 'BTC-USDT']) {
      const input = { pair: unknown, leverage: '3', marginMode: 'cross' as const }
      expect(await failure(exchanges.setLeverage(connect('bybit'), input, signal()))).toMatchObject({ code: 'exchange_refused' })
    }
  })
})

describe('prices', () => {
  it('asks an exchange once, however many ask', async () => {
    const fresh = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })
    await fresh.fetchHoldings(connect('bybit'), signal())
    simulator.journal.clear()
    const asked = await Promise.all(Array.from({ length: 20 }, () => fresh.prices('bybit', ['ETH', 'USDT'], signal())))
    expect(new Set(asked.map((prices) => prices.get('ETH')?.usd)).size).toBe(1)
    const spot = simulator.journal.list({ path: '/v5/market/tickers' }).filter((entry) => entry.query.includes('spot'))
    expect(spot).toHaveLength(1)
  })

  it('prices a stablecoin that lost its peg by its market', async () => {
    const fresh = createCcxtExchanges({
      baseUrls: { '*': simulator.url },
      log: createLog('silent'),
      now: () => new Date('2026-05-05'),
    })
    const before = (await exchanges.prices('bybit', ['DAI', 'USDT'], signal())).get('DAI')
    simulator.setPrice('bybit', 'spot:DAIUSDT', '0.88')
    const after = (await fresh.prices('bybit', ['DAI'], signal())).get('DAI')
    expect(Number(before?.usd)).toBeGreaterThan(0.99)
    expect(Number(after?.usd)).toBeCloseTo(0.88, 2)
    expect(after?.route).toMatch(/^DAI-USDT, USDT-USD/)
  })

  it('goes by the many markets of a stablecoin where one alone is far from them, and says so', async () => {
    const fresh = createCcxtExchanges({
      baseUrls: { '*': simulator.url },
      log: createLog('silent'),
      now: () => new Date('2026-05-06'),
    })
    simulator.setPrice('bybit', 'spot:USDCUSDT', '0.88')
    const usdc = (await fresh.prices('bybit', ['USDC'], signal())).get('USDC')
    expect(Number(usdc?.usd)).toBeGreaterThan(0.99)
    expect(usdc?.route).toContain('USDC-USDT')
  })
})
