import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ExecutionInput } from './executions'
import type { Ledger } from './ledger'
import { scenario } from './scenarios'
import { startSimulator } from './server'

const desk: Ledger = {
  ...scenario('bybit', 'hedged-desk'),
  tokens: [{ wallet: 'unified', coin: 'USDT', balance: '1000' }],
  positions: [],
}
const simulator = await startSimulator({ frozen: true, ledgers: [desk] })
afterAll(() => simulator.close())
beforeEach(() => simulator.putLedger(desk))

const held = () => simulator.ledger('bybit', desk.scenario)
const trade = (market: string, side: 'buy' | 'sell', size: string, price: string, more: Partial<ExecutionInput> = {}) =>
  simulator.execute('bybit', desk.key.apiKey, market, { side, size, price, wallet: 'unified', ...more })
const position = () => held().positions.map(({ contracts, entryPrice, side }) => ({ contracts, entryPrice, side }))
const balance = (coin: string) => held().tokens.find((token) => token.coin === coin)?.balance

describe('an execution', () => {
  it('opens a position, averages its entry, books the profit of what it closes, and turns it', () => {
    trade('ETHUSDT', 'buy', '2', '3000')
    trade('ETHUSDT', 'buy', '1', '3300')
    expect(position()).toEqual([{ contracts: '3', entryPrice: '3100', side: 'net' }])
    expect(trade('ETHUSDT', 'sell', '1', '3250')).toMatchObject({ closed: '1', profit: '150' })
    expect(balance('USDT')).toBe('1150')
    expect(trade('ETHUSDT', 'sell', '3', '3000')).toMatchObject({ closed: '2', profit: '-200' })
    expect(position()).toEqual([{ contracts: '-1', entryPrice: '3000', side: 'net' }])
    trade('ETHUSDT', 'buy', '1', '3000')
    expect(position()).toEqual([])
    expect(balance('USDT')).toBe('950')
  })

  it('averages and settles inverse contracts in the coin', () => {
    trade('BTCUSD', 'buy', '1000', '50000')
    trade('BTCUSD', 'buy', '1000', '40000')
    expect(position()[0]?.entryPrice).toBe('44444.44444444')
    trade('BTCUSD', 'sell', '2000', '50000')
    expect(balance('BTC')).toBe('0.005')
  })

  it('changes coins in spot', () => {
    trade('spot:ETHUSDT', 'buy', '0.1', '3000')
    expect([balance('ETH'), balance('USDT')]).toEqual(['0.1', '700'])
  })

  it('keeps the sides of a hedge apart and does not turn one', () => {
    simulator.putLedger({ ...desk, positionMode: 'hedge' })
    trade('ETHUSDT', 'buy', '1', '3000')
    trade('ETHUSDT', 'sell', '2', '3000')
    expect(position().map(({ contracts, side }) => [side, contracts])).toEqual([
      ['long', '1'],
      ['short', '-2'],
    ])
    trade('ETHUSDT', 'sell', '1', '3010', { positionSide: 'long' })
    expect(balance('USDT')).toBe('1010')
    expect(() => trade('ETHUSDT', 'buy', '3', '3000', { positionSide: 'short' })).toThrow('turn around')
  })

  it('wants a market and an account that there are', () => {
    expect(() => trade('NOSUCH', 'buy', '1', '1')).toThrow('no market NOSUCH')
    expect(() => simulator.execute('bybit', 'nobody', 'ETHUSDT', { side: 'buy', size: '1' })).toThrow('no account')
  })
})
