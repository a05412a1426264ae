import { describe, expect, it } from 'vitest'
import { nearestPairs } from './pairs'

const PAIRS = [
  ...['ETH:PERP-USDT', 'ETH:PERP-USDC', 'ETH:PERP-USD', 'BTC:PERP-USDT', 'BTC:260327-USDT', 'SOL:PERP-USDT'],
  ...['BTC:260327-100000-C-USDC', 'BTC:PERP-USD:USD', '1000PEPE:PERP-USDT', 'ETHFI:PERP-USDT'],
]

describe('pairs that may have been meant', () => {
  it.each([
    ['ETHUSDT', 'ETH:PERP-USDT'],
    ['eth-usdt', 'ETH:PERP-USDT'],
    ['ETH/USDT:USDT', 'ETH:PERP-USDT'],
    ['ETHUSDTPERP', 'ETH:PERP-USDT'],
    ['BTC-PERP-USDT', 'BTC:PERP-USDT'],
    ['BTCUSDT260327', 'BTC:260327-USDT'],
    ['PEPE:PERP-USDT', '1000PEPE:PERP-USDT'],
    ['SOLL:PERP-USDT', 'SOL:PERP-USDT'],
  ])('%s: %s first', (wanted, meant) => {
    expect(nearestPairs(PAIRS, wanted)[0]).toBe(meant)
  })

  it('offers nothing beside one that is only written otherwise, and at most three', () => {
    expect(nearestPairs(PAIRS, 'ETHUSDT')).toEqual(['ETH:PERP-USDT'])
    expect(nearestPairs(PAIRS, 'ETH-PERP').length).toBeLessThanOrEqual(3)
    expect(nearestPairs(PAIRS, 'ETH-PERP').every((pair) => pair.startsWith('ETH:PERP'))).toBe(true)
  })

  it.each(['', '::', '💥', 'NOTHINGLIKEIT'])('has none for %j', (wanted) => {
    expect(nearestPairs(PAIRS, wanted)).toEqual([])
    expect(nearestPairs(PAIRS, 'x'.repeat(100_000))).toEqual([])
  })
})
