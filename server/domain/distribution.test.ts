import { describe, expect, it } from 'vitest'
import { Decimal } from './decimal'
import { distributionOf, slicesOf, stableShare, topSlices } from './distribution'

const parts = (values: Record<string, string>) =>
  Object.entries(values).map(([key, value]) => ({ key, label: key.toUpperCase(), value: new Decimal(value) }))

const coins = parts({ ETH: '-40', USDT: '200', BTC: '350' })

describe('slicesOf', () => {
  it('puts the largest first, with shares of what is held, and what is owed last, without one', () => {
    expect(slicesOf(coins).map(({ label, value, share }) => [label, value, share])).toEqual([
      ['BTC', '350', '0.636364'],
      ['USDT', '200', '0.363636'],
      ['ETH', '-40', null],
    ])
  })

  it('orders what is of the same size by its key, whatever order it comes in', () => {
    expect(slicesOf(parts({ b: '1', a: '1', c: '2' })).map(({ key }) => key)).toEqual(['c', 'a', 'b'])
  })
})

describe('topSlices', () => {
  it('merges the smallest, and keeps what is owed apart', () => {
    const slices = slicesOf(coins)
    expect(topSlices(slices, 2)).toEqual(slices)
    const [first, second] = topSlices(slicesOf(parts({ a: '450', c: '50', b: '10' })), 2)
    expect(first?.label).toBe('A')
    expect(second).toMatchObject({ label: '2 others', value: '60', merged: 2 })
  })
})

describe('topSlices of debts', () => {
  it('names the deepest and merges the rest, however many there are', () => {
    const many = parts(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`c${n}`, `-${n + 1}`])))
    const slices = topSlices(slicesOf([...coins, ...many]), 3)
    expect(slices.map(({ label, value, share }) => [label, value, share])).toEqual([
      ['BTC', '350', '0.636364'],
      ['USDT', '200', '0.363636'],
      ['499 others', String(-(498 * 499) / 2 - 40), null],
      ['C498', '-499', null],
      ['C499', '-500', null],
    ])
  })
})

describe('stableShare', () => {
  it('sums stablecoins', () => {
    expect(stableShare(slicesOf(coins))).toBe('0.363636')
    expect(stableShare([])).toBeNull()
  })

  it('is told of coins alone', () => {
    expect(distributionOf(coins, 'asset').stable).toBe('0.363636')
    expect(distributionOf(coins, 'exchange').stable).toBeNull()
  })
})
