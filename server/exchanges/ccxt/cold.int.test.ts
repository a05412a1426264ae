import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { createCcxtExchanges } from '../ccxt-port'
import { httpTransport, type Transport } from './http'

let simulator: RunningSimulator
const MARKETS = /exchangeInfo|instruments/
/** A call of the last that are sent: on Binance after the question which kind of account it is. */
const VENUES = [
  ['binance', /fapi\/v3\/positionRisk/],
  ['bybit', /account\/wallet-balance/],
  ['okx', /account\/positions/],
] as const

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 7 })
  simulator.limiter.scale(50)
})
afterAll(() => simulator.close())

it.each(VENUES)(
  '%s: the first account’s calls are sent while the markets load, and read when they are there',
  async (venue, last) => {
    const { key } = simulator.ledger(venue, 'hedged-desk')
    const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret, password: key.passphrase }
    const connection = { exchange: venue, credentials, sandbox: false, options: { default: true } }
    let markets = 0
    let answered = () => {}
    const account = new Promise<void>((resolve) => {
      answered = resolve
    })
    /** No market is told before the account has answered all. */
    const transport: Transport = async (request) => {
      if (!MARKETS.test(request.url)) {
        const answer = await httpTransport(request)
        if (last.test(request.url)) answered()
        return answer
      }
      markets += 1
      await account
      return httpTransport(request)
    }
    const exchanges = createCcxtExchanges({
      baseUrls: { '*': simulator.url },
      log: createLog('silent'),
      limitFactor: 1000,
      transport,
    })
    const cold = await exchanges.fetchHoldings(connection, AbortSignal.timeout(30_000))
    expect(markets).toBeGreaterThan(0)
    const warm = await exchanges.fetchHoldings(connection, AbortSignal.timeout(30_000))
    expect(cold.holdings.length).toBeGreaterThan(2)
    expect({ ...warm, asOf: null }).toEqual({ ...cold, asOf: null })
  },
)

it('says so when the markets cannot be had, whatever the account has answered', async () => {
  const { key } = simulator.ledger('bybit', 'hedged-desk')
  const connection = {
    exchange: 'bybit',
    credentials: { apiKey: key.apiKey, apiSecret: key.apiSecret },
    sandbox: false,
    options: { default: true },
  }
  const transport: Transport = (request) =>
    MARKETS.test(request.url)
      ? Promise.resolve({ status: 503, statusText: '', headers: {}, body: 'closed' })
      : httpTransport(request)
  const exchanges = createCcxtExchanges({
    baseUrls: { '*': simulator.url },
    log: createLog('silent'),
    limitFactor: 1000,
    transport,
  })
  await expect(exchanges.fetchHoldings(connection, AbortSignal.timeout(30_000))).rejects.toMatchObject({
    code: expect.stringMatching(/^exchange_(maintenance|network)$/),
  })
})
