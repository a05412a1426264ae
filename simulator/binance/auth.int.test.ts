import ccxt, { type Exchange as CcxtExchange } from 'ccxt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Ledger } from '../ledger'
import { scenario } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange
const base = scenario('binance', 'hedged-desk')

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [base] })
  master = client('binance', simulator, null)
  await master.loadMarkets()
})

afterEach(() => {
  simulator.clearFaults()
  simulator.limiter.clear()
  simulator.putLedger(base)
})
afterAll(() => simulator.close())

const connect = (ledger: Ledger = base, change: { apiKey?: string; secret?: string } = {}) =>
  client('binance', simulator, ledger, { marketsFrom: master, ...change })

async function failure(call: Promise<unknown>): Promise<Error> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('it did not fail')
}

function withKey(change: Partial<Ledger['key']>): Ledger {
  const ledger = { ...base, key: { ...base.key, ...change } }
  simulator.putLedger(ledger)
  return ledger
}

/** Spot, USD-M, COIN-M and wallets each have a door of their own. */
const DOORS: [string, object][] = [
  ['spot', { type: 'spot' }],
  ['wallet', { type: 'funding' }],
  ['USD-M', { type: 'swap', subType: 'linear' }],
  ['COIN-M', { type: 'swap', subType: 'inverse' }],
]

describe.each(DOORS)('%s', (_door, params) => {
  it.each([
    ['a key of a wrong form', () => connect(base, { apiKey: 'short' }), -2014, 401],
    ['an unknown key', () => connect(base, { apiKey: 'sim-binance-nobody-at-all' }), -2015, 401],
    ['a wrong secret', () => connect(base, { secret: 'wrong' }), -1022, 400],
    ['a revoked key', () => connect(withKey({ revoked: true })), -2015, 401],
    ['an address that is not on the list', () => connect(withKey({ ipList: ['203.0.113.7'] })), -2015, 401],
    ['a key without any right', () => connect(withKey({ permissions: [] })), -2015, 401],
  ])('refuses %s', async (_what, make, code, status) => {
    const exchange = make()
    let seen = 0
    exchange.handleHttpStatusCode = (httpCode: number) => {
      seen = httpCode
    }
    const handleErrors = exchange.handleErrors.bind(exchange)
    exchange.handleErrors = (httpCode: number, ...rest: unknown[]) => {
      seen = httpCode
      return Reflect.apply(handleErrors, exchange, [httpCode, ...rest])
    }
    const error = await failure(exchange.fetchBalance(params))
    expect(error).toBeInstanceOf(ccxt.AuthenticationError)
    expect(error.message).toContain(`"code":${code},`)
    expect(seen).toBe(status)
  })

  it('refuses a time outside the window, of either side', async () => {
    const exchange = connect()
    for (const ms of [60_000, -60_000]) {
      simulator.addFault({ effect: { kind: 'clock-skew', ms } })
      const error = await failure(exchange.fetchBalance(params))
      expect(error).toBeInstanceOf(ccxt.InvalidNonce)
      expect(error.message).toContain('-1021')
      simulator.clearFaults()
    }
    await exchange.fetchBalance(params)
  })
})

it('lets a key from a listed address in and tells its rights', async () => {
  const exchange = connect(withKey({ ipList: ['127.0.0.1'], permissions: ['read'] }))
  await exchange.fetchBalance()
  const rights = await exchange.request('account/apiRestrictions', 'sapi')
  expect(rights).toMatchObject({ ipRestrict: true, enableReading: true, enableFutures: false, enableWithdrawals: false })
})

it('refuses a change by a key that may only read', async () => {
  const exchange = connect(withKey({ permissions: ['read'] }))
  const error = await failure(exchange.setLeverage(5, 'ETH/USDT:USDT'))
  expect(error).toBeInstanceOf(ccxt.AuthenticationError)
  expect(error.message).toContain('request ip: 127.0.0.1')
})

it('checks the signature over what was sent, query and body', async () => {
  const exchange = connect()
  const get = exchange.sign('account', 'private', 'GET', { omitZeroBalances: 'true' })
  const good = await fetch(get.url, { headers: get.headers })
  expect(await good.json()).toMatchObject({ accountType: 'SPOT' })
  const bent = await fetch(get.url.replace('true', 'false'), { headers: get.headers })
  expect(await bent.json()).toMatchObject({ code: -1022 })
  const post = exchange.sign('leverage', 'fapiPrivate', 'POST', { symbol: 'BTCUSDT', leverage: 4 })
  const bentPost = await fetch(post.url, {
    method: 'POST',
    headers: post.headers,
    body: post.body.replace('leverage=4', 'leverage=40'),
  })
  expect(await bentPost.json()).toMatchObject({ code: -1022 })
  const bare = await fetch(`${simulator.url}/api.binance.com/api/v3/account?timestamp=${Date.now()}`, { headers: get.headers })
  expect(await bare.json()).toMatchObject({ code: -1102 })
})

describe('limits', () => {
  it('counts weight by address, says so in headers, refuses with 429 and bans who does not heed it', async () => {
    const exchange = connect()
    await exchange.fetchBalance()
    const headers = exchange.last_response_headers as Record<string, string>
    expect(headers['X-Mbx-Used-Weight-1m'] ?? headers['x-mbx-used-weight-1m']).toBe('20')
    simulator.limiter.scale(0.01)
    const account = exchange.sign('account', 'private', 'GET', {})
    const ask = () => fetch(account.url, { headers: account.headers })
    const answers = []
    for (let i = 0; i < 6; i++) answers.push(await ask())
    const statuses = answers.map((a) => a.status)
    expect(statuses.slice(0, 2)).toEqual([200, 200])
    expect(statuses).toContain(429)
    expect(statuses.at(-1)).toBe(418)
    const refused = answers.find((a) => a.status === 429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused?.json()).toMatchObject({ code: -1003 })
    // A ban shuts every door.
    expect(await failure(connect().fetchBalance({ type: 'swap', subType: 'linear' }))).toBeInstanceOf(ccxt.DDoSProtection)
  })

  it('counts each wallet endpoint on its own', async () => {
    const exchange = connect()
    await exchange.fetchBalance({ type: 'funding' })
    const headers = new Headers(exchange.last_response_headers as Record<string, string>)
    expect(headers.get('x-sapi-used-ip-weight-1m')).toBe('1')
  })
})

describe('faults', () => {
  it.each([
    ['rate-limit', ccxt.DDoSProtection],
    ['ban', ccxt.DDoSProtection],
    ['maintenance', ccxt.OnMaintenance],
    ['server-error', ccxt.OperationFailed],
    ['clock', ccxt.InvalidNonce],
    ['key-revoked', ccxt.AuthenticationError],
    ['key-expired', ccxt.AuthenticationError],
    ['ip-refused', ccxt.AuthenticationError],
    ['permission-denied', ccxt.AuthenticationError],
  ] as const)('%s', async (refusal, errorClass) => {
    simulator.addFault({ match: { host: 'fapi.binance.com' }, effect: { kind: 'refuse', refusal } })
    const exchange = connect()
    expect(await failure(exchange.fetchBalance({ type: 'swap', subType: 'linear' }))).toBeInstanceOf(errorClass)
    await exchange.fetchBalance({ type: 'swap', subType: 'inverse' })
  })
})
