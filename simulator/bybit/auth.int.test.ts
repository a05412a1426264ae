import ccxt, { type Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../ledger'
import { scenario } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange
const base = scenario('bybit', 'leveraged-long')

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [base] })
  master = client('bybit', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => simulator.putLedger(base))
afterAll(() => simulator.close())

const connect = (ledger: Ledger, change: { apiKey?: string; secret?: string } = {}) =>
  client('bybit', simulator, ledger, { marketsFrom: master, ...change })

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
  it.each([
    ['an unknown key', () => connect(base, { apiKey: 'nobody' }), '10003', ccxt.AuthenticationError],
    ['a wrong secret', () => connect(base, { secret: 'wrong' }), '10004', ccxt.AuthenticationError],
    ['a revoked key', () => connect(withKey({ revoked: true })), '10003', ccxt.AuthenticationError],
    ['an address that is not on the list', () => connect(withKey({ ipList: ['203.0.113.7'] })), '10010', ccxt.PermissionDenied],
    ['a key without any right', () => connect(withKey({ permissions: [] })), '10005', ccxt.PermissionDenied],
  ])('refuses %s', async (_what, make, code, errorClass) => {
    const error = await failure(make().fetchBalance())
    expect(error).toBeInstanceOf(errorClass)
    expect(error.message).toContain(`"retCode":${code}`)
  })

  it('lets a key from a listed address in', async () => {
    const balance = await connect(withKey({ ipList: ['127.0.0.1'] })).fetchBalance()
    expect(balance.total).toMatchObject({ USDT: '18250.55182003' })
  })

  it('refuses a trade by a key that may only read', async () => {
    const exchange = connect(withKey({ permissions: ['read'] }))
    expect(await failure(exchange.setLeverage(5, 'ETH/USDT:USDT'))).toBeInstanceOf(ccxt.PermissionDenied)
    const { result } = await exchange.request('v5/user/query-api', 'private')
    expect(result.readOnly).toBe(1)
  })

  it('refuses a time outside the window, of either side', async () => {
    const exchange = connect(base)
    for (const ms of [60_000, -60_000]) {
      simulator.addFault({ effect: { kind: 'clock-skew', ms } })
      const error = await failure(exchange.fetchBalance())
      expect(error).toBeInstanceOf(ccxt.InvalidNonce)
      expect(error.message).toContain('10002')
      simulator.clearFaults()
    }
    await exchange.fetchBalance()
  })

  it('checks the signature over what was sent, query and body', async () => {
    const exchange = connect(base)
    const signed = exchange.sign('v5/account/wallet-balance', 'private', 'GET', { accountType: 'UNIFIED' })
    const good = await fetch(signed.url, { headers: signed.headers })
    expect(await good.json()).toMatchObject({ retCode: 0 })
    const bent = await fetch(`${signed.url}&coin=BTC`, { headers: signed.headers })
    expect(await bent.json()).toMatchObject({ retCode: 10004 })
    const post = exchange.sign('v5/position/set-leverage', 'private', 'POST', {
      category: 'linear',
      symbol: 'ETHUSDT',
      buyLeverage: '5',
      sellLeverage: '5',
    })
    const bentPost = await fetch(post.url, { method: 'POST', headers: post.headers, body: post.body.replace('"5"', '"50"') })
    expect(await bentPost.json()).toMatchObject({ retCode: 10004 })
  })
})

describe('limits', () => {
  it('counts by account and endpoint, says so in headers, and refuses with 10006', async () => {
    simulator.limiter.clear()
    const exchange = connect(base)
    await exchange.fetchBalance({ type: 'funding' })
    expect(exchange.last_response_headers).toMatchObject({ 'X-Bapi-Limit': '5' })
    simulator.limiter.scale(0.2)
    const calls = await Promise.allSettled(Array.from({ length: 6 }, () => exchange.fetchBalance({ type: 'funding' })))
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []))
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toBeInstanceOf(ccxt.RateLimitExceeded)
    simulator.limiter.clear()
    await exchange.fetchBalance({ type: 'funding' })
  })

  it('bans an address that asks too often', async () => {
    simulator.limiter.clear()
    simulator.limiter.scale(0.005)
    const calls = await Promise.allSettled(Array.from({ length: 6 }, () => connect(base).fetchTime()))
    expect(calls.filter((call) => call.status === 'rejected').length).toBeGreaterThan(0)
    simulator.limiter.clear()
    await connect(base).fetchTime()
  })
})
