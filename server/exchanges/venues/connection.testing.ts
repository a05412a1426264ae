import pino from 'pino'
import { createCcxtExchanges } from '../ccxt-port'
import type { Credentials, KeyInfo, SetLeverageResult } from '../port'
import { parseRecording } from '../replay/file'
import { replayTransport } from '../replay/transport'
import { market, type TestMarket } from './recordings.testing'

export interface TestConnection {
  exchange: string
  markets?: (TestMarket & Record<string, unknown>)[]
  calls: { path: string; query?: string; status?: number; response: unknown }[]
  /** Instead of a key, a secret and a passphrase. */
  credentials?: Credentials
  /** Instead of a secret that is valid as base64. */
  apiSecret?: string
}

export interface Tried {
  verify(): Promise<KeyInfo>
  setLeverage(pair: string, leverage: string, marginMode?: 'cross' | 'isolated'): Promise<SetLeverageResult>
  /** USD by code, with the route behind it. */
  prices(...codes: string[]): Promise<Record<string, string>>
  /** Requests that change something: method, path and what was sent. */
  changes: string[]
}

/** The port on one exchange whose answers are given: for what a recording's replay does not reach. */
export function connected({ exchange, markets = [], calls, credentials, apiSecret }: TestConnection): Tried {
  const { calls: recorded } = parseRecording(JSON.stringify({ exchange, calls }))
  const answer = replayTransport(recorded)
  const changes: string[] = []
  const port = createCcxtExchanges({
    markets: () =>
      markets.map(({ symbol, id, type, contractSize, ...more }) => ({ ...market({ symbol, id, type, contractSize }), ...more })),
    log: pino({ level: 'silent' }),
    transport: async (request) => {
      const { pathname, search } = new URL(request.url)
      if (request.method !== 'GET') changes.push([request.method, pathname, request.body ?? search].join(' '))
      return answer(request)
    },
  })
  const connection = {
    exchange,
    credentials: credentials ?? {
      apiKey: 'key',
      apiSecret: apiSecret ?? 'cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmU=',
      password: 'word',
      uid: '1',
    },
    sandbox: false,
    options: {},
  }
  const signal = new AbortController().signal
  return {
    changes,
    verify: () => port.verify(connection, signal),
    setLeverage: (pair, leverage, marginMode = 'isolated') =>
      port.setLeverage(connection, { pair, leverage, marginMode }, signal),
    prices: async (...codes) =>
      Object.fromEntries(
        [...(await port.prices(exchange, codes, signal))].map(([code, price]) => [code, `${price.usd} by ${price.route}`]),
      ),
  }
}
