import { expect, it } from 'vitest'
import { WATCHED_IDS } from '../venues'
import { baseUrlOf, mappedStreams } from './base-urls'
import { exchangeClass } from './exchange-class'

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

it('is the exchange’s own base, else everybody’s', () => {
  expect(baseUrlOf('bybit', { '*': 'http://all/', bybit: 'https://one//' })).toBe('https://one')
  expect(baseUrlOf('okx', { '*': 'http://all/' })).toBe('http://all')
  expect(baseUrlOf('okx', {})).toBeUndefined()
})

it('keeps host, path and templates behind the base, and leaves other addresses alone', () => {
  const urls = { ws: { private: 'wss://stream.{hostname}/v5/private', list: ['ws://a:9443/ws'] }, rest: 'https://api.{hostname}' }
  expect(mappedStreams(urls, 'http://127.0.0.1:80')).toEqual({
    ws: { private: 'ws://127.0.0.1:80/stream.{hostname}/v5/private', list: ['ws://127.0.0.1:80/a:9443/ws'] },
    rest: 'https://api.{hostname}',
  })
  expect(mappedStreams('wss://ws.okx.com:8443/ws/v5', 'https://proxy')).toBe('wss://proxy/ws.okx.com:8443/ws/v5')
})

it.each([...WATCHED_IDS].flatMap((id) => [[id, false] as const, [id, true] as const]))(
  'leaves no websocket of %s outside of the base (test network: %s)',
  async (id, sandbox) => {
    const ccxt = new (await exchangeClass(id, 'pro'))({})
    if (sandbox) ccxt.setSandboxMode(true)
    const addresses = strings(ccxt.urls.api).filter((url) => /^wss?:/.test(url))
    const mapped = strings(mappedStreams(ccxt.urls.api, 'http://127.0.0.1:80')).filter((url) => /^wss?:/.test(url))
    expect(addresses.length).toBeGreaterThan(0)
    expect(mapped).toHaveLength(addresses.length)
    for (const url of mapped) expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:80\//)
  },
)
