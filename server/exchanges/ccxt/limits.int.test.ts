import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import type { FaultInput } from '@/simulator/faults'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { createCcxtExchanges } from '../ccxt-port'
import type { Connection, ExchangePort } from '../port'
import { failure } from '../testing'

const VENUES = ['binance', 'bybit', 'okx', 'hyperliquid', 'gate', 'bitget'] as const
type Venue = (typeof VENUES)[number]

let simulator: RunningSimulator
let exchanges: ExchangePort
const signal = () => AbortSignal.timeout(30_000)
const fresh = () => createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: VENUES.map((venue) => scenario(venue, 'hedged-desk')) })
  simulator.limiter.scale(1000)
  exchanges = fresh()
})
afterAll(() => simulator.close())
afterEach(() => simulator.faults.clear())

function connect(venue: Venue): Connection {
  const { apiKey, apiSecret, passphrase: password } = scenario(venue, 'hedged-desk').key
  const credentials = venue === 'hyperliquid' ? { walletAddress: apiKey } : { apiKey, apiSecret, password }
  return { exchange: venue, credentials, sandbox: false, options: { default: true } }
}

type Refusal = 'rate-limit' | 'account-limit' | 'address-limit' | 'ban'
const refuse = (refusal: Refusal): FaultInput['effect'] => ({ kind: 'refuse', refusal, retryAfterSeconds: 30 })

describe('a limit', () => {
  // Seconds that the answer names (Bybit's documentation for its address limit), give or take one of the clock; null: none.
  it.each<[Venue, Refusal, 'account' | 'address', number | null]>([
    ['bybit', 'account-limit', 'account', 30],
    ['bybit', 'address-limit', 'address', 600],
    ['okx', 'account-limit', 'account', null],
    ['okx', 'address-limit', 'address', 30],
    ['gate', 'account-limit', 'account', 30],
    ['gate', 'address-limit', 'address', 30],
    ['binance', 'rate-limit', 'address', 30],
    ['binance', 'ban', 'address', 30],
    // One answer for both, or what is asked counted by address only.
    ['bitget', 'account-limit', 'address', 30],
    ['hyperliquid', 'account-limit', 'address', 30],
  ])('of %s, %s: whose calls were counted, and how long to wait', async (venue, refusal, limitScope, seconds) => {
    const connection = connect(venue)
    await exchanges.fetchHoldings(connection, signal())
    const { apiKey } = scenario(venue, 'hedged-desk').key
    simulator.addFault({ match: { venue, apiKey }, effect: refuse(refusal) })
    const error = await failure(exchanges.fetchHoldings(connection, signal()))
    expect(error).toMatchObject({ code: 'exchange_rate_limit', limitScope })
    if (seconds === null) expect(error.retryAfterSeconds).toBeUndefined()
    else expect(Math.abs((error.retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(1)
    expect(error.message.includes('Other accounts do not wait')).toBe(limitScope === 'account')
  })

  it("of Hyperliquid on what a wallet does is the account's", async () => {
    const { exchange, credentials, ...rest } = connect('hyperliquid')
    const connection = { exchange, credentials: { ...credentials, privateKey: `0x${'1'.repeat(64)}` }, ...rest }
    simulator.addFault({ match: { venue: 'hyperliquid', path: '/exchange' }, effect: refuse('account-limit') })
    const input = { pair: 'BTC:PERP-USDC', leverage: '3', marginMode: 'cross' } as const
    expect(await failure(exchanges.setLeverage(connection, input, signal()))).toMatchObject({
      code: 'exchange_rate_limit',
      limitScope: 'account',
      exchangeError: expect.stringContaining('Too many cumulative requests'),
    })
  })

  it.each(['bybit', 'okx'] as const)("of %s on what anybody may ask is the address's, whatever its code", async (venue) => {
    simulator.addFault({ match: { venue, path: 'instruments' }, effect: refuse('account-limit') })
    // Also where an account was to be read after it.
    const calls = [() => fresh().fetchHoldings(connect(venue), signal()), () => fresh().prices(venue, ['BTC'], signal())]
    for (const call of calls) {
      expect(await failure(call())).toMatchObject({ code: 'exchange_rate_limit', limitScope: 'address' })
    }
  })
})
