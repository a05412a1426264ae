import pino from 'pino'
import { expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { mapped } from './base-urls'
import { type HttpRequest, permit } from './http'
import { ccxtInstance } from './instance'
import { encodePathParts } from './path-parts'

it('keeps a value one part of a path, whatever it holds', async () => {
  const ccxt = await ccxtInstance('dydx', {})
  encodePathParts(ccxt)
  expect(ccxt.implodeParams('addresses/{address}/x', { address: 'dydx1abc', number: 3 })).toBe('addresses/dydx1abc/x')
  expect(ccxt.implodeParams('a/{b}/c', { b: '../../host?x#y\\z %2e' })).toBe('a/..%2F..%2Fhost%3Fx%23y%5Cz%20%252e/c')
  expect(() => ccxt.implodeParams('a/{b}', { b: '..' })).toThrow()
})

it('sends an address that is none nowhere, also behind a base URL', async () => {
  const sent: string[] = []
  const port = createCcxtExchanges({
    baseUrls: { '*': 'http://127.0.0.1:9/proxy' },
    log: pino({ level: 'silent' }),
    markets: () => [],
    transport: async ({ url }) => {
      sent.push(url)
      return { status: 200, statusText: '', headers: {}, body: '{}' }
    },
  })
  for (const walletAddress of ['../../../elsewhere.example.com/v4/x', '..', 'a/b', 'x?y=z', '%2e%2e/%2e%2e']) {
    const connection = { exchange: 'dydx', credentials: { walletAddress }, sandbox: false, options: {} }
    await port.fetchHoldings(connection, AbortSignal.timeout(5_000)).catch(() => undefined)
  }
  for (const url of sent) {
    expect(url).toMatch(
      /^http:\/\/127\.0\.0\.1:9\/proxy\/(indexer\.dydx\.trade\/v4|dydx-rest\.publicnode\.com\/(dydxprotocol|cosmos))\//,
    )
    expect(url).not.toMatch(/elsewhere\.example\.com\/|\/x\?y=z|\/a\/b|\/\.\.\//)
  }
})

it.each([
  ['https://api.example.com/v1/x?y=1', 'http://127.0.0.1:9/proxy/api.example.com/v1/x?y=1'],
  ['https://api.example.com/a/../b', 'http://127.0.0.1:9/proxy/api.example.com/b'],
  ['https://api.example.com/../../../other', 'http://127.0.0.1:9/proxy/api.example.com/other'],
  ['https://api.example.com/%2e%2e/%2e%2e/other', 'http://127.0.0.1:9/proxy/api.example.com/other'],
])('leads %s to %s: below its host, behind its base', async (url, wanted) => {
  const sent: string[] = []
  const transport = mapped(
    async (request) => {
      sent.push(request.url)
      return { status: 200, statusText: '', headers: {}, body: '' }
    },
    'bybit',
    { '*': 'http://127.0.0.1:9/proxy' },
  )
  const asked: HttpRequest = {
    url,
    method: 'GET',
    headers: {},
    body: undefined,
    maxBytes: 1,
    signal: new AbortController().signal,
  }
  await transport(permit({ check: (request) => ({ question: '', request }) }, asked).request)
  expect(sent).toEqual([wanted])
})
