import pino from 'pino'
import { expect, it } from 'vitest'
import { market } from '../venues/recordings.testing'
import { Gate } from './gate'
import { Masters } from './masters'

it('keeps each market once, by symbol and by the exchange’s id', async () => {
  const log = pino({ level: 'silent' })
  const gate = new Gate({ exchange: 'binance', requests: [], purpose: 'market', log })
  const masters = new Masters({
    reach: () => ({ transport: () => Promise.reject(new Error('not asked')), gate, timeoutMs: 1000 }),
    source: { settings: () => ({}), without: () => [], refine: () => undefined },
    now: () => 0,
    log,
    given: () => [
      market({ symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }),
      market({ symbol: 'BTC/USDT', id: 'BTCUSDT' }),
      market({ symbol: 'ETH/USDT', id: 'ETHUSDT' }),
    ],
  })
  const { markets, markets_by_id: byId } = (await masters.get('binance', false)).ccxt
  expect(Object.keys(byId ?? {}).sort()).toEqual(['BTCUSDT', 'ETHUSDT'])
  const symbols = ['BTC/USDT:USDT', 'BTC/USDT']
  expect(byId?.BTCUSDT).toEqual(symbols.map((symbol) => markets?.[symbol]))
  for (const [index, symbol] of symbols.entries()) expect(Reflect.get(Object(byId?.BTCUSDT), index)).toBe(markets?.[symbol])
})
