import { generateKeyPairSync, verify as verifySignature } from 'node:crypto'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'

const SECRET = 'no base64, with spaces!'

describe('a secret that cannot sign', () => {
  const exchanges = createCcxtExchanges({
    transport: async () => {
      throw new Error('nothing may be sent')
    },
    markets: () => [],
    log: pino({ level: 'silent' }),
  })
  const verify = (exchange: string, apiSecret: string) =>
    exchanges.verify(
      { exchange, credentials: { apiKey: 'key', apiSecret }, sandbox: false, options: {} },
      new AbortController().signal,
    )

  it.each([
    ['kraken', SECRET],
    ['krakenfutures', SECRET],
    ['coinbase', `-----BEGIN EC PRIVATE KEY-----\n${SECRET.repeat(4)}\n-----END EC PRIVATE KEY-----\n`],
  ])('is told as one at its field: %s', async (exchange, secret) => {
    const error: unknown = await verify(exchange, secret).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'exchange_credentials', fields: { apiSecret: expect.stringContaining('Copy it whole') } })
    expect(JSON.stringify(error)).not.toContain(SECRET)
  })
})

describe('a PEM key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString()

  it.each([
    ['as it is', pem],
    ['with written line ends', pem.replaceAll('\n', '\\n')],
    ['on one line', pem.replaceAll('\n', '')],
  ])('signs %s', async (_, apiSecret) => {
    const sent: string[] = []
    const exchanges = createCcxtExchanges({
      transport: async ({ headers }) => {
        sent.push(headers.Authorization ?? '')
        return { status: 200, statusText: '', headers: {}, body: '{"can_view":true}' }
      },
      markets: () => [],
      log: pino({ level: 'silent' }),
    })
    const credentials = { apiKey: 'organizations/1/apiKeys/2', apiSecret }
    await exchanges.verify({ exchange: 'coinbase', credentials, sandbox: false, options: {} }, new AbortController().signal)
    const [head = '', body = '', signature = ''] = (sent[0] ?? '').replace('Bearer ', '').split('.')
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
    expect(verifySignature('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  })
})
