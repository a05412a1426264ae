import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closingOf } from '@/server/domain/orders'
import { createLog } from '@/server/log'
import { allScenarios } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { valueAccount } from '../../domain/valuation'
import { createCcxtExchanges } from '../ccxt-port'
import type { Connection, ExchangePort } from '../port'
import { connectionOf } from './ledger-connection.testing'

let simulator: RunningSimulator
let exchanges: ExchangePort
const signal = () => AbortSignal.timeout(60_000)

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 5 })
  simulator.limiter.scale(50)
  exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })
})
afterAll(() => simulator.close())

const connectionTo = (venue: string, scenario: string) => connectionOf(simulator.ledger(venue, scenario))

/** What each order of an account would close: `pair side` → what, and how much of it. */
async function closings(venue: string, scenario: string) {
  const connection = connectionTo(venue, scenario)
  const [orders, holdings] = await Promise.all([
    exchanges.openOrders?.(connection, signal()),
    exchanges.fetchHoldings(connection, signal()),
  ])
  const { assets } = valueAccount(holdings, () => null)
  return Object.fromEntries(
    (orders ?? []).map((order) => {
      const closing = assets.map((asset) => closingOf(order, asset)).find((each) => each !== null)
      return [`${order.pair} ${order.side} ${order.trigger ?? order.price}`, closing ?? null]
    }),
  )
}

describe('orders that wait at exchanges', () => {
  it('Bybit: a stop on all of it, a profit to be taken on half, a plain order that only closes', async () => {
    expect(await closings('bybit', 'hedged-desk')).toEqual({
      'BTC:PERP-USDT buy 140000': { kind: 'stop', share: '1' },
      'ETH:PERP-USDT buy 2400': { kind: 'take_profit', share: '0.5' },
      'SOL:PERP-USDT buy 120': { kind: 'take_profit', share: '0.25' },
    })
  })

  it('Binance: what waits for a price is told by a service of its own', async () => {
    expect(await closings('binance', 'leveraged-long')).toEqual({
      'ETH:PERP-USDT sell 2200': { kind: 'stop', share: '1' },
      'SOL:PERP-USDT sell 320': { kind: 'take_profit', share: '0.5' },
    })
  })

  it('OKX: conditional orders count contracts, and close a whole position by a fraction', async () => {
    const told = await closings('okx', 'hedged-desk')
    expect(told).toMatchObject({
      'BTC:PERP-USDT buy 140000': { kind: 'stop', share: '1' },
      'ETH:PERP-USDT buy 2200': { kind: 'take_profit' },
    })
    expect(Number(told['ETH:PERP-USDT buy 2200']?.share)).toBeCloseTo(100 / 305.2, 5)
  })

  it.each(['hyperliquid', 'bitget', 'gate'])('%s: none is an empty list, not an unknown one', async (venue) => {
    expect(await exchanges.openOrders?.(connectionTo(venue, 'hedged-desk'), signal())).toEqual([])
  })

  it('of an exchange without such a call nothing is known', async () => {
    const other: Connection = { exchange: 'coinspot', credentials: { apiKey: 'a', apiSecret: 'b' }, sandbox: false, options: {} }
    expect(await exchanges.openOrders?.(other, signal())).toBeNull()
  })

  it('has orders in scenarios of positions that are there', () => {
    const ledgers = allScenarios(['binance', 'bybit', 'okx'] as const).filter(({ orders }) => orders !== undefined)
    expect(ledgers).toHaveLength(3)
    for (const { orders = [], positions } of ledgers)
      for (const { market } of orders) expect(positions.map((position) => position.market)).toContain(market)
  })
})
