import ccxt, { type Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allScenarios, scenario } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: allScenarios(['binance']) })
  master = client('binance', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => {
  for (const name of ['hedged-desk', 'isolated-and-cross', 'hedge-mode', 'portfolio-margin'])
    simulator.putLedger(scenario('binance', name))
})
afterAll(() => simulator.close())

const connect = (name: string) => client('binance', simulator, simulator.ledger('binance', name), { marketsFrom: master })

async function leverageOf(exchange: CcxtExchange, symbol: string) {
  const subType = exchange.market(symbol).inverse ? 'inverse' : 'linear'
  const told = (await exchange.fetchLeverages([symbol], { subType }))[symbol]
  return Number(told?.longLeverage)
}

describe('leverage', () => {
  it.each(['BTC/USDT:USDT', 'ADA/USDT:USDT', 'BNB/USD:BNB'])('of %s changes, with a position and without', async (symbol) => {
    const exchange = connect('hedged-desk')
    const before = await leverageOf(exchange, symbol)
    const answer = await exchange.setLeverage(7, symbol)
    expect(answer).toMatchObject({ symbol: exchange.market(symbol).id, leverage: 7 })
    expect(before).not.toBe(7)
    expect(await leverageOf(exchange, symbol)).toBe(7)
  })

  it('changes the initial margin of the open position', async () => {
    const exchange = connect('hedged-desk')
    await exchange.setLeverage(10, 'BTC/USDT:USDT')
    const [position] = await exchange.fetchPositions(['BTC/USDT:USDT'])
    expect(Number(position?.info.initialMargin)).toBeCloseTo(Math.abs(Number(position?.info.notional)) / 10, 6)
  })

  it('is refused above the market’s highest', async () => {
    const exchange = connect('hedged-desk')
    await expect(exchange.setLeverage(101, 'ETH/USDT:USDT')).rejects.toThrow('-4028')
    simulator.setMaxLeverage('binance', 'DOGEUSDT', '10')
    await expect(exchange.setLeverage(11, 'DOGE/USDT:USDT')).rejects.toThrow('Leverage 11 is not valid')
    await exchange.setLeverage(10, 'DOGE/USDT:USDT')
  })

  it('is refused below what the margin bears, and above what the position’s size allows', async () => {
    await expect(connect('hedged-desk').setLeverage(1, 'BTC/USDT:USDT')).rejects.toThrow('-2028')
    const ledger = structuredClone(scenario('binance', 'hedged-desk'))
    const [btc] = ledger.positions
    if (btc) btc.contracts = '-80'
    const [usdt] = ledger.tokens.filter((t) => t.wallet === 'usdm')
    if (usdt) usdt.balance = '9000000'
    simulator.putLedger(ledger)
    await expect(connect('hedged-desk').setLeverage(125, 'BTC/USDT:USDT')).rejects.toThrow('-2027')
  })

  it('is not lowered under an isolated position, and leaves its margin when raised', async () => {
    const exchange = connect('isolated-and-cross')
    await expect(exchange.setLeverage(5, 'SOL/USDT:USDT')).rejects.toThrow('-4161')
    await exchange.setLeverage(20, 'SOL/USDT:USDT')
    const [position] = await exchange.fetchPositions(['SOL/USDT:USDT'])
    expect(position?.info.isolatedWallet).toBe('2300.51894211')
  })

  it('is set under portfolio margin', async () => {
    const exchange = connect('portfolio-margin')
    await exchange.setLeverage(4, 'SOL/USDT:USDT', { portfolioMargin: true })
    const [position] = await exchange.fetchPositions(['SOL/USDT:USDT'], { portfolioMargin: true })
    expect(Number(position?.leverage)).toBe(4)
  })

  it('tiers name the highest leverage and the maintenance rate by size', async () => {
    const exchange = connect('hedged-desk')
    const [linear, inverse] = await Promise.all([
      exchange.fetchLeverageTiers(['BTC/USDT:USDT'], { subType: 'linear' }),
      exchange.fetchLeverageTiers(['BTC/USD:BTC'], { subType: 'inverse' }),
    ])
    const tiers = linear['BTC/USDT:USDT'] ?? []
    expect([tiers[0]?.maxLeverage, tiers[0]?.maintenanceMarginRate].map(Number)).toEqual([125, 0.004])
    expect(tiers.length).toBeGreaterThan(3)
    expect(tiers.slice(1).map((tier) => tier.minNotional)).toEqual(tiers.slice(0, -1).map((tier) => tier.maxNotional))
    expect(Number(inverse['BTC/USD:BTC']?.[0]?.maxLeverage)).toBe(125)
  })
})

describe('margin mode', () => {
  it('changes without a position, not with one, and says when there is nothing to change', async () => {
    const exchange = connect('hedged-desk')
    await exchange.setMarginMode('isolated', 'ADA/USDT:USDT')
    expect((await exchange.fetchMarginMode('ADA/USDT:USDT', { subType: 'linear' })).marginMode).toBe('isolated')
    const again = exchange.setMarginMode('isolated', 'ADA/USDT:USDT')
    await expect(again).rejects.toThrow(ccxt.MarginModeAlreadySet)
    await expect(again).rejects.toThrow('"code":-4046,"msg":"No need to change margin type."')
    await expect(exchange.setMarginMode('isolated', 'BTC/USDT:USDT')).rejects.toThrow('-4048')
    await exchange.setMarginMode('isolated', 'BTC/USD:BTC')
    expect((await exchange.fetchMarginMode('BTC/USD:BTC', { subType: 'inverse' })).marginMode).toBe('isolated')
  })
})

describe('position mode', () => {
  it('is one of each futures side, changes without positions only, and says when there is nothing to change', async () => {
    const exchange = connect('hedged-desk')
    const isHedged = async (subType: string) => (await exchange.fetchPositionMode(undefined, { subType })).hedged
    await exchange.setPositionMode(true, undefined, { subType: 'inverse', type: 'swap' })
    expect([await isHedged('linear'), await isHedged('inverse')]).toEqual([false, true])
    await expect(exchange.setPositionMode(true, undefined, { subType: 'inverse', type: 'swap' })).rejects.toThrow('-4059')
    await expect(exchange.setPositionMode(true, undefined, { subType: 'linear', type: 'swap' })).rejects.toThrow('-4068')
  })
})
