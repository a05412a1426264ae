import pino from 'pino'
import { expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'

/** What an account of Bybit is read as when it is answered so. */
function reading(body: string) {
  const port = createCcxtExchanges({
    markets: () => [],
    log: pino({ level: 'silent' }),
    transport: async () => ({ status: 200, statusText: '', headers: {}, body }),
  })
  const credentials = { apiKey: 'key', apiSecret: 'secret' }
  return port.fetchHoldings({ exchange: 'bybit', credentials, sandbox: false, options: {} }, AbortSignal.timeout(20_000))
}

it.each([
  ['nested without end', `{"retCode":0,"result":${'['.repeat(500_000)}`],
  ['nested deeply', `{"retCode":0,"result":${'['.repeat(40)}${']'.repeat(40)}}`],
  ['of a million rows', `{"retCode":0,"result":{"list":[${'0,'.repeat(1_000_001)}0]}}`],
])('an answer %s is none, and costs little', async (_what, body) => {
  const began = performance.now()
  await expect(reading(body)).rejects.toMatchObject({
    code: 'exchange_network',
    message: expect.stringContaining('the answer is too large or too deep'),
  })
  expect(performance.now() - began).toBeLessThan(5_000)
})
