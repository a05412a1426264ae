import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import { VENUES } from '@/simulator/registry'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { pairOf } from '../../domain/pairs'
import { mapped } from '../ccxt/base-urls'
import { Gate } from '../ccxt/gate'
import { httpTransport } from '../ccxt/http'
import { Masters } from '../ccxt/masters'
import { marketSource, venueFor } from '.'

/** Lists of the size that the real exchanges have, as ccxt makes market structures of them. */
const IDS = VENUES.map(({ id }) => id)
const LEAST: Record<string, number> = { binance: 2000, bybit: 600, okx: 700, hyperliquid: 200, bitget: 500, gate: 500 }

const COINS_AND_PERPETUALS = ['spot', 'swap']
const KINDS: Record<string, readonly string[]> = {
  ...{ okx: ['spot', 'swap', 'future', 'option'], bybit: ['spot', 'swap', 'future', 'option'] },
  ...{ hyperliquid: COINS_AND_PERPETUALS, lighter: COINS_AND_PERPETUALS, bitfinex: COINS_AND_PERPETUALS },
  ...{ phemex: COINS_AND_PERPETUALS, aster: COINS_AND_PERPETUALS, backpack: COINS_AND_PERPETUALS },
  ...{ dydx: ['swap'], extended: ['swap'], paradex: ['swap'] },
}

const log = createLog('silent')
let simulator: RunningSimulator
let masters: Masters

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true })
  simulator.limiter.scale(50)
  masters = new Masters({
    reach: (exchange) => ({
      transport: mapped(httpTransport, exchange, { '*': simulator.url }),
      gate: new Gate({ exchange, requests: venueFor(exchange).about.requests, purpose: 'market', log }),
      timeoutMs: 20_000,
    }),
    source: marketSource,
    now: Date.now,
    log,
  })
})
afterAll(() => simulator.close())

it.each(IDS)('%s: every market has a pair of its own and is found by it', async (exchange) => {
  const scopes = exchange === 'okx' || exchange === 'bybit' ? (['main', 'options'] as const) : (['main'] as const)
  const books = await Promise.all(scopes.map(async (scope) => (await masters.get(exchange, false, scope)).book))
  const seen = new Map<string, string>()
  for (const book of books) {
    for (const market of book.all) {
      const pair = pairOf(market)
      expect(book.byPair(pair), pair).toBe(market)
      expect(seen.get(pair) ?? market.symbol, pair).toBe(market.symbol)
      seen.set(pair, market.symbol)
    }
  }
  const markets = books.flatMap(({ all }) => [...all])
  expect(markets.length).toBeGreaterThanOrEqual(LEAST[exchange] ?? 1)
  expect(seen.size).toBe(new Set(markets.map(({ symbol }) => symbol)).size)
  // Kinds that a list of this exchange must hold, so that none is proven on nothing.
  expect(new Set(markets.map(({ type }) => type))).toEqual(new Set(KINDS[exchange] ?? ['spot', 'swap', 'future']))
})
