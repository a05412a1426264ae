import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../ledger'
import { allScenarios, scenario } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: allScenarios(['okx']) })
  master = client('okx', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => {
  simulator.limiter.clear()
  for (const name of ['hedged-desk', 'isolated-and-cross', 'hedge-mode', 'empty']) simulator.putLedger(scenario('okx', name))
})
afterAll(() => simulator.close())

const connectTo = (ledger: Ledger) => client('okx', simulator, ledger, { marketsFrom: master })
const connect = (name: string) => connectTo(simulator.ledger('okx', name))

async function leverages(exchange: CcxtExchange, symbol: string, marginMode: string) {
  const told = await exchange.fetchLeverage(symbol, { marginMode })
  return [told.longLeverage, told.shortLeverage].map(Number)
}

describe('leverage', () => {
  it.each(['BTC/USDT:USDT', 'ADA/USDT:USDT', 'LTC/USD:LTC'])('of %s changes, with a position and without', async (symbol) => {
    const exchange = connect('hedged-desk')
    expect(await leverages(exchange, symbol, 'cross')).not.toEqual([7, 7])
    const answer = await exchange.setLeverage(7, symbol)
    const data = [{ instId: exchange.market(symbol).id, lever: '7', mgnMode: 'cross', posSide: 'net' }]
    expect(answer).toEqual({ code: '0', msg: '', data })
    expect(await leverages(exchange, symbol, 'cross')).toEqual([7, 7])
    // The other margin mode has its own.
    expect(await leverages(exchange, symbol, 'isolated')).toEqual([3, 3])
  })

  it('shows in the open position', async () => {
    const exchange = connect('hedged-desk')
    await exchange.setLeverage(10, 'BTC/USDT:USDT')
    const [position] = await exchange.fetchPositions(['BTC/USDT:USDT'])
    expect(Number(position?.leverage)).toBe(10)
    expect(Number(position?.initialMargin)).toBeCloseTo((2.75 * Number(position?.markPrice)) / 10, 6)
  })

  it('is of each side where both are open and isolated', async () => {
    const exchange = connect('hedge-mode')
    await expect(exchange.setLeverage(20, 'ETH/USDT:USDT', { marginMode: 'isolated' })).rejects.toThrow('Parameter posSide error')
    await exchange.setLeverage(20, 'ETH/USDT:USDT', { marginMode: 'isolated', posSide: 'long' })
    expect(await leverages(exchange, 'ETH/USDT:USDT', 'isolated')).toEqual([20, 12])
    await exchange.setLeverage(8, 'BTC/USDT:USDT')
    expect(await leverages(exchange, 'BTC/USDT:USDT', 'cross')).toEqual([8, 8])
    await expect(connect('hedged-desk').setLeverage(8, 'BTC/USDT:USDT', { posSide: 'long' })).rejects.toThrow('posSide')
  })

  it('moves the margin of an isolated position', async () => {
    const exchange = connect('isolated-and-cross')
    await exchange.setLeverage(20, 'SOL/USDT:USDT', { marginMode: 'isolated' })
    const [position] = await exchange.fetchPositions(['SOL/USDT:USDT'])
    expect(Number(position?.collateral)).toBeCloseTo((120.5 * 184.912) / 20, 9)
  })

  it('is refused above the market’s highest, below what the margin bears, and where there is none', async () => {
    const exchange = connect('hedged-desk')
    await expect(exchange.setLeverage(101, 'BTC/USDT:USDT')).rejects.toThrow('59102')
    simulator.setMaxLeverage('okx', 'DOGE-USDT-SWAP', '10')
    await expect(exchange.setLeverage(11, 'DOGE/USDT:USDT')).rejects.toThrow('59102')
    await expect(exchange.setLeverage(1, 'BTC/USDT:USDT')).rejects.toThrow('59103')
    await expect(exchange.setLeverage(5, 'BTC/USDT:USDT', { instId: 'NOPE-USDT-SWAP' })).rejects.toThrow('51001')
    const ledger = { ...scenario('okx', 'empty'), mode: '1' }
    ledger.key.permissions.push('trade')
    simulator.putLedger(ledger)
    await expect(connectTo(ledger).setLeverage(5, 'BTC/USDT:USDT')).rejects.toThrow('51010')
  })

  it('has limits that can be asked for', async () => {
    const exchange = connect('hedged-desk')
    const tiers = await exchange.fetchMarketLeverageTiers('BTC/USDT:USDT')
    expect([tiers[0]?.maxLeverage, tiers[0]?.maintenanceMarginRate].map(Number)).toEqual([100, 0.005])
    expect(tiers.slice(1).map((tier) => tier.minNotional)).toEqual(tiers.slice(0, -1).map((tier) => tier.maxNotional))
    const params = { instType: 'SWAP', mgnMode: 'cross', lever: '5', instId: 'BTC-USDT-SWAP' }
    const { data } = await exchange.request('account/adjust-leverage-info', 'private', 'GET', params)
    expect(data[0].maxLever).toBe('100')
  })
})

describe('position mode', () => {
  it('changes without positions only; what is set already may be set again', async () => {
    const desk = connect('hedged-desk')
    await expect(desk.setPositionMode(true)).rejects.toThrow('59000')
    await desk.setPositionMode(false)
    const ledger = scenario('okx', 'empty')
    ledger.key.permissions.push('trade')
    simulator.putLedger(ledger)
    const exchange = connectTo(ledger)
    await exchange.setPositionMode(true)
    expect((await exchange.fetchPositionMode()).hedged).toBe(true)
    expect(await leverages(exchange, 'BTC/USDT:USDT', 'cross')).toEqual([3, 3])
  })
})
