import pino from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../../../simulator/server'
import { Decimal } from '../../domain/decimal'
import { createCcxtExchanges } from '../ccxt-port'

/** Prices of the past over HTTP, as each exchange that is simulated pages its candles. */

const HOUR = 3_600_000
const DAY = 24 * HOUR
const simulator = await startSimulator({ frozen: true })
afterAll(() => simulator.close())
const log = pino({ level: 'silent' })
const portOf = () => createCcxtExchanges({ baseUrls: { '*': simulator.url }, log })
const signal = new AbortController().signal
const hour = (ago: number) => new Date(Math.floor((Date.now() - ago) / HOUR) * HOUR)

/** A market of each exchange in which ETH is traded; a dollar is a dollar of it while the simulator is frozen. */
const MARKETS = [
  ['binance', 'spot:ETHUSDT', 'ETH-USDT, USDT-USD (BTC indices)'],
  ['bybit', 'spot:ETHUSDT', 'ETH-USDT, USDT-USD (BTC indices)'],
  ['okx', 'spot:ETH-USD', 'ETH-USD'],
  ['bitget', 'spot:ETHUSDC', 'ETH-USDC, USDC-USD (pegged)'],
  ['gate', 'spot:ETH_USDC', 'ETH-USDC, USDC-USD (pegged)'],
  ['hyperliquid', null, 'ETH-USDC, USDC-USD (pegged)'],
] as const

describe.each(MARKETS)('%s', (venue, key, route) => {
  const exchange = simulator.exchange(venue)
  const market = key ?? exchange.markets().find(({ type, coin }) => type === 'spot' && coin === 'ETH')?.key ?? ''

  it('tells what a coin was worth an hour, some days and some weeks ago', async () => {
    const port = portOf()
    for (const ago of [HOUR, 5 * DAY, 40 * DAY]) {
      const at = hour(ago)
      const then = await port.priceThen?.(venue, 'ETH', at, signal)
      const close = exchange.pastPrice(market, at.getTime())
      expect(then?.price?.route).toBe(route)
      expect(then?.price?.asOf).toEqual(at)
      expect(
        new Decimal(then?.price?.usd ?? 0)
          .minus(close ?? 0)
          .abs()
          .lt('0.000001'),
      ).toBe(true)
    }
  })

  it('tells nothing of the time before its candles begin', async () => {
    const then = await portOf().priceThen?.(venue, 'ETH', hour(90 * DAY), signal)
    expect(then?.price).toBeNull()
    expect(then?.why).toMatch(/^No trade of ETH-USD.* is told in the 24 hours before\.$/)
  })
})

it('three days of hours are one call of each market', async () => {
  const port = portOf()
  await port.priceThen?.('binance', 'ETH', hour(9 * DAY), signal)
  simulator.journal.clear()
  const block = Math.floor(hour(12 * DAY).getTime() / (72 * HOUR)) * 72 * HOUR
  const hours = Array.from({ length: 72 }, (_, index) => new Date(block + (index + 1) * HOUR))
  const all = await Promise.all(hours.map((at) => port.priceThen?.('binance', 'ETH', at, signal)))
  expect(all.every((then) => then?.price !== null)).toBe(true)
  const paths = simulator.journal.list().map(({ path }) => path)
  expect(paths.toSorted()).toEqual(['/api/v3/klines', '/dapi/v1/indexPriceKlines', '/fapi/v1/indexPriceKlines'])
})

it('an exchange that wants no calls is no answer of none: the failure is told', async () => {
  const port = portOf()
  await port.priceThen?.('okx', 'ETH', hour(9 * DAY), signal)
  const fault = simulator.addFault({
    match: { venue: 'okx', path: 'candles' },
    effect: { kind: 'refuse', refusal: 'rate-limit' },
  })
  await expect(port.priceThen?.('okx', 'ETH', hour(20 * DAY), signal)).rejects.toMatchObject({ code: 'exchange_rate_limit' })
  simulator.clearFaults(fault.id)
  expect((await port.priceThen?.('okx', 'ETH', hour(20 * DAY), signal))?.price?.route).toBe('ETH-USD')
})
