import ccxt, { type Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { scenario } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange
let exchange: CcxtExchange
const ledger = scenario('bybit', 'leveraged-long')

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [ledger] })
  master = client('bybit', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => {
  simulator.putLedger(ledger)
  exchange = client('bybit', simulator, ledger, { marketsFrom: master })
})

afterAll(() => simulator.close())

const leverageOf = async (symbol: string) => (await exchange.fetchPosition(symbol)).leverage

it('keeps a leverage that was set, with and without a position, and margins the position by it', async () => {
  const before = await exchange.fetchPosition('ETH/USDT:USDT')
  await exchange.setLeverage(10, 'ETH/USDT:USDT')
  const after = await exchange.fetchPosition('ETH/USDT:USDT')
  expect(after.leverage).toBe('10')
  expect(Number(after.initialMargin)).toBeCloseTo(2 * Number(before.initialMargin), 6)
  expect(await leverageOf('ADA/USDT:USDT')).toBe('10')
  await exchange.setLeverage(3, 'ADA/USDT:USDT')
  expect(await leverageOf('ADA/USDT:USDT')).toBe('3')
  await exchange.setLeverage(4, 'BTC/USD:BTC')
  expect(await leverageOf('BTC/USD:BTC')).toBe('4')
  expect(ledger.positions[0]?.leverage).toBe('20')
})

it('lists a market that was touched as closed, unless a settlement coin is asked for', async () => {
  await exchange.setLeverage(4, 'BTC/USD:BTC')
  const [closed] = await exchange.fetchPositions(undefined, { subType: 'inverse' })
  expect(closed?.info).toMatchObject({ symbol: 'BTCUSD', size: '0', side: '', avgPrice: '0' })
  expect(await exchange.fetchPositions(undefined, { subType: 'inverse', settleCoin: 'BTC' })).toEqual([])
})

it('refuses a leverage that is set already, above the limit, or nonsense', async () => {
  await expect(exchange.setLeverage(20, 'ETH/USDT:USDT')).rejects.toThrow('110043')
  await expect(exchange.setLeverage(101, 'ETH/USDT:USDT')).rejects.toThrow('110013')
  await expect(exchange.setLeverage(0.5, 'ETH/USDT:USDT')).rejects.toThrow('10001')
  simulator.setMaxLeverage('bybit', 'ETHUSDT', '15')
  await expect(exchange.setLeverage(16, 'ETH/USDT:USDT')).rejects.toThrow(ccxt.BadRequest)
  await exchange.setLeverage(15, 'ETH/USDT:USDT')
  simulator.setMaxLeverage('bybit', 'ETHUSDT', '100')
})

it('switches position mode where nothing is open, and not where something is', async () => {
  await expect(exchange.setPositionMode(true, 'ETH/USDT:USDT')).rejects.toThrow('110024')
  await exchange.setPositionMode(true, 'ADA/USDT:USDT')
  await expect(exchange.setPositionMode(true, 'ADA/USDT:USDT')).rejects.toThrow(ccxt.NoChange)
  const both = await exchange.fetchPositions(['ADA/USDT:USDT'])
  expect(both.map((p) => p.info.positionIdx)).toEqual([1, 2])
})

it('switches the account between cross and isolated margin', async () => {
  await exchange.setMarginMode('isolated')
  const { result } = await exchange.request('v5/account/info', 'private')
  expect(result.marginMode).toBe('ISOLATED_MARGIN')
  await expect(exchange.setMarginMode('isolated')).rejects.toThrow(ccxt.MarginModeAlreadySet)
  await exchange.setMarginMode('cross')
})

it('pages positions and tells each once', async () => {
  const many = scenario('bybit', 'two-hundred-assets')
  simulator.putLedger(many)
  const desk = client('bybit', simulator, many, { marketsFrom: master })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { result } = await desk.request('v5/position/list', 'private', 'GET', {
      category: 'linear',
      settleCoin: 'USDT',
      limit: 15,
      ...(cursor ? { cursor: decodeURIComponent(cursor) } : {}),
    })
    seen.push(...result.list.map((row: { symbol: string }) => row.symbol))
    cursor = result.nextPageCursor
  } while (cursor)
  expect(seen.length).toBe(40)
  expect(new Set(seen).size).toBe(40)
})

it('has savings that no other wallet holds', async () => {
  const saver = scenario('bybit', 'hedged-desk')
  simulator.putLedger(saver)
  const desk = client('bybit', simulator, saver, { marketsFrom: master })
  const { result } = await desk.request('v5/earn/position', 'private', 'GET', { category: 'FlexibleSaving' })
  expect(result.list).toMatchObject([{ coin: 'USDC', amount: '50000' }])
})

it('knows its leverage tiers', async () => {
  const tiers = await exchange.fetchMarketLeverageTiers('SOL/USDT:USDT')
  expect(tiers[0]?.maxLeverage).toBe('75.00')
})
