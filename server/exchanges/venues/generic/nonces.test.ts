import pino from 'pino'
import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../ccxt/http'
import { createCcxtExchanges } from '../../ccxt-port'
import { nobodyOn } from '../../replay/nobody'
import { venueFor } from '..'
import { GROWING_NONCES } from './nonces'

const NAMED = /^(tapi_|timestamp_)?nonce$/i

/** Every value under a name that a nonce has, in JSON or a form; a payload may be base64, and a token has one in it. */
function noncesIn(text: string): string[] {
  const found: string[] = []
  const walk = (value: unknown, name = ''): void => {
    if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) walk(inner, key)
    else if (NAMED.test(name)) found.push(String(value))
  }
  const forms = [text, ...text.split(/[\s.]/).map((part) => Buffer.from(part, 'base64').toString('utf8'))]
  for (const form of forms) {
    try {
      walk(JSON.parse(form.replace(/:(\d{16,})/g, ':"$1"')))
    } catch {
      for (const [name, value] of new URLSearchParams(form)) if (NAMED.test(name)) found.push(value)
    }
  }
  return found
}

/** Where an exchange's header has a name of its own. */
const OWN: Readonly<Record<string, (request: HttpRequest) => string | undefined>> = {
  bitso: ({ headers }) => headers.Authorization?.split(':')[1],
  coincheck: ({ headers }) => headers['ACCESS-NONCE'],
  bitbank: ({ headers }) => headers['ACCESS-NONCE'] ?? headers['ACCESS-REQUEST-TIME'],
}

function nonceOf(exchange: string, request: HttpRequest): string | undefined {
  const own = OWN[exchange]?.(request)
  if (own !== undefined) return own
  const named = Object.entries(request.headers).find(([name]) => /nonce$/i.test(name))?.[1]
  const texts = [request.body ?? '', new URL(request.url).search, ...Object.values(request.headers)]
  return named ?? texts.flatMap(noncesIn)[0]
}

/** What ccxt cannot ask without an id that signing in or a form gives. */
const SIGNED_IN: Readonly<Record<string, Record<string, unknown>>> = { bullish: { token: 'replay', tradingAccountId: '1' } }

describe('nonces', () => {
  const ids = [...GROWING_NONCES, 'kraken']

  it('are wanted to grow by these exchanges, and by no other room', () => {
    for (const id of ids) expect(venueFor(id).growingNonces, id).toBe(true)
    expect(venueFor('binance').growingNonces).toBeUndefined()
  })

  it.each(ids)(
    'of one key grow in the order of sending, one request at a time, over many readings at once (%s)',
    async (exchange) => {
      const sent: string[] = []
      let under = 0
      let most = 0
      const { credentials, signedIn } = nobodyOn(exchange)
      const exchanges = createCcxtExchanges({
        log: pino({ level: 'silent' }),
        markets: () => [],
        accountOptions: { ...signedIn, ...SIGNED_IN[exchange] },
        transport: async (request) => {
          const nonce = nonceOf(exchange, request)
          if (nonce !== undefined) sent.push(nonce)
          under += 1
          most = Math.max(most, under)
          await new Promise((resolve) => setImmediate(resolve))
          under -= 1
          return { status: 200, statusText: 'OK', headers: {}, body: request.url.includes('wallets') ? '[]' : '{}' }
        },
      })
      const connection = { exchange, credentials, sandbox: false, options: {} }
      const readings = Array.from({ length: 8 }, () =>
        exchanges.fetchHoldings(connection, AbortSignal.timeout(20_000)).catch(() => undefined),
      )
      await Promise.all([...readings, exchanges.verify(connection, AbortSignal.timeout(20_000)).catch(() => undefined)])
      if (sent.length === 0) {
        // ccxt 4.5.84 signs these by a time or a text; their other calls count.
        expect(UNCOUNTED).toContain(exchange)
        return
      }
      expect(sent.length).toBeGreaterThanOrEqual(8)
      for (const [index, nonce] of sent.entries()) {
        const before = sent[index - 1]
        if (before !== undefined) expect(Number(nonce), `${index}: ${before} then ${nonce}`).toBeGreaterThan(Number(before))
      }
      expect(most).toBe(1)
    },
  )
})

const UNCOUNTED: readonly string[] = ['bullish']
