import ccxt, { type Exchange as CcxtExchange } from 'ccxt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FaultInput } from './faults'
import { scenario } from './scenarios'
import { type RunningSimulator, startSimulator } from './server'
import { client } from './testing'

let simulator: RunningSimulator
let master: CcxtExchange
const desk = scenario('bybit', 'hedged-desk')
const other = scenario('bybit', 'inverse')

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [desk, other] })
  master = client('bybit', simulator, null)
  await master.loadMarkets()
})

afterEach(() => simulator.clearFaults())
afterAll(() => simulator.close())

function connect(ledger = desk, timeout = 5_000) {
  const exchange = client('bybit', simulator, ledger, { marketsFrom: master, timeout })
  // What kind of account it is, so that a test asks for exactly one thing.
  Object.assign(exchange.options, { enableUnifiedMargin: false, enableUnifiedAccount: true, unifiedMarginStatus: 6 })
  return exchange
}

async function failure(call: Promise<unknown>): Promise<Error> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('it did not fail')
}

const refuse = (
  refusal:
    | 'rate-limit'
    | 'ban'
    | 'maintenance'
    | 'server-error'
    | 'key-revoked'
    | 'key-expired'
    | 'ip-refused'
    | 'permission-denied'
    | 'clock',
): FaultInput => ({
  effect: { kind: 'refuse', refusal },
})

describe('what ccxt makes of each fault', () => {
  it.each([
    ['rate limit', refuse('rate-limit'), ccxt.RateLimitExceeded],
    ['ban', refuse('ban'), ccxt.RateLimitExceeded],
    ['maintenance', refuse('maintenance'), ccxt.ExchangeNotAvailable],
    ['server error', refuse('server-error'), ccxt.ExchangeError],
    ['key revoked', refuse('key-revoked'), ccxt.AuthenticationError],
    ['key expired', refuse('key-expired'), ccxt.AuthenticationError],
    ['address refused', refuse('ip-refused'), ccxt.PermissionDenied],
    ['right missing', refuse('permission-denied'), ccxt.PermissionDenied],
    ['clock', refuse('clock'), ccxt.InvalidNonce],
    ['connection dropped', { effect: { kind: 'reset' } }, ccxt.NetworkError],
    ['HTML', { effect: { kind: 'html' } }, ccxt.ExchangeNotAvailable],
  ] satisfies [string, FaultInput, abstract new (...parts: never[]) => Error][])('%s', async (_name, fault, errorClass) => {
    simulator.addFault(fault)
    expect(await failure(connect().fetchBalance())).toBeInstanceOf(errorClass)
    simulator.clearFaults()
    await connect().fetchBalance()
  })

  it('a body cut off: not even an error of its own', async () => {
    simulator.addFault({ effect: { kind: 'truncate' } })
    const error = await failure(connect().fetchBalance())
    expect(error).not.toBeInstanceOf(ccxt.BaseError)
    expect(error.message).toMatch(/closed|terminated/)
  })

  it('a hung connection: its own deadline', async () => {
    simulator.addFault({ effect: { kind: 'hang' } })
    expect(await failure(connect(desk, 300).fetchBalance())).toBeInstanceOf(ccxt.RequestTimeout)
  })

  it('a hung connection goes on when the fault is cleared', async () => {
    const fault = simulator.addFault({ effect: { kind: 'hang' } })
    const call = connect().fetchBalance()
    await expect.poll(() => simulator.faults.list()[0]?.struck).toBe(1)
    simulator.clearFaults(fault.id)
    expect((await call).total).toMatchObject({ BTC: '3.25' })
  })

  it('empty strings for numbers: the rows are there, the numbers are not', async () => {
    simulator.addFault({ effect: { kind: 'empty-numbers' } })
    const { info } = await connect().fetchBalance()
    expect(info.retCode).toBe(0)
    expect(info.result.list[0].coin[0]).toMatchObject({ coin: 'BTC', walletBalance: '', equity: '' })
  })

  it('latency: the right answer, late', async () => {
    simulator.addFault({ effect: { kind: 'latency', ms: 120 } })
    const started = performance.now()
    await connect().fetchBalance()
    expect(performance.now() - started).toBeGreaterThanOrEqual(115)
  })
})

describe('whom a fault strikes', () => {
  it('one wallet fails while others answer', async () => {
    simulator.addFault({
      match: { venue: 'bybit', path: 'query-account-coins-balance' },
      effect: { kind: 'refuse', refusal: 'server-error' },
    })
    const exchange = connect()
    await expect(exchange.fetchBalance({ type: 'funding' })).rejects.toThrow('10016')
    await exchange.fetchBalance()
  })

  it('one key fails while others answer', async () => {
    simulator.addFault({ match: { apiKey: desk.key.apiKey }, effect: { kind: 'refuse', refusal: 'key-revoked' } })
    await expect(connect().fetchBalance()).rejects.toThrow('10003')
    await connect(other).fetchBalance()
  })

  it('as many requests as it says, then no more', async () => {
    simulator.addFault({ effect: { kind: 'refuse', refusal: 'rate-limit', retryAfterSeconds: 7 }, times: 2 })
    const exchange = connect()
    await expect(exchange.fetchBalance()).rejects.toThrow('10006')
    expect(exchange.last_response_headers).toMatchObject({ 'Retry-After': '7' })
    await expect(exchange.fetchBalance()).rejects.toThrow('10006')
    await exchange.fetchBalance()
  })

  it('not other venues', async () => {
    simulator.addFault({ match: { venue: 'okx' }, effect: { kind: 'reset' } })
    await connect().fetchBalance()
  })
})

it('closes at once while a request hangs', async () => {
  const own = await startSimulator({ ledgers: [desk] })
  own.addFault({ effect: { kind: 'hang' } })
  const call = failure(fetch(`${own.url}/api.bybit.com/v5/market/time`))
  await expect.poll(() => own.faults.list()[0]?.struck).toBe(1)
  await own.close()
  expect(await call).toBeInstanceOf(TypeError)
})
