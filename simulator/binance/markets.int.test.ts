import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allScenarios } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let exchange: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: allScenarios(['binance']) })
  exchange = client('binance', simulator, simulator.ledger('binance', 'every-wallet'))
  await exchange.loadMarkets()
})

afterAll(() => simulator.close())

const KINDS = [
  ['spot', 'spot', 1_000],
  ['linear', 'swap', 400],
  ['inverse', 'swap', 20],
] as const

it('has more than two thousand markets that ccxt takes in whole', () => {
  const truth = simulator.exchange('binance').markets()
  expect(truth.length).toBeGreaterThan(2_000)
  expect(Object.keys(exchange.markets ?? {})).toHaveLength(truth.length)
  for (const market of truth) {
    const parsed = exchange.safeMarket(market.id, undefined, undefined, market.type === 'spot' ? 'spot' : 'contract')
    expect(parsed).toMatchObject({ id: market.id, type: market.type, baseId: market.base, quoteId: market.quote, active: true })
    if (market.type !== 'spot') {
      expect(parsed).toMatchObject({ settleId: market.settle, inverse: market.inverse, linear: !market.inverse })
      expect(Number(parsed.contractSize)).toBe(Number(market.contractSize))
    }
    if (market.expiry !== null) expect(parsed.expiry).toBe(market.expiry)
    expect(Number(parsed.precision.amount)).toBe(Number(market.lot))
    expect(Number(parsed.precision.price)).toBe(Number(market.tick))
  }
})

it.each(KINDS)('has a ticker for every %s market', async (kind, type, least) => {
  const tickers = await exchange.fetchTickers(undefined, { type, ...(kind === 'spot' ? {} : { subType: kind }) })
  const mine = simulator
    .exchange('binance')
    .markets()
    .filter((m) => (m.type === 'spot') === (kind === 'spot') && m.inverse === (kind === 'inverse'))
  expect(mine.length).toBeGreaterThan(least)
  expect(Object.keys(tickers)).toHaveLength(mine.length)
  for (const market of mine) {
    const symbol = exchange.safeSymbol(market.id, undefined, undefined, kind === 'spot' ? 'spot' : 'contract')
    expect(Number(tickers[symbol]?.last)).toBe(Number(simulator.exchange('binance').lastPrice(market.key)))
  }
})

it('tells the mark prices of both futures', async () => {
  const [linear, inverse] = await Promise.all([
    exchange.fetchMarkPrices(undefined, { subType: 'linear' }),
    exchange.fetchMarkPrices(undefined, { subType: 'inverse' }),
  ])
  const truth = simulator.exchange('binance')
  expect(Number(linear['BTC/USDT:USDT']?.markPrice)).toBe(Number(truth.markPrice('BTCUSDT')))
  expect(Number(inverse['ETH/USD:ETH']?.markPrice)).toBe(Number(truth.markPrice('ETHUSD_PERP')))
})

it('answers for one symbol with one object and refuses an unknown one', async () => {
  expect((await exchange.fetchTicker('BTC/USDT')).symbol).toBe('BTC/USDT')
  const answer = await fetch(`${simulator.url}/api.binance.com/api/v3/ticker/price?symbol=NOPEUSDT`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ code: -1121, msg: 'Invalid symbol.' })
  const two = await exchange.fetchTickers(['BTC/USDT', 'ETH/USDT'])
  expect(Object.keys(two).sort()).toEqual(['BTC/USDT', 'ETH/USDT'])
})

it('pages through savings', async () => {
  const first = await exchange.request('simple-earn/flexible/position', 'sapi', 'GET', {})
  const second = await exchange.request('simple-earn/flexible/position', 'sapi', 'GET', { current: 2 })
  expect([first.rows.length, second.rows.length, Number(first.total)]).toEqual([10, 2, 12])
})

it('tells the clock and that it is well', async () => {
  for (const params of [{ type: 'spot' }, { type: 'swap', subType: 'linear' }, { type: 'swap', subType: 'inverse' }]) {
    const before = Date.now()
    const time = Number(await exchange.fetchTime(params))
    expect(time).toBeGreaterThanOrEqual(before)
    expect(time).toBeLessThanOrEqual(Date.now())
  }
  expect((await exchange.fetchStatus()).status).toBe('ok')
})
