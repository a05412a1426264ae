import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from './port'

const SECRET = 'no base64, with spaces!'

describe('a secret that cannot sign', () => {
  const exchanges = createCcxtExchanges({
    transport: async () => {
      throw new Error('nothing may be sent')
    },
    markets: () => [],
    log: pino({ level: 'silent' }),
  })
  const verify = (exchange: string) =>
    exchanges.verify(
      { exchange, credentials: { apiKey: 'key', apiSecret: SECRET }, sandbox: false, options: {} },
      new AbortController().signal,
    )

  it.each(['kraken', 'krakenfutures'])('is told as one at its field: %s', async (exchange) => {
    const error: unknown = await verify(exchange).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'exchange_credentials', fields: { apiSecret: expect.stringContaining('Copy it whole') } })
    expect(JSON.stringify(error)).not.toContain(SECRET)
  })
})
