import ccxt, { type Exchange as CcxtExchange } from 'ccxt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Ledger } from '../ledger'
import { scenario } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange
const base = scenario('okx', 'hedged-desk')

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [base] })
  master = client('okx', simulator, null)
  await master.loadMarkets()
})

afterEach(() => {
  simulator.clearFaults()
  simulator.limiter.clear()
  simulator.putLedger(base)
})
afterAll(() => simulator.close())

const connect = (ledger: Ledger = base, change: { apiKey?: string; secret?: string; password?: string } = {}) =>
  client('okx', simulator, ledger, { marketsFrom: master, ...change })

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

describe('keys', () => {
  // ccxt knows neither 50119 nor 50120 and falls back on its widest class.
  it.each([
    ['an unknown key', () => connect(base, { apiKey: 'nobody' }), '50111', ccxt.AuthenticationError],
    ['a wrong secret', () => connect(base, { secret: 'wrong' }), '50113', ccxt.AuthenticationError],
    ['a wrong passphrase', () => connect(base, { password: 'wrong' }), '50105', ccxt.AuthenticationError],
    ['a revoked key', () => connect(withKey({ revoked: true })), '50119', ccxt.ExchangeError],
    ['an address that is not on the list', () => connect(withKey({ ipList: ['203.0.113.7'] })), '50110', ccxt.PermissionDenied],
    ['a key without any right', () => connect(withKey({ permissions: [] })), '50120', ccxt.ExchangeError],
  ])('refuses %s', async (_what, make, code, errorClass) => {
    const error = await failure(make().fetchBalance())
    expect(error).toBeInstanceOf(errorClass)
    expect(error.message).toContain(`"code":"${code}"`)
  })

  it('lets a key from a listed address in and tells its rights', async () => {
    const exchange = connect(withKey({ ipList: ['127.0.0.1', '198.51.100.4'], permissions: ['read'] }))
    const [account] = await exchange.fetchAccounts()
    expect(account?.info).toMatchObject({ ip: '127.0.0.1,198.51.100.4', perm: 'read_only', uid: base.uid })
  })

  it('refuses a change by a key that may only read', async () => {
    const exchange = connect(withKey({ permissions: ['read'] }))
    expect((await failure(exchange.setLeverage(5, 'ETH/USDT:USDT'))).message).toContain('50120')
  })

  it('refuses a time outside the window, of either side', async () => {
    const exchange = connect()
    for (const ms of [60_000, -60_000]) {
      simulator.addFault({ effect: { kind: 'clock-skew', ms } })
      const error = await failure(exchange.fetchBalance())
      expect(error).toBeInstanceOf(ccxt.InvalidNonce)
      expect(error.message).toContain('50102')
      simulator.clearFaults()
    }
    await exchange.fetchBalance()
  })

  it('refuses a key of real trading under demo trading', async () => {
    const exchange = connect()
    exchange.setSandboxMode(true)
    Object.assign(exchange.urls, { api: connect().urls.api })
    expect((await failure(exchange.fetchBalance())).message).toContain('50101')
  })

  it('checks the signature over what was sent, query and body', async () => {
    const exchange = connect()
    const get = exchange.sign('account/balance', 'private', 'GET', { ccy: 'BTC' })
    const good = await fetch(get.url, { headers: get.headers })
    expect(await good.json()).toMatchObject({ code: '0' })
    const bent = await fetch(get.url.replace('BTC', 'ETH'), { headers: get.headers })
    expect(bent.status).toBe(401)
    expect(await bent.json()).toEqual({ msg: 'Invalid Sign', code: '50113' })
    const post = exchange.sign('account/set-leverage', 'private', 'POST', {
      instId: 'BTC-USDT-SWAP',
      lever: '5',
      mgnMode: 'cross',
    })
    const bentPost = await fetch(post.url, { method: 'POST', headers: post.headers, body: post.body.replace('"5"', '"50"') })
    expect(await bentPost.json()).toMatchObject({ code: '50113' })
  })

  it.each([
    ['OK-ACCESS-KEY', '50103'],
    ['OK-ACCESS-PASSPHRASE', '50104'],
    ['OK-ACCESS-SIGN', '50106'],
    ['OK-ACCESS-TIMESTAMP', '50107'],
  ])('wants %s', async (name, code) => {
    const { url, headers } = connect().sign('account/balance', 'private', 'GET', {})
    const rest = Object.fromEntries(Object.entries(headers as Record<string, string>).filter(([header]) => header !== name))
    expect(await (await fetch(url, { headers: rest })).json()).toMatchObject({ code })
  })
})

it('counts by user and endpoint, and refuses with 50011', async () => {
  const exchange = connect()
  simulator.limiter.scale(0.2)
  const calls = await Promise.allSettled(Array.from({ length: 8 }, () => exchange.fetchBalance()))
  const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []))
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]).toBeInstanceOf(ccxt.RateLimitExceeded)
  simulator.limiter.clear()
  await exchange.fetchBalance()
})

describe('faults', () => {
  it.each([
    ['rate-limit', ccxt.RateLimitExceeded],
    // A bare 429, which ccxt reads as "not available" on this exchange.
    ['ban', ccxt.ExchangeNotAvailable],
    ['maintenance', ccxt.OnMaintenance],
    ['server-error', ccxt.ExchangeNotAvailable],
    ['clock', ccxt.InvalidNonce],
    ['key-revoked', ccxt.ExchangeError],
    ['key-expired', ccxt.ExchangeError],
    ['ip-refused', ccxt.PermissionDenied],
    ['permission-denied', ccxt.ExchangeError],
  ] as const)('%s', async (refusal, errorClass) => {
    simulator.addFault({ match: { path: 'asset/balances' }, effect: { kind: 'refuse', refusal } })
    const exchange = connect()
    expect(await failure(exchange.fetchBalance({ type: 'funding' }))).toBeInstanceOf(errorClass)
    await exchange.fetchBalance()
  })
})
