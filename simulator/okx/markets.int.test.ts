import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { allScenarios } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let exchange: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: allScenarios(['okx']) })
  exchange = client('okx', simulator, simulator.ledger('okx', 'every-wallet'))
  await exchange.loadMarkets()
})

beforeEach(() => simulator.limiter.clear())
afterAll(() => simulator.close())

it('has markets of every kind that ccxt takes in whole', () => {
  const truth = simulator.exchange('okx').markets()
  expect(new Set(truth.map((m) => m.type))).toEqual(new Set(['spot', 'swap', 'future', 'option']))
  expect(Object.keys(exchange.markets ?? {})).toHaveLength(truth.length)
  for (const market of truth) {
    const parsed = exchange.safeMarket(market.id)
    expect(parsed).toMatchObject({ id: market.id, type: market.type, baseId: market.base, quoteId: market.quote, active: true })
    if (market.type !== 'spot') {
      expect(parsed).toMatchObject({ settleId: market.settle, inverse: market.settle === market.base })
      expect(Number(parsed.contractSize)).toBe(Number(market.contractSize))
    }
    if (market.expiry !== null) expect(parsed.expiry).toBe(market.expiry)
    if (market.strike !== null)
      expect([Number(parsed.strike), parsed.optionType]).toEqual([Number(market.strike), market.optionType])
    expect(Number(parsed.precision.amount)).toBe(Number(market.lot))
    expect(Number(parsed.precision.price)).toBe(Number(market.tick))
  }
})

it.each([
  ['spot', {}],
  ['swap', {}],
  ['future', {}],
  ['option', { uly: 'BTC-USD' }],
])('has a ticker for every %s market', async (type, params) => {
  const tickers = await exchange.fetchTickers(undefined, { type, ...params })
  const world = simulator.exchange('okx')
  const mine = world.markets().filter((m) => m.type === type && (type !== 'option' || m.base === 'BTC'))
  expect(mine.length).toBeGreaterThan(20)
  expect(Object.keys(tickers)).toHaveLength(mine.length)
  for (const market of mine)
    expect(Number(tickers[exchange.safeSymbol(market.id)]?.last)).toBe(Number(world.lastPrice(market.key)))
})

it('tells mark prices and index prices', async () => {
  const world = simulator.exchange('okx')
  const marks = await exchange.fetchMarkPrices(undefined, { type: 'swap' })
  expect(Number(marks['BTC/USD:BTC']?.markPrice)).toBe(Number(world.markPrice('BTC-USD-SWAP')))
  const index = await exchange.request('market/index-tickers', 'public', 'GET', { instId: 'BTC-USDT' })
  expect(index.data[0].idxPx).toBe(world.indexPrice('spot:BTC-USDT'))
})

it('wants the parameters that the real exchange wants', async () => {
  await expect(exchange.request('public/instruments', 'public', 'GET', {})).rejects.toThrow('50014')
  await expect(exchange.request('public/instruments', 'public', 'GET', { instType: 'OPTION' })).rejects.toThrow('50014')
  await expect(exchange.request('public/instruments', 'public', 'GET', { instType: 'NOPE' })).rejects.toThrow('51000')
  await expect(exchange.request('market/ticker', 'public', 'GET', { instId: 'NOPE-USDT' })).rejects.toThrow('51001')
})

it('tells the clock, that it is well, and what an account is worth', async () => {
  const before = Date.now()
  const time = Number(await exchange.fetchTime())
  expect(time).toBeGreaterThanOrEqual(before)
  expect(time).toBeLessThanOrEqual(Date.now())
  expect((await exchange.fetchStatus()).status).toBe('ok')
  const valuation = await exchange.request('asset/asset-valuation', 'private', 'GET', { ccy: 'USDT' })
  const { totalBal, details } = valuation.data[0]
  const parts = Object.values(details as Record<string, string>).map(Number)
  expect(parts.reduce((a, b) => a + b)).toBeCloseTo(Number(totalBal), 6)
  const [account] = (await exchange.fetchBalance()).info.data
  expect(Number(details.trading)).toBeCloseTo(Number(account.totalEq), 6)
})
