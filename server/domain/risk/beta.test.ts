import { describe, expect, it } from 'vitest'
import { betasOf, type DayPrice, LEAST_BETA_DAYS } from './beta'
import { factorsOf, withoutBeta } from './shock'

const WALK = [0.02, -0.03, 0.01, 0.05, -0.04, 0.015, -0.01, 0.03, -0.02, 0.005]
const returns = Array.from({ length: 40 }, (_, day) => WALK[(day * 7) % 10] ?? 0)

function walk(coin: string, start: number, beta: number, days = 41): DayPrice[] {
  let price = start
  return Array.from({ length: days }, (_, day) => {
    if (day > 0) price *= Math.exp(beta * (returns[day - 1] ?? 0))
    return { coin, day, usd: String(price) }
  })
}

describe('betas', () => {
  it('are the slope of daily returns: a coin that goes twice as far has 2, one against it −0.5', () => {
    const prices = [...walk('BTC', 60_000, 1), ...walk('ETH', 3000, 2), ...walk('ODD', 1, -0.5)]
    expect(betasOf(prices)).toEqual([
      { coin: 'ETH', beta: '2', days: 40 },
      { coin: 'ODD', beta: '-0.5', days: 40 },
    ])
  })

  it('are not known of few days, without Bitcoin, and of a market that stood still', () => {
    const eth = walk('ETH', 3000, 1.2)
    const btc = walk('BTC', 60_000, 1)
    expect(betasOf([...btc, ...walk('ETH', 3000, 1.2, LEAST_BETA_DAYS)])).toEqual([])
    expect(betasOf([...btc, ...walk('ETH', 3000, 1.2, LEAST_BETA_DAYS + 1)])).toHaveLength(1)
    expect(betasOf(eth)).toEqual([])
    expect(betasOf([...eth, ...walk('BTC', 60_000, 0)])).toEqual([])
  })

  it('count no day whose day before is missing, nor one on which the coin became another', () => {
    const eth = walk('ETH', 3000, 1).filter(({ day }) => day !== 10)
    const renamed = eth.map((each) => (each.day > 30 ? { ...each, usd: String(Number(each.usd) * 1000) } : each))
    expect(betasOf([...walk('BTC', 60_000, 1), ...renamed])).toEqual([{ coin: 'ETH', beta: '1', days: 37 }])
  })
})

describe('prices after a shock', () => {
  const betas = [{ coin: 'ETH', beta: '1.5', days: 90 }]

  it('move each coin by its beta on logarithms, money not at all, and what has no beta as Bitcoin', () => {
    const factors = factorsOf({ kind: 'all' }, -0.2, betas)
    expect(factors('BTC')).toBe(0.8)
    expect(factors('ETH')).toBeCloseTo(0.8 ** 1.5, 12)
    expect(factors('USDT')).toBe(1)
    expect(factors('NEW')).toBe(0.8)
    expect(withoutBeta(['BTC', 'ETH', 'NEW', 'USDT', 'NEW'], betas)).toEqual(['NEW'])
  })

  it('never fall below nothing, and stand still without a shock', () => {
    const steep = factorsOf({ kind: 'all' }, -0.6, [{ coin: 'ETH', beta: '3', days: 90 }])
    expect(steep('ETH')).toBeGreaterThan(0)
    const still = factorsOf({ kind: 'all' }, 0, betas)
    expect(['BTC', 'ETH', 'NEW'].map(still)).toEqual([1, 1, 1])
  })

  it('move one coin alone', () => {
    const factors = factorsOf({ kind: 'coin', coin: 'ETH' }, 0.3, betas)
    expect(['ETH', 'BTC', 'USDT'].map(factors)).toEqual([1.3, 1, 1])
  })
})
